package ipc.shell.language;

import java.util.Optional;

/** A text that is none of this language, or names what is not there: the place of it is known. */
public final class LineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;
  private final boolean isIncomplete;
  private final String hint;

  private LineException(String message, String hint, int start, int end, boolean isIncomplete) {
    super(message, null, false, false);
    this.start = start;
    this.end = end;
    this.isIncomplete = isIncomplete;
    this.hint = hint;
  }

  /**
   * A text that no further line makes right.
   *
   * @param hint the way out, or null
   * @param start index of the first character that is wrong
   * @param end index after the last one
   */
  public static LineException wrong(String message, String hint, int start, int end) {
    return new LineException(message, hint, start, end, false);
  }

  /**
   * A text that goes on in the next line, or is wrong if there is none.
   *
   * @param start index of what is not ended
   */
  static LineException incomplete(String message, int start) {
    return new LineException(message, null, start, start + 1, true);
  }

  /** Index of the first character that is wrong. */
  public int start() {
    return start;
  }

  /** Index after the last character that is wrong. */
  public int end() {
    return end;
  }

  /** Whether another line may make it right. */
  public boolean isIncomplete() {
    return isIncomplete;
  }

  /** What the user can do. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
