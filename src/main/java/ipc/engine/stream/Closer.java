package ipc.engine.stream;

/** Who ended a flow of bytes first. */
public enum Closer {
  /** The input came to its end, and all of it was written. */
  INPUT("input", "the input ended"),
  /** Whoever read the output went away. */
  READER("reader", "the reader went away"),
  /** A signal asked us to end. */
  SIGNAL("signal", "a signal ended it"),
  /** The time that was given is over. */
  TIME("time", "its time was over");

  private final String word;
  private final String sentence;

  Closer(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** As a report has it. */
  public String word() {
    return word;
  }

  /** As a verdict says it. */
  public String sentence() {
    return sentence;
  }
}
