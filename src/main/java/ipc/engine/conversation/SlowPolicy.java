package ipc.engine.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of a client that reads more slowly than the others write. */
public enum SlowPolicy {
  /** Its connection is closed: it sees that something is missing. */
  CLOSE("close"),
  /** All wait for it. */
  WAIT("wait"),
  /** It misses what comes meanwhile, and is told nothing. */
  DROP("drop");

  private final String word;

  SlowPolicy(String word) {
    this.word = word;
  }

  /** As it is typed. */
  public String word() {
    return word;
  }

  /** All of them, as typed. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (SlowPolicy policy : values()) {
      words.add(policy.word);
    }
    return words;
  }

  /** The one that is typed so. */
  public static Optional<SlowPolicy> of(String word) {
    for (SlowPolicy policy : values()) {
      if (policy.word.equals(word)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
