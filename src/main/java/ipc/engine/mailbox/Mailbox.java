package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.Kernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An attached mailbox: sending, receiving, settling.
 *
 * <p>For one thread: two senders of one process attach twice. Closing detaches; what was received
 * and not settled comes back to those who wait, unless it was leased.
 */
public final class Mailbox implements AutoCloseable {
  /** Blocks that are walked over under the lock at once. */
  private static final int CHUNK_BLOCKS = 1000;

  private static final int WALK_SLOTS = 1000;
  private static final int PURGED_SLOTS = 200;

  /** Messages that share a lock. */
  private static final int BATCH = 64;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Kernel kernel;
  private final Engine engine;
  private final MailboxFile file;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final Change change;
  private final OwnerLock lock;
  private final Participants participants;
  private final Waiting waiting;
  private final BitSet lanePages = new BitSet();
  private final BitSet taken = new BitSet(); // slots
  private final int number;
  private final int generation;
  private final int pid;
  private final int uid;

  private Mailbox(Engine engine, MailboxFile file, CrashPoint crashPoint) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.file = file;
    this.layout = file.layout();
    this.memory = Memory.map(kernel, file.probe(), layout.lengthBytes(), crashPoint);
    this.slots = new Slots(memory, layout);
    this.lists = new Lists(memory, layout, slots);
    this.change = new Change(memory, layout, slots, lists);
    this.participants = new Participants(memory, layout, kernel, file.life(), file.probe());
    this.lock = new OwnerLock(memory, kernel, participants, change);
    this.waiting = new Waiting(memory, engine, participants);
    this.pid = kernel.processes().getpid();
    this.uid = kernel.processes().geteuid();
    Rebuild.unlessOfThisBoot(memory, file, kernel, slots, lists, BootId.current(kernel));
    this.number = participants.reserve(file.name());
    this.generation = participants.generation(number) + 1;
    begin();
  }

  /** Attaches to a mailbox that is open as a file. */
  static Mailbox attach(Engine engine, MailboxFile file, CrashPoint crashPoint) {
    return new Mailbox(engine, file, crashPoint);
  }

  /** First settles what the last one of our number left, then begins to be somebody. */
  private void begin() {
    lock.identify(number, generation);
    long word = lock.word();
    if (OwnerLock.owner(word) == number + 1
        && OwnerLock.generation(word) != generation
        && lock.takeOver(word)) {
      lock.unlock();
    }
    if (participants.isAttached(number)) {
      settle(number, generation - 1);
    }
    participants.begin(number, pid, uid);
  }

  /**
   * Sends a message: when this returns, it is there for whoever receives, whatever happens to us.
   *
   * @param until when to give up waiting for room
   * @return its sequence number
   * @throws IpcException.LimitReached if it is larger than the mailbox, or there is no room in time
   *     and {@code until} is {@link Deadline#immediate}
   * @throws IpcException.TimedOut if there is no room until then
   * @throws IpcException.NoSuchObject if the mailbox was sealed or removed
   */
  public long send(Outgoing message, Deadline until, SignalWatch signals) {
    int blocks = Layout.blocksFor(message.body().length);
    refuseTooLarge(message, blocks);
    ensureLane(message.priority());
    int crc = Slots.crc(message.body());
    while (true) {
      boolean room;
      long sequence = 0;
      int slot = 0;
      int woken = -1;
      lock.lock();
      try {
        refuseUnlessOpen();
        room = hasRoom(message.body().length, blocks);
        if (room && blocks == 0) {
          sequence = publishShort(message, crc);
          woken = waiting.chooseReceiver(message.type());
        } else if (room) {
          slot = reserve(message.body().length, blocks);
        } else {
          waiting.announce(Layout.WAITING_SENDERS_AT, number);
        }
      } finally {
        lock.unlock();
      }
      if (slot != 0) {
        return publishLong(slot, message, crc, blocks);
      }
      if (room) {
        waiting.wake(woken);
        return sequence;
      }
      awaitRoom(message, until, signals);
    }
  }

  private void refuseTooLarge(Outgoing message, int blocks) {
    if (blocks > layout.blocks() || message.body().length > file.capacityBytes()) {
      throw new IpcException.LimitReached(
          "a message of "
              + message.body().length
              + " bytes does not fit into '"
              + file.name()
              + "', which holds "
              + file.capacityBytes(),
          "a larger mailbox is made with --bytes");
    }
  }

  private void refuseUnlessOpen() {
    switch (memory.getIntAcquire(Layout.STATE_AT)) {
      case MailboxFile.OPEN -> {}
      case MailboxFile.SEALED ->
          throw new IpcException.Unsupported("'" + file.name() + "' is sealed", null);
      default -> throw removed();
    }
  }

  private IpcException removed() {
    return new IpcException.NoSuchObject("'" + file.name() + "' was removed", null);
  }

  private boolean hasRoom(int bodyBytes, int blocks) {
    return memory.getInt(Layout.FREE_SLOTS_AT) > 0
        && memory.getInt(Layout.FREE_BLOCKS_AT) >= blocks
        && memory.getLong(Layout.USED_BYTES_AT) + bodyBytes <= file.capacityBytes();
  }

  /** Under the lock: a body that lies in its slot is sent by one change. */
  private long publishShort(Outgoing message, int crc) {
    int slot = memory.getInt(Layout.FREE_SLOT_AT);
    slots.describe(slot, message, crc, pid, uid, wallNanos());
    slots.writeBody(slot, message.body());
    long sequence = nextSequence(slot);
    int list = ListName.ofLane(message.priority());
    long state = SlotState.of(SlotState.READY, 0, 0, 0, SlotState.generation(slots.state(slot)));
    change
        .of(slot, state)
        .takingFreeSlot(message.body().length)
        .entering(list, lists.last(list), 0)
        .make();
    return sequence;
  }

  private long nextSequence(int slot) {
    long sequence = memory.getLong(Layout.SEQUENCE_AT) + 1;
    memory.put(Layout.SEQUENCE_AT, sequence);
    slots.setSequence(slot, sequence);
    return sequence;
  }

  /** Under the lock: a slot of ours, with its first blocks. */
  private int reserve(int bodyBytes, int blocks) {
    int slot = memory.getInt(Layout.FREE_SLOT_AT);
    long state =
        SlotState.of(
            SlotState.WRITING, 0, number + 1, generation, SlotState.generation(slots.state(slot)));
    int first = memory.getInt(Layout.FREE_BLOCK_AT);
    int count = Math.min(CHUNK_BLOCKS, blocks);
    memory.put(layout.slotAt(slot) + Slots.LENGTH, (long) bodyBytes);
    change
        .of(slot, state)
        .takingFreeSlot(bodyBytes)
        .takingBlocks(first, chainEnd(first, count), count)
        .make();
    return slot;
  }

  private int chainEnd(int first, int count) {
    int last = first;
    for (int i = 1; i < count; i++) {
      last = memory.getInt(layout.linkAt(last));
    }
    return last;
  }

  private long publishLong(int slot, Outgoing message, int crc, int blocks) {
    takeFurtherBlocks(slot, blocks);
    slots.describe(slot, message, crc, pid, uid, wallNanos());
    slots.writeBody(slot, message.body());
    long sequence;
    int woken;
    lock.lock();
    try {
      int list = ListName.ofLane(message.priority());
      sequence = nextSequence(slot);
      change
          .of(slot, SlotState.of(SlotState.READY, 0, 0, 0, SlotState.generation(slots.state(slot))))
          .entering(list, lists.last(list), 0)
          .make();
      woken = waiting.chooseReceiver(message.type());
    } finally {
      lock.unlock();
    }
    waiting.wake(woken);
    return sequence;
  }

  /** The blocks beyond the first chunk; the state counts the chunks in its deliveries. */
  private void takeFurtherBlocks(int slot, int blocks) {
    for (int taken = CHUNK_BLOCKS; taken < blocks; taken += CHUNK_BLOCKS) {
      lock.lock();
      try {
        int first = memory.getInt(Layout.FREE_BLOCK_AT);
        int count = Math.min(CHUNK_BLOCKS, blocks - taken);
        long state = slots.state(slot);
        int chunk = SlotState.deliveries(state) == 1 ? 2 : 1;
        change
            .of(
                slot,
                SlotState.of(
                    SlotState.WRITING, chunk, number + 1, generation, SlotState.generation(state)))
            .takingBlocks(first, chainEnd(first, count), count)
            .make();
      } finally {
        lock.unlock();
      }
    }
  }

  private void awaitRoom(Outgoing message, Deadline until, SignalWatch signals) {
    if (until.expired()) {
      if (reclaim() > 0) {
        return;
      }
      throw until == Deadline.immediate()
          ? new IpcException.LimitReached("'" + file.name() + "' is full", null)
          : new IpcException.TimedOut(
              "the time given ran out: '"
                  + file.name()
                  + "' has no room for a message of "
                  + message.body().length
                  + " bytes",
              null);
    }
    sleep(until, signals);
  }

  private void sleep(Deadline until, SignalWatch signals) {
    signals.check();
    if (!waiting.sleep(number, until)) {
      reclaim();
    }
    signals.check();
  }

  /**
   * Sends short messages in the order given, several under one lock; each is sent by a store of its
   * own. Long ones are sent one by one.
   *
   * @throws IpcException as {@link #send} does; those before the one that failed are sent
   */
  public void sendAll(List<Outgoing> messages, Deadline until, SignalWatch signals) {
    int sent = 0;
    while (sent < messages.size()) {
      int more = sendTogether(messages, sent);
      if (more == 0) {
        send(messages.get(sent), until, signals);
        more = 1;
      }
      sent += more;
    }
  }

  /** As many as fit into their slots and into the mailbox; how many that is. */
  private int sendTogether(List<Outgoing> messages, int from) {
    int end = Math.min(messages.size(), from + BATCH);
    for (int i = from; i < end; i++) {
      Outgoing message = messages.get(i);
      if (message.body().length > Slots.INLINE_BYTES) {
        end = i;
      } else {
        ensureLane(message.priority());
      }
    }
    int sent = from;
    List<Integer> woken = new ArrayList<>();
    lock.lock();
    try {
      refuseUnlessOpen();
      for (; sent < end && hasRoom(messages.get(sent).body().length, 0); sent++) {
        Outgoing message = messages.get(sent);
        publishShort(message, Slots.crc(message.body()));
        int receiver = waiting.chooseReceiver(message.type());
        if (receiver >= 0) {
          woken.add(receiver);
        }
      }
    } finally {
      lock.unlock();
    }
    woken.forEach(waiting::wake);
    return sent - from;
  }

  /**
   * Receives a message; see {@link #receiveSome}.
   *
   * @return empty if none came until then, or the mailbox is sealed and empty
   */
  public Optional<Delivery> receive(
      Selector selector, Optional<Duration> lease, Deadline until, SignalWatch signals) {
    List<Delivery> one = receiveSome(selector, lease, 1, until, signals);
    return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
  }

  /**
   * Receives a message to work on it: it is ours, without an end, until it is {@linkplain #settle
   * settled}, {@linkplain #giveBack given back} or {@linkplain #bury buried}; and it comes back
   * when we, and whoever inherited {@link #lifeDescriptor}, are gone.
   */
  public Optional<Delivery> receiveToWork(Selector selector, Deadline until, SignalWatch signals) {
    List<Delivery> one = receiveSome(selector, Hold.TO_WORK, Optional.empty(), 1, until, signals);
    return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
  }

  /** How long what is received stays ours, and what becomes of it when we die. */
  private enum Hold {
    /** Taken at most once: lost with us. */
    TO_WRITE_OUT,
    /** Leased to whoever knows the token. */
    FOR_A_TIME,
    /** Leased to us. */
    TO_WORK
  }

  /**
   * Waits for a message, and takes with it others that are there already.
   *
   * @param lease how long they are ours before they come back; empty takes them at most once, and
   *     they come back only if they are not {@linkplain #settle settled} when we end
   * @param most how many at most
   * @param until when to give up
   * @return empty if none came until then, or the mailbox is sealed and empty
   */
  public List<Delivery> receiveSome(
      Selector selector, Optional<Duration> lease, int most, Deadline until, SignalWatch signals) {
    Hold hold = lease.isPresent() ? Hold.FOR_A_TIME : Hold.TO_WRITE_OUT;
    return receiveSome(selector, hold, lease, most, until, signals);
  }

  private List<Delivery> receiveSome(
      Selector selector,
      Hold hold,
      Optional<Duration> lease,
      int most,
      Deadline until,
      SignalWatch signals) {
    List<Integer> found = new ArrayList<>();
    while (true) {
      boolean ended = false;
      lock.lock();
      try {
        int state = memory.getIntAcquire(Layout.STATE_AT);
        if (state == MailboxFile.REMOVED) {
          throw removed();
        }
        returnExpired();
        int slot = find(selector);
        while (slot != 0) {
          take(slot, hold, lease);
          found.add(slot);
          slot = found.size() < Math.min(most, BATCH) ? find(selector) : 0;
        }
        if (found.isEmpty()) {
          ended = hasEnded();
          participants.publish(number, selector);
          waiting.announce(Layout.WAITING_RECEIVERS_AT, number);
        }
      } finally {
        lock.unlock();
      }
      if (!found.isEmpty() || ended) {
        return found.stream().map(this::deliver).toList();
      }
      if (until.expired()) {
        if (reclaim() == 0) {
          return List.of();
        }
      } else {
        sleep(until, signals);
      }
    }
  }

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
      }
    }
    return best;
  }

  private void take(int slot, Hold hold, Optional<Duration> lease) {
    long state = slots.state(slot);
    int deliveries = SlotState.deliveries(state) + 1;
    int slotGeneration = SlotState.generation(state);
    long delivered;
    if (lease.isPresent()) {
      long ends = saturatedSum(bootNanos(), lease.get().toNanos());
      slots.setLeaseEnds(slot, ends);
      expectExpiry(ends);
      delivered = SlotState.of(SlotState.LEASED, deliveries, 0, 0, slotGeneration);
    } else {
      int kind = hold == Hold.TO_WORK ? SlotState.LEASED : SlotState.TAKEN;
      delivered = SlotState.of(kind, deliveries, number + 1, generation, slotGeneration);
      taken.set(slot);
    }
    change
        .of(slot, delivered)
        .leaving(ListName.ofLane(slots.priority(slot)))
        .entering(ListName.HELD, lists.last(ListName.HELD), 0)
        .make();
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

  private Delivery deliver(int slot) {
    long state = slots.state(slot);
    byte[] body = slots.readBody(slot);
    Token token = token(slot);
    if (body == null) {
      long sequence = slots.sequence(slot);
      bury(token);
      throw new IpcException.Corrupt(
          "message "
              + sequence
              + " of '"
              + file.name()
              + "' is damaged: it is among the dead letters now",
          null);
    }
    return new Delivery(
        token,
        slots.sequence(slot),
        body,
        slots.type(slot),
        slots.priority(slot),
        SlotState.deliveries(state),
        slots.senderPid(slot),
        slots.senderUid(slot),
        slots.sentAtNanos(slot));
  }

  private Token token(int slot) {
    return token(slot, slots.state(slot));
  }

  private static Token token(int slot, long state) {
    return new Token(slot, SlotState.generation(state), SlotState.deliveries(state));
  }

  /**
   * Ends a delivery: the message is gone for good.
   *
   * @return false if the token is stale: the message was given back or settled before
   */
  public boolean settle(Token token) {
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

  /** {@link #settle} of several deliveries, under one lock; stale tokens are passed over. */
  public void settleAll(List<Delivery> deliveries) {
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

  /** Gives a delivery back: the message returns to its place, or to the dead letters. */
  public boolean giveBack(Token token) {
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

  /** Gives a delivery back as if it had never been: it does not count. */
  public boolean putBack(Token token) {
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

  /** Ends a delivery: the message goes to the dead letters. */
  public boolean bury(Token token) {
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

  /** Lets a lease end later, counted from now. */
  public boolean extend(Token token, Duration lease) {
    lock.lock();
    try {
      if (!isCurrent(token) || SlotState.kind(slots.state(token.slot())) != SlotState.LEASED) {
        return false;
      }
      long ends = saturatedSum(bootNanos(), lease.toNanos());
      slots.setLeaseEnds(token.slot(), ends);
      expectExpiry(ends);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isCurrent(Token token) {
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
  private void free(int slot) {
    free(slot, ListName.HELD);
  }

  private void free(int slot, int list) {
    long length = slots.length(slot);
    change
        .of(slot, SlotState.freed(slots.state(slot)))
        .leaving(list)
        .freeing(Layout.blocksFor(length), length)
        .make();
  }

  /** Under the lock: a held slot returns to its place in its lane, or goes to the dead letters. */
  private void giveBack(int slot) {
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
    while (next != 0 && slots.sequence(next) < sequence) {
      previous = next;
      next = slots.next(next);
    }
    change.of(slot, newState).leaving(ListName.HELD).entering(list, previous, next).make();
  }

  /** Under the lock: leases whose time is over return; at most so many are looked at. */
  private void returnExpired() {
    long next = memory.getLong(Layout.NEXT_EXPIRY_AT);
    if (next == 0) {
      return;
    }
    long now = bootNanos();
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
          giveBack(slot);
        } else {
          earliest = earliest == 0 ? ends : Math.min(earliest, ends);
        }
      }
      slot = following;
    }
    // Where the walk was cut short, look again at once.
    memory.put(Layout.NEXT_EXPIRY_AT, slot == 0 ? earliest : now);
  }

  /**
   * Asks the kernel who is dead, and settles what they left.
   *
   * @return how many dead participants were found
   */
  public int reclaim() {
    if (lock.takeOverFromDead()) {
      lock.unlock();
    }
    int found = 0;
    for (int other = 0; other < layout.participants(); other++) {
      if (other != number && participants.isAttached(other)) {
        int theirs = participants.generation(other);
        if (!participants.isAlive(other, theirs)) {
          settle(other, theirs);
          participants.settled(other, theirs);
          found++;
        }
      }
    }
    return found;
  }

  /**
   * Settles every slot that a dead participant of that generation owned; the same again is nothing.
   */
  private void settle(int participant, int theirGeneration) {
    List<Integer> woken = new ArrayList<>();
    for (int slot = 1; slot <= layout.slots(); slot++) {
      if (SlotState.isOwnedBy(slots.state(slot), participant, theirGeneration)) {
        lock.lock();
        try {
          long state = slots.state(slot);
          if (SlotState.isOwnedBy(state, participant, theirGeneration)) {
            woken.add(settleSlot(slot, state));
          }
        } finally {
          lock.unlock();
        }
      }
    }
    woken.forEach(waiting::wake);
  }

  private int settleSlot(int slot, long state) {
    switch (SlotState.kind(state)) {
      case SlotState.WRITING -> {
        long length = slots.length(slot);
        int blocks = chainLength(slot);
        change.of(slot, SlotState.freed(state)).freeing(blocks, length).make();
        return waiting.chooseSender();
      }
      case SlotState.LEASED -> {
        giveBack(slot);
        return waiting.chooseReceiver(slots.type(slot));
      }
      case SlotState.TAKEN -> {
        long at = Layout.COUNTERS_AT + Counter.LOST.ordinal() * (long) Long.BYTES;
        memory.put(at, memory.getLong(at) + 1);
        free(slot);
        return waiting.chooseSender();
      }
      default -> {
        return -1;
      }
    }
  }

  /** How many blocks a body that was never finished had got. */
  private int chainLength(int slot) {
    int length = 0;
    int last = slots.lastBlock(slot);
    for (int block = slots.firstBlock(slot);
        block != 0;
        block = memory.getInt(layout.linkAt(block))) {
      length++;
      if (block == last) {
        break;
      }
    }
    return length;
  }

  /** Lanes beyond the first page get their memory when they are first used. */
  private void ensureLane(int priority) {
    int page = priority * Layout.LANE_BYTES / Layout.PAGE_BYTES;
    if (page == 0 || lanePages.get(page)) {
      return;
    }
    long at = layout.lanesAt() + (long) page * Layout.PAGE_BYTES;
    int result = kernel.files().fallocate(file.probe().number(), at, Layout.PAGE_BYTES);
    if (result < 0) {
      throw Failures.of("get memory for a priority of", file.name(), result);
    }
    lanePages.set(page);
  }

  private long bootNanos() {
    return kernel.processes().bootNanos();
  }

  private long wallNanos() {
    return engine.wallSeconds().getAsLong() * NANOS_PER_SECOND;
  }

  /**
   * Compares lists, counts and slots with each other, under the lock.
   *
   * @return what does not agree, in words; empty where all is well
   */
  public List<String> check() {
    lock.lock();
    try {
      return new Consistency(memory, layout, slots, lists).findings();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes the messages that wait, or the dead letters; not those that come meanwhile.
   *
   * @return how many
   */
  public long purge(Purge which, SignalWatch signals) {
    long last = memory.getLong(Layout.SEQUENCE_AT);
    long purged = 0;
    int piece = -1;
    while (piece != 0) {
      signals.check();
      int woken;
      lock.lock();
      try {
        piece = which == Purge.DEAD ? purgeDead(last) : purgeReady(last);
        woken = waiting.chooseSender();
      } finally {
        lock.unlock();
      }
      waiting.wake(woken);
      purged += piece;
    }
    return purged;
  }

  /** Which messages a purge removes. */
  public enum Purge {
    /** Those that wait to be received. */
    READY,
    /** Those that were delivered too often. */
    DEAD
  }

  private int purgeReady(long last) {
    int freed = 0;
    int lane = lists.highestLaneBelow(Layout.LANES);
    while (lane >= 0 && freed < PURGED_SLOTS) {
      int slot = lists.first(ListName.ofLane(lane));
      if (slot == 0 || slots.sequence(slot) > last) {
        lane = lists.highestLaneBelow(lane);
      } else {
        free(slot, ListName.ofLane(lane));
        freed++;
      }
    }
    return freed;
  }

  private int purgeDead(long last) {
    int freed = 0;
    int slot = lists.first(ListName.DEAD);
    while (slot != 0 && freed < PURGED_SLOTS && slots.sequence(slot) <= last) {
      free(slot, ListName.DEAD);
      freed++;
      slot = lists.first(ListName.DEAD);
    }
    return freed;
  }

  /** Whether it is sealed and nothing is left that could still come. */
  public boolean hasEnded() {
    int ready = memory.getInt(Layout.READY_COUNT_AT);
    int held = memory.getInt(Layout.HELD_COUNT_AT);
    int idle = memory.getInt(Layout.FREE_SLOTS_AT) + memory.getInt(Layout.DEAD_COUNT_AT);
    // What is in no list is being written by a sender that was there before the seal.
    return memory.getIntAcquire(Layout.STATE_AT) == MailboxFile.SEALED
        && held == 0
        && ready + idle == layout.slots();
  }

  /**
   * The descriptor whose open file proves that we live. A command that inherits it keeps what we
   * hold for it, should we die first.
   */
  public int lifeDescriptor() {
    return file.life().number();
  }

  /** What a message in it outlives. */
  public Persistence persistence() {
    return LocalFileSystem.require(kernel, file.probe(), file.name()).persistence();
  }

  /** How many bytes of bodies fit: no message is longer. */
  public long capacityBytes() {
    return file.capacityBytes();
  }

  /** How many messages wait to be received. */
  public int ready() {
    return memory.getInt(Layout.READY_COUNT_AT);
  }

  /** How many are received and not settled. */
  public int held() {
    return memory.getInt(Layout.HELD_COUNT_AT);
  }

  /** How many were delivered too often. */
  public int dead() {
    return memory.getInt(Layout.DEAD_COUNT_AT);
  }

  /**
   * What was only to be written out has not been delivered; what was worked on has. What somebody
   * else settled for us, by its token, may be another's by now.
   */
  private void abandon(int slot) {
    long state = slots.state(slot);
    if (!SlotState.isOwnedBy(state, number, generation)) {
      return;
    }
    if (SlotState.kind(state) == SlotState.TAKEN) {
      putBack(token(slot, state));
    } else {
      giveBack(token(slot, state));
    }
  }

  @Override
  public void close() {
    // What we took and did not settle was not written out: it is there again for others.
    for (int slot = taken.nextSetBit(1); slot >= 0; slot = taken.nextSetBit(slot + 1)) {
      abandon(slot);
    }
    participants.end(number);
    memory.close();
    file.close();
  }
}
