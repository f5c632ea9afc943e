package ipc.engine;

import ipc.model.Address;
import ipc.model.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way in which processes share something: what every object of it can be asked.
 *
 * <p>What a scan could not read is told to the scan, never left out.
 */
public interface Mechanism {

  /** The schemes of the addresses that it answers for. */
  Set<Scheme> schemes();

  /** Every object of this mechanism that this process can see. */
  List<ObjectStatus> list(Scan scan);

  /**
   * One object.
   *
   * @throws IpcException.NoSuchObject if there is none of that address
   * @throws IpcException.NotPermitted if its directory may not be searched
   */
  ObjectStatus status(Address address, Scan scan);

  /** The processes that use an object, as far as they can be seen. */
  List<Use> uses(ObjectStatus object, Scan scan);

  /**
   * Refuses an address of what cannot be removed at all, whether or not there is anything.
   *
   * @throws IpcException.Unsupported if nothing of that kind can be removed
   */
  default void requireRemovable(Address address) {
    // Most objects have a name that can go.
  }

  /**
   * Says who has an object that no process is seen to use, where the kernel can be asked for more
   * than its tables show: before something is done that only an unused object may suffer.
   *
   * @return as the end of a sentence; empty if nobody has it, as far as can be told
   */
  default Optional<String> hiddenUse(ObjectStatus object) {
    return Optional.empty();
  }

  /**
   * Removes an object's name, and the object as soon as nobody uses it.
   *
   * @throws IpcException.NoSuchObject if there is none of that address
   */
  void remove(ObjectStatus object);
}
