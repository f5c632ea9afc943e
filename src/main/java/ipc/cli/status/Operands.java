package ipc.cli.status;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.Mechanism;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Noun;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The addresses that a verb was given, and how they lead to objects. */
final class Operands {
  private final PositionalParamSpec addresses;

  /** Operands of a verb; a noun explains bare words and refuses what is of another kind. */
  Operands(Optional<Noun> noun, String description) {
    this.addresses = Arguments.addresses(noun, description);
  }

  void addTo(CommandSpec spec) {
    spec.addPositional(addresses);
  }

  List<Address> values() {
    return addresses.getValue();
  }

  /**
   * Looks at one of them.
   *
   * @throws ipc.engine.IpcException.NoSuchObject if there is none
   */
  Subject find(Address address, Invocation invocation, Scan scan) {
    Mechanism mechanism = invocation.registry().of(address);
    return new Subject(mechanism.status(address, scan), mechanism, scan);
  }
}
