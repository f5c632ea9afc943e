package ipc.engine.mailbox;

/**
 * One change of a slot's state and of the lists around it, made so that whoever dies in it leaves
 * either the old state of things or the new one.
 *
 * <pre>
 *   384  u32 parts: which of the following are meant, 0: no change is in progress; u32 slot
 *   392  u64 the state that the slot is to have
 *   400  u32 list to leave, previous there, next there
 *   416  u32 list to enter, previous there, next there
 *   432  u32 first free slot, how many are free
 *   440  u32 first free block, how many are free
 *   448  u32 block whose link changes, what it then links to
 *   456  u32 first and last block of the slot's body
 *   464  u32 ready, held
 *   472  u32 dead
 *   480  u64 bytes used
 * </pre>
 *
 * Under the lock: the plan is written, in values and not in differences; then its first word; then
 * <em>the slot's state, which decides</em>; then the lists and counts; then the first word again.
 * Recovery looks at the slot's state: if it is the planned one, the rest is done once more, which
 * changes nothing that was done already; if not, nothing has happened.
 *
 * <p>Only the parts that a change touches are written: a short message costs some twenty stores.
 */
final class Change {
  private static final long PARTS = Layout.CHANGE_AT;
  private static final long STATE = Layout.CHANGE_AT + 8;
  private static final long LEAVE = Layout.CHANGE_AT + 16;
  private static final long ENTER = Layout.CHANGE_AT + 32;
  private static final long FREE_SLOT = Layout.CHANGE_AT + 48;
  private static final long FREE_BLOCK = Layout.CHANGE_AT + 56;
  private static final long LINK = Layout.CHANGE_AT + 64;
  private static final long BODY = Layout.CHANGE_AT + 72;
  private static final long COUNTS = Layout.CHANGE_AT + 80;
  private static final long DEAD = Layout.CHANGE_AT + 88;
  private static final long USED = Layout.CHANGE_AT + 96;

  private static final int IN_PROGRESS = 1;
  private static final int LEAVES = 2;
  private static final int ENTERS = 4;
  private static final int CHANGES_SLOTS = 8;
  private static final int FREES = 16;
  private static final int CHANGES_BLOCKS = 32;
  private static final int COUNTS_DEAD = 64;

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;

  private int parts;
  private int slot;
  private long state;
  private int leave;
  private int leavePrevious;
  private int leaveNext;
  private int enter;
  private int enterPrevious;
  private int enterNext;
  private int freeSlot;
  private int freeSlots;
  private int freeBlock;
  private int freeBlocks;
  private int linkBlock;
  private int linkTo;
  private int bodyFirst;
  private int bodyLast;
  private int ready;
  private int held;
  private int dead;
  private long usedBytes;

  Change(Memory memory, Layout layout, Slots slots, Lists lists) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
    this.lists = lists;
  }

  /** Begins to plan: everything stays as it is but the state of one slot. */
  Change of(int changedSlot, long newState) {
    parts = IN_PROGRESS;
    slot = changedSlot;
    state = newState;
    ready = memory.getInt(Layout.READY_COUNT_AT);
    held = memory.getInt(Layout.HELD_COUNT_AT);
    return this;
  }

  /** The slot leaves the list that it is in. */
  Change leaving(int list) {
    parts |= LEAVES;
    leave = list;
    leavePrevious = slots.previous(slot);
    leaveNext = slots.next(slot);
    count(list, -1);
    return this;
  }

  /** The slot enters a list between two neighbours that are there when it has left its own. */
  Change entering(int list, int previous, int next) {
    parts |= ENTERS;
    enter = list;
    enterPrevious = previous;
    enterNext = next;
    count(list, 1);
    return this;
  }

  private void count(int list, int difference) {
    switch (list) {
      case ListName.HELD -> held += difference;
      case ListName.DEAD -> {
        parts |= COUNTS_DEAD;
        dead = memory.getInt(Layout.DEAD_COUNT_AT) + difference;
      }
      default -> ready += difference;
    }
  }

  /** The slot, which has no blocks, is no longer the first free one. */
  Change takingFreeSlot(long bodyBytes) {
    parts |= CHANGES_SLOTS;
    freeSlot = slots.next(slot);
    freeSlots = memory.getInt(Layout.FREE_SLOTS_AT) - 1;
    usedBytes = memory.getLong(Layout.USED_BYTES_AT) + bodyBytes;
    return this;
  }

  /** The first free blocks, a chain as it is, become the last ones of the slot's body. */
  Change takingBlocks(int first, int last, int count) {
    parts |= CHANGES_BLOCKS;
    freeBlock = memory.getInt(layout.linkAt(last));
    freeBlocks = memory.getInt(Layout.FREE_BLOCKS_AT) - count;
    int bodyBegin = slots.firstBlock(slot);
    linkBlock = bodyBegin == 0 ? 0 : slots.lastBlock(slot);
    linkTo = first;
    bodyFirst = bodyBegin == 0 ? first : bodyBegin;
    bodyLast = last;
    return this;
  }

  /** The slot becomes the first free one, and its blocks the first free ones. */
  Change freeing(int blocks, long bodyBytes) {
    parts |= CHANGES_SLOTS | FREES;
    freeSlot = memory.getInt(Layout.FREE_SLOT_AT);
    freeSlots = memory.getInt(Layout.FREE_SLOTS_AT) + 1;
    usedBytes = memory.getLong(Layout.USED_BYTES_AT) - bodyBytes;
    int bodyBegin = slots.firstBlock(slot);
    if (bodyBegin != 0) {
      parts |= CHANGES_BLOCKS;
      linkBlock = slots.lastBlock(slot);
      linkTo = memory.getInt(Layout.FREE_BLOCK_AT);
      freeBlock = bodyBegin;
      freeBlocks = memory.getInt(Layout.FREE_BLOCKS_AT) + blocks;
      bodyFirst = 0;
      bodyLast = 0;
    }
    return this;
  }

  /** Does it. */
  void make() {
    memory.put(STATE, state);
    if ((parts & LEAVES) != 0) {
      memory.put(LEAVE, pair(leave, leavePrevious));
      memory.put(LEAVE + 8, leaveNext);
    }
    if ((parts & ENTERS) != 0) {
      memory.put(ENTER, pair(enter, enterPrevious));
      memory.put(ENTER + 8, enterNext);
    }
    if ((parts & CHANGES_SLOTS) != 0) {
      memory.put(FREE_SLOT, pair(freeSlot, freeSlots));
      memory.put(USED, usedBytes);
    }
    if ((parts & CHANGES_BLOCKS) != 0) {
      memory.put(FREE_BLOCK, pair(freeBlock, freeBlocks));
      memory.put(LINK, pair(linkBlock, linkTo));
      memory.put(BODY, pair(bodyFirst, bodyLast));
    }
    if ((parts & COUNTS_DEAD) != 0) {
      memory.put(DEAD, dead);
    }
    memory.put(COUNTS, pair(ready, held));
    memory.put(PARTS, pair(parts, slot));
    memory.put(slots.stateAt(slot), state);
    finish();
  }

  /** What an owner of the lock that died left half done: finished, or found never to have begun. */
  void recover() {
    long begun = memory.getLongAcquire(PARTS);
    parts = low(begun);
    slot = high(begun);
    if (parts == 0) {
      return;
    }
    if (slot < 1 || slot > layout.slots() || slots.state(slot) != memory.getLong(STATE)) {
      memory.put(PARTS, 0L);
      return;
    }
    leave = memory.getInt(LEAVE);
    leavePrevious = memory.getInt(LEAVE + 4);
    leaveNext = memory.getInt(LEAVE + 8);
    enter = memory.getInt(ENTER);
    enterPrevious = memory.getInt(ENTER + 4);
    enterNext = memory.getInt(ENTER + 8);
    freeSlot = memory.getInt(FREE_SLOT);
    freeSlots = memory.getInt(FREE_SLOT + 4);
    freeBlock = memory.getInt(FREE_BLOCK);
    freeBlocks = memory.getInt(FREE_BLOCK + 4);
    linkBlock = memory.getInt(LINK);
    linkTo = memory.getInt(LINK + 4);
    bodyFirst = memory.getInt(BODY);
    bodyLast = memory.getInt(BODY + 4);
    ready = memory.getInt(COUNTS);
    held = memory.getInt(COUNTS + 4);
    dead = memory.getInt(DEAD);
    usedBytes = memory.getLong(USED);
    finish();
  }

  private void finish() {
    if ((parts & LEAVES) != 0) {
      lists.unlink(leave, leavePrevious, leaveNext);
    }
    if ((parts & ENTERS) != 0) {
      lists.link(enter, slot, enterPrevious, enterNext);
    }
    if ((parts & CHANGES_BLOCKS) != 0) {
      if (linkBlock != 0) {
        memory.put(layout.linkAt(linkBlock), linkTo);
      }
      slots.setBlocks(slot, bodyFirst, bodyLast);
      memory.put(Layout.FREE_BLOCK_AT, pair(freeBlock, freeBlocks));
    }
    if ((parts & CHANGES_SLOTS) != 0) {
      boolean frees = (parts & FREES) != 0;
      if (frees) {
        slots.setNext(slot, freeSlot);
      }
      memory.put(Layout.FREE_SLOT_AT, pair(frees ? slot : freeSlot, freeSlots));
      memory.put(Layout.USED_BYTES_AT, usedBytes);
    }
    if ((parts & COUNTS_DEAD) != 0) {
      memory.put(Layout.DEAD_COUNT_AT, dead);
    }
    memory.put(Layout.READY_COUNT_AT, pair(ready, held));
    memory.put(PARTS, 0L);
  }

  /** Two words that lie side by side, as one store. */
  static long pair(int first, int second) {
    return Memory.LITTLE_ENDIAN
        ? first & 0xFFFFFFFFL | (long) second << Integer.SIZE
        : second & 0xFFFFFFFFL | (long) first << Integer.SIZE;
  }

  private static int low(long pair) {
    return (int) (Memory.LITTLE_ENDIAN ? pair : pair >>> Integer.SIZE);
  }

  private static int high(long pair) {
    return (int) (Memory.LITTLE_ENDIAN ? pair >>> Integer.SIZE : pair);
  }
}
