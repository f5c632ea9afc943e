package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.sys.Errno;
import ipc.sys.Kernel;

/**
 * Who is attached. A participant's life is an OFD lock on a byte of the file far beyond its end:
 * the kernel gives it back when the process is gone, even as a zombie, whatever its pid namespace.
 *
 * <pre>
 *   0  u64  bits 0–31: 0 nobody, 1 attached; bits 32–63 generation, raised at each attach
 *   8  u32  pid, u32 uid: for people
 *  16  u32  futex: see {@link Waiting}; u32 the generation claimed last, begun or not
 *  24  u32  which messages are waited for: {@link Selector}, u32 unused
 *  32  i64  the selector's type
 *  40  u32  the slot of the long body that was written last, finished or not; 0: none
 * </pre>
 *
 * An answer about life holds for one generation. Our own lock is on the description {@code life};
 * questions and the mapping go through {@code probe}, for a description does not see its own locks,
 * and a mapping keeps its description.
 */
final class Participants {
  private static final int NOBODY = 0;
  static final int ATTACHED = 1;
  private static final int GENERATION_SHIFT = 32;
  static final long PID = 8;
  private static final long UID = 12;
  static final long FUTEX = 16;
  private static final long CLAIMED = 20;
  private static final long SELECTOR_KIND = 24;
  private static final long SELECTOR_TYPE = 32;
  private static final long WRITING = 40;

  private final Memory memory;
  private final Layout layout;
  private final Kernel kernel;
  private final Descriptor life;
  private final Descriptor probe;

  Participants(Memory memory, Layout layout, Kernel kernel, Descriptor life, Descriptor probe) {
    this.memory = memory;
    this.layout = layout;
    this.kernel = kernel;
    this.life = life;
    this.probe = probe;
  }

  private long word(int participant) {
    return memory.getLongAcquire(layout.participantAt(participant));
  }

  /** How many there can be. */
  int count() {
    return layout.participants();
  }

  int generation(int participant) {
    return (int) (word(participant) >>> GENERATION_SHIFT);
  }

  /** Whether a participant has attached and has not said that it left. */
  boolean isAttached(int participant) {
    return (int) word(participant) == ATTACHED;
  }

  /**
   * Takes a free number. What its predecessor left is not settled yet, and its generation not
   * raised.
   *
   * @throws IpcException.LimitReached if all are taken
   */
  int reserve(String subject) {
    for (int number = 0; number < layout.participants(); number++) {
      int result = kernel.locks().lockByte(life.number(), Layout.LIFE_BYTE + number);
      if (result == 0) {
        return number;
      }
      Errno errno = Errno.ofResult(result);
      if (errno != Errno.EAGAIN && errno != Errno.EACCES) {
        throw Failures.of("lock a byte of", subject, result);
      }
    }
    throw new IpcException.LimitReached(
        "cannot attach to '"
            + subject
            + "': all "
            + layout.participants()
            + " places are taken by processes that live",
        "'ipc who " + subject + "' shows them");
  }

  /**
   * Claims a generation of our number that nobody had, before anything is done under it: whoever
   * had the number before is known to be dead from now on, even one who died before it began.
   */
  int claim(int number) {
    int generation = latest(number) + 1;
    memory.put(layout.participantAt(number) + CLAIMED, generation);
    return generation;
  }

  private int latest(int number) {
    int claimed = memory.getIntAcquire(layout.participantAt(number) + CLAIMED);
    return Math.max(claimed, generation(number));
  }

  /** Begins to be somebody: from now on what the generation that we claimed owns is looked for. */
  void begin(int number, int generation, int pid, int uid) {
    long at = layout.participantAt(number);
    memory.put(at + PID, pid);
    memory.put(at + UID, uid);
    memory.put(at + FUTEX, 0);
    memory.put(at, ATTACHED | (long) generation << GENERATION_SHIFT);
  }

  /** Leaves in good order, owning nothing. */
  void end(int number) {
    long word = word(number);
    memory.compareAndSet(
        layout.participantAt(number), word, word >>> GENERATION_SHIFT << GENERATION_SHIFT);
    kernel.locks().unlockByte(life.number(), Layout.LIFE_BYTE + number);
  }

  /** Notes that all that a dead participant of that generation left is settled. */
  void settled(int number, int generation) {
    memory.compareAndSet(
        layout.participantAt(number),
        ATTACHED | (long) generation << GENERATION_SHIFT,
        NOBODY | (long) generation << GENERATION_SHIFT);
  }

  /** Whether the participant that had a number in that generation still lives. */
  boolean isAlive(int number, int generation) {
    if (number < 0 || number >= layout.participants() || !isCurrent(number, generation)) {
      return false;
    }
    int held = kernel.locks().isHeld(probe.number(), Layout.LIFE_BYTE + number);
    if (held < 0) {
      throw Failures.of("ask for a lock of", probe.name(), held);
    }
    // Asked again: between the two questions the number may have got another owner.
    return held == 1 && isCurrent(number, generation);
  }

  /**
   * Whether nobody else got the number since. A newcomer holds the byte that was the dead one's for
   * a moment before it claims; who asks just then is told "alive", and asks again.
   */
  private boolean isCurrent(int number, int generation) {
    return latest(number) == generation;
  }

  long futexAt(int number) {
    return layout.participantAt(number) + FUTEX;
  }

  void publish(int number, Selector selector) {
    long at = layout.participantAt(number);
    memory.put(at + SELECTOR_KIND, selector.kind().ordinal());
    memory.put(at + SELECTOR_TYPE, selector.type());
  }

  Selector selector(int number) {
    long at = layout.participantAt(number);
    return Selector.of(memory.getInt(at + SELECTOR_KIND), memory.getLong(at + SELECTOR_TYPE));
  }

  /** Under the lock, before the slot is reserved: where to look if we die as we write. */
  void noteWriting(int number, int slot) {
    memory.put(layout.participantAt(number) + WRITING, slot);
  }

  /** The only slot that a participant may have reserved, for it is in no list; 0 for none. */
  int writing(int number) {
    return memory.getInt(layout.participantAt(number) + WRITING);
  }

  int pid(int number) {
    return memory.getInt(layout.participantAt(number) + PID);
  }
}
