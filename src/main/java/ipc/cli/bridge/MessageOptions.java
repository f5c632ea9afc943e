package ipc.cli.bridge;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.stream.RecordFraming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how messages are told apart in a stream. */
final class MessageOptions {
  private final OptionSpec lines =
      Arguments.flag("a message is a line, without its newline", "--lines");
  private final OptionSpec nul =
      Arguments.flag("a message ends with a NUL, which is no part of it", "-0", "--nul");
  private final OptionSpec length =
      Arguments.flag("four bytes of length, the highest first, before each message", "--length");

  void addTo(CommandSpec spec) {
    spec.addOption(lines);
    spec.addOption(nul);
    spec.addOption(length);
  }

  /** What is asked for. */
  Optional<RecordFraming> framing() {
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

  /**
   * Refuses a stream and messages without framing between them, and framing where nothing is told
   * apart.
   */
  void check(boolean isMessagesAtFirst, boolean isMessagesAtSecond) {
    boolean isMixed = isMessagesAtFirst != isMessagesAtSecond;
    if (isMixed && framing().isEmpty()) {
      throw new IpcException.BadUsage(
          "one end has messages and the other is a stream: how are they told apart there?",
          "--lines, --nul (-0) or --length");
    }
    if (!isMixed && framing().isPresent()) {
      throw new IpcException.BadUsage(
          isMessagesAtFirst
              ? "both ends have messages, which go as they are: there is nothing to tell apart"
              : "--lines, --nul and --length are for messages, and both ends are streams",
          null);
    }
  }
}
