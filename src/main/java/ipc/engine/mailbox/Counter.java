package ipc.engine.mailbox;

import java.nio.ByteBuffer;

/**
 * What a mailbox counts for people, since it was made. How many were sent is their last sequence
 * number.
 */
enum Counter {
  /** Taken at most once by somebody who died. */
  LOST,
  /** Found damaged after a start of the machine. */
  TORN,
  /** How often everything was made anew from the slots. */
  RECOVERED,
  /** Taken at most once, and written out. */
  TAKEN,
  /** Leased, and acknowledged. */
  ACKNOWLEDGED,
  /** Leased, and given back by who had it. */
  GIVEN_BACK,
  /** Delivered, and not for the first time. */
  REDELIVERED,
  /** Leases that ended because their time was over. */
  EXPIRED,
  /** Gone to the dead letters. */
  BURIED,
  /** Removed without being delivered. */
  PURGED;

  private static final Counter[] ALL = values();

  /**
   * The counter of a number that stands in a file.
   *
   * @throws ipc.engine.IpcException.Corrupt if there is none
   */
  static Counter of(int ordinal) {
    if (ordinal < 0 || ordinal >= ALL.length) {
      throw Layout.damaged("it names counter " + ordinal);
    }
    return ALL[ordinal];
  }

  private long at() {
    return Layout.COUNTERS_AT + (long) ordinal() * Long.BYTES;
  }

  long value(Memory memory) {
    return memory.getLong(at());
  }

  /** The same in a copy of the file's first page. */
  long value(ByteBuffer header) {
    return header.getLong(Math.toIntExact(at()));
  }

  /** Sets a counter, under the lock. */
  void set(Memory memory, long value) {
    memory.put(at(), value);
  }

  /**
   * Adds to a counter, under the lock, apart from the change that is counted: a death between the
   * two leaves it out. Where a sum has to be right, see {@link Change#counting}.
   */
  void add(Memory memory, long difference) {
    set(memory, value(memory) + difference);
  }
}
