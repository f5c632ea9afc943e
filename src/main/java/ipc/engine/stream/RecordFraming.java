package ipc.engine.stream;

/** How one record of a stream is told from the next. */
public enum RecordFraming {
  /** Each ends with a newline. */
  LINES("lines"),
  /** Each ends with a NUL. */
  NUL("nul"),
  /** Each begins with its length, four bytes with the highest first. */
  LENGTH("length");

  private final String word;

  RecordFraming(String word) {
    this.word = word;
  }

  /** As it is typed. */
  public String word() {
    return word;
  }
}
