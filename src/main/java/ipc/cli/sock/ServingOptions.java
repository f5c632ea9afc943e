package ipc.cli.sock;

import ipc.cli.Arguments;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how many connections are taken. */
public final class ServingOptions {
  private static final int MOST_AT_ONCE = 100_000;

  private final OptionSpec keep =
      Arguments.flag("take one connection after another", "-k", "--keep");
  private final OptionSpec concurrent;
  private final OptionSpec count = Arguments.count("end after N connections (default 1)");

  /**
   * The options of a verb.
   *
   * @param what each of several connections beside each other has, in words
   */
  public ServingOptions(String what) {
    this.concurrent =
        Arguments.number(
            "take up to N connections beside each other, each with " + what,
            1,
            MOST_AT_ONCE,
            "--concurrent");
  }

  /** Adds them to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(keep);
    spec.addOption(concurrent);
    spec.addOption(count);
  }

  /** Whether any of them is given. */
  public boolean isGiven() {
    return !isOnce();
  }

  /** Whether one connection is all there is. */
  public boolean isOnce() {
    return !Arguments.isSet(keep) && concurrent.getValue() == null && count.getValue() == null;
  }

  /** Whether connections beside each other are asked for. */
  public boolean isConcurrent() {
    return concurrent.getValue() != null;
  }

  /** How many may be open at the same time. */
  public int mostAtOnce() {
    return Arguments.<Integer>value(concurrent).orElse(1);
  }

  /** How many are served before it ends; empty without an end. */
  public OptionalInt served() {
    if (isOnce()) {
      return OptionalInt.of(1);
    }
    return Arguments.<Integer>value(count).map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
