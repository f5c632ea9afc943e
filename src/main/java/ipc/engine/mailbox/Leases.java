package ipc.engine.mailbox;

import java.time.Duration;

/** Leases: when they end, and what becomes of those whose time is over. */
final class Leases {
  /** Slots that are walked over under the lock at once. */
  private static final int WALK_SLOTS = 1000;

  private final Attachment attachment;
  private final Memory memory;
  private final Slots slots;
  private final Lists lists;
  private final OwnerLock lock;
  private final Settling settling;

  Leases(Attachment attachment, Settling settling) {
    this.attachment = attachment;
    this.memory = attachment.memory();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.lock = attachment.lock();
    this.settling = settling;
  }

  /** Under the lock: the lease of a slot begins now, or anew. */
  void begin(int slot, Duration lease) {
    long ends = saturatedSum(attachment.bootNanos(), lease.toNanos());
    slots.setLeaseEnds(slot, ends);
    expectExpiry(ends);
  }

  private void expectExpiry(long ends) {
    long next = memory.getLong(Layout.NEXT_EXPIRY_AT);
    if (next == 0 || ends < next) {
      memory.put(Layout.NEXT_EXPIRY_AT, ends);
    }
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** See {@link Mailbox#extend}. */
  boolean extend(Token token, Duration lease) {
    lock.lock();
    try {
      if (!settling.isCurrent(token)
          || SlotState.kind(slots.state(token.slot())) != SlotState.LEASED) {
        return false;
      }
      begin(token.slot(), lease);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: leases whose time is over return; at most so many are looked at. */
  void returnExpired() {
    long next = memory.getLong(Layout.NEXT_EXPIRY_AT);
    if (next == 0) {
      return;
    }
    long now = attachment.bootNanos();
    if (next > now) {
      return;
    }
    long earliest = 0;
    int walked = 0;
    int slot = lists.first(ListName.HELD);
    while (slot != 0 && walked++ < WALK_SLOTS) {
      int following = slots.next(slot);
      long state = slots.state(slot);
      if (SlotState.kind(state) == SlotState.LEASED && SlotState.owner(state) == 0) {
        long ends = slots.leaseEndsNanos(slot);
        if (ends <= now) {
          settling.giveBack(slot);
        } else {
          earliest = earliest == 0 ? ends : Math.min(earliest, ends);
        }
      }
      slot = following;
    }
    // Where the walk was cut short, look again at once.
    memory.put(Layout.NEXT_EXPIRY_AT, slot == 0 ? earliest : now);
  }
}
