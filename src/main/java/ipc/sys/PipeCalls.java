package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Pipes and named pipes. Each call gives the kernel's result or {@code -errno}; none is repeated on
 * {@code EINTR}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>
 */
public final class PipeCalls {
  // linux/limits.h: so many bytes are written at once or not at all
  public static final int PIPE_BUF = 4096;
  // sys/stat.h
  static final int S_IFIFO = 0x1000;
  // asm-generic/ioctls.h
  static final int FIONREAD = 0x541B;
  // bits/fcntl-linux.h
  static final int SPLICE_F_MOVE = 1;
  static final int SPLICE_F_NONBLOCK = 2;

  private final Kernel kernel;

  PipeCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int mknodat(int dirfd, const char *path, S_IFIFO | mode, 0)}; the umask is applied. */
  public int mkfifoat(int directory, byte[] path, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(SyscallNumbers.MKNODAT, directory, frame.text(path), S_IFIFO | mode, 0);
    }
  }

  /**
   * {@code int pipe2(int fds[2], O_CLOEXEC)}.
   *
   * @param ends receives the reading end and the writing end
   */
  public int pipe(int[] ends) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer pair = frame.zeros(2 * Integer.BYTES);
      int result =
          (int) kernel.call(SyscallNumbers.PIPE2, frame.address(pair), FileCalls.O_CLOEXEC);
      ends[0] = pair.getInt(0);
      ends[1] = pair.getInt(Integer.BYTES);
      return result;
    }
  }

  /**
   * {@code ssize_t splice(int in, NULL, int out, NULL, size_t count, MOVE | NONBLOCK)}: moves bytes
   * where one end is a pipe, never waiting for that end; 0 at the end of input. EINTR: before the
   * first byte.
   */
  public long splice(int from, int to, long count) {
    return kernel.call(
        SyscallNumbers.SPLICE, from, 0, to, 0, count, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  }

  /**
   * {@code ssize_t tee(int in, int out, size_t count, NONBLOCK)}: copies what waits in one pipe to
   * another and takes nothing.
   */
  public long tee(int from, int to, long count) {
    return kernel.call(SyscallNumbers.TEE, from, to, count, SPLICE_F_NONBLOCK);
  }

  /** {@code ioctl(fd, FIONREAD)}: how many bytes wait in a pipe, by either of its ends. */
  public long waitingBytes(int descriptor) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer count = frame.zeros(Integer.BYTES);
      long result = kernel.call(SyscallNumbers.IOCTL, descriptor, FIONREAD, frame.address(count));
      return result < 0 ? result : count.getInt(0);
    }
  }

  /** {@code fcntl(fd, F_GETPIPE_SZ)}: how many bytes a pipe holds. */
  public int capacity(int descriptor) {
    return kernel.files().fcntl(descriptor, FileCalls.F_GETPIPE_SZ, 0);
  }

  /**
   * {@code fcntl(fd, F_SETPIPE_SZ, bytes)}: rounded up to a power of two pages; EBUSY where more
   * waits in it, EPERM beyond what a user may have.
   */
  public int setCapacity(int descriptor, int bytes) {
    return kernel.files().fcntl(descriptor, FileCalls.F_SETPIPE_SZ, bytes);
  }
}
