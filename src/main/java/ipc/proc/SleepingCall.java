package ipc.proc;

/**
 * The calls in which a thread sleeps on a System V object whose id is the first argument.
 *
 * <p>The numbers are those of the kernel's own architecture: a 32-bit program on x86-64 counts
 * otherwise, and its sleep is not recognised.
 */
public enum SleepingCall {
  /** msgsnd(2), on a full queue. */
  MSGSND(69, 189),
  /** msgrcv(2), on a queue without such a message. */
  MSGRCV(70, 188),
  /** semop(2). */
  SEMOP(65, 193),
  /** semtimedop(2), which the C library uses for semop(2) too. */
  SEMTIMEDOP(220, 192);

  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  // asm/unistd_64.h, asm-generic/unistd.h
  private final long x86;
  private final long aarch64;

  SleepingCall(long x86, long aarch64) {
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /** Tells whether the id is that of a message queue; else it is that of a semaphore array. */
  public boolean onQueue() {
    return switch (this) {
      case MSGSND, MSGRCV -> true;
      case SEMOP, SEMTIMEDOP -> false;
    };
  }

  long number() {
    return AARCH64 ? aarch64 : x86;
  }
}
