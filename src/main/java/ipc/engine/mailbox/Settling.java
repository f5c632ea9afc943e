package ipc.engine.mailbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Settles deliveries: each ends as done, returns to its place, or goes to the dead letters. */
final class Settling {
  private final Attachment attachment;
  private final MailboxFile file;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final Change change;
  private final OwnerLock lock;
  private final Waiting waiting;
  private final BitSet taken = new BitSet(); // slots

  Settling(Attachment attachment) {
    this.attachment = attachment;
    this.file = attachment.file();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.waiting = attachment.waiting();
  }

  /** A slot that we own by now is to be settled by us; see {@link #abandonAll}. */
  void expect(int slot) {
    taken.set(slot);
  }

  /** See {@link Mailbox#settle}. */
  boolean settle(Token token) {
    int woken = -1;
    lock.lock();
    try {
      if (!isCurrent(token)) {
        return false;
      }
      free(token.slot());
      taken.clear(token.slot());
      woken = waiting.chooseSender();
    } finally {
      lock.unlock();
    }
    waiting.wake(woken);
    return true;
  }

  /** See {@link Mailbox#settleAll}. */
  void settleAll(List<Delivery> deliveries) {
    List<Integer> woken = new ArrayList<>();
    lock.lock();
    try {
      for (Delivery delivery : deliveries) {
        Token token = delivery.token();
        if (isCurrent(token)) {
          free(token.slot());
          taken.clear(token.slot());
        }
      }
      // Several may wait for the room of one: all who find none sleep again.
      for (int sender = waiting.chooseSender(); sender >= 0; sender = waiting.chooseSender()) {
        woken.add(sender);
      }
    } finally {
      lock.unlock();
    }
    woken.forEach(waiting::wake);
  }

  /** See {@link Mailbox#giveBack}. */
  boolean giveBack(Token token) {
    int woken = -1;
    lock.lock();
    try {
      if (!isCurrent(token)) {
        return false;
      }
      long type = slots.type(token.slot());
      giveBack(token.slot());
      taken.clear(token.slot());
      woken = waiting.chooseReceiver(type);
    } finally {
      lock.unlock();
    }
    waiting.wake(woken);
    return true;
  }

  /** See {@link Mailbox#putBack}. */
  boolean putBack(Token token) {
    int woken = -1;
    lock.lock();
    try {
      if (!isCurrent(token)) {
        return false;
      }
      long state = slots.state(token.slot());
      int deliveries = SlotState.deliveries(state) - 1;
      int slotGeneration = SlotState.generation(state);
      returnToPlace(token.slot(), SlotState.of(SlotState.READY, deliveries, 0, 0, slotGeneration));
      taken.clear(token.slot());
      woken = waiting.chooseReceiver(slots.type(token.slot()));
    } finally {
      lock.unlock();
    }
    waiting.wake(woken);
    return true;
  }

  /** See {@link Mailbox#bury}. */
  boolean bury(Token token) {
    lock.lock();
    try {
      if (!isCurrent(token)) {
        return false;
      }
      bury(token.slot());
      taken.clear(token.slot());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a token still stands for the delivery that it was given for. */
  boolean isCurrent(Token token) {
    if (token.slot() < 1 || token.slot() > layout.slots()) {
      return false;
    }
    long state = slots.state(token.slot());
    int kind = SlotState.kind(state);
    return (kind == SlotState.LEASED || kind == SlotState.TAKEN)
        && SlotState.generation(state) == token.generation()
        && SlotState.deliveries(state) == token.delivery();
  }

  /** Under the lock: a held slot becomes free. */
  void free(int slot) {
    free(slot, ListName.HELD);
  }

  /** Under the lock: a slot leaves its list and becomes free. */
  void free(int slot, int list) {
    long length = slots.length(slot);
    change
        .of(slot, SlotState.freed(slots.state(slot)))
        .leaving(list)
        .freeing(Layout.blocksFor(length), length)
        .make();
  }

  /** Under the lock: a held slot returns to its place in its lane, or goes to the dead letters. */
  void giveBack(int slot) {
    long state = slots.state(slot);
    if (SlotState.deliveries(state) >= file.maxDeliveries()) {
      bury(slot);
    } else {
      returnToPlace(slot, SlotState.unowned(state, SlotState.READY));
    }
  }

  private void bury(int slot) {
    change
        .of(slot, SlotState.unowned(slots.state(slot), SlotState.DEAD))
        .leaving(ListName.HELD)
        .entering(ListName.DEAD, lists.last(ListName.DEAD), 0)
        .make();
  }

  private void returnToPlace(int slot, long newState) {
    int list = ListName.ofLane(slots.priority(slot));
    int next = lists.first(list);
    int previous = 0;
    long sequence = slots.sequence(slot);
    for (int walked = 0; next != 0 && slots.sequence(next) < sequence; walked++) {
      if (walked > layout.slots()) {
        throw Layout.damaged("a list has no end");
      }
      previous = next;
      next = slots.next(next);
    }
    change.of(slot, newState).leaving(ListName.HELD).entering(list, previous, next).make();
  }

  /** What we took and did not settle was not written out: it is there again for others. */
  void abandonAll() {
    for (int slot = taken.nextSetBit(1); slot >= 0; slot = taken.nextSetBit(slot + 1)) {
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
    if (SlotState.kind(state) == SlotState.TAKEN) {
      putBack(Token.of(slot, state));
    } else {
      giveBack(Token.of(slot, state));
    }
  }
}
