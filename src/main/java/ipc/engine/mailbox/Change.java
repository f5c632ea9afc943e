package ipc.engine.mailbox;

/**
 * One change of a slot's state and of the lists around it, made so that whoever dies in it leaves
 * either the old state of things or the new one.
 *
 * <pre>
 *   384  u32 1 while a change is in progress, u32 slot
 *   392  u64 the state that the slot is to have
 *   400  u32 list to leave, previous, next there      (0: none)
 *   412  u32 list to enter, previous, next there      (0: none)
 *   424  u32 first free slot, how many are free
 *   432  u32 first free block, how many are free
 *   440  u32 block whose link changes (0: none), what it then links to
 *   448  u32 ready, u32 held, u32 dead
 *   464  u64 bytes used
 *   472  u32 the slot is to become the first free one
 *   476  u32 first and last block of the slot's body
 * </pre>
 *
 * Under the lock: the plan is written, in values and not in differences; then its first word; then
 * <em>the slot's state, which decides</em>; then the lists and counts; then the first word again.
 * Recovery looks at the slot's state: if it is the planned one, the rest is done once more, which
 * changes nothing that was done already; if not, nothing has happened.
 */
final class Change {
  private static final long ACTIVE = Layout.CHANGE_AT;
  private static final long SLOT = Layout.CHANGE_AT + 4;
  private static final long STATE = Layout.CHANGE_AT + 8;
  private static final long LEAVE = Layout.CHANGE_AT + 16;
  private static final long ENTER = Layout.CHANGE_AT + 28;
  private static final long FREE_SLOT = Layout.CHANGE_AT + 40;
  private static final long FREE_BLOCK = Layout.CHANGE_AT + 48;
  private static final long LINK = Layout.CHANGE_AT + 56;
  private static final long COUNTS = Layout.CHANGE_AT + 64;
  private static final long USED = Layout.CHANGE_AT + 80;
  private static final long FREED = Layout.CHANGE_AT + 88;
  private static final long BODY = Layout.CHANGE_AT + 92;

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;

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
  private int ready;
  private int held;
  private int dead;
  private long usedBytes;
  private boolean freed;
  private int bodyFirst;
  private int bodyLast;

  Change(Memory memory, Layout layout, Slots slots, Lists lists) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
    this.lists = lists;
  }

  /** Begins to plan: everything stays as it is but the state of one slot. */
  Change of(int changedSlot, long newState) {
    slot = changedSlot;
    state = newState;
    leave = ListName.NONE;
    enter = ListName.NONE;
    freeSlot = memory.getInt(Layout.FREE_SLOT_AT);
    freeSlots = memory.getInt(Layout.FREE_SLOTS_AT);
    freeBlock = memory.getInt(Layout.FREE_BLOCK_AT);
    freeBlocks = memory.getInt(Layout.FREE_BLOCKS_AT);
    linkBlock = 0;
    linkTo = 0;
    ready = memory.getInt(Layout.READY_COUNT_AT);
    held = memory.getInt(Layout.HELD_COUNT_AT);
    dead = memory.getInt(Layout.DEAD_COUNT_AT);
    usedBytes = memory.getLong(Layout.USED_BYTES_AT);
    freed = false;
    bodyFirst = slots.firstBlock(slot);
    bodyLast = slots.lastBlock(slot);
    return this;
  }

  /** The slot leaves the list that it is in. */
  Change leaving(int list) {
    leave = list;
    leavePrevious = slots.previous(slot);
    leaveNext = slots.next(slot);
    count(list, -1);
    return this;
  }

  /** The slot enters a list between two neighbours that are there when it has left its own. */
  Change entering(int list, int previous, int next) {
    enter = list;
    enterPrevious = previous;
    enterNext = next;
    count(list, 1);
    return this;
  }

  private void count(int list, int difference) {
    switch (list) {
      case ListName.HELD -> held += difference;
      case ListName.DEAD -> dead += difference;
      default -> ready += difference;
    }
  }

  /** The slot is no longer the first free one; it has no blocks yet. */
  Change takingFreeSlot(long bodyBytes) {
    freeSlot = slots.next(slot);
    freeSlots--;
    usedBytes += bodyBytes;
    bodyFirst = 0;
    bodyLast = 0;
    return this;
  }

  /** The first free blocks, a chain as it is, become the last ones of the slot's body. */
  Change takingBlocks(int first, int last, int count) {
    freeBlock = memory.getInt(layout.linkAt(last));
    freeBlocks -= count;
    linkBlock = bodyLast;
    linkTo = first;
    bodyFirst = bodyFirst == 0 ? first : bodyFirst;
    bodyLast = last;
    return this;
  }

  /** The slot becomes the first free one, and its blocks the first free ones. */
  Change freeing(int blocks, long bodyBytes) {
    freed = true;
    freeSlots++;
    usedBytes -= bodyBytes;
    if (bodyFirst != 0) {
      linkBlock = bodyLast;
      linkTo = freeBlock;
      freeBlock = bodyFirst;
      freeBlocks += blocks;
      bodyFirst = 0;
      bodyLast = 0;
    }
    return this;
  }

  /** Does it. */
  void make() {
    memory.put(SLOT, slot);
    memory.put(STATE, state);
    memory.put(LEAVE, leave);
    memory.put(LEAVE + 4, leavePrevious);
    memory.put(LEAVE + 8, leaveNext);
    memory.put(ENTER, enter);
    memory.put(ENTER + 4, enterPrevious);
    memory.put(ENTER + 8, enterNext);
    memory.put(FREE_SLOT, freeSlot);
    memory.put(FREE_SLOT + 4, freeSlots);
    memory.put(FREE_BLOCK, freeBlock);
    memory.put(FREE_BLOCK + 4, freeBlocks);
    memory.put(LINK, linkBlock);
    memory.put(LINK + 4, linkTo);
    memory.put(COUNTS, ready);
    memory.put(COUNTS + 4, held);
    memory.put(COUNTS + 8, dead);
    memory.put(USED, usedBytes);
    memory.put(FREED, freed ? 1 : 0);
    memory.put(BODY, bodyFirst);
    memory.put(BODY + 4, bodyLast);
    memory.put(ACTIVE, 1);
    memory.put(slots.stateAt(slot), state);
    finish();
  }

  /** What an owner of the lock that died left half done: finished, or found never to have begun. */
  void recover() {
    if (memory.getIntAcquire(ACTIVE) == 0) {
      return;
    }
    slot = memory.getInt(SLOT);
    if (slot < 1 || slot > layout.slots() || slots.state(slot) != memory.getLong(STATE)) {
      memory.put(ACTIVE, 0);
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
    ready = memory.getInt(COUNTS);
    held = memory.getInt(COUNTS + 4);
    dead = memory.getInt(COUNTS + 8);
    usedBytes = memory.getLong(USED);
    freed = memory.getInt(FREED) != 0;
    bodyFirst = memory.getInt(BODY);
    bodyLast = memory.getInt(BODY + 4);
    finish();
  }

  private void finish() {
    if (leave != ListName.NONE) {
      lists.unlink(leave, leavePrevious, leaveNext);
    }
    if (enter != ListName.NONE) {
      lists.link(enter, slot, enterPrevious, enterNext);
    }
    if (linkBlock != 0) {
      memory.put(layout.linkAt(linkBlock), linkTo);
    }
    slots.setBlocks(slot, bodyFirst, bodyLast);
    if (freed) {
      slots.setNext(slot, freeSlot);
      memory.put(Layout.FREE_SLOT_AT, slot);
    } else {
      memory.put(Layout.FREE_SLOT_AT, freeSlot);
    }
    memory.put(Layout.FREE_SLOTS_AT, freeSlots);
    memory.put(Layout.FREE_BLOCK_AT, freeBlock);
    memory.put(Layout.FREE_BLOCKS_AT, freeBlocks);
    memory.put(Layout.READY_COUNT_AT, ready);
    memory.put(Layout.HELD_COUNT_AT, held);
    memory.put(Layout.DEAD_COUNT_AT, dead);
    memory.put(Layout.USED_BYTES_AT, usedBytes);
    memory.put(ACTIVE, 0);
  }
}
