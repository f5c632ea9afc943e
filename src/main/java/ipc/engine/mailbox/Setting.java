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
  MAX_DELIVERIES(1, SlotState.MOST_DELIVERIES);

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

  /** Whether a copy of the header has a value that was once set. */
  boolean isWhole(ByteBuffer header) {
    long word = header.getLong((int) at());
    int value = (int) word;
    return (int) (word >>> Integer.SIZE) == ~value && value >= least && value <= most;
  }
}
