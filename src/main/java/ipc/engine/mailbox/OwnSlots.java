package ipc.engine.mailbox;

import java.util.Arrays;

/**
 * The slots that we have and have not settled, in the order in which we got them: few, and mostly
 * settled in that order.
 */
final class OwnSlots {
  private int[] slots = new int[64];
  private int count;

  void add(int slot) {
    if (count == slots.length) {
      slots = Arrays.copyOf(slots, 2 * count);
    }
    slots[count++] = slot;
  }

  void remove(int slot) {
    for (int i = 0; i < count; i++) {
      if (slots[i] == slot) {
        count--;
        System.arraycopy(slots, i + 1, slots, i, count - i);
        return;
      }
    }
  }

  int[] toArray() {
    return Arrays.copyOf(slots, count);
  }
}
