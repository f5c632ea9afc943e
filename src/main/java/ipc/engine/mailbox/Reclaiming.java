package ipc.engine.mailbox;

import ipc.engine.SignalWatch;
import ipc.model.Deadline;

/** Settles what the dead left: before giving up, and after each slice of waiting. */
final class Reclaiming {
  private final Attachment attachment;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Change change;
  private final OwnerLock lock;
  private final Participants participants;
  private final Waiting waiting;
  private final Settling settling;
  private final int number;

  Reclaiming(Attachment attachment, Settling settling) {
    this.attachment = attachment;
    this.memory = attachment.memory();
    this.layout = attachment.layout();
    this.slots = attachment.slots();
    this.change = attachment.change();
    this.lock = attachment.lock();
    this.participants = attachment.participants();
    this.waiting = attachment.waiting();
    this.settling = settling;
    this.number = attachment.number();
  }

  /** Settles what the last one of our number left; to be done before we own anything. */
  void settlePredecessor() {
    long word = lock.word();
    if (OwnerLock.owner(word) == number + 1 && lock.takeOver(word)) {
      lock.unlock();
    }
    if (participants.isAttached(number)) {
      settle(number, participants.generation(number));
    }
  }

  /** Sleeps for one slice at most; where nobody woke us, the dead may be why. */
  void sleep(Deadline until, SignalWatch signals) {
    signals.check();
    if (!waiting.sleep(number, until)) {
      reclaim();
    }
    signals.check();
  }

  /** See {@link Mailbox#reclaim}. */
  int reclaim() {
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
    for (int slot = 1; slot <= layout.slots(); slot++) {
      if (SlotState.isOwnedBy(slots.state(slot), participant, theirGeneration)) {
        lock.lock();
        try {
          long state = slots.state(slot);
          if (SlotState.isOwnedBy(state, participant, theirGeneration)) {
            settleSlot(slot, state);
          }
        } finally {
          attachment.unlock();
        }
      }
    }
  }

  private void settleSlot(int slot, long state) {
    switch (SlotState.kind(state)) {
      case SlotState.WRITING -> {
        change.of(slot, SlotState.freed(state)).freeing(chainLength(slot)).make();
        waiting.chooseSender();
      }
      case SlotState.LEASED -> {
        settling.giveBack(slot);
        waiting.chooseReceiver(slots.type(slot));
      }
      case SlotState.TAKEN -> {
        Counter.LOST.add(memory, 1);
        settling.free(slot, ListName.HELD);
        waiting.chooseSender();
      }
      case SlotState.DONE -> {
        settling.free(slot, ListName.HELD);
        waiting.chooseSender();
      }
      default -> {
        // A free slot has no owner, and what waits or is dead has none either.
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
}
