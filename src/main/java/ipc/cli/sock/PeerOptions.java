package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.socket.PeerRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say which peers are taken. */
public final class PeerOptions {
  private final OptionSpec allow =
      Arguments.texts(
          "NET", "take peers of this network alone: 10.0.0.0/8, ::1; may be repeated", "--allow");
  private final OptionSpec deny =
      Arguments.texts("NET", "turn peers of this network away; may be repeated", "--deny");
  private final OptionSpec allowUser =
      Arguments.texts(
          "USER",
          "take Unix peers of this user alone, a name or a uid; may be repeated",
          "--allow-uid");

  private final OptionSpec denyUser =
      Arguments.texts("USER", "turn Unix peers of this user away; may be repeated", "--deny-uid");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(allow);
    spec.addOption(deny);
    spec.addOption(allowUser);
    spec.addOption(denyUser);
  }

  /** Whether any of them is given. */
  public boolean isGiven() {
    boolean isOfNetworks = allow.getValue() != null || deny.getValue() != null;
    return isOfNetworks || allowUser.getValue() != null || denyUser.getValue() != null;
  }

  /** What they say. */
  public PeerRules rules(Invocation invocation) {
    return PeerRules.parse(
        invocation.engine().accounts(),
        Arguments.givenTexts(allow),
        Arguments.givenTexts(deny),
        Arguments.givenTexts(allowUser),
        Arguments.givenTexts(denyUser));
  }
}
