package ipc.engine.mailbox;

/** What a mailbox counts for people; hints, one more or less after a death. */
enum Counter {
  /** Taken at most once by somebody who died. */
  LOST,
  /** Found damaged after a start of the machine. */
  TORN,
  /** How often everything was made anew from the slots. */
  RECOVERED;

  /** Adds to a counter, under the lock. */
  void add(Memory memory, long difference) {
    long at = Layout.COUNTERS_AT + (long) ordinal() * Long.BYTES;
    memory.put(at, memory.getLong(at) + difference);
  }
}
