package ipc.cli.tour;

import ipc.cli.Exit;

/**
 * One step of the tour.
 *
 * @param kind how it runs
 * @param command as typed in a shell
 * @param what what it does and what to look at, one sentence
 * @param expectedStatus what it ends with when all is well
 */
record Step(Kind kind, String command, String what, int expectedStatus) {

  private static final int KILL = 9;

  enum Kind {
    /** Runs to its end before the next. */
    FOREGROUND,
    /** Goes on beside the next ones. */
    BACKGROUND,
    /** Ends what goes on. */
    STOP
  }

  static Step run(String what, String command) {
    return new Step(Kind.FOREGROUND, command, what, 0);
  }

  static Step answersNo(String what, String command) {
    return new Step(Kind.FOREGROUND, command, what, 1);
  }

  static Step isKilled(String what, String command) {
    return new Step(Kind.FOREGROUND, command, what, Exit.SIGNAL_OFFSET + KILL);
  }

  static Step beside(String what, String command) {
    return new Step(Kind.BACKGROUND, command, what, 0);
  }

  static Step stop(String what, String command) {
    return new Step(Kind.STOP, command, what, 0);
  }

  /**
   * What the shell gets: it becomes a command that stands alone, so that a signal reaches that, and
   * nothing makes an object when the tour has taken all away.
   */
  String shellCommand() {
    return isBackground() || isSimple() ? "exec " + command : command;
  }

  private boolean isSimple() {
    return command.chars().noneMatch(each -> each == '|' || each == '&' || each == ';');
  }

  boolean isBackground() {
    return kind == Kind.BACKGROUND;
  }
}
