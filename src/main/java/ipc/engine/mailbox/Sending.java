package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Quantity;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/**
 * Sends: a short message by one change, a long one by reserving a slot and blocks, writing without
 * the lock, and publishing.
 */
final class Sending {
  /** Blocks that are walked over under the lock at once. */
  private static final int CHUNK_BLOCKS = 1000;

  /** Messages that share a lock. */
  private static final int BATCH = 64;

  private final Attachment attachment;
  private final Engine engine;
  private final MailboxFile file;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Lists lists;
  private final Change change;
  private final OwnerLock lock;
  private final Waiting waiting;
  private final Settling settling;
  private final Reclaiming reclaiming;
  private final int[] crcs = new int[BATCH];
  private final BitSet lanePages = new BitSet();
  private final int pid;
  private final int uid;
  private int unfinished; // the slot of a long body that we are writing, 0: none

  /** Sends as the process that has this number, of the user who has that one. */
  Sending(Attachment attachment, Settling settling, Reclaiming reclaiming, int pid, int uid) {
    this.attachment = attachment;
    this.engine = attachment.engine();
    this.file = attachment.file();
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.lists = attachment.lists();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.waiting = attachment.waiting();
    this.settling = settling;
    this.reclaiming = reclaiming;
    this.pid = pid;
    this.uid = uid;
  }

  /** See {@link Mailbox#send}. */
  long send(Outgoing message, Deadline until, SignalWatch signals) {
    int blocks = Layout.blocksFor(message.body().length);
    refuseTooLarge(message, blocks);
    ensureLane(message.priority());
    int crc = Slots.crc(message.body());
    abandonUnfinished();
    boolean lookedAgain = false;
    while (true) {
      int reserved = 0;
      lock.lock(until, signals);
      try {
        refuseUnlessOpen();
        waiting.withdraw(attachment.number());
        if (hasRoom(message.body().length, blocks)) {
          if (blocks == 0) {
            return publishShort(message, crc);
          }
          reserved = reserve(message.body().length, blocks);
        } else {
          waiting.announce(Layout.WAITING_SENDERS_AT, attachment.number());
        }
      } finally {
        attachment.unlock();
      }
      if (reserved != 0) {
        unfinished = reserved;
        long sequence = publishLong(reserved, message, crc, blocks, until, signals);
        unfinished = 0;
        return sequence;
      }
      lookedAgain = awaitRoom(message, until, signals, lookedAgain);
    }
  }

  /** See {@link Mailbox#sendNow}. */
  OptionalLong sendNow(Outgoing message, SignalWatch signals) {
    refuseTooLarge(message, Layout.blocksFor(message.body().length));
    try {
      return OptionalLong.of(send(message, Deadline.immediate(), signals));
    } catch (IpcException.LimitReached full) {
      return OptionalLong.empty();
    }
  }

  private void refuseTooLarge(Outgoing message, int blocks) {
    if (blocks > layout.blocks() || message.body().length > file.capacityBytes()) {
      throw new IpcException.LimitReached(
          "a message of "
              + Quantity.bytes(message.body().length)
              + " does not fit into '"
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
      default -> throw attachment.removed();
    }
  }

  /** Under the lock: whether there is room, be it after others' settled messages are gone. */
  private boolean hasRoom(int bodyBytes, int blocks) {
    return hasFreeRoom(bodyBytes, blocks)
        || settling.freeOthersDone() && hasFreeRoom(bodyBytes, blocks);
  }

  private boolean hasFreeRoom(int bodyBytes, int blocks) {
    return memory.getInt(Layout.FREE_SLOTS_AT) > 0
        && memory.getInt(Layout.FREE_BLOCKS_AT) - memory.getInt(Layout.PROMISED_BLOCKS_AT) >= blocks
        && memory.getLong(Layout.USED_BYTES_AT) + bodyBytes <= file.capacityBytes();
  }

  /** Under the lock: a body that lies in its slot is sent by one change. */
  private long publishShort(Outgoing message, int crc) {
    int slot = memory.getInt(Layout.FREE_SLOT_AT);
    fill(slot, message, crc, wallNanos());
    return publish(message, number(slot), change.of(slot, ready(slot)).takingFreeSlots());
  }

  /** Everything of a message but its number; the slot is ours, or we have the lock. */
  private void fill(int slot, Outgoing message, int crc, long now) {
    slots.describe(slot, message, crc, pid, uid, now);
    slots.writeBody(slot, message.body());
  }

  /** Under the lock: the slot's message is the next one to be sent; a death now skips a number. */
  private long number(int slot) {
    long sequence = memory.getLong(Layout.SEQUENCE_AT) + 1;
    memory.put(Layout.SEQUENCE_AT, sequence);
    slots.setSequence(slot, sequence);
    return sequence;
  }

  private long ready(int slot) {
    return SlotState.of(SlotState.READY, 0, 0, 0, SlotState.generation(slots.state(slot)));
  }

  /** Under the lock: a message that is filled in and numbered becomes the last of its lane. */
  private long publish(Outgoing message, long sequence, Change planned) {
    int list = ListName.ofLane(message.priority());
    planned.entering(list, lists.last(list), 0).make();
    waiting.chooseReceiver(message.type());
    return sequence;
  }

  /** Under the lock: a slot of ours, with its first blocks. */
  private int reserve(int bodyBytes, int blocks) {
    int slot = memory.getInt(Layout.FREE_SLOT_AT);
    long state = attachment.owned(SlotState.WRITING, 0, SlotState.generation(slots.state(slot)));
    int first = memory.getInt(Layout.FREE_BLOCK_AT);
    int count = Math.min(CHUNK_BLOCKS, blocks);
    memory.put(layout.slotAt(slot) + Slots.LENGTH, (long) bodyBytes);
    attachment.participants().noteWriting(attachment.number(), slot);
    change
        .of(slot, state)
        .takingFreeSlots()
        .takingBlocks(first, chainEnd(first, count), count, blocks - count)
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

  private long publishLong(
      int slot, Outgoing message, int crc, int blocks, Deadline until, SignalWatch signals) {
    takeFurtherBlocks(slot, blocks, until, signals);
    fill(slot, message, crc, wallNanos());
    lock.lock(until, signals);
    try {
      return publish(message, number(slot), change.of(slot, ready(slot)));
    } finally {
      attachment.unlock();
    }
  }

  /** The blocks beyond the first chunk; the state counts the chunks in its deliveries. */
  private void takeFurtherBlocks(int slot, int blocks, Deadline until, SignalWatch signals) {
    for (int taken = CHUNK_BLOCKS; taken < blocks; taken += CHUNK_BLOCKS) {
      lock.lock(until, signals);
      try {
        int first = memory.getInt(Layout.FREE_BLOCK_AT);
        int count = Math.min(CHUNK_BLOCKS, blocks - taken);
        long state = slots.state(slot);
        int chunk = SlotState.deliveries(state) == 1 ? 2 : 1;
        change
            .of(slot, attachment.owned(SlotState.WRITING, chunk, SlotState.generation(state)))
            .takingBlocks(first, chainEnd(first, count), count, -count)
            .make();
      } finally {
        attachment.unlock();
      }
    }
  }

  /** Gives back what a long body has got that was given up before it was sent. */
  void abandonUnfinished() {
    if (unfinished != 0) {
      reclaiming.settleOwn(unfinished);
      unfinished = 0;
    }
  }

  /**
   * Returns when there may be room.
   *
   * @param lookedAgain what this returned before
   * @return whether the time is over and nothing was reclaimed by us: another may have done so,
   *     between our look and our question, and so one more look is due
   */
  private boolean awaitRoom(
      Outgoing message, Deadline until, SignalWatch signals, boolean lookedAgain) {
    if (until.expired()) {
      boolean reclaimed = reclaiming.reclaim() > 0;
      if (reclaimed || !lookedAgain && memory.getInt(Layout.FREE_SLOTS_AT) > 0) {
        return !reclaimed;
      }
      throw until == Deadline.immediate()
          ? new IpcException.LimitReached("'" + file.name() + "' is full", null)
          : new IpcException.TimedOut(
              "the time given ran out: '"
                  + file.name()
                  + "' has no room for a message of "
                  + Quantity.bytes(message.body().length),
              null);
    }
    reclaiming.sleep(until, signals);
    return false;
  }

  /** See {@link Mailbox#sendAll}. */
  void sendAll(
      List<Outgoing> messages, Deadline until, SignalWatch signals, IntConsumer acknowledged) {
    int sent = 0;
    while (sent < messages.size()) {
      int more = sendTogether(messages, sent, until, signals);
      if (more == 0) {
        send(messages.get(sent), until, signals);
        more = 1;
      }
      sent += more;
      acknowledged.accept(more);
    }
  }

  /** As many as fit into their slots and into the mailbox; how many that is. */
  private int sendTogether(List<Outgoing> messages, int from, Deadline until, SignalWatch signals) {
    int end = Math.min(messages.size(), from + BATCH);
    for (int i = from; i < end; i++) {
      Outgoing message = messages.get(i);
      if (message.body().length > Slots.INLINE_BYTES) {
        end = i;
      } else {
        ensureLane(message.priority());
        crcs[i - from] = Slots.crc(message.body());
      }
    }
    long now = wallNanos();
    lock.lock(until, signals);
    try {
      refuseUnlessOpen();
      int sent = from;
      while (sent < end && hasRoom(messages.get(sent).body().length, 0)) {
        int fitting = publishRun(messages, sent, end, from, now);
        wakeReceivers(messages, sent, sent + fitting);
        sent += fitting;
      }
      return sent - from;
    } finally {
      attachment.unlock();
    }
  }

  /**
   * Under the lock: sends as many short messages of one priority as there is room for, at least
   * one, by one change.
   *
   * @param batch index of the first message of the batch that {@link #crcs} are of
   * @return how many
   */
  private int publishRun(List<Outgoing> messages, int from, int end, int batch, long now) {
    int priority = messages.get(from).priority();
    int list = ListName.ofLane(priority);
    int lastThere = lists.last(list);
    int most = Math.min(end - from, memory.getInt(Layout.FREE_SLOTS_AT));
    long room = file.capacityBytes() - memory.getLong(Layout.USED_BYTES_AT);
    int first = memory.getInt(Layout.FREE_SLOT_AT);
    int slot = first;
    int last = lastThere;
    int count = 0;
    while (count < most) {
      Outgoing message = messages.get(from + count);
      room -= message.body().length;
      if (room < 0 || message.priority() != priority) {
        break;
      }
      fill(slot, message, crcs[from + count - batch], now);
      number(slot);
      slots.setPrevious(slot, last);
      last = slot;
      slot = slots.next(slot);
      count++;
    }
    change
        .ofRun(first, last, count, SlotState.READY)
        .takingFreeSlots()
        .entering(list, lastThere, 0)
        .make();
    return count;
  }

  /** Under the lock: chooses whom to wake, as many as there are messages for. */
  private void wakeReceivers(List<Outgoing> messages, int from, int end) {
    for (int i = from; i < end && waiting.hasWaitingReceiver(); i++) {
      waiting.chooseReceiver(messages.get(i).type());
    }
  }

  /** Lanes beyond the first page get their memory when they are first used. */
  private void ensureLane(int priority) {
    int page = priority * Layout.LANE_BYTES / Layout.PAGE_BYTES;
    if (page == 0 || lanePages.get(page)) {
      return;
    }
    long at = layout.lanesAt() + (long) page * Layout.PAGE_BYTES;
    int result = engine.kernel().files().fallocate(file.probe().number(), at, Layout.PAGE_BYTES);
    if (result < 0) {
      throw Failures.of("get memory for a priority of", file.name(), result);
    }
    lanePages.set(page);
  }

  private long wallNanos() {
    return engine.wallNanos().getAsLong();
  }
}
