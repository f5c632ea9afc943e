package ipc.engine.mailbox;

/**
 * Finds where a message that comes back belongs in its lane: behind those that were sent before it.
 * Most come back to the front; where there is much before the place, it is looked for in pieces,
 * and the lock is given back in between.
 */
final class Place {
  private final Slots slots;
  private final Lists lists;
  private int wanted;
  private long sequence;
  private int previous;
  private long previousSequence;
  private int next;

  Place(Slots slots, Lists lists) {
    this.slots = slots;
    this.lists = lists;
  }

  /**
   * Under the lock: looks on for the place of a slot that is in no lane.
   *
   * @return whether it is found; if not, ask again for the same slot
   */
  boolean find(int slot) {
    int lane = slots.priority(slot);
    if (slot != wanted || slots.sequence(slot) != sequence || !isStillIn(lane)) {
      wanted = slot;
      sequence = slots.sequence(slot);
      previous = 0;
      previousSequence = 0;
    }
    next = previous == 0 ? lists.first(ListName.ofLane(lane)) : slots.next(previous);
    for (int walked = 0; next != 0 && slots.sequence(next) < sequence; walked++) {
      if (walked == Lists.WALK_SLOTS) {
        return false;
      }
      previousSequence = slots.risingSequence(next, previousSequence);
      previous = next;
      next = slots.next(next);
    }
    wanted = 0;
    return true;
  }

  /** Whether the slot that we have come to is where it was while we had the lock before. */
  private boolean isStillIn(int lane) {
    return previous == 0
        || SlotState.kind(slots.state(previous)) == SlotState.READY
            && slots.priority(previous) == lane
            && slots.sequence(previous) == previousSequence;
  }

  /** The slot before the place that was found, 0 for none. */
  int previous() {
    return previous;
  }

  /** The slot after the place that was found, 0 for none. */
  int next() {
    return next;
  }
}
