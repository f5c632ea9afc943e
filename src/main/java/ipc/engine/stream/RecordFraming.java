package ipc.engine.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** All of them, as typed. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (RecordFraming framing : values()) {
      words.add(framing.word);
    }
    return words;
  }

  /** The one that is typed so. */
  public static Optional<RecordFraming> of(String word) {
    for (RecordFraming framing : values()) {
      if (framing.word.equals(word)) {
        return Optional.of(framing);
      }
    }
    return Optional.empty();
  }
}
