package ipc.engine;

import ipc.model.Address;
import java.util.List;

/** Finds the mechanism that answers for an address. */
public final class Registry {
  private final List<Mechanism> mechanisms;

  /** A registry of these mechanisms, in the order in which a listing shows their objects. */
  public Registry(List<Mechanism> mechanisms) {
    this.mechanisms = List.copyOf(mechanisms);
  }

  /** All of them, in order. */
  public List<Mechanism> mechanisms() {
    return mechanisms;
  }

  /**
   * The mechanism for an address.
   *
   * @throws IpcException.Unsupported if none answers for its scheme
   */
  public Mechanism of(Address address) {
    for (Mechanism mechanism : mechanisms) {
      if (mechanism.schemes().contains(address.scheme())) {
        return mechanism;
      }
    }
    throw new IpcException.Unsupported(
        "no mechanism here answers for '" + address + "'", "'man 7 ipc' lists the forms that do");
  }
}
