package ipc.cli.sock;

import ipc.cli.Invocation;
import ipc.engine.socket.PeerRules;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say which peers are taken. */
public final class PeerOptions {
  private final OptionSpec allow =
      list("NET", "take peers of this network alone: 10.0.0.0/8, ::1; may be repeated", "--allow");
  private final OptionSpec deny =
      list("NET", "turn peers of this network away; may be repeated", "--deny");
  private final OptionSpec allowUser =
      list(
          "USER",
          "take Unix peers of this user alone, a name or a uid; may be repeated",
          "--allow-uid");

  private final OptionSpec denyUser =
      list("USER", "turn Unix peers of this user away; may be repeated", "--deny-uid");

  private static OptionSpec list(String label, String description, String name) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

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
        texts(allow),
        texts(deny),
        texts(allowUser),
        texts(denyUser));
  }

  private static List<String> texts(OptionSpec option) {
    List<String> texts = option.getValue();
    return texts == null ? List.of() : texts;
  }
}
