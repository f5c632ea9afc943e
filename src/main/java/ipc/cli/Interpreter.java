package ipc.cli;

import java.util.List;

/**
 * What runs commands that stand in files and that people type. It lies above the command line,
 * which it runs, so the program hands it in.
 */
public interface Interpreter {

  /** Whether a failure ends a file of commands. */
  enum AfterFailure {
    /** Nothing more runs. */
    STOP,
    /** The next command runs. */
    GO_ON
  }

  /**
   * Runs a file of commands.
   *
   * @param file its path, {@code -} for standard input
   * @param arguments what the commands find in {@code $1} and so on
   * @return the exit status
   */
  int runFile(
      Invocation invocation, String file, List<String> arguments, AfterFailure afterFailure);

  /**
   * Runs what a person types, until the end of input.
   *
   * @return the exit status
   */
  int runTerminal(Invocation invocation);
}
