package ipc.cli.tour;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Engine;
import ipc.engine.ShellSession;
import ipc.engine.SignalWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code ipc tour}: runs real commands on real objects, each shown as one would type it.
 *
 * <p>What a step shows is what a shell runs, so the tour cannot tell what is not true. The objects
 * lie in a directory of its own or have names that hold our pid; they and the processes that hold
 * them are gone at the end, whatever ends it.
 */
public final class Tour implements Verb {
  private static final Duration READING = Duration.ofSeconds(6);
  private static final String MEMORY = "/dev/shm";

  private final OptionSpec pause =
      Arguments.duration(
          "pause so long after each step, Enter goes on sooner; 0 does not pause (default 6s on a"
              + " terminal, else 0)",
          "--pause");

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(pause);
  }

  @Override
  public int run(Invocation invocation) {
    Engine engine = invocation.engine();
    boolean isWatched = invocation.streams().outIsTerminal() && engine.standardInput().isTerminal();
    Optional<Duration> given = Arguments.value(pause);
    Duration rest = given.orElse(isWatched ? READING : Duration.ZERO);
    if (isWatched && !rest.isZero()) {
      invocation.print(
          "It goes on by itself. Enter goes on sooner, Ctrl-S holds it, Ctrl-Q lets it\n"
              + "go on, Ctrl-C ends it. Whatever ends it, nothing is left behind.");
    }
    List<Integer> failures = new ArrayList<>();
    List<String> environment = environment(invocation);
    try (SignalWatch signals = engine.watchSignals();
        ShellSession shell = ShellSession.start(engine, environment, signals)) {
      Script script = Script.of(engine.ownProcess().pid(), parent(invocation, shell));
      Pace pace = new Pace(engine, signals, rest);
      try (Guide guide = new Guide(invocation, signals, shell, script, environment, pace)) {
        show(script, guide, failures);
      }
    }
    return conclude(invocation, failures);
  }

  private static void show(Script script, Guide guide, List<Integer> failures) {
    for (Part part : script.parts()) {
      int status = guide.show(part, part == script.parts().getLast());
      if (status != Exit.OK.status()) {
        // The small numbers of mkdir(1) and cmp(1) do not mean what ours do.
        failures.add(status < Exit.USAGE.status() ? Exit.SYSTEM.status() : status);
        if (part == script.parts().getFirst()) {
          return; // without a place there is nothing to show
        }
      }
    }
  }

  /** The commands that are shown are those of this very image. */
  private static List<String> environment(Invocation invocation) {
    String known = invocation.environment().value("PATH").orElse("/usr/bin:/bin");
    String path = System.getProperty("java.home") + "/bin:" + known;
    return invocation.environment().with(List.of("PATH=" + path));
  }

  /**
   * Where the place can be made. The shell is asked: java.nio.file would start a thread of its own,
   * in which signals are not held back.
   */
  private static String parent(Invocation invocation, ShellSession shell) {
    return shell.run("test -d " + MEMORY + " && test -w " + MEMORY) == Exit.OK.status()
        ? MEMORY
        : invocation
            .environment()
            .value("TMPDIR")
            .filter(path -> path.startsWith("/"))
            .orElse("/tmp");
  }

  private static int conclude(Invocation invocation, List<Integer> failures) {
    invocation.print("");
    if (failures.isEmpty()) {
      invocation.print(
          "That was all of it, on real objects; nothing of it is left. 'ipc help' goes on.");
      return Exit.OK.status();
    }
    invocation.print(
        "Parts that could not be shown here: "
            + failures.size()
            + ". Nothing is left of the rest.");
    int first = failures.getFirst();
    return failures.stream().allMatch(each -> each == first) ? first : Exit.SYSTEM.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc tour", "shared memory, a mailbox, pipes and sockets; two minutes"),
        new Example("ipc tour --pause 0", "the same at once"));
  }
}
