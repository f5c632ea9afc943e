package ipc.shell.language;

import java.util.List;

/**
 * One command of a pipeline.
 *
 * @param assignments {@code NAME=value} before its first word
 * @param words the command and its arguments; none where there are assignments alone
 * @param redirections in their order
 * @param isProgram whether it began with {@code !}: a program, whatever its name
 * @param start index of its first character in the text
 * @param end index after its last
 */
public record Command(
    List<Assignment> assignments,
    List<Word> words,
    List<Redirection> redirections,
    boolean isProgram,
    int start,
    int end) {

  /** A command that nothing changes any more. */
  public Command {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirections = List.copyOf(redirections);
  }

  /**
   * A value for a variable.
   *
   * @param name of the variable
   * @param value what it gets
   */
  public record Assignment(String name, Word value) {}

  /**
   * Where a standard descriptor leads.
   *
   * @param kind what is done
   * @param descriptor 0, 1 or 2; for {@link Kind#WRITE_BOTH} and {@link Kind#APPEND_BOTH} 1
   * @param source the descriptor that it becomes a copy of; of {@link Kind#COPY} alone
   * @param target the file; empty for {@link Kind#COPY}
   * @param start index of its first character in the text
   */
  public record Redirection(Kind kind, int descriptor, int source, Word target, int start) {}

  /** What a redirection does. */
  public enum Kind {
    /** {@code < FILE}. */
    READ,
    /** {@code > FILE}. */
    WRITE,
    /** {@code >> FILE}. */
    APPEND,
    /** {@code &> FILE}: output and error. */
    WRITE_BOTH,
    /** {@code &>> FILE}. */
    APPEND_BOTH,
    /** {@code 2>&1}. */
    COPY
  }
}
