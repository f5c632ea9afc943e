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
 */
final class Waiting {
  private static final int WORD_BITS = 64;
  private static final int WORDS = 4;
  private static final Duration SLICE = Duration.ofMillis(250);
  private static final long SPIN_NANOS = 20_000;

  private final Memory memory;
  private final Kernel kernel;
  private final Participants participants;
  private final LongSupplier clock;
  private final boolean spins;

  Waiting(Memory memory, Engine engine, Participants participants) {
    this.memory = memory;
    this.kernel = engine.kernel();
    this.clock = engine.monotonicNanos();
    this.participants = participants;
    this.spins = Runtime.getRuntime().availableProcessors() > 1;
  }

  /** Under the lock: says that a participant will sleep. */
  void announce(long bitsAt, int participant) {
    memory.put(participants.futexAt(participant), 0);
    long at = bitsAt + (long) (participant / WORD_BITS) * Long.BYTES;
    memory.put(at, memory.getLong(at) | 1L << participant % WORD_BITS);
  }

  /**
   * Under the lock: a participant that sleeps for a message of that type, or -1; its bit is
   * cleared.
   */
  int chooseReceiver(long messageType) {
    return choose(Layout.WAITING_RECEIVERS_AT, messageType, true);
  }

  /** Under the lock: a participant that sleeps for room, or -1; its bit is cleared. */
  int chooseSender() {
    return choose(Layout.WAITING_SENDERS_AT, 0, false);
  }

  private int choose(long bitsAt, long messageType, boolean selects) {
    for (int word = 0; word < WORDS; word++) {
      long at = bitsAt + (long) word * Long.BYTES;
      long bits = memory.getLong(at);
      for (long left = bits; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        int participant = word * WORD_BITS + bit;
        if (participant >= participants.count()) {
          return -1; // a damaged file has named nobody
        }
        if (!selects || participants.selector(participant).takes(messageType)) {
          memory.put(at, bits & ~(1L << bit));
          memory.put(participants.futexAt(participant), 1);
          return participant;
        }
      }
    }
    return -1;
  }

  /** After the lock is given back: wakes one that was chosen. */
  void wake(int participant) {
    if (participant >= 0) {
      kernel.futex().wake(memory.address(participants.futexAt(participant)), 1);
    }
  }

  /**
   * Sleeps until woken, for one slice at most.
   *
   * @return whether somebody woke us
   */
  boolean sleep(int participant, Deadline until) {
    long futexAt = participants.futexAt(participant);
    if (spins) {
      long started = clock.getAsLong();
      while (clock.getAsLong() - started < SPIN_NANOS) {
        if (memory.getIntAcquire(futexAt) != 0) {
          return true;
        }
        Thread.onSpinWait();
      }
    }
    kernel.futex().await(memory.address(futexAt), 0, until.slice(SLICE).toNanos());
    return memory.getIntAcquire(futexAt) != 0;
  }
}
