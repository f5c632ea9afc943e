package ipc.engine.mailbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Compares the slot table with what can be rebuilt from it: the lists and the counts. */
final class Consistency {
  /** What a message comes to in the end. */
  private static final Counter[] ENDS = {
    Counter.TAKEN, Counter.ACKNOWLEDGED, Counter.PURGED, Counter.LOST, Counter.TORN
  };

  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final List<String> findings = new ArrayList<>();
  private final BitSet listed = new BitSet();
  private final BitSet blocksInUse = new BitSet();

  Consistency(Memory memory, Layout layout, Slots slots, Lists lists) {
    this.memory = memory;
    this.layout = layout;
    this.slots = slots;
    this.lists = lists;
  }

  /** What does not agree; empty where all is well. */
  List<String> findings() {
    int ready = 0;
    for (int lane = lists.highestLaneBelow(Layout.LANES);
        lane >= 0;
        lane = lists.highestLaneBelow(lane)) {
      ready += walk(ListName.ofLane(lane), 1 << SlotState.READY);
    }
    expect("ready messages", ready, memory.getInt(Layout.READY_COUNT_AT));
    int held =
        walk(
            ListName.HELD,
            1 << SlotState.LEASED
                | 1 << SlotState.RESERVED
                | 1 << SlotState.TAKEN
                | 1 << SlotState.DONE);
    expect("held messages", held, memory.getInt(Layout.HELD_COUNT_AT));
    int dead = walk(ListName.DEAD, 1 << SlotState.DEAD);
    expect("dead letters", dead, memory.getInt(Layout.DEAD_COUNT_AT));
    account(ready + held + dead);
    walkFreeSlots();
    long usedBytes = 0;
    int promised = 0;
    for (int slot = 1; slot <= layout.slots(); slot++) {
      int kind = SlotState.kind(slots.state(slot));
      if (kind != SlotState.FREE) {
        usedBytes += slots.length(slot);
        int blocks = walkBody(slot);
        if (kind == SlotState.WRITING) {
          promised += Layout.blocksFor(slots.length(slot)) - blocks;
        }
      }
      if (!listed.get(slot) && kind != SlotState.WRITING) {
        findings.add("slot " + slot + " of kind " + kind + " is in no list");
      }
    }
    walkFreeBlocks();
    expect("promised blocks", promised, memory.getInt(Layout.PROMISED_BLOCKS_AT));
    expect("used bytes", usedBytes, memory.getLong(Layout.USED_BYTES_AT));
    return findings;
  }

  /**
   * No message is counted twice. Fewer than were sent may be: a sender that died between taking its
   * number and the message leaves a gap.
   */
  private void account(long listed) {
    long accounted = listed;
    for (Counter end : ENDS) {
      accounted += end.value(memory);
    }
    long sent = memory.getLong(Layout.SEQUENCE_AT);
    if (accounted > sent) {
      findings.add(accounted + " messages are accounted for, " + sent + " were sent");
    }
  }

  private void expect(String what, long counted, long recorded) {
    if (counted != recorded) {
      findings.add(what + ": " + counted + " are there, " + recorded + " are recorded");
    }
  }

  /**
   * Counts a list.
   *
   * @param kinds that may be in it, one bit each
   */
  private int walk(int list, int kinds) {
    int count = 0;
    int previous = 0;
    for (int slot = lists.first(list); isSlot(slot, list) && count <= layout.slots(); ) {
      int kind = SlotState.kind(slots.state(slot));
      if ((kinds >> kind & 1) == 0) {
        findings.add("slot " + slot + " of kind " + kind + " is in list " + list);
      }
      if (slots.previous(slot) != previous) {
        findings.add("slot " + slot + " does not link back");
      }
      list(slot);
      count++;
      previous = slot;
      slot = slots.next(slot);
    }
    if (lists.last(list) != previous) {
      findings.add("list " + list + " ends elsewhere");
    }
    return count;
  }

  /** Whether a walk goes on: what no slot has is no end either. */
  private boolean isSlot(int slot, int list) {
    if (slot < 0 || slot > layout.slots()) {
      findings.add("list " + list + " names slot " + slot);
      return false;
    }
    return slot != 0;
  }

  private boolean isBlock(int block, String by) {
    if (block < 0 || block > layout.blocks()) {
      findings.add(by + " names block " + block);
      return false;
    }
    return block != 0;
  }

  private void list(int slot) {
    if (listed.get(slot)) {
      findings.add("slot " + slot + " is in two lists");
    }
    listed.set(slot);
  }

  private void walkFreeSlots() {
    int count = 0;
    for (int slot = memory.getInt(Layout.FREE_SLOT_AT);
        isSlot(slot, ListName.NONE) && count <= layout.slots();
        slot = slots.next(slot)) {
      if (SlotState.kind(slots.state(slot)) != SlotState.FREE) {
        findings.add("slot " + slot + " is listed as free and is not");
      }
      list(slot);
      count++;
    }
    expect("free slots", count, memory.getInt(Layout.FREE_SLOTS_AT));
  }

  /** How many blocks a slot has. */
  private int walkBody(int slot) {
    int last = slots.lastBlock(slot);
    int block = slots.firstBlock(slot);
    int count = 0;
    while (isBlock(block, "slot " + slot) && count <= layout.blocks()) {
      use(block, "slot " + slot);
      count++;
      if (block == last) {
        return count;
      }
      block = memory.getInt(layout.linkAt(block));
    }
    return count;
  }

  private void use(int block, String by) {
    if (blocksInUse.get(block)) {
      findings.add("block " + block + " of " + by + " is used twice");
    }
    blocksInUse.set(block);
  }

  private void walkFreeBlocks() {
    int count = 0;
    for (int block = memory.getInt(Layout.FREE_BLOCK_AT);
        isBlock(block, "the free chain") && count <= layout.blocks();
        block = memory.getInt(layout.linkAt(block))) {
      use(block, "the free blocks");
      count++;
    }
    expect("free blocks", count, memory.getInt(Layout.FREE_BLOCKS_AT));
    expect("blocks", blocksInUse.cardinality(), layout.blocks());
  }
}
