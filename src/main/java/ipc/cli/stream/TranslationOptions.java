package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that change what is said on its way to the peer and back, or show it. */
public final class TranslationOptions {
  private final OptionSpec crlf =
      Arguments.flag("end lines by CR LF on the way to the peer, by LF on the way here", "--crlf");
  private final OptionSpec hex =
      Arguments.flag("show what goes each way on standard error, in hexadecimal", "--hex");
  private final OptionSpec record = Recording.option();

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(crlf);
    spec.addOption(hex);
    spec.addOption(record);
  }

  /** Refuses what is for two where there are many, or for bytes where there are messages. */
  public void refuse(String where) {
    boolean isShown = Arguments.isSet(hex) || record.getValue() != null;
    if (isShown || Arguments.isSet(crlf)) {
      throw new IpcException.BadUsage("--crlf, --hex and --record are not for " + where, null);
    }
  }

  /** Refuses a change of lines where whole messages go. */
  public void refuseLinesOf(String peer) {
    if (Arguments.isSet(crlf)) {
      throw new IpcException.BadUsage(
          "'--crlf' is for lines of a stream, and '" + peer + "' carries messages", null);
    }
  }

  /** Opens what they name, so that a place that cannot be written ends it before it begins. */
  public Translation open(Invocation invocation) {
    return new Translation(
        invocation,
        Arguments.isSet(crlf),
        Arguments.isSet(hex),
        Recording.open(invocation, record));
  }
}
