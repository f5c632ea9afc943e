package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.conversation.CommandEnd;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what lies between a command and us. */
public final class LinkOptions {
  private final OptionSpec socketPair =
      Arguments.flag(
          "give CMD one Unix socket as its input and output, not two pipes", "--socketpair");
  private final OptionSpec terminal =
      Arguments.flag("give CMD a terminal of its own, in a session of its own", "--pty");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(socketPair);
    spec.addOption(terminal);
  }

  /** What they say. */
  public CommandEnd.Link link() {
    if (Arguments.isSet(terminal)) {
      return CommandEnd.Link.TERMINAL;
    }
    return Arguments.isSet(socketPair) ? CommandEnd.Link.SOCKET_PAIR : CommandEnd.Link.PIPES;
  }

  /** Refuses what makes no sense. */
  public void check(Invocation invocation) {
    boolean isGiven = Arguments.isSet(socketPair) || Arguments.isSet(terminal);
    if (isGiven && invocation.command().isEmpty()) {
      throw new IpcException.BadUsage(
          "--socketpair and --pty are for a command, and none follows '--'", null);
    }
    if (Arguments.isSet(socketPair) && Arguments.isSet(terminal)) {
      throw new IpcException.BadUsage("'--socketpair' and '--pty' exclude each other", null);
    }
  }
}
