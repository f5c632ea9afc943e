package ipc.engine.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Settles deliveries: each ends as done, returns to its place, or goes to the dead letters.
 *
 * <p>What was taken at most once is settled by one store without the lock, DONE. Its slot becomes
 * free with the next change of ours that has the lock, or by a sender that looks for room.
 */
final class Settling {
  /** Slots that are done and not free yet: enough to share a lock, too few to be missed. */
  private static final int MOST_DONE = 64;

  /** With so many it pays to have the lock for a sender that waits for room. */
  private static final int ENOUGH_FOR_A_SENDER = 16;

  /** Room is ample where this part of a mailbox is free: a quarter. */
  private static final int AMPLE = 4;

  private final Attachment attachment;
  private final MailboxFile file;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final Change change;
  private final OwnerLock lock;
  private final Waiting waiting;
  private final Place place;
  private final OwnSlots taken = new OwnSlots();
  private final int[] done = new int[MOST_DONE];
  private int doneCount;

  Settling(Attachment attachment) {
    this.attachment = attachment;
    this.file = attachment.file();
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.place = new Place(slots, lists);
    this.waiting = attachment.waiting();
  }

  /** A slot that we own by now is to be settled by us; see {@link #abandonAll}. */
  void expect(int slot) {
    taken.add(slot);
  }

  /** See {@link Mailbox#take}. */
  void take(Token token) {
    long state = slots.state(token.slot());
    if (!isInHand(state)) {
      throw new IllegalStateException("message " + token + " is not in our hand");
    }
    memory.put(slots.stateAt(token.slot()), SlotState.taken(state));
  }

  private boolean isInHand(long state) {
    return SlotState.kind(state) == SlotState.RESERVED && attachment.owns(state);
  }

  /** See {@link Mailbox#release}. */
  void release(List<Delivery> deliveries) {
    // The last first: so the place of each is the first of its lane.
    for (int i = deliveries.size() - 1; i >= 0; i--) {
      int slot = deliveries.get(i).token().slot();
      if (isInHand(slots.state(slot))) {
        release(slot);
      }
    }
  }

  private void release(int slot) {
    attachment.doUnderLock(() -> isInHand(slots.state(slot)), () -> returnUndelivered(slot));
    taken.remove(slot);
  }

  /**
   * Under the lock: a message that is held waits again, as often delivered as it was.
   *
   * @return whether it does; if not, ask again
   */
  boolean returnUndelivered(int slot) {
    return returnToPlace(slot, SlotState.unowned(slots.state(slot), SlotState.READY));
  }

  /** See {@link Mailbox#settle}. */
  boolean settle(Token token) {
    if (!isSlot(token.slot())) {
      return false;
    }
    long state = slots.state(token.slot());
    if (!isCurrent(token, state)) {
      return false;
    }
    if (SlotState.kind(state) == SlotState.TAKEN) {
      settleOurs(token.slot(), state);
      return true;
    }
    return settleCurrent(
        token,
        () -> {
          free(token.slot(), ListName.HELD, Counter.ACKNOWLEDGED);
          chooseSenders(1);
          return true;
        });
  }

  /**
   * Ends a delivery under the lock, if it is the one that the token was given for.
   *
   * @param attempt whether it has ended; if not, it is asked again
   */
  private boolean settleCurrent(Token token, BooleanSupplier attempt) {
    boolean settled = attachment.doUnderLock(() -> isCurrent(token), attempt);
    if (settled) {
      taken.remove(token.slot());
    }
    return settled;
  }

  /** What we took at most once is ours alone, so nobody else changes its state. */
  private void settleOurs(int slot, long state) {
    memory.put(slots.stateAt(slot), SlotState.withKind(state, SlotState.DONE));
    taken.remove(slot);
    done[doneCount++] = slot;
    if (doneCount == MOST_DONE || doneCount >= ENOUGH_FOR_A_SENDER && waiting.hasWaitingSender()) {
      freeDone();
    }
  }

  /** See {@link Mailbox#settleAll}. */
  void settleAll(List<Delivery> deliveries) {
    for (int i = 0; i < deliveries.size(); i++) {
      settle(deliveries.get(i).token());
    }
  }

  /** Makes free what we have done with. */
  void freeDone() {
    if (doneCount > 0) {
      lock.lock();
      try {
        freeDoneLocked();
      } finally {
        attachment.unlock();
      }
    }
  }

  /** Under the lock: {@link #freeDone}. */
  void freeDoneLocked() {
    int freed = 0;
    for (int i = 0; i < doneCount; ) {
      int first = done[i++];
      if (!isOursAndDone(first)) {
        continue; // a sender that looked for room was here
      }
      if (slots.firstBlock(first) != 0) {
        freeTaken(first);
        freed++;
        continue;
      }
      int last = first;
      int count = 1;
      int again = isRedelivered(first) ? 1 : 0;
      while (i < doneCount
          && slots.next(last) == done[i]
          && slots.firstBlock(done[i]) == 0
          && isOursAndDone(done[i])) {
        last = done[i++];
        count++;
        again += isRedelivered(last) ? 1 : 0;
      }
      change
          .ofRun(first, last, count, SlotState.FREE)
          .leaving(ListName.HELD)
          .freeing()
          .counting(Counter.TAKEN)
          .make();
      countRedelivered(again);
      freed += count;
    }
    doneCount = 0;
    chooseSenders(freed);
  }

  /**
   * Under the lock: chooses senders to wake, for so many slots that became free. A sender that
   * would fill what little room there is and sleep again is left asleep: while there is much to
   * receive, nobody waits for it. After its slice it looks by itself.
   */
  void chooseSenders(int freed) {
    if (hasAmpleRoom() || memory.getInt(Layout.READY_COUNT_AT) == 0) {
      for (int left = freed; left > 0 && waiting.chooseSender(); left--) {}
    }
  }

  private boolean hasAmpleRoom() {
    long free = file.capacityBytes() - memory.getLong(Layout.USED_BYTES_AT);
    return memory.getInt(Layout.FREE_SLOTS_AT) >= layout.slots() / AMPLE
        && free >= file.capacityBytes() / AMPLE;
  }

  private boolean isOursAndDone(int slot) {
    long state = slots.state(slot);
    return SlotState.kind(state) == SlotState.DONE && attachment.owns(state);
  }

  /**
   * Under the lock: makes free what others have done with, for us and for as many more as it is.
   *
   * @return whether there was any
   */
  boolean freeOthersDone() {
    int freed = 0;
    int slot = lists.first(ListName.HELD);
    for (int walked = 0; slot != 0 && walked < Lists.WALK_SLOTS; walked++) {
      int following = slots.next(slot);
      if (SlotState.kind(slots.state(slot)) == SlotState.DONE) {
        freeTaken(slot);
        freed++;
      }
      slot = following;
    }
    boolean some = freed > 0;
    while (freed > 1 && waiting.chooseSender()) {
      freed--;
    }
    return some;
  }

  /** See {@link Mailbox#giveBack(Token)}. */
  boolean giveBack(Token token) {
    return giveBack(token, OptionalLong.empty());
  }

  /** See {@link Mailbox#giveBack(Token, Duration)}. */
  boolean giveBack(Token token, OptionalLong delayNanos) {
    return settleCurrent(
        token,
        () -> {
          boolean isBack =
              delayNanos.isPresent()
                  ? giveBack(token.slot(), delayNanos.getAsLong())
                  : giveBack(token.slot());
          if (isBack) {
            Counter.GIVEN_BACK.add(memory, 1);
          }
          return isBack;
        });
  }

  /** See {@link Mailbox#putBack}. */
  boolean putBack(Token token) {
    int deliveries = token.delivery() - 1;
    long before = SlotState.of(SlotState.READY, deliveries, 0, 0, token.generation());
    return settleCurrent(token, () -> returnToPlace(token.slot(), before));
  }

  /** See {@link Mailbox#bury}. */
  boolean bury(Token token) {
    return settleCurrent(
        token,
        () -> {
          bury(token.slot());
          return true;
        });
  }

  /** Whether a token still stands for the delivery that it was given for. */
  boolean isCurrent(Token token) {
    return isSlot(token.slot()) && isCurrent(token, slots.state(token.slot()));
  }

  private boolean isSlot(int number) {
    return number >= 1 && number <= layout.slots();
  }

  private boolean isCurrent(Token token, long state) {
    int kind = SlotState.kind(state);
    // What is taken at most once its owner settles without the lock, so nobody else may.
    boolean held = kind == SlotState.LEASED || kind == SlotState.TAKEN && attachment.owns(state);
    return held
        && !SlotState.isPostponed(state)
        && SlotState.generation(state) == token.generation()
        && SlotState.deliveries(state) == token.delivery();
  }

  /** Under the lock: what was taken at most once and written out becomes free. */
  void freeTaken(int slot) {
    int again = isRedelivered(slot) ? 1 : 0;
    free(slot, ListName.HELD, Counter.TAKEN);
    countRedelivered(again);
  }

  private boolean isRedelivered(int slot) {
    return SlotState.deliveries(slots.state(slot)) > 1;
  }

  /** Under the lock: so many deliveries were not the first of their message. */
  void countRedelivered(int deliveries) {
    if (deliveries > 0) {
      Counter.REDELIVERED.add(memory, deliveries);
    }
  }

  /** Under the lock: a slot leaves its list and becomes free; why, a counter tells. */
  void free(int slot, int list, Counter counter) {
    change
        .of(slot, SlotState.freed(slots.state(slot)))
        .leaving(list)
        .freeing(Layout.blocksFor(slots.length(slot)))
        .counting(counter)
        .make();
  }

  /**
   * Under the lock: a held slot returns to its place in its lane, at once or when the back-off is
   * over, or goes to the dead letters.
   *
   * @return whether it does; if not, ask again
   */
  boolean giveBack(int slot) {
    int deliveries = SlotState.deliveries(slots.state(slot));
    return giveBack(slot, Setting.backoffNanos(memory, deliveries));
  }

  private boolean giveBack(int slot, long delayNanos) {
    long state = slots.state(slot);
    if (SlotState.deliveries(state) >= Setting.MAX_DELIVERIES.get(memory)) {
      bury(slot);
    } else if (delayNanos > 0) {
      // It stays in its list: one store postpones it, after the time when it is due.
      Leases.begin(attachment, slot, delayNanos);
      memory.put(slots.stateAt(slot), SlotState.postponed(state));
    } else {
      return returnToPlace(slot, SlotState.unowned(state, SlotState.READY));
    }
    return true;
  }

  private void bury(int slot) {
    change
        .of(slot, SlotState.unowned(slots.state(slot), SlotState.DEAD))
        .leaving(ListName.HELD)
        .entering(ListName.DEAD, lists.last(ListName.DEAD), 0)
        .counting(Counter.BURIED)
        .make();
  }

  /**
   * Under the lock: a held slot enters its lane behind those that were sent before it, and who
   * waits for such a message is chosen to be woken.
   *
   * @return whether it does; if not, its place is still looked for: ask again
   */
  private boolean returnToPlace(int slot, long newState) {
    if (!place.find(slot)) {
      return false;
    }
    change
        .of(slot, newState)
        .leaving(ListName.HELD)
        .entering(ListName.ofLane(slots.priority(slot)), place.previous(), place.next())
        .make();
    waiting.chooseReceiver(slots.type(slot));
    return true;
  }

  /**
   * What we took and did not settle was not written out: it is there again for others. First it
   * goes back into our hand, without the lock: should we not get that, nothing counts as lost.
   */
  void abandonAll() {
    int[] left = taken.toArray();
    for (int slot : left) {
      long state = slots.state(slot);
      if (SlotState.kind(state) == SlotState.TAKEN && attachment.owns(state)) {
        memory.put(slots.stateAt(slot), SlotState.notTaken(state));
      }
    }
    freeDone();
    for (int slot : left) {
      abandon(slot);
    }
  }

  /**
   * What was only to be written out has not been delivered; what was worked on has. What somebody
   * else settled for us, by its token, may be another's by now.
   */
  private void abandon(int slot) {
    long state = slots.state(slot);
    if (!attachment.owns(state)) {
      return;
    }
    switch (SlotState.kind(state)) {
      case SlotState.RESERVED -> release(slot);
      default -> giveBack(Token.of(slot, state));
    }
  }
}
