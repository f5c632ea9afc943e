package ipc.cli;

import java.util.OptionalInt;

/**
 * How a command ends the process.
 *
 * @param status the exit status, which a shell would report for the signal too
 * @param signal what the process dies of, so that its parent sees what a C program would show
 */
public record Ending(int status, OptionalInt signal) {

  static Ending of(int status) {
    return new Ending(status, OptionalInt.empty());
  }

  static Ending ofSignal(int signal) {
    return new Ending(Exit.SIGNAL_OFFSET + signal, OptionalInt.of(signal));
  }
}
