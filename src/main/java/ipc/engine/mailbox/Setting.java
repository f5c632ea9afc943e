package ipc.engine.mailbox;

import java.nio.ByteBuffer;

/**
 * What can be changed in a mailbox that is in use.
 *
 * <pre>
 *   192  u64 each, in the order of the constants: the value, and its complement in the high half
 * </pre>
 *
 * Each changes by one store, so whoever reads it has the old value or the new one, and a death
 * leaves one of the two. The sum of what never changes does not cover them; the complement does.
 */
enum Setting {
  /** How often a message is delivered before it goes to the dead letters, 1 to 255. */
  MAX_DELIVERIES(1, SlotState.MOST_DELIVERIES),
  /** How long a message stays away when it is first given back, up to a day; 0: not at all. */
  BACKOFF_MILLIS(0, 86_400_000);

  private static final long LONGEST_DOUBLED_MILLIS = 3_600_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int least;
  private final int most;

  Setting(int least, int most) {
    this.least = least;
    this.most = most;
  }

  private long at() {
    return Layout.SETTINGS_AT + (long) ordinal() * Long.BYTES;
  }

  /** Changes it for whoever looks next. */
  void put(Memory memory, int value) {
    memory.put(at(), value & 0xFFFFFFFFL | (long) ~value << Integer.SIZE);
  }

  /** Its value now. */
  int get(Memory memory) {
    return (int) memory.getLongAcquire(at());
  }

  /** Its value in a copy of the header. */
  int get(ByteBuffer header) {
    return (int) header.getLong((int) at());
  }

  /** How long a message that was delivered so often stays away: each time twice as long. */
  static long backoffNanos(Memory memory, int deliveries) {
    long first = BACKOFF_MILLIS.get(memory);
    if (first == 0) {
      return 0;
    }
    long millis = first;
    for (int i = 1; i < deliveries && millis < LONGEST_DOUBLED_MILLIS; i++) {
      millis = Math.max(first, Math.min(2 * millis, LONGEST_DOUBLED_MILLIS));
    }
    return millis * NANOS_PER_MILLI;
  }

  /** Whether a copy of the header has a value that was once set. */
  boolean isWhole(ByteBuffer header) {
    long word = header.getLong((int) at());
    int value = (int) word;
    return (int) (word >>> Integer.SIZE) == ~value && value >= least && value <= most;
  }
}
