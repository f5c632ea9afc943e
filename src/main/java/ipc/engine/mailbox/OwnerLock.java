package ipc.engine.mailbox;

import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.Kernel;
import java.util.Optional;

/**
 * The lock that protects order. Its word names its owner, so that whoever finds the owner dead
 * takes over, finishes the change that was in progress, and goes on; nobody waits for the dead
 * longer than one slice.
 *
 * <pre>
 *   256  u64  0: free; else bits 0–15 participant + 1, 16–47 its generation, 63 somebody waits
 *   264  u32  event, raised at each unlocking that somebody waits for: the futex
 * </pre>
 *
 * A futex wake can die with the woken, so all sleep in slices and look again. A stopped owner is
 * alive, and is never robbed.
 */
final class OwnerLock {
  private static final long WAITED_FOR = 1L << 63;
  private static final int GENERATION_SHIFT = 16;
  private static final int OWNER_MASK = 0xFFFF;
  private static final int SPINS = 200;
  private static final long SLICE_NANOS = 250_000_000L;

  private final Memory memory;
  private final Kernel kernel;
  private final Participants participants;
  private final Change change;
  private final int spins;
  private long own;
  private Deadline patience = Deadline.never();
  private Optional<SignalWatch> heeded = Optional.empty();

  OwnerLock(Memory memory, Kernel kernel, Participants participants, Change change) {
    this.memory = memory;
    this.kernel = kernel;
    this.participants = participants;
    this.change = change;
    this.spins = Runtime.getRuntime().availableProcessors() > 1 ? SPINS : 0;
  }

  /** Says who we are; before that nothing may be locked. */
  void identify(int participant, int generation) {
    own = word(participant, generation);
  }

  private static long word(int participant, int generation) {
    return participant + 1 | (generation & 0xFFFFFFFFL) << GENERATION_SHIFT;
  }

  static int owner(long word) {
    return (int) word & OWNER_MASK;
  }

  static int generation(long word) {
    return (int) (word >>> GENERATION_SHIFT);
  }

  /** From now on a signal ends each wait behind an owner that does not go on. */
  void heed(SignalWatch signals) {
    heeded = Optional.of(signals);
  }

  /** From now on {@link #lock()} gives up where an owner does not go on: we are leaving. */
  void loseThePatience() {
    patience = Deadline.immediate();
    heeded = Optional.empty();
  }

  /**
   * Waits until we own it; a dead owner's change is finished first.
   *
   * @throws IpcException.EndedBySignal if one comes that we {@link #heed}
   * @throws IpcException.LimitReached after {@link #loseThePatience}, where the owner is stopped
   */
  void lock() {
    if (!lockAtOnce()) {
      lockAfterSleeping(patience, heeded);
    }
  }

  /**
   * {@link #lock()} that gives up where a living owner does not go on, which is stopped.
   *
   * @throws IpcException.LimitReached if {@code until} is {@link Deadline#immediate}
   * @throws IpcException.TimedOut if that time came
   */
  void lock(Deadline until, SignalWatch signals) {
    if (!lockAtOnce()) {
      lockAfterSleeping(until, Optional.of(signals));
    }
  }

  private IpcException heldUp(int owner, Deadline until) {
    int pid = participants.pid(owner);
    String what =
        "process " + pid + " has the mailbox locked and does not go on: it may be stopped";
    String hint = "'kill -CONT " + pid + "' lets it go on";
    return until == Deadline.immediate()
        ? new IpcException.LimitReached(what, hint)
        : new IpcException.TimedOut("the time given ran out: " + what, hint);
  }

  private boolean lockAtOnce() {
    for (int i = 0; i <= spins; i++) {
      if (memory.getLongAcquire(Layout.LOCK_AT) == 0
          && memory.compareAndSet(Layout.LOCK_AT, 0, own)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private void lockAfterSleeping(Deadline until, Optional<SignalWatch> signals) {
    while (true) {
      int event = memory.getIntAcquire(Layout.LOCK_EVENT_AT);
      long word = memory.getLongAcquire(Layout.LOCK_AT);
      if (word == 0) {
        // Others may still sleep: whoever unlocks must look.
        if (memory.compareAndSet(Layout.LOCK_AT, 0, own | WAITED_FOR)) {
          return;
        }
      } else if ((word & WAITED_FOR) != 0
          || memory.compareAndSet(Layout.LOCK_AT, word, word | WAITED_FOR)) {
        int result = kernel.futex().await(memory.address(Layout.LOCK_EVENT_AT), event, SLICE_NANOS);
        if (result < 0 && takeOverFromDead()) {
          return;
        }
        // An unlocking would have raised it: it is the same owner all the time.
        if (result < 0 && memory.getIntAcquire(Layout.LOCK_EVENT_AT) == event && word() != 0) {
          signals.ifPresent(SignalWatch::check);
          if (until.expired()) {
            throw heldUp(owner(word) - 1, until);
          }
        }
      }
    }
  }

  /** Whether the lock is ours now, because its owner had died. */
  boolean takeOverFromDead() {
    long word = memory.getLongAcquire(Layout.LOCK_AT);
    if (word == 0 || participants.isAlive(owner(word) - 1, generation(word))) {
      return false;
    }
    return takeOver(word);
  }

  /** Takes the lock from an owner that is known to be dead, if it still has it. */
  boolean takeOver(long word) {
    if (!memory.compareAndSet(Layout.LOCK_AT, word, own | WAITED_FOR)) {
      return false;
    }
    memory.put(Layout.EPOCH_AT, memory.getLong(Layout.EPOCH_AT) + 1);
    try {
      change.recover();
    } catch (IpcException damaged) {
      memory.put(Layout.LOCK_AT, word); // it stays as the dead left it, for whoever can mend it
      throw damaged;
    }
    return true;
  }

  /** The word of the lock as it is. */
  long word() {
    return memory.getLongAcquire(Layout.LOCK_AT);
  }

  void unlock() {
    long word = memory.getAndSet(Layout.LOCK_AT, 0L);
    if ((word & WAITED_FOR) != 0) {
      memory.increment(Layout.LOCK_EVENT_AT);
      kernel.futex().wake(memory.address(Layout.LOCK_EVENT_AT), 1);
    }
  }
}
