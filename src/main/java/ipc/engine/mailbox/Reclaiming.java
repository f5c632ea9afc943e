package ipc.engine.mailbox;

import ipc.engine.SignalWatch;
import ipc.model.Deadline;

/** Settles what the dead left: before giving up, and after each slice of waiting. */
final class Reclaiming {
  private static final int MOST_SPINS_UNASKED = 1000;

  private final Attachment attachment;
  private final Memory memory;
  private final Layout layout;
  private final Slots slots;
  private final Change change;
  private final OwnerLock lock;
  private final Participants participants;
  private final Waiting waiting;
  private final Settling settling;
  private final Holders holders;
  private final int number;
  private int spinsUnasked;

  Reclaiming(Attachment attachment, Settling settling, Holders holders) {
    this.attachment = attachment;
    this.holders = holders;
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
    // Whatever generation it bears: none but ours is alive since we claimed it.
    long word = lock.word();
    if (OwnerLock.owner(word) == number + 1 && lock.takeOver(word)) {
      lock.unlock();
    }
    if (participants.isAttached(number)) {
      settle(number, participants.generation(number));
    }
  }

  /**
   * Waits for one slice at most; where nobody woke us, the dead may be why. Asking for signals
   * costs as much as the shortest waits, so those go without, but for some.
   */
  void sleep(Deadline until, SignalWatch signals) {
    if (waiting.spin(number) && ++spinsUnasked < MOST_SPINS_UNASKED) {
      return;
    }
    spinsUnasked = 0;
    signals.check();
    sleep(until);
    signals.check();
  }

  /** {@link #sleep(Deadline, SignalWatch)} for who looks after signals otherwise. */
  void sleep(Deadline until) {
    if (!waiting.sleep(number, until)) {
      reclaim();
    }
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
    return found + holders.returnOfTheGone();
  }

  /**
   * Settles every slot that a dead participant of that generation owned; the same again is nothing.
   * It owned what it held, which is in a list, and what it was writing, which is in none. The list
   * first: who has had the lock since that death knows that no change of the dead's is half done,
   * so that the blocks of what it was writing can be counted.
   */
  private void settle(int participant, int theirGeneration) {
    attachment.forEachHeld(slot -> settle(slot, participant, theirGeneration));
    int writing = participants.writing(participant);
    if (writing != 0) {
      settle(writing, participant, theirGeneration);
    }
  }

  /** Settles a slot of ours as if we had died. */
  void settleOwn(int slot) {
    settle(slot, number, attachment.generation());
  }

  private void settle(int slot, int participant, int theirGeneration) {
    if (!isOwnedBy(slot, participant, theirGeneration)) {
      return;
    }
    // A body that was never finished stays as it is, so its blocks are counted without the lock.
    int blocks = blocksWritten(slot);
    attachment.doUnderLock(
        () -> isOwnedBy(slot, participant, theirGeneration), () -> settleSlot(slot, blocks));
  }

  private boolean isOwnedBy(int slot, int participant, int theirGeneration) {
    return SlotState.isOwnedBy(slots.state(slot), participant, theirGeneration);
  }

  private int blocksWritten(int slot) {
    return SlotState.kind(slots.state(slot)) == SlotState.WRITING ? chainLength(slot) : 0;
  }

  /** Whether the slot is settled; if not, its place is still looked for. */
  private boolean settleSlot(int slot, int blocks) {
    long state = slots.state(slot);
    switch (SlotState.kind(state)) {
      case SlotState.WRITING -> {
        change.of(slot, SlotState.freed(state)).freeing(blocks).make();
        settling.chooseSenders(1);
      }
      case SlotState.LEASED -> {
        return settling.giveBack(slot);
      }
      case SlotState.RESERVED -> {
        return settling.returnUndelivered(slot);
      }
      case SlotState.TAKEN -> {
        change
            .of(slot, SlotState.freed(state))
            .leaving(ListName.HELD)
            .freeing(Layout.blocksFor(slots.length(slot)))
            .counting(Counter.LOST)
            .make();
        settling.chooseSenders(1);
      }
      case SlotState.DONE -> {
        settling.freeTaken(slot);
        settling.chooseSenders(1);
      }
      default -> {
        // A free slot has no owner, and what waits or is dead has none either.
      }
    }
    return true;
  }

  /** How many blocks a body that was never finished has got. */
  private int chainLength(int slot) {
    int length = 0;
    int last = slots.lastBlock(slot);
    for (int block = slots.firstBlock(slot);
        block != 0;
        block = memory.getInt(layout.linkAt(block))) {
      if (++length > layout.blocks()) {
        throw Layout.damaged("a body's blocks have no end");
      }
      if (block == last) {
        break;
      }
    }
    return length;
  }
}
