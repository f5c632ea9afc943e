package ipc.engine.mailbox;

/**
 * Which messages a receiver takes, as msgrcv(2) has it.
 *
 * @param kind how the type is compared
 * @param type what it is compared with
 */
public record Selector(Kind kind, long type) {
  /** Every message, highest priority and oldest first. */
  public static final Selector ANY = new Selector(Kind.ANY, 0);

  /** How types are compared. */
  public enum Kind {
    /** All types. */
    ANY,
    /** That type alone. */
    EXACTLY,
    /** The lowest type that is at most so large. */
    LOWEST_UP_TO,
    /** Every other type. */
    NOT
  }

  static Selector of(int kind, long type) {
    Kind[] kinds = Kind.values();
    return kind < 0 || kind >= kinds.length ? ANY : new Selector(kinds[kind], type);
  }

  /** Whether a message of that type may be taken. */
  public boolean takes(long messageType) {
    return switch (kind) {
      case ANY -> true;
      case EXACTLY -> messageType == type;
      case LOWEST_UP_TO -> messageType <= type;
      case NOT -> messageType != type;
    };
  }
}
