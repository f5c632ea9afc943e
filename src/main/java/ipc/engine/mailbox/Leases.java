package ipc.engine.mailbox;

import java.time.Duration;

/**
 * Leases: when they end, and what becomes of those whose time is over. A message that was given
 * back and is not due yet is held like a lease of nobody, which ends when it is due.
 *
 * <pre>
 *   832  u64  no lease ends before, 0: there is none
 *  1152  u64  the same for what the look in progress has seen, 0: nothing yet
 *  1160  u32  the slot where that look goes on, 0: none is in progress
 *  1168  u64  the fence of the last lease
 * </pre>
 *
 * A look goes over the list of those that are held, or in pieces over all slots where that is long.
 * Only when it has seen all does the first word rise; so whoever dies in it leaves a word that is
 * too early, and the next one looks again.
 */
final class Leases {
  /** Leases end so much late at most: looks are not made for each one by itself. */
  private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

  private final Attachment attachment;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final OwnerLock lock;
  private final Settling settling;
  private final Holders holders;

  Leases(Attachment attachment, Settling settling, Holders holders) {
    this.holders = holders;
    this.attachment = attachment;
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.lock = attachment.lock();
    this.settling = settling;
  }

  /** Under the lock, before the slot's state says so: its lease begins now. */
  void begin(int slot, Duration lease) {
    holders.note(slot);
    begin(attachment, slot, nanos(lease));
  }

  /** Under the lock: what holds a slot ends so much later than now. */
  static void begin(Attachment attachment, int slot, long nanos) {
    long ends = saturatedSum(attachment.bootNanos(), nanos);
    attachment.slots().setLeaseEnds(slot, ends);
    Memory memory = attachment.memory();
    lower(memory, Layout.NEXT_EXPIRY_AT, ends);
    if (memory.getInt(Layout.SWEEP_SLOT_AT) != 0) {
      lower(memory, Layout.SWEEP_EARLIEST_AT, ends);
    }
  }

  private static void lower(Memory memory, long at, long ends) {
    long earliest = memory.getLong(at);
    if (earliest == 0 || ends < earliest) {
      memory.put(at, ends);
    }
  }

  /** A span in nanoseconds; one that is longer than 292 years has no end. */
  static long nanos(Duration span) {
    return span.getSeconds() > Long.MAX_VALUE / 2_000_000_000L ? Long.MAX_VALUE : span.toNanos();
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /**
   * Under the lock: a number above that of every lease before. It is stored before the lease
   * begins, so a death in between leaves one out and gives none twice.
   */
  long nextFence() {
    long fence = memory.getLong(Layout.FENCE_AT) + 1;
    memory.put(Layout.FENCE_AT, fence);
    return fence;
  }

  /** See {@link Mailbox#extend}. */
  boolean extend(Token token, Duration lease) {
    lock.lock();
    try {
      if (!settling.isCurrent(token)
          || SlotState.kind(slots.state(token.slot())) != SlotState.LEASED) {
        return false;
      }
      begin(attachment, token.slot(), nanos(lease));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: leases whose time is over return; so many slots are looked at, at most. */
  void returnExpired() {
    long next = memory.getLong(Layout.NEXT_EXPIRY_AT);
    if (next == 0) {
      return;
    }
    long now = attachment.bootNanos();
    if (next > now) {
      return;
    }
    boolean seenAll =
        memory.getInt(Layout.HELD_COUNT_AT) <= Lists.WALK_SLOTS ? walkHeld(now) : sweepSlots(now);
    if (seenAll) {
      long earliest = memory.getLong(Layout.SWEEP_EARLIEST_AT);
      long nextLook = earliest == 0 ? 0 : Math.max(earliest, now + BETWEEN_LOOKS_NANOS);
      memory.put(Layout.NEXT_EXPIRY_AT, nextLook);
      memory.put(Layout.SWEEP_SLOT_AT, 0);
    }
  }

  private boolean walkHeld(long now) {
    memory.put(Layout.SWEEP_EARLIEST_AT, 0L);
    memory.put(Layout.SWEEP_SLOT_AT, 1);
    int slot = lists.first(ListName.HELD);
    for (int walked = 0; slot != 0; walked++) {
      if (walked > Lists.WALK_SLOTS) {
        throw Layout.damaged("a list has no end");
      }
      int following = slots.next(slot);
      if (!look(slot, now)) {
        return false;
      }
      slot = following;
    }
    return true;
  }

  /** The list changes between two pieces; the slots stay where they are. */
  private boolean sweepSlots(long now) {
    int slot = memory.getInt(Layout.SWEEP_SLOT_AT);
    if (slot < 1 || slot > layout.slots()) {
      memory.put(Layout.SWEEP_EARLIEST_AT, 0L);
      slot = 1;
      memory.put(Layout.SWEEP_SLOT_AT, slot);
    }
    int end = Math.min(layout.slots(), slot + Lists.WALK_SLOTS - 1) + 1;
    while (slot < end && look(slot, now)) {
      slot++;
    }
    memory.put(Layout.SWEEP_SLOT_AT, slot);
    return slot > layout.slots();
  }

  /** Whether that slot needs no more; if not, its place is still looked for. */
  private boolean look(int slot, long now) {
    long state = slots.state(slot);
    if (!SlotState.isUnderTerm(state)) {
      return true;
    }
    long ends = slots.leaseEndsNanos(slot);
    if (ends > now) {
      lower(memory, Layout.SWEEP_EARLIEST_AT, ends);
      return true;
    }
    if (SlotState.isPostponed(state)) {
      return settling.returnUndelivered(slot);
    }
    boolean isBack = settling.giveBack(slot);
    if (isBack) {
      Counter.EXPIRED.add(memory, 1);
    }
    return isBack;
  }
}
