package ipc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be waited for of any object. */
public enum Condition {
  /** There is one of that address. */
  PRESENT("present"),
  /** There is none of that address. */
  REMOVED("removed"),
  /** A process has it attached, mapped or open. */
  USED("used"),
  /** No process has it attached, mapped or open; one that is gone is unused too. */
  UNUSED("unused"),
  /** No message waits in it. */
  EMPTY("empty"),
  /** No message is in it, nor with a receiver that has not settled it. */
  DRAINED("drained"),
  /** A message waits in it. */
  READY("ready"),
  /** It has no room for another message. */
  FULL("full"),
  /** Nobody can send to it any more. */
  SEALED("sealed");

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
    return words(condition -> true);
  }

  /** The conditions that every kind of object can be in, as typed. */
  public static List<String> generalWords() {
    return words(Condition::isGeneral);
  }

  private static List<String> words(Predicate<Condition> which) {
    List<String> words = new ArrayList<>();
    for (Condition condition : values()) {
      if (which.test(condition)) {
        words.add(condition.word);
      }
    }
    return words;
  }

  /** Whether every kind of object can be so; the others are for what holds messages. */
  public boolean isGeneral() {
    return switch (this) {
      case PRESENT, REMOVED, USED, UNUSED -> true;
      case EMPTY, DRAINED, READY, FULL, SEALED -> false;
    };
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
