package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.socket.PathShape;
import ipc.model.Permissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a Unix socket's path: who may connect. */
public final class PathOptions {
  private static final Permissions BASE = new Permissions(0777);

  private final OptionSpec mode = Arguments.mode(BASE);
  private final OptionSpec user =
      Arguments.text("USER", "give the path to this user, a name or a number", "--user");
  private final OptionSpec group =
      Arguments.text("GROUP", "give the path to this group, a name or a number", "--group");

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(mode);
    spec.addOption(user);
    spec.addOption(group);
  }

  /** What they say; a user or a group is looked up. */
  public PathShape shape(Invocation invocation) {
    Optional<Permissions> bits = Arguments.value(mode);
    return new PathShape(
        bits.map(each -> OptionalInt.of(each.bits())).orElse(OptionalInt.empty()),
        id("user", user, name -> invocation.engine().accounts().userId(name)),
        id("group", group, name -> invocation.engine().accounts().groupId(name)));
  }

  private static OptionalInt id(
      String kind, OptionSpec option, Function<String, OptionalInt> find) {
    Optional<String> name = Arguments.value(option);
    if (name.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt id = find.apply(name.get());
    if (id.isEmpty()) {
      throw new IpcException.NoSuchObject("there is no " + kind + " '" + name.get() + "'", null);
    }
    return id;
  }
}
