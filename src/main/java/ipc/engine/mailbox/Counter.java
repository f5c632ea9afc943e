package ipc.engine.mailbox;

import java.nio.ByteBuffer;

/** What a mailbox counts for people. */
enum Counter {
  /** Taken at most once by somebody who died. */
  LOST,
  /** Found damaged after a start of the machine. */
  TORN,
  /** How often everything was made anew from the slots. */
  RECOVERED;

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

  /** Adds to a counter, under the lock; once more where who does it dies and does it again. */
  void add(Memory memory, long difference) {
    set(memory, value(memory) + difference);
  }
}
