package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What each task of an attached mailbox works with: the file and its parts in memory, and who we
 * are among the participants.
 *
 * @param number of our place among the participants, ours as long as {@code file} is open
 * @param generation of our number: what we own bears both
 */
record Attachment(
    Engine engine,
    MailboxFile file,
    Memory memory,
    Layout layout,
    Slots slots,
    Lists lists,
    Change change,
    OwnerLock lock,
    Participants participants,
    Waiting waiting,
    int number,
    int generation) {

  /**
   * Maps an open file, rebuilds it where the machine was started meanwhile, and reserves a number.
   * Nothing is ours yet: what our number's last owner left is not settled.
   */
  static Attachment to(MailboxFile file, Engine engine, CrashPoint crashPoint) {
    Memory memory =
        Memory.map(engine.kernel(), file.probe(), file.layout().lengthBytes(), crashPoint);
    try {
      return in(memory, file, engine);
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  private static Attachment in(Memory memory, MailboxFile file, Engine engine) {
    Layout layout = file.layout();
    Slots slots = new Slots(memory, layout);
    Lists lists = new Lists(memory, layout, slots);
    Change change = new Change(memory, layout, slots, lists);
    Participants participants =
        new Participants(memory, layout, engine.kernel(), file.life(), file.probe());
    OwnerLock lock = new OwnerLock(memory, engine.kernel(), participants, change);
    Waiting waiting = new Waiting(memory, engine, participants);
    BootId bootId = BootId.current(engine.kernel());
    Rebuild.unlessOfThisBoot(memory, file, engine.kernel(), slots, lists, bootId);
    int number = participants.reserve(file.name());
    int generation = participants.claim(number);
    lock.identify(number, generation);
    return new Attachment(
        engine,
        file,
        memory,
        layout,
        slots,
        lists,
        change,
        lock,
        participants,
        waiting,
        number,
        generation);
  }

  /** Gives back the lock, and wakes whom we chose while we had it. */
  void unlock() {
    lock.unlock();
    waiting.wakeChosen();
  }

  /**
   * Does under the lock what may take several tries; the lock is given back between them.
   *
   * @param isDue whether it is still to be done: asked before each try
   * @param attempt whether it is done; if not, it goes on where it was when asked again
   * @return whether it was done; false where it was due no longer
   */
  boolean doUnderLock(BooleanSupplier isDue, BooleanSupplier attempt) {
    while (true) {
      lock.lock();
      try {
        if (!isDue.getAsBoolean()) {
          return false;
        }
        if (attempt.getAsBoolean()) {
          return true;
        }
      } finally {
        unlock();
      }
    }
  }

  /** The state of a slot that is ours. */
  long owned(int kind, int deliveries, int slotGeneration) {
    return SlotState.of(kind, deliveries, number + 1, generation, slotGeneration);
  }

  /** Whether a slot of that state is ours. */
  boolean owns(long state) {
    return SlotState.isOwnedBy(state, number, generation);
  }

  /**
   * Shows every slot that is held, without the lock; all slots where too many are held to walk over
   * at once. What is held may have changed by the time a slot is shown: look at its state.
   */
  void forEachHeld(IntConsumer visitor) {
    int[] held = new int[Lists.WALK_SLOTS];
    int count = heldSlots(held);
    if (count <= held.length) {
      for (int i = 0; i < count; i++) {
        visitor.accept(held[i]);
      }
    } else {
      for (int slot = 1; slot <= layout.slots(); slot++) {
        visitor.accept(slot);
      }
    }
  }

  /** How many are held, got under the lock; counted no further than one more than fit. */
  private int heldSlots(int[] into) {
    int count = 0;
    lock.lock();
    try {
      for (int slot = lists.first(ListName.HELD);
          slot != 0 && count <= into.length;
          slot = slots.next(slot)) {
        if (count < into.length) {
          into[count] = slot;
        }
        count++;
      }
    } finally {
      unlock();
    }
    return count;
  }

  long bootNanos() {
    return engine.kernel().processes().bootNanos();
  }

  /** What to throw at whoever still takes part in a mailbox that is removed. */
  IpcException removed() {
    return new IpcException.NoSuchObject("'" + file.name() + "' was removed", null);
  }
}
