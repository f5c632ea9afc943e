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
  SEALED("sealed"),
  /** A connection to it can be made. */
  OPEN("open"),
  /** Nobody listens there. */
  CLOSED("closed");

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
    return words(condition -> condition.about() == About.ANYTHING);
  }

  /** The conditions of what holds messages, as typed. */
  public static List<String> messageWords() {
    return words(condition -> condition.about() != About.SOCKETS);
  }

  /** The conditions of sockets, as typed. */
  public static List<String> socketWords() {
    return words(condition -> condition.about() != About.MESSAGES);
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

  private enum About {
    ANYTHING,
    MESSAGES,
    SOCKETS
  }

  private About about() {
    return switch (this) {
      case PRESENT, REMOVED, USED, UNUSED -> About.ANYTHING;
      case EMPTY, DRAINED, READY, FULL, SEALED -> About.MESSAGES;
      case OPEN, CLOSED -> About.SOCKETS;
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
