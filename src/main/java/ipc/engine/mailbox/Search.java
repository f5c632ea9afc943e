package ipc.engine.mailbox;

/**
 * Looks for messages that a {@link Selector} takes, lane by lane from the highest, in the order of
 * sending. Where there are many others before them it goes in pieces, and the lock is given back in
 * between: it goes on where it was, or from the beginning if somebody took that message meanwhile.
 */
final class Search {
  /** Nothing was found in this piece, and more is to be looked at. */
  static final int MORE = -1;

  private final Slots slots;
  private final Lists lists;
  private int budget;
  private int lane;
  private int slot; // the next to look at, 0: of a lower lane
  private long sequence; // of the one before it in its lane

  private int resting; // the slot that was to be looked at when the lock was given back
  private long restingSequence;

  Search(Slots slots, Lists lists) {
    this.slots = slots;
    this.lists = lists;
  }

  /** Forgets where the search was: what comes next is another one. */
  void startAnew() {
    resting = 0;
  }

  /** Under the lock: begins a piece, of a new search or of the one that was not at its end. */
  void begin() {
    budget = Lists.WALK_SLOTS;
    if (resting == 0 || !isStillThere()) {
      lane = Layout.LANES;
      slot = 0;
    }
    resting = 0;
  }

  private boolean isStillThere() {
    return SlotState.kind(slots.state(resting)) == SlotState.READY
        && slots.priority(resting) == lane
        && slots.sequence(resting) == restingSequence;
  }

  /** Whether the piece that was begun is the first of its search. */
  boolean isAtBeginning() {
    return lane == Layout.LANES;
  }

  /**
   * Under the lock: the next message that is taken; the search goes on behind it.
   *
   * @return its slot, 0 if there is none, or {@link #MORE}
   */
  int next(Selector selector) {
    while (true) {
      if (slot == 0 && !goToNextLane()) {
        return 0;
      }
      if (budget-- == 0) {
        resting = slot;
        restingSequence = slots.sequence(slot);
        return MORE;
      }
      int found = slot;
      sequence = slots.risingSequence(found, sequence);
      slot = slots.next(found);
      if (selector.takes(slots.type(found))) {
        return found;
      }
    }
  }

  private boolean goToNextLane() {
    while ((lane = lists.highestLaneBelow(lane)) >= 0) {
      slot = lists.first(ListName.ofLane(lane));
      sequence = 0;
      if (slot != 0) {
        return true;
      }
      lists.unmark(lane);
    }
    return false;
  }

  /**
   * Under the lock: the message right behind the last one that was found, if it is taken too.
   *
   * @return its slot, or 0
   */
  int following(Selector selector) {
    if (slot == 0 || !selector.takes(slots.type(slot))) {
      return 0;
    }
    int found = slot;
    sequence = slots.risingSequence(found, sequence);
    slot = slots.next(found);
    return found;
  }
}
