package ipc.cli.tour;

import java.util.List;

/**
 * One step of the tour: a few commands and why one would type them.
 *
 * @param what what they do and what to look at, lines of at most 75 characters
 * @param commands as typed, one after the other
 * @param status what the last one ends with when all is well; the others end with 0
 */
record Step(String what, List<String> commands, int status) {

  static Step of(String what, String... commands) {
    return new Step(what, List.of(commands), 0);
  }

  /** Its last command ends with another status than 0, on purpose. */
  static Step endingWith(int status, String what, String... commands) {
    return new Step(what, List.of(commands), status);
  }

  /** What a command of it is to end with. */
  int expected(int index) {
    return index == commands.size() - 1 ? status : 0;
  }
}
