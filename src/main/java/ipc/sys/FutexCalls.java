package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Sleeping on a 32-bit word of shared memory. Each call gives the kernel's result or {@code
 * -errno}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/futex.2.html">futex(2)</a>
 */
public final class FutexCalls {
  // linux/futex.h; without FUTEX_PRIVATE_FLAG: the word is shared between processes
  private static final int FUTEX_WAIT = 0;
  private static final int FUTEX_WAKE = 1;

  private final Kernel kernel;

  FutexCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * {@code FUTEX_WAIT}: sleeps while the word has a value.
   *
   * @param address of the word, a multiple of 4
   * @param expected the value; EAGAIN at once if the word has another
   * @param nanos how long at most, by CLOCK_MONOTONIC; ETIMEDOUT then
   * @return 0 when woken; EINTR: may be
   */
  public int await(long address, int expected, long nanos) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer timespec = frame.zeros(16);
      timespec.putLong(0, nanos / 1_000_000_000L);
      timespec.putLong(8, nanos % 1_000_000_000L);
      return (int)
          kernel.call(SyscallNumbers.FUTEX, address, FUTEX_WAIT, expected, frame.address(timespec));
    }
  }

  /** {@code FUTEX_WAKE}: wakes at most so many sleepers; how many it woke. */
  public int wake(long address, int most) {
    return (int) kernel.call(SyscallNumbers.FUTEX, address, FUTEX_WAKE, most);
  }
}
