package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Waiting for many descriptors at once. Each call gives the kernel's result or {@code -errno}; none
 * is repeated on {@code EINTR}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class EpollCalls {
  // sys/epoll.h
  public static final int EPOLLIN = 1;
  public static final int EPOLLOUT = 4;
  public static final int EPOLLERR = 8;
  public static final int EPOLLHUP = 16;
  public static final int EPOLLRDHUP = 0x2000;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;

  // struct epoll_event: uint32_t events, uint64_t data; packed on x86-64 alone
  static final int EVENT_BYTES = SyscallNumbers.AARCH64 ? 16 : 12;
  static final int EVENT_DATA = SyscallNumbers.AARCH64 ? 8 : 4;

  private final Kernel kernel;

  EpollCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int epoll_create1(EPOLL_CLOEXEC)}. */
  public int create() {
    return (int) kernel.call(SyscallNumbers.EPOLL_CREATE1, FileCalls.O_CLOEXEC);
  }

  /**
   * {@code int epoll_ctl(int epfd, EPOLL_CTL_ADD, int fd, struct epoll_event *)}: EEXIST where it
   * is watched already, EPERM for a regular file, which is always ready.
   *
   * @param events what to wait for; EPOLLERR and EPOLLHUP are told in any case
   */
  public int add(int epoll, int descriptor, int events) {
    return control(epoll, EPOLL_CTL_ADD, descriptor, events);
  }

  /** {@code epoll_ctl(EPOLL_CTL_MOD)}: waits for something else from now on. */
  public int change(int epoll, int descriptor, int events) {
    return control(epoll, EPOLL_CTL_MOD, descriptor, events);
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_DEL)}: before the descriptor is closed, because a copy of it (a
   * child's, or of dup(2)) would keep it watched.
   */
  public int remove(int epoll, int descriptor) {
    return control(epoll, EPOLL_CTL_DEL, descriptor, 0);
  }

  private int control(int epoll, int operation, int descriptor, int events) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer event = frame.zeros(EVENT_BYTES);
      event.putInt(0, events);
      event.putLong(EVENT_DATA, descriptor);
      return (int)
          kernel.call(SyscallNumbers.EPOLL_CTL, epoll, operation, descriptor, frame.address(event));
    }
  }

  /**
   * {@code int epoll_pwait(int epfd, struct epoll_event *, int maxevents, int timeout, NULL, 0)};
   * EINTR: may be.
   *
   * @param descriptors receives those that are ready, at most its length of them
   * @param events receives what each is ready for; as long as {@code descriptors}
   * @param nanos how long at most, rounded up to a millisecond; negative waits for ever
   * @return how many are ready, 0 at the time-out, or {@code -errno}
   */
  public int await(int epoll, int[] descriptors, int[] events, long nanos) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer ready = frame.room(descriptors.length * EVENT_BYTES);
      int count =
          (int)
              kernel.call(
                  SyscallNumbers.EPOLL_PWAIT,
                  epoll,
                  frame.address(ready),
                  descriptors.length,
                  milliseconds(nanos),
                  0,
                  0);
      for (int i = 0; i < count; i++) {
        events[i] = ready.getInt(i * EVENT_BYTES);
        descriptors[i] = (int) ready.getLong(i * EVENT_BYTES + EVENT_DATA);
      }
      return count;
    }
  }

  /** Rounded up, lest a wait end before its time and its loop spin. */
  private static int milliseconds(long nanos) {
    if (nanos < 0) {
      return -1;
    }
    long whole = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
    return (int) Math.min(whole, Integer.MAX_VALUE);
  }
}
