package ipc.engine.conversation;

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
}
