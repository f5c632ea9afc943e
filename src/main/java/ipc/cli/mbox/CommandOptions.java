package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a verb that runs a command only if one is given. */
final class CommandOptions {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final int HIGHEST_STATUS = 255;
  private static final int MOST_JOBS = 1000;

  private final OptionSpec grace =
      Arguments.duration("how long CMD may take to end after a signal (default 10s)", "--grace");
  private final OptionSpec conflictStatus =
      Arguments.number(
          "end with N for every failure of ours before CMD starts",
          0,
          HIGHEST_STATUS,
          "-E",
          "--conflict-status");

  private final OptionSpec jobs =
      Arguments.number(
          "run up to N commands beside each other (default 1)", 1, MOST_JOBS, "-j", "--jobs");

  private boolean started;

  void addTo(CommandSpec spec) {
    spec.addOption(jobs);
    spec.addOption(grace);
    spec.addOption(conflictStatus);
  }

  int jobs() {
    return Arguments.<Integer>value(jobs).orElse(1);
  }

  Duration grace() {
    return Arguments.<Duration>value(grace).orElse(DEFAULT_GRACE);
  }

  /**
   * Runs the verb, and replaces the status of a failure that came before a command was started.
   *
   * @param action gets what is to be called when a command starts
   */
  int run(Invocation invocation, ToIntFunction<Runnable> action) {
    boolean given =
        grace.getValue() != null || conflictStatus.getValue() != null || jobs.getValue() != null;
    if (given && invocation.command().isEmpty()) {
      throw new IpcException.BadUsage(
          "--jobs, --grace and --conflict-status are for a command, and none follows '--'", null);
    }
    try {
      return action.applyAsInt(() -> started = true);
    } catch (IpcException.EndedBySignal ended) {
      throw ended;
    } catch (IpcException failure) {
      Optional<Integer> replaced = Arguments.value(conflictStatus);
      if (started || replaced.isEmpty()) {
        throw failure;
      }
      if (!(failure instanceof IpcException.AnswerIsNo)) {
        invocation.complain(failure);
      }
      return replaced.orElse(Exit.SYSTEM.status());
    }
  }
}
