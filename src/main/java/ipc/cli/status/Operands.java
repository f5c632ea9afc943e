package ipc.cli.status;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The addresses that a verb was given, and how they lead to objects. */
final class Operands {
  private final Optional<Noun> noun;
  private final PositionalParamSpec addresses;

  /** Operands of a verb; a noun explains bare words and refuses what is of another kind. */
  Operands(Optional<Noun> noun, String description) {
    this.noun = noun;
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
   * @throws IpcException.BadUsage if it is of another kind than the noun
   * @throws IpcException.NoSuchObject if there is none
   */
  Subject find(Address address, Invocation invocation, Scan scan) {
    Mechanism mechanism = invocation.registry().of(address);
    if (noun.isPresent() && !mechanism.schemes().contains(scheme(noun.get()))) {
      throw new IpcException.BadUsage(
          "'" + address + "' is no object of 'ipc " + noun.get().word() + "'",
          "the verbs without a noun take every kind of address");
    }
    return new Subject(mechanism.status(address, scan), mechanism, scan);
  }

  /** What a bare word means after the noun. */
  private static Scheme scheme(Noun noun) {
    return Address.parse("name", noun).scheme();
  }
}
