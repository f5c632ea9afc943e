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
  private final Search search;
  private int lowest;
  private long lowestType;
  private long lowestSequence;
  private final int[] takenSlots = new int[BATCH];
  private final long[] takenStates = new long[BATCH];
  private final long[] takenFences = new long[BATCH];

  Receiving(Attachment attachment, Settling settling, Leases leases, Reclaiming reclaiming) {
    this.attachment = attachment;
    this.file = attachment.file();
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.search = new Search(slots, lists);
    this.settling = settling;
    this.leases = leases;
    this.reclaiming = reclaiming;
  }

  /** How long what is received stays ours, and what becomes of it when we die. */
  enum Hold {
    /** Taken at most once: lost with us. */
    TO_WRITE_OUT,
    /** In our hand: as if it had never been, until we {@linkplain Settling#take take} it. */
    TO_TAKE,
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
    int found = 0;
    boolean called = false;
    boolean lookedAgain = false;
    search.startAnew();
    while (true) {
      boolean ended = false;
      lock.lock(until, signals);
      try {
        if (memory.getIntAcquire(Layout.STATE_AT) == MailboxFile.REMOVED) {
          throw attachment.removed();
        }
        called =
            found == Search.MORE && (called || attachment.waiting().isCalled(attachment.number()));
        attachment.waiting().withdraw(attachment.number());
        settling.freeDoneLocked();
        leases.returnExpired();
        found = take(selector, hold, lease, Math.min(most, BATCH));
        if (found == 0 && called) {
          found = Search.MORE; // it came, or came back, where we had looked before
          called = false;
        }
        if (found <= 0) {
          ended = found == 0 && hasEnded();
          attachment.participants().publish(attachment.number(), selector);
          attachment.waiting().announce(Layout.WAITING_RECEIVERS_AT, attachment.number());
        }
      } finally {
        attachment.unlock();
      }
      if (found == Search.MORE) {
        signals.check();
        continue;
      }
      List<Delivery> delivered = deliver(found);
      if (!delivered.isEmpty() || ended) {
        return delivered;
      }
      if (until.expired()) {
        boolean reclaimed = reclaiming.reclaim() > 0;
        // Another may have settled what the dead left, between our look and our question.
        if (!reclaimed && (lookedAgain || memory.getInt(Layout.READY_COUNT_AT) == 0)) {
          return List.of();
        }
        lookedAgain = !reclaimed;
      } else {
        reclaiming.sleep(until, signals);
      }
    }
  }

  /**
   * Under the lock: takes what waits longest in the highest lane, and so on, among those that are
   * selected.
   *
   * @return how many, in {@link #takenSlots} and {@link #takenStates}; or {@link Search#MORE}
   */
  private int take(Selector selector, Hold hold, Optional<Duration> lease, int most) {
    search.begin();
    return switch (selector.kind()) {
      case LOWEST_UP_TO -> takeLowest(selector, hold, lease);
      case ANY, EXACTLY, NOT -> takeInOrder(selector, hold, lease, most);
    };
  }

  private int takeInOrder(Selector selector, Hold hold, Optional<Duration> lease, int most) {
    int found = 0;
    while (found < most) {
      int slot = search.next(selector);
      if (slot <= 0) {
        return found == 0 ? slot : found;
      }
      int first = found;
      int last = slot;
      while (slot != 0) {
        takenSlots[found++] = slot;
        last = slot;
        slot = found < most ? search.following(selector) : 0;
      }
      takeRun(first, found - first, last, hold, lease);
    }
    return found;
  }

  /** The lowest type is known when all have been looked at. */
  private int takeLowest(Selector selector, Hold hold, Optional<Duration> lease) {
    if (search.isAtBeginning()) {
      lowest = 0;
    }
    int slot = search.next(selector);
    for (; slot > 0; slot = search.next(selector)) {
      if (lowest == 0 || slots.type(slot) < lowestType) {
        lowest = slot;
        lowestType = slots.type(slot);
        lowestSequence = slots.sequence(slot);
      }
    }
    if (slot == Search.MORE || lowest == 0) {
      return slot;
    }
    if (SlotState.kind(slots.state(lowest)) != SlotState.READY
        || slots.sequence(lowest) != lowestSequence) {
      return Search.MORE; // somebody took it while we looked on
    }
    takenSlots[0] = lowest;
    takeRun(0, 1, lowest, hold, lease);
    return 1;
  }

  /** Under the lock: makes slots ours that follow each other in one lane. */
  private void takeRun(int from, int count, int last, Hold hold, Optional<Duration> lease) {
    int first = takenSlots[from];
    boolean fenced = hold == Hold.FOR_A_TIME || hold == Hold.TO_WORK;
    for (int i = from; i < from + count; i++) {
      takenFences[i] = fenced ? leases.nextFence() : 0;
    }
    long kindAndOwner;
    if (lease.isPresent()) {
      for (int i = 0; i < count; i++) {
        leases.begin(takenSlots[from + i], lease.get());
      }
      kindAndOwner = SlotState.LEASED;
    } else {
      kindAndOwner = attachment.owned(kindOf(hold), 0, 0);
    }
    change
        .ofRun(first, last, count, kindAndOwner)
        .leaving(ListName.ofLane(slots.priority(first)))
        .entering(ListName.HELD, lists.last(ListName.HELD), 0)
        .make();
    int again = 0;
    for (int i = from; i < from + count; i++) {
      takenStates[i] = slots.state(takenSlots[i]);
      if (fenced && SlotState.deliveries(takenStates[i]) > 1) {
        again++;
      }
      if (lease.isEmpty()) {
        settling.expect(takenSlots[i]);
      }
    }
    settling.countRedelivered(again);
  }

  private static int kindOf(Hold hold) {
    return switch (hold) {
      case TO_WRITE_OUT -> SlotState.TAKEN;
      case TO_TAKE -> SlotState.RESERVED;
      case FOR_A_TIME, TO_WORK -> SlotState.LEASED;
    };
  }

  private List<Delivery> deliver(int found) {
    if (found == 1) {
      Delivery one = deliver(takenSlots[0], takenStates[0], takenFences[0]);
      return one == null ? List.of() : List.of(one);
    }
    List<Delivery> delivered = new ArrayList<>(found);
    for (int i = 0; i < found; i++) {
      Delivery next = deliver(takenSlots[i], takenStates[i], takenFences[i]);
      if (next != null) {
        delivered.add(next);
      }
    }
    return delivered;
  }

  /**
   * Copies a message out, without the lock.
   *
   * @return null if it is no longer ours: its lease was over before it was copied, and it may be
   *     anybody's now
   */
  private Delivery deliver(int slot, long state, long fence) {
    byte[] body = slots.readBody(slot);
    boolean inHand = SlotState.kind(state) == SlotState.RESERVED;
    long delivered = inHand ? SlotState.taken(state) : state;
    Delivery delivery =
        new Delivery(
            Token.of(slot, delivered),
            slots.sequence(slot),
            body,
            slots.type(slot),
            slots.priority(slot),
            SlotState.deliveries(delivered),
            slots.senderPid(slot),
            slots.senderUid(slot),
            slots.sentAtNanos(slot),
            fence);
    // Read last, and after the copy: only then is what was read of our delivery.
    VarHandle.loadLoadFence();
    if (slots.state(slot) != state) {
      return null;
    }
    if (body == null) {
      if (inHand) {
        settling.take(delivery.token());
      }
      settling.bury(delivery.token());
      throw new IpcException.Corrupt(
          "message "
              + delivery.sequence()
              + " of '"
              + file.name()
              + "' is damaged: it is among the dead letters now",
          null);
    }
    return delivery;
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
