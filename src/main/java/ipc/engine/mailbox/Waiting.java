package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.model.Deadline;
import ipc.sys.Kernel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Sleeping until there is a message, or room, and waking who sleeps.
 *
 * <p>Who is about to sleep sets its bit while it has the lock and has found nothing; who makes a
 * change that helps it clears the bit, under the lock too, and wakes it after. So no wake-up falls
 * between the look and the sleep. A bit that a dead process left costs one idle wake-up.
 *
 * <p>Where there is more than one processor a waiter first spins, and only then asks the kernel to
 * put it to sleep; its word says which, so that nobody pays for waking who is awake. It spins as
 * long as that lately paid: a wait that was over soon after it fell asleep should have been spun
 * through, and one that lasted should not have begun with it.
 */
final class Waiting {
  /** A participant's futex word. */
  private static final int SPINNING = 0;

  private static final int WOKEN = 1; // by who cleared its bit
  private static final int ASLEEP = 2;
  static final int CALLED = 3; // whatever its bit says

  private static final int WORD_BITS = 64;
  private static final int WORDS = 4;
  private static final Duration SLICE = Duration.ofMillis(250);
  private static final long MOST_SPIN_NANOS = 100_000; // what falling asleep and waking cost, twice
  private static final long LEAST_SPIN_NANOS = 2_000;
  private static final int SPINS_A_LOOK_AT_THE_CLOCK = 32;

  private final Memory memory;
  private final Kernel kernel;
  private final Participants participants;
  private final LongSupplier clock;
  private final boolean spins;
  private final int[] chosen = new int[WORDS * WORD_BITS];
  private int chosenCount;
  private boolean announced;
  private long spinNanos = MOST_SPIN_NANOS;

  Waiting(Memory memory, Engine engine, Participants participants) {
    this.memory = memory;
    this.kernel = engine.kernel();
    this.clock = engine.monotonicNanos();
    this.participants = participants;
    this.spins = Runtime.getRuntime().availableProcessors() > 1;
  }

  /** Under the lock: says that a participant will sleep. */
  void announce(long bitsAt, int participant) {
    memory.put(participants.futexAt(participant), SPINNING);
    long at = bitsAt + (long) (participant / WORD_BITS) * Long.BYTES;
    memory.put(at, memory.getLong(at) | 1L << participant % WORD_BITS);
    announced = true;
  }

  /**
   * Under the lock: a participant looks again, so it waits no longer, whatever woke it. Who kept
   * its bit would be woken in place of another that does wait.
   */
  void withdraw(int participant) {
    if (announced) {
      clearBit(Layout.WAITING_RECEIVERS_AT, participant);
      clearBit(Layout.WAITING_SENDERS_AT, participant);
      announced = false;
    }
  }

  private void clearBit(long bitsAt, int participant) {
    long at = bitsAt + (long) (participant / WORD_BITS) * Long.BYTES;
    long bits = memory.getLong(at);
    long without = bits & ~(1L << participant % WORD_BITS);
    if (without != bits) {
      memory.put(at, without);
    }
  }

  /** Whether somebody chose or called a participant since it said that it waits. */
  boolean isCalled(int participant) {
    return announced && memory.getIntAcquire(participants.futexAt(participant)) == WOKEN;
  }

  boolean isAnnounced() {
    return announced;
  }

  /**
   * Under the lock: chooses a participant that waits for a message of that type, if there is one,
   * to be woken by {@link #wakeChosen}.
   *
   * @return whether there was one
   */
  boolean chooseReceiver(long messageType) {
    return choose(Layout.WAITING_RECEIVERS_AT, messageType, true);
  }

  /** Under the lock: chooses a participant that waits for room, as {@link #chooseReceiver} does. */
  boolean chooseSender() {
    return choose(Layout.WAITING_SENDERS_AT, 0, false);
  }

  /** Whether somebody says that it waits for room; without the lock a hint. */
  boolean hasWaitingSender() {
    return hasBits(Layout.WAITING_SENDERS_AT);
  }

  /** Whether somebody says that it waits for a message; without the lock a hint. */
  boolean hasWaitingReceiver() {
    return hasBits(Layout.WAITING_RECEIVERS_AT);
  }

  private boolean hasBits(long bitsAt) {
    long some = 0;
    for (int word = 0; word < WORDS; word++) {
      some |= memory.getLong(bitsAt + (long) word * Long.BYTES);
    }
    return some != 0;
  }

  private boolean choose(long bitsAt, long messageType, boolean selects) {
    for (int word = 0; word < WORDS; word++) {
      long at = bitsAt + (long) word * Long.BYTES;
      long bits = memory.getLong(at);
      for (long left = bits; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        int participant = word * WORD_BITS + bit;
        if (participant >= participants.count()) {
          return false; // a damaged file has named nobody
        }
        if (!selects || participants.selector(participant).takes(messageType)) {
          memory.put(at, bits & ~(1L << bit));
          if (memory.getAndSetInt(participants.futexAt(participant), WOKEN) == ASLEEP) {
            chosen[chosenCount++] = participant;
          }
          return true;
        }
      }
    }
    return false;
  }

  /** After the lock is given back: wakes those that were chosen. */
  void wakeChosen() {
    while (chosenCount > 0) {
      chosenCount--;
      long at = participants.futexAt(chosen[chosenCount]);
      kernel.futex().wake(memory.address(at), 1);
    }
  }

  /** Wakes a participant that sleeps, or is about to; for any thread. */
  void call(int participant) {
    long at = participants.futexAt(participant);
    if (memory.getAndSetInt(at, CALLED) == ASLEEP) {
      kernel.futex().wake(memory.address(at), 1);
    }
  }

  /**
   * Waits without sleeping, where that lately paid.
   *
   * @return whether somebody woke us
   */
  boolean spin(int participant) {
    if (!spins) {
      return false;
    }
    long futexAt = participants.futexAt(participant);
    long started = clock.getAsLong();
    do {
      for (int i = 0; i < SPINS_A_LOOK_AT_THE_CLOCK; i++) {
        if (isWoken(futexAt)) {
          spinNanos = MOST_SPIN_NANOS;
          return true;
        }
        Thread.onSpinWait();
      }
    } while (clock.getAsLong() - started < spinNanos);
    return false;
  }

  /**
   * Sleeps until woken, for one slice at most.
   *
   * @return whether somebody woke us
   */
  boolean sleep(int participant, Deadline until) {
    long futexAt = participants.futexAt(participant);
    long started = clock.getAsLong();
    if (memory.compareAndSet(futexAt, SPINNING, ASLEEP)) {
      kernel.futex().await(memory.address(futexAt), ASLEEP, until.slice(SLICE).toNanos());
      boolean soon = clock.getAsLong() - started < MOST_SPIN_NANOS;
      spinNanos = soon ? MOST_SPIN_NANOS : Math.max(spinNanos / 2, LEAST_SPIN_NANOS);
    }
    return isWoken(futexAt);
  }

  private boolean isWoken(long futexAt) {
    int word = memory.getIntAcquire(futexAt);
    if (word == WOKEN) {
      announced = false;
    }
    return word == WOKEN || word == CALLED;
  }
}
