package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.engine.IpcException;
import ipc.engine.conversation.SlowPolicy;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that bring peers together. */
final class HubOptions {
  private final OptionSpec hub =
      Arguments.flag(
          "pass what each peer says, and standard input, to all others and to standard output",
          "--hub");
  private final OptionSpec slow =
      Arguments.choice(
          "POLICY",
          "policy",
          List.of(SlowPolicy.values()),
          SlowPolicy::word,
          "with --hub, when 1 MiB waits for a peer: close it (default), wait, or drop what comes",
          "--slow");

  void addTo(CommandSpec spec) {
    spec.addOption(hub);
    spec.addOption(slow);
  }

  /** Whether there is to be a hub. */
  boolean isSet() {
    return Arguments.isSet(hub);
  }

  /** What becomes of a slow peer. */
  SlowPolicy policy() {
    return Arguments.<SlowPolicy>value(slow).orElse(SlowPolicy.CLOSE);
  }

  /**
   * Refuses what a hub cannot be.
   *
   * @param isCommand whether a command is given
   * @param isTls whether peers are to be talked to by TLS
   */
  void check(boolean isCommand, boolean isTls) {
    if (!isSet()) {
      if (slow.getValue() != null) {
        throw new IpcException.BadUsage("'--slow' is for '--hub'", null);
      }
      return;
    }
    if (isTls) {
      throw new IpcException.Unsupported(
          "a hub does not speak TLS itself",
          "'ipc sock listen tls:… --concurrent N -- ipc sock connect unix:HUB' lets TLS peers in");
    }
    if (isCommand) {
      throw new IpcException.BadUsage("'--hub' runs no command", "leave out --hub, or '-- CMD'");
    }
  }
}
