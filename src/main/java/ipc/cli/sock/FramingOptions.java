package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.stream.RecordFraming;
import ipc.model.Address;
import ipc.model.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how messages are told apart in a stream: on the way in and out alike. */
public final class FramingOptions {
  private final OptionSpec lines =
      Arguments.flag("a message is a line, without its newline", "--lines");
  private final OptionSpec nul =
      Arguments.flag("a message ends with a NUL, which is no part of it", "-0", "--nul");
  private final OptionSpec length =
      Arguments.flag("four bytes of length, the highest first, before each message", "--length");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(lines);
    spec.addOption(nul);
    spec.addOption(length);
  }

  /** What is asked for; empty where messages are to be as they are. */
  public Optional<RecordFraming> framing() {
    List<RecordFraming> given = new ArrayList<>();
    if (Arguments.isSet(lines)) {
      given.add(RecordFraming.LINES);
    }
    if (Arguments.isSet(nul)) {
      given.add(RecordFraming.NUL);
    }
    if (Arguments.isSet(length)) {
      given.add(RecordFraming.LENGTH);
    }
    if (given.size() > 1) {
      throw new IpcException.BadUsage(
          "'--lines', '--nul' and '--length' exclude each other", "take one of them");
    }
    return given.isEmpty() ? Optional.empty() : Optional.of(given.getFirst());
  }

  /** Whether an address speaks in messages; of a descriptor that is not known. */
  static boolean mayCarryMessages(Address address) {
    return address.scheme().carriesMessages() || address.scheme() == Scheme.FD;
  }

  /** Refuses options of messages where there are none. */
  static void refuse(Address address, OptionSpec... options) {
    if (mayCarryMessages(address)) {
      return;
    }
    for (OptionSpec option : options) {
      if (option.getValue() != null) {
        throw new IpcException.BadUsage(
            "'"
                + option.longestName()
                + "' is for messages, and '"
                + address
                + "' carries a stream",
            "udp:, unix-dgram: and unix-seqpacket: carry messages");
      }
    }
  }

  void refuseUnlessMessages(Address address) {
    refuse(address, lines, nul, length);
  }
}
