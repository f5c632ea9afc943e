package ipc.engine.mailbox;

/**
 * Doubly linked lists of slots, and the bitmap that finds the highest lane with a message. Only
 * ever changed through {@link Change}, under the lock.
 */
final class Lists {
  private static final int WORD_BITS = 64;

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;

  Lists(Memory memory, Layout layout, Slots slots) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
  }

  private long firstAt(int list) {
    return switch (list) {
      case ListName.HELD -> Layout.HELD_AT;
      case ListName.DEAD -> Layout.DEAD_AT;
      default -> layout.laneAt(ListName.priority(list));
    };
  }

  int first(int list) {
    return memory.getInt(firstAt(list));
  }

  int last(int list) {
    return memory.getInt(firstAt(list) + Integer.BYTES);
  }

  /** Takes a slot out from between its neighbours; the same again changes nothing. */
  void unlink(int list, int previous, int next) {
    if (previous == 0 && next == 0) {
      memory.put(firstAt(list), 0L);
      mark(list);
      return;
    }
    if (previous == 0) {
      memory.put(firstAt(list), next);
    } else {
      slots.setNext(previous, next);
    }
    if (next == 0) {
      memory.put(firstAt(list) + Integer.BYTES, previous);
    } else {
      slots.setPrevious(next, previous);
    }
  }

  /** Puts a slot between two neighbours; the same again changes nothing. */
  void link(int list, int slot, int previous, int next) {
    slots.setLinks(slot, next, previous);
    if (previous == 0 && next == 0) {
      memory.put(firstAt(list), Change.pair(slot, slot));
      mark(list);
      return;
    }
    if (previous == 0) {
      memory.put(firstAt(list), slot);
    } else {
      slots.setNext(previous, slot);
    }
    if (next == 0) {
      memory.put(firstAt(list) + Integer.BYTES, slot);
    } else {
      slots.setPrevious(next, slot);
    }
  }

  /** Brings the bits of a lane to what the lane is. */
  private void mark(int list) {
    int priority = ListName.priority(list);
    if (priority < 0) {
      return;
    }
    boolean filled = first(list) != 0;
    int word = priority / WORD_BITS;
    long wordAt = Layout.LANE_BITS_AT + (long) word * Long.BYTES;
    long bits = with(memory.getLong(wordAt), priority % WORD_BITS, filled);
    if (bits != memory.getLong(wordAt)) {
      memory.put(wordAt, bits);
    }
    long summaryAt = Layout.LANE_SUMMARY_AT + (long) (word / WORD_BITS) * Long.BYTES;
    long summary = with(memory.getLong(summaryAt), word % WORD_BITS, bits != 0);
    if (summary != memory.getLong(summaryAt)) {
      memory.put(summaryAt, summary);
    }
  }

  private static long with(long bits, int bit, boolean set) {
    return set ? bits | 1L << bit : bits & ~(1L << bit);
  }

  /** The highest priority below {@code limit} that has a message; -1 for none. */
  int highestLaneBelow(int limit) {
    int lastWord = (limit - 1) / WORD_BITS;
    for (int word = limit <= 0 ? -1 : lastWord; word >= 0; word--) {
      if (word != lastWord && (word + 1) % WORD_BITS == 0 && summary(word / WORD_BITS) == 0) {
        word -= WORD_BITS - 1; // 64 empty words at once
        continue;
      }
      long bits = memory.getLong(Layout.LANE_BITS_AT + (long) word * Long.BYTES);
      if (word == lastWord && limit % WORD_BITS != 0) {
        bits &= (1L << limit % WORD_BITS) - 1;
      }
      if (bits != 0) {
        return word * WORD_BITS + WORD_BITS - 1 - Long.numberOfLeadingZeros(bits);
      }
    }
    return -1;
  }

  private long summary(int index) {
    return memory.getLong(Layout.LANE_SUMMARY_AT + (long) index * Long.BYTES);
  }
}
