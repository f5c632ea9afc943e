package ipc.engine.mailbox;

import ipc.engine.SignalWatch;
import ipc.model.Deadline;

/** Removes messages in pieces, so that nobody waits for the lock long. */
final class Purging {
  private static final int PURGED_SLOTS = 200;

  private final Attachment attachment;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final OwnerLock lock;
  private final Settling settling;

  Purging(Attachment attachment, Settling settling) {
    this.attachment = attachment;
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.lock = attachment.lock();
    this.settling = settling;
  }

  /** See {@link Mailbox#purge}. */
  long purge(Mailbox.Purge which, SignalWatch signals) {
    long last = memory.getLong(Layout.SEQUENCE_AT);
    long purged = 0;
    int piece = -1;
    while (piece != 0) {
      signals.check();
      lock.lock(Deadline.never(), signals);
      try {
        piece = which == Mailbox.Purge.DEAD ? purgeDead(last) : purgeReady(last);
        settling.chooseSenders(piece);
      } finally {
        attachment.unlock();
      }
      purged += piece;
      if (purged > layout.slots()) {
        throw Layout.damaged("a list has no end");
      }
    }
    return purged;
  }

  private int purgeReady(long last) {
    int freed = 0;
    int lane = lists.highestLaneBelow(Layout.LANES);
    while (lane >= 0 && freed < PURGED_SLOTS) {
      int slot = lists.first(ListName.ofLane(lane));
      if (slot == 0 || slots.sequence(slot) > last) {
        lane = lists.highestLaneBelow(lane);
      } else {
        settling.free(slot, ListName.ofLane(lane), Counter.PURGED);
        freed++;
      }
    }
    return freed;
  }

  private int purgeDead(long last) {
    int freed = 0;
    int slot = lists.first(ListName.DEAD);
    while (slot != 0 && freed < PURGED_SLOTS && slots.sequence(slot) <= last) {
      settling.free(slot, ListName.DEAD, Counter.PURGED);
      freed++;
      slot = lists.first(ListName.DEAD);
    }
    return freed;
  }
}
