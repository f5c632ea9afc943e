package ipc.engine.mailbox;

import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Receives: finds what is selected, makes it ours, and copies it out without the lock. */
final class Receiving {
  /** Slots that are walked over under the lock at once. */
  private static final int WALK_SLOTS = 1000;

  /** Messages that share a lock. */
  private static final int BATCH = 64;

  private final Attachment attachment;
  private final MailboxFile file;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final Change change;
  private final OwnerLock lock;
  private final Settling settling;
  private final Leases leases;
  private final Reclaiming reclaiming;

  Receiving(Attachment attachment, Settling settling, Leases leases, Reclaiming reclaiming) {
    this.attachment = attachment;
    this.file = attachment.file();
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.settling = settling;
    this.leases = leases;
    this.reclaiming = reclaiming;
  }

  /** How long what is received stays ours, and what becomes of it when we die. */
  enum Hold {
    /** Taken at most once: lost with us. */
    TO_WRITE_OUT,
    /** Leased to whoever knows the token. */
    FOR_A_TIME,
    /** Leased to us. */
    TO_WORK
  }

  /** See {@link Mailbox#receiveSome}. */
  List<Delivery> receiveSome(
      Selector selector,
      Hold hold,
      Optional<Duration> lease,
      int most,
      Deadline until,
      SignalWatch signals) {
    while (true) {
      List<Taken> found = new ArrayList<>();
      boolean ended = false;
      lock.lock(until, signals);
      try {
        int state = memory.getIntAcquire(Layout.STATE_AT);
        if (state == MailboxFile.REMOVED) {
          throw attachment.removed();
        }
        leases.returnExpired();
        int slot = find(selector);
        while (slot != 0) {
          found.add(new Taken(slot, take(slot, hold, lease)));
          slot = found.size() < Math.min(most, BATCH) ? find(selector) : 0;
        }
        if (found.isEmpty()) {
          ended = hasEnded();
          attachment.participants().publish(attachment.number(), selector);
          attachment.waiting().announce(Layout.WAITING_RECEIVERS_AT, attachment.number());
        }
      } finally {
        lock.unlock();
      }
      List<Delivery> delivered = new ArrayList<>();
      for (Taken taken : found) {
        deliver(taken).ifPresent(delivered::add);
      }
      if (!delivered.isEmpty() || ended) {
        return delivered;
      }
      if (until.expired()) {
        if (reclaiming.reclaim() == 0) {
          return List.of();
        }
      } else {
        reclaiming.sleep(until, signals);
      }
    }
  }

  /** A slot that is ours, and the state that says so. */
  private record Taken(int slot, long state) {}

  /** Under the lock: what waits longest in the highest lane, among those that are selected. */
  private int find(Selector selector) {
    int best = 0;
    int walked = 0;
    for (int lane = lists.highestLaneBelow(Layout.LANES);
        lane >= 0;
        lane = lists.highestLaneBelow(lane)) {
      for (int slot = lists.first(ListName.ofLane(lane)); slot != 0; slot = slots.next(slot)) {
        long type = slots.type(slot);
        if (selector.takes(type)) {
          if (selector.kind() != Selector.Kind.LOWEST_UP_TO) {
            return slot;
          }
          if (best == 0 || type < slots.type(best)) {
            best = slot;
          }
        }
        if (++walked > WALK_SLOTS && best != 0) {
          return best;
        }
        if (walked > layout.slots()) {
          throw Layout.damaged("a list has no end");
        }
      }
    }
    return best;
  }

  private long take(int slot, Hold hold, Optional<Duration> lease) {
    long state = slots.state(slot);
    int deliveries = SlotState.deliveries(state) + 1;
    int slotGeneration = SlotState.generation(state);
    long delivered;
    if (lease.isPresent()) {
      leases.begin(slot, lease.get());
      delivered = SlotState.of(SlotState.LEASED, deliveries, 0, 0, slotGeneration);
    } else {
      int kind = hold == Hold.TO_WORK ? SlotState.LEASED : SlotState.TAKEN;
      delivered = attachment.owned(kind, deliveries, slotGeneration);
      settling.expect(slot);
    }
    change
        .of(slot, delivered)
        .leaving(ListName.ofLane(slots.priority(slot)))
        .entering(ListName.HELD, lists.last(ListName.HELD), 0)
        .make();
    return delivered;
  }

  /**
   * Copies a message out, without the lock.
   *
   * @return empty if it is no longer ours: its lease was over before it was copied, and it may be
   *     anybody's now
   */
  private Optional<Delivery> deliver(Taken taken) {
    int slot = taken.slot();
    byte[] body = slots.readBody(slot);
    Delivery delivery =
        new Delivery(
            Token.of(slot, taken.state()),
            slots.sequence(slot),
            body,
            slots.type(slot),
            slots.priority(slot),
            SlotState.deliveries(taken.state()),
            slots.senderPid(slot),
            slots.senderUid(slot),
            slots.sentAtNanos(slot));
    // Read last, and after the copy: only then is what was read of our delivery.
    VarHandle.loadLoadFence();
    if (slots.state(slot) != taken.state()) {
      return Optional.empty();
    }
    if (body == null) {
      settling.bury(delivery.token());
      throw new IpcException.Corrupt(
          "message "
              + delivery.sequence()
              + " of '"
              + file.name()
              + "' is damaged: it is among the dead letters now",
          null);
    }
    return Optional.of(delivery);
  }

  /** See {@link Mailbox#hasEnded}. */
  boolean hasEnded() {
    int ready = memory.getInt(Layout.READY_COUNT_AT);
    int held = memory.getInt(Layout.HELD_COUNT_AT);
    int idle = memory.getInt(Layout.FREE_SLOTS_AT) + memory.getInt(Layout.DEAD_COUNT_AT);
    // What is in no list is being written by a sender that was there before the seal.
    return memory.getIntAcquire(Layout.STATE_AT) == MailboxFile.SEALED
        && held == 0
        && ready + idle == layout.slots();
  }
}
