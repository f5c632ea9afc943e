package ipc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be waited for of any object. */
public enum Condition {
  /** There is one of that address. */
  PRESENT("present"),
  /** There is none of that address. */
  REMOVED("removed"),
  /** A process has it attached, mapped or open. */
  USED("used"),
  /** No process has it attached, mapped or open; one that is gone is unused too. */
  UNUSED("unused");

  private final String word;

  Condition(String word) {
    this.word = word;
  }

  /** As it is typed. */
  public String word() {
    return word;
  }

  /** Every condition, as typed. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Condition condition : values()) {
      words.add(condition.word);
    }
    return words;
  }

  /** The condition that is typed so. */
  public static Optional<Condition> of(String word) {
    for (Condition condition : values()) {
      if (condition.word.equals(word)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
