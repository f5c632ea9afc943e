package ipc.engine.mailbox;

import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Makes lists, counts and free chains anew from the slots: after the machine was started again,
 * when the file's pages reached the disk in any order, and nobody who was attached lives.
 *
 * <p>Each message that is whole stays: those that waited, and those that were leased, wait; those
 * that were taken at most once are gone, for whether they were written out cannot be known. A
 * message whose body is not what was sent is torn: it is dropped and counted. The boot's id is
 * written last, so a death in the middle is followed by another rebuild.
 */
final class Rebuild {
  /**
   * The last fences may not have reached the disk; so many are not given out between two writes.
   */
  private static final long FENCE_STEP = 1L << 32;

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final BitSet usedBlocks = new BitSet();
  private final List<Integer> ready = new ArrayList<>();
  private final List<Integer> dead = new ArrayList<>();
  private long usedBytes;
  private long lastSequence;
  private long torn;
  private long lost;
  private long taken;

  private Rebuild(Memory memory, Layout layout, Slots slots, Lists lists) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
    this.lists = lists;
  }

  /**
   * Rebuilds a mailbox that was last used before the machine was started; else nothing.
   *
   * @param bootId of this start of the machine
   * @throws IpcException.LimitReached while another process does the same
   * @throws IpcException.Corrupt while somebody takes part in it
   */
  static void unlessOfThisBoot(
      Memory memory, MailboxFile file, Kernel kernel, Slots slots, Lists lists, BootId bootId) {
    if (isOf(memory, bootId)) {
      return;
    }
    int result = kernel.locks().lockByte(file.life().number(), Layout.RECOVERY_BYTE);
    if (result < 0) {
      throw Errno.ofResult(result) == Errno.EAGAIN
          ? new IpcException.LimitReached(
              "'" + file.name() + "' is being recovered by another process", "try again")
          : Failures.of("lock", file.name(), result);
    }
    try {
      if (!isOf(memory, bootId)) {
        requireNobody(file, kernel);
        new Rebuild(memory, file.layout(), slots, lists).run();
        memory.put(Layout.BOOT_ID_AT, bootId.high());
        memory.put(Layout.BOOT_ID_AT + Long.BYTES, bootId.low());
      }
    } finally {
      kernel.locks().unlockByte(file.life().number(), Layout.RECOVERY_BYTE);
    }
  }

  /** Nobody lives who took part in another boot: else it is the boot's id that is wrong. */
  private static void requireNobody(MailboxFile file, Kernel kernel) {
    for (int number = 0; number < file.layout().participants(); number++) {
      if (kernel.locks().isHeld(file.probe().number(), Layout.LIFE_BYTE + number) == 1) {
        throw new IpcException.Corrupt(
            "'"
                + file.name()
                + "' is damaged: it is said to be of another start of the machine, and is in use",
            "when nobody has it any more, it is recovered");
      }
    }
  }

  private static boolean isOf(Memory memory, BootId bootId) {
    return memory.getLongAcquire(Layout.BOOT_ID_AT) == bootId.high()
        && memory.getLongAcquire(Layout.BOOT_ID_AT + Long.BYTES) == bootId.low();
  }

  private void run() {
    forgetEverybody();
    for (int slot = 1; slot <= layout.slots(); slot++) {
      sort(slot);
    }
    chainFreeSlots();
    chainFreeBlocks();
    line(ready, Layout.READY_COUNT_AT);
    line(dead, Layout.DEAD_COUNT_AT);
    memory.put(Layout.HELD_COUNT_AT, 0);
    memory.put(Layout.PROMISED_BLOCKS_AT, 0);
    memory.put(Layout.USED_BYTES_AT, usedBytes);
    memory.put(Layout.SEQUENCE_AT, Math.max(lastSequence, memory.getLong(Layout.SEQUENCE_AT)));
    Counter.LOST.add(memory, lost);
    Counter.TAKEN.add(memory, taken);
    Counter.TORN.add(memory, torn);
    Counter.RECOVERED.add(memory, 1);
  }

  /** Locks, participants, sleepers, a change in progress: all of another boot. */
  private void forgetEverybody() {
    memory.put(Layout.LOCK_AT, 0L);
    memory.put(Layout.CHANGE_AT, 0L);
    memory.put(Layout.NEXT_EXPIRY_AT, 0L);
    memory.put(Layout.SWEEP_SLOT_AT, 0);
    memory.put(Layout.HELD_BY_PROCESSES_AT, 0L);
    long fence = memory.getLong(Layout.FENCE_AT);
    boolean possible = fence >= 0 && fence < Long.MAX_VALUE - FENCE_STEP;
    memory.put(Layout.FENCE_AT, FENCE_STEP + (possible ? fence : 0));
    for (long at = Layout.WAITING_RECEIVERS_AT; at < Layout.LANE_SUMMARY_AT; at += Long.BYTES) {
      memory.put(at, 0L);
    }
    for (int number = 0; number < layout.participants(); number++) {
      long at = layout.participantAt(number);
      memory.put(at, memory.getLong(at) >>> Integer.SIZE << Integer.SIZE);
    }
    clear(Layout.LANE_SUMMARY_AT, Layout.LANES / Long.SIZE / Byte.SIZE);
    clear(Layout.LANE_BITS_AT, Layout.LANES / Byte.SIZE);
    clear(layout.lanesAt(), (long) Layout.LANES * Layout.LANE_BYTES);
    memory.put(Layout.HELD_AT, 0L);
    memory.put(Layout.DEAD_AT, 0L);
  }

  /** Only what is not zero is written: a page of lanes that nobody used has no memory. */
  private void clear(long from, long bytes) {
    for (long at = from; at < from + bytes; at += Long.BYTES) {
      if (memory.getLong(at) != 0) {
        memory.put(at, 0L);
      }
    }
  }

  private void sort(int slot) {
    long state = slots.state(slot);
    lastSequence = Math.max(lastSequence, slots.sequence(slot));
    switch (SlotState.kind(state)) {
      case SlotState.READY, SlotState.LEASED, SlotState.RESERVED ->
          keep(slot, state, SlotState.READY, ready);
      case SlotState.DEAD -> keep(slot, state, SlotState.DEAD, dead);
      case SlotState.TAKEN -> {
        lost++;
        free(slot, state);
      }
      case SlotState.DONE -> {
        taken++;
        free(slot, state);
      }
      default -> free(slot, state);
    }
  }

  private void keep(int slot, long state, int kind, List<Integer> list) {
    int priority = slots.priority(slot);
    boolean whole =
        priority >= 0 && priority < Layout.LANES && slots.readBody(slot) != null && claim(slot);
    if (whole) {
      if (slots.length(slot) <= Slots.INLINE_BYTES) {
        slots.setBlocks(slot, 0, 0);
      }
      memory.put(slots.stateAt(slot), SlotState.unowned(state, kind));
      slots.setLeaseEnds(slot, 0L);
      usedBytes += slots.length(slot);
      list.add(slot);
    } else {
      torn++;
      free(slot, state);
    }
  }

  /** Whether the body's blocks are its own; they are no longer free then. */
  private boolean claim(int slot) {
    BitSet own = new BitSet();
    int block = slots.firstBlock(slot);
    for (int left = Layout.blocksFor(slots.length(slot)); left > 0; left--) {
      if (own.get(block) || usedBlocks.get(block)) {
        return false;
      }
      own.set(block);
      if (left == 1 && block != slots.lastBlock(slot)) {
        return false;
      }
      block = memory.getInt(layout.linkAt(block));
    }
    usedBlocks.or(own);
    return true;
  }

  private void free(int slot, long state) {
    slots.setBlocks(slot, 0, 0);
    if (SlotState.kind(state) != SlotState.FREE) {
      memory.put(slots.stateAt(slot), SlotState.freed(state));
    }
  }

  private void chainFreeSlots() {
    int first = 0;
    int count = 0;
    for (int slot = layout.slots(); slot >= 1; slot--) {
      if (SlotState.kind(slots.state(slot)) == SlotState.FREE) {
        slots.setNext(slot, first);
        first = slot;
        count++;
      }
    }
    memory.put(Layout.FREE_SLOT_AT, Change.pair(first, count));
  }

  private void chainFreeBlocks() {
    int first = 0;
    int count = 0;
    for (int block = layout.blocks(); block >= 1; block--) {
      if (!usedBlocks.get(block)) {
        memory.put(layout.linkAt(block), first);
        first = block;
        count++;
      }
    }
    memory.put(Layout.FREE_BLOCK_AT, Change.pair(first, count));
  }

  private void line(List<Integer> members, long countAt) {
    members.sort((a, b) -> Long.compare(slots.sequence(a), slots.sequence(b)));
    for (int slot : members) {
      boolean waits = SlotState.kind(slots.state(slot)) == SlotState.READY;
      int list = waits ? ListName.ofLane(slots.priority(slot)) : ListName.DEAD;
      lists.link(list, slot, slot, lists.last(list), 0);
    }
    memory.put(countAt, members.size());
  }
}
