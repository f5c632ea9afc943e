package ipc.engine.mailbox;

/**
 * One change of a run of slots and of the lists around it, made so that whoever dies in it leaves,
 * for each slot of the run, either the old state of things or the new one.
 *
 * <p>A run is one slot or more that follow each other in a list and go to another together: what is
 * sent, received or settled in a batch.
 *
 * <pre>
 *   384  u32 parts: which of the following are meant, 0: no change is in progress; u32 first slot
 *   392  u32 slots in the run, u32 the slot after it where it leaves
 *   400  u64 the new state: of a single slot all of it, of a run the kind and the owner
 *   408  u32 list to leave, u32 the slot before it there
 *   416  u32 list to enter, u32 the slot that will be before it there
 *   424  u32 the slot that will be after it there, or the first free slot before; u32 free slots before
 *   432  u32 ready, u32 held before
 *   440  u64 bytes used before
 *   448  u32 dead before, u32 free blocks after
 *   456  u32 first free block after, u32 the block whose link changes
 *   464  u32 what that block then links to, u32 blocks promised after
 *   472  u32 first and u32 last block of the slot's body after
 *   480  u64 the counter that the run is added to, before; parts tell which
 * </pre>
 *
 * Under the lock: the plan is written; then its first word; then <em>the slots' states, in order,
 * which decide</em>; then the lists and counts, as values and not as differences; then the first
 * word again. Recovery counts how many slots of the run have their new state. That many have
 * changed: the run is cut to them, and the rest is done for it once more, which changes nothing
 * that was done already. If none has, nothing has happened.
 *
 * <p>Only a single slot changes blocks.
 */
final class Change {
  private static final long PARTS = Layout.CHANGE_AT;
  private static final long COUNT = Layout.CHANGE_AT + 8;
  private static final long STATE = Layout.CHANGE_AT + 16;
  private static final long LEAVE = Layout.CHANGE_AT + 24;
  private static final long ENTER = Layout.CHANGE_AT + 32;
  private static final long AFTER = Layout.CHANGE_AT + 40;
  private static final long COUNTS = Layout.CHANGE_AT + 48;
  private static final long USED = Layout.CHANGE_AT + 56;
  private static final long DEAD = Layout.CHANGE_AT + 64;
  private static final long FREE_BLOCK = Layout.CHANGE_AT + 72;
  private static final long LINK_TO = Layout.CHANGE_AT + 80;
  private static final long BODY = Layout.CHANGE_AT + 88;
  private static final long COUNTED = Layout.CHANGE_AT + 96;

  private static final int IN_PROGRESS = 1;
  private static final int LEAVES = 2;
  private static final int ENTERS = 4;
  private static final int TAKES_SLOTS = 8;
  private static final int FREES_SLOTS = 16;
  private static final int CHANGES_BLOCKS = 32;
  private static final int IS_RUN = 64;
  private static final int COUNTER_SHIFT = 8; // above: the number of a counter from 1, 0: of none

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;

  private int parts;
  private int first;
  private int last;
  private int count;
  private int next; // after the run, where it leaves
  private long state;
  private int leave;
  private int leavePrevious;
  private int enter;
  private int enterPrevious;
  private int after; // where it enters, or the first free slot
  private int freeSlots;
  private int ready;
  private int held;
  private int dead;
  private long usedBytes;
  private int freeBlock;
  private int freeBlocks;
  private int linkBlock;
  private int linkTo;
  private int promisedBlocks;
  private int bodyFirst;
  private int bodyLast;
  private long counted;

  Change(Memory memory, Layout layout, Slots slots, Lists lists) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
    this.lists = lists;
  }

  /** Begins to plan: everything stays as it is but the state of one slot. */
  Change of(int slot, long newState) {
    begin(slot, slot, 1, newState);
    return this;
  }

  /**
   * Begins to plan for slots that follow each other.
   *
   * @param kindAndOwner what they become: READY without an owner, free, or delivered to somebody
   */
  Change ofRun(int firstSlot, int lastSlot, int slotCount, long kindAndOwner) {
    begin(firstSlot, lastSlot, slotCount, kindAndOwner);
    parts |= IS_RUN;
    return this;
  }

  private void begin(int firstSlot, int lastSlot, int slotCount, long newState) {
    parts = IN_PROGRESS;
    first = firstSlot;
    last = lastSlot;
    count = slotCount;
    state = newState;
    next = 0;
    after = 0;
    ready = memory.getInt(Layout.READY_COUNT_AT);
    held = memory.getInt(Layout.HELD_COUNT_AT);
    dead = memory.getInt(Layout.DEAD_COUNT_AT);
    freeSlots = memory.getInt(Layout.FREE_SLOTS_AT);
    usedBytes = memory.getLong(Layout.USED_BYTES_AT);
  }

  /** The run leaves the list that it is in. */
  Change leaving(int list) {
    parts |= LEAVES;
    leave = list;
    leavePrevious = slots.previous(first);
    next = slots.next(last);
    return this;
  }

  /** The run enters a list between two neighbours that are there when it has left its own. */
  Change entering(int list, int previous, int following) {
    parts |= ENTERS;
    enter = list;
    enterPrevious = previous;
    after = following;
    return this;
  }

  /** The run, of slots that have no blocks, are no longer the first free ones. */
  Change takingFreeSlots() {
    parts |= TAKES_SLOTS;
    next = slots.next(last);
    return this;
  }

  /**
   * The first free blocks, a chain as it is, become the last ones of the slot's body.
   *
   * @param promised how many more than before are promised to this body, less than 0 as they come
   */
  Change takingBlocks(int firstBlock, int lastBlock, int blocks, int promised) {
    promisedBlocks = memory.getInt(Layout.PROMISED_BLOCKS_AT) + promised;
    parts |= CHANGES_BLOCKS;
    freeBlock = memory.getInt(layout.linkAt(lastBlock));
    freeBlocks = memory.getInt(Layout.FREE_BLOCKS_AT) - blocks;
    int bodyBegin = slots.firstBlock(first);
    linkBlock = bodyBegin == 0 ? 0 : slots.lastBlock(first);
    linkTo = firstBlock;
    bodyFirst = bodyBegin == 0 ? firstBlock : bodyBegin;
    bodyLast = lastBlock;
    return this;
  }

  /** The run becomes the first free slots. */
  Change freeing() {
    parts |= FREES_SLOTS;
    after = memory.getInt(Layout.FREE_SLOT_AT);
    return this;
  }

  /** The single slot becomes the first free one, and so many blocks of its the first free ones. */
  Change freeing(int blocks) {
    int bodyBegin = slots.firstBlock(first);
    if (bodyBegin != 0) {
      parts |= CHANGES_BLOCKS;
      linkBlock = slots.lastBlock(first);
      linkTo = memory.getInt(Layout.FREE_BLOCK_AT);
      freeBlock = bodyBegin;
      freeBlocks = memory.getInt(Layout.FREE_BLOCKS_AT) + blocks;
      int lacking = Layout.blocksFor(slots.length(first)) - blocks;
      promisedBlocks = memory.getInt(Layout.PROMISED_BLOCKS_AT) - lacking;
      bodyFirst = 0;
      bodyLast = 0;
    }
    return freeing();
  }

  /** The run is counted, once whoever dies in between. */
  Change counting(Counter counter) {
    parts |= counter.ordinal() + 1 << COUNTER_SHIFT;
    counted = counter.value(memory);
    return this;
  }

  /** Does it. */
  void make() {
    memory.put(COUNT, pair(count, next));
    memory.put(STATE, state);
    if ((parts & LEAVES) != 0) {
      memory.put(LEAVE, pair(leave, leavePrevious));
    }
    if ((parts & ENTERS) != 0) {
      memory.put(ENTER, pair(enter, enterPrevious));
    }
    memory.put(AFTER, pair(after, freeSlots));
    memory.put(COUNTS, pair(ready, held));
    memory.put(USED, usedBytes);
    memory.put(DEAD, pair(dead, freeBlocks));
    if ((parts & CHANGES_BLOCKS) != 0) {
      memory.put(FREE_BLOCK, pair(freeBlock, linkBlock));
      memory.put(LINK_TO, pair(linkTo, promisedBlocks));
      memory.put(BODY, pair(bodyFirst, bodyLast));
    }
    if (parts >>> COUNTER_SHIFT != 0) {
      memory.put(COUNTED, counted);
    }
    memory.put(PARTS, pair(parts, first));
    long bytes = 0;
    boolean countsBytes = (parts & (TAKES_SLOTS | FREES_SLOTS)) != 0;
    int slot = first;
    for (int i = 0; i < count; i++) {
      memory.put(slots.stateAt(slot), newState(slots.state(slot)));
      if (countsBytes) {
        bytes += slots.length(slot);
      }
      slot = slots.next(slot);
    }
    finish(bytes);
  }

  private long newState(long old) {
    if ((parts & IS_RUN) == 0) {
      return state;
    }
    return switch (SlotState.kind(state)) {
      case SlotState.FREE -> SlotState.freed(old);
      case SlotState.READY -> SlotState.of(SlotState.READY, 0, 0, 0, SlotState.generation(old));
      case SlotState.RESERVED -> SlotState.reserved(old, state);
      default -> SlotState.delivered(old, state);
    };
  }

  private boolean hasNewState(int slot) {
    long there = slots.state(slot);
    return (parts & IS_RUN) == 0
        ? there == state
        : (there & SlotState.KIND_AND_OWNER) == (state & SlotState.KIND_AND_OWNER);
  }

  /** What an owner of the lock that died left half done: finished, or found never to have begun. */
  void recover() {
    long begun = memory.getLongAcquire(PARTS);
    parts = low(begun);
    first = high(begun);
    if (parts == 0) {
      return;
    }
    state = memory.getLong(STATE);
    int planned = memory.getInt(COUNT);
    next = memory.getInt(COUNT + Integer.BYTES);
    long bytes = 0;
    int slot = first;
    for (count = 0; count < planned && isSlot(slot) && hasNewState(slot); count++) {
      last = slot;
      bytes += slots.length(slot);
      slot = count + 1 < planned ? slots.next(slot) : 0;
    }
    if (count == 0) {
      memory.put(PARTS, 0L);
      return;
    }
    if (count < planned) {
      next = slot;
      memory.put(COUNT, pair(count, next));
    }
    leave = memory.getInt(LEAVE);
    leavePrevious = memory.getInt(LEAVE + 4);
    enter = memory.getInt(ENTER);
    enterPrevious = memory.getInt(ENTER + 4);
    after = memory.getInt(AFTER);
    freeSlots = memory.getInt(AFTER + 4);
    ready = memory.getInt(COUNTS);
    held = memory.getInt(COUNTS + 4);
    usedBytes = memory.getLong(USED);
    dead = memory.getInt(DEAD);
    freeBlocks = memory.getInt(DEAD + 4);
    freeBlock = memory.getInt(FREE_BLOCK);
    linkBlock = memory.getInt(FREE_BLOCK + 4);
    linkTo = memory.getInt(LINK_TO);
    promisedBlocks = memory.getInt(LINK_TO + 4);
    bodyFirst = memory.getInt(BODY);
    bodyLast = memory.getInt(BODY + 4);
    counted = memory.getLong(COUNTED);
    finish(bytes);
  }

  private boolean isSlot(int number) {
    return number >= 1 && number <= layout.slots();
  }

  /** The lists and counts as they are to be, for a run of {@code bytes} in all. */
  private void finish(long bytes) {
    if ((parts & LEAVES) != 0) {
      lists.unlink(leave, leavePrevious, next);
      count(leave, -count);
    }
    if ((parts & ENTERS) != 0) {
      lists.link(enter, first, last, enterPrevious, after);
      count(enter, count);
    }
    if ((parts & CHANGES_BLOCKS) != 0) {
      if (linkBlock != 0) {
        memory.put(layout.linkAt(linkBlock), linkTo);
      }
      slots.setBlocks(first, bodyFirst, bodyLast);
      memory.put(Layout.FREE_BLOCK_AT, pair(freeBlock, freeBlocks));
      memory.put(Layout.PROMISED_BLOCKS_AT, promisedBlocks);
    }
    if ((parts & TAKES_SLOTS) != 0) {
      memory.put(Layout.FREE_SLOT_AT, pair(next, freeSlots - count));
      memory.put(Layout.USED_BYTES_AT, usedBytes + bytes);
    }
    if ((parts & FREES_SLOTS) != 0) {
      slots.setNext(last, after);
      memory.put(Layout.FREE_SLOT_AT, pair(first, freeSlots + count));
      memory.put(Layout.USED_BYTES_AT, usedBytes - bytes);
    }
    if (parts >>> COUNTER_SHIFT != 0) {
      Counter.of((parts >>> COUNTER_SHIFT) - 1).set(memory, counted + count);
    }
    memory.put(Layout.READY_COUNT_AT, pair(ready, held));
    memory.put(Layout.DEAD_COUNT_AT, dead);
    memory.put(PARTS, 0L);
  }

  private void count(int list, int difference) {
    switch (list) {
      case ListName.HELD -> held += difference;
      case ListName.DEAD -> dead += difference;
      default -> ready += difference;
    }
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
