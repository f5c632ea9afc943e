package ipc.engine.mailbox;

/**
 * Doubly linked lists of slots, and the bitmap that finds the highest lane with a message. Only
 * ever changed through {@link Change}, under the lock.
 *
 * <p>A lane that has messages has its bit. A lane that has none may have it still: whoever finds it
 * empty clears it, so that a lane which fills and empties by turns costs nothing here.
 */
final class Lists {
  /** Slots that are walked over under the lock at once, so that nobody waits for it long. */
  static final int WALK_SLOTS = 1000;

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

  /** Takes a run out from between its neighbours; the same again changes nothing. */
  void unlink(int list, int previous, int next) {
    if (previous == 0 && next == 0) {
      memory.put(firstAt(list), 0L);
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

  /**
   * Puts a run, linked within itself, between two neighbours; the same again changes nothing.
   *
   * @param first slot of the run
   * @param last slot of the run
   */
  void link(int list, int first, int last, int previous, int next) {
    if (first == last) {
      slots.setLinks(first, next, previous);
    } else {
      slots.setPrevious(first, previous);
      slots.setNext(last, next);
    }
    if (previous == 0 && next == 0) {
      memory.put(firstAt(list), Change.pair(first, last));
      mark(list);
      return;
    }
    if (previous == 0) {
      memory.put(firstAt(list), first);
    } else {
      slots.setNext(previous, first);
    }
    if (next == 0) {
      memory.put(firstAt(list) + Integer.BYTES, last);
    } else {
      slots.setPrevious(next, last);
    }
  }

  /** Sets the bit of a lane that has messages. */
  private void mark(int list) {
    int priority = ListName.priority(list);
    if (priority >= 0) {
      setBit(Layout.LANE_BITS_AT, priority);
      setBit(Layout.LANE_SUMMARY_AT, priority / WORD_BITS);
    }
  }

  private void setBit(long bitsAt, int bit) {
    long at = bitsAt + (long) (bit / WORD_BITS) * Long.BYTES;
    long bits = memory.getLong(at);
    long with = bits | 1L << bit % WORD_BITS;
    if (with != bits) {
      memory.put(at, with);
    }
  }

  /** Clears the bit of a lane that was found empty. */
  void unmark(int priority) {
    int word = priority / WORD_BITS;
    long at = Layout.LANE_BITS_AT + (long) word * Long.BYTES;
    long left = memory.getLong(at) & ~(1L << priority % WORD_BITS);
    memory.put(at, left);
    if (left == 0) {
      long summaryAt = Layout.LANE_SUMMARY_AT + (long) (word / WORD_BITS) * Long.BYTES;
      memory.put(summaryAt, memory.getLong(summaryAt) & ~(1L << word % WORD_BITS));
    }
  }

  /** The highest priority below {@code limit} that may have a message; -1 for none. */
  int highestLaneBelow(int limit) {
    if (limit <= 0) {
      return -1;
    }
    int word = (limit - 1) / WORD_BITS;
    int lane = highestBit(Layout.LANE_BITS_AT, word, limit - word * WORD_BITS);
    if (lane >= 0) {
      return lane;
    }
    int width = word % WORD_BITS;
    for (int summary = word / WORD_BITS; summary >= 0; summary--) {
      int filled = highestBit(Layout.LANE_SUMMARY_AT, summary, width);
      while (filled >= 0) {
        lane = highestBit(Layout.LANE_BITS_AT, filled, WORD_BITS);
        if (lane >= 0) {
          return lane;
        }
        // Who died while it cleared bits left the summary's.
        filled = highestBit(Layout.LANE_SUMMARY_AT, summary, filled % WORD_BITS);
      }
      width = WORD_BITS;
    }
    return -1;
  }

  /** The number of the highest bit of a word that is set, among its lowest {@code width}; or -1. */
  private int highestBit(long bitsAt, int word, int width) {
    long bits = memory.getLong(bitsAt + (long) word * Long.BYTES);
    long some = width == WORD_BITS ? bits : bits & (1L << width) - 1;
    return some == 0 ? -1 : word * WORD_BITS + WORD_BITS - 1 - Long.numberOfLeadingZeros(some);
  }
}
