package ipc.cli;

import ipc.engine.IpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a verb that runs a command: how long that may take to end, and what status stands
 * for a failure of ours before it starts.
 */
public final class CommandOptions {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final int HIGHEST_STATUS = 255;

  private final OptionSpec grace;
  private final OptionSpec conflictStatus =
      Arguments.number(
          "end with N for every failure of ours before CMD starts",
          0,
          HIGHEST_STATUS,
          "-E",
          "--conflict-status");

  private final List<OptionSpec> options = new ArrayList<>();
  private boolean isStarted;

  /**
   * The options of a verb that runs one command.
   *
   * @param more options that are for a command too; they are added with these
   */
  public CommandOptions(OptionSpec... more) {
    this("CMD", more);
  }

  private CommandOptions(String who, OptionSpec... more) {
    this.grace =
        Arguments.duration(
            "how long " + who + " may take to end after a signal (default 10s)", "--grace");
    options.addAll(Arrays.asList(more));
    options.add(grace);
    options.add(conflictStatus);
  }

  /** The options of a verb that runs several commands beside each other. */
  public static CommandOptions ofSeveral() {
    return new CommandOptions("the commands");
  }

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    options.forEach(spec::addOption);
  }

  /** How long a command may take to end after a signal. */
  public Duration grace() {
    return Arguments.<Duration>value(grace).orElse(DEFAULT_GRACE);
  }

  /** A status of ours before a command is started, or what is to stand for it. */
  public int statusFor(Exit ours) {
    return Arguments.<Integer>value(conflictStatus).orElse(ours.status());
  }

  /** Refuses them where a verb can do without a command, and none is given. */
  public void refuseWithoutCommand(Invocation invocation) {
    boolean isGiven = options.stream().anyMatch(option -> option.getValue() != null);
    if (isGiven && invocation.command().isEmpty()) {
      List<String> names = options.stream().map(OptionSpec::longestName).toList();
      int last = names.size() - 1;
      throw new IpcException.BadUsage(
          String.join(", ", names.subList(0, last))
              + " and "
              + names.get(last)
              + " are for a command, and none follows '--'",
          null);
    }
  }

  /** To be called when a command has been started: statuses of ours are not replaced any more. */
  public void commandStarted() {
    isStarted = true;
  }

  /** Runs the verb, and replaces the status of a failure that came before a command was started. */
  public int run(Invocation invocation, ToIntFunction<Invocation> action) {
    try {
      return action.applyAsInt(invocation);
    } catch (IpcException.EndedBySignal ended) {
      throw ended;
    } catch (IpcException failure) {
      Optional<Integer> replaced = Arguments.value(conflictStatus);
      if (isStarted || replaced.isEmpty()) {
        throw failure;
      }
      invocation.complain(failure);
      return replaced.get();
    }
  }
}
