package ipc.sys;

import java.nio.ByteBuffer;

/** System calls that {@code ipc} itself does not make, to bring about what its own calls meet. */
final class RawCalls {
  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));
  private static final int TIOCSWINSZ = 0x5414;
  private static final int SETALL = 17;
  private static final int PR_SET_DUMPABLE = 4;

  private final Kernel kernel;

  RawCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** pipe2(2): the reading end, then the writing end. */
  int[] pipe(int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer ends = frame.zeros(8);
      succeed(kernel.call(AARCH64 ? 59 : 293, frame.address(ends), flags | FileCalls.O_CLOEXEC));
      return new int[] {ends.getInt(0), ends.getInt(4)};
    }
  }

  /** eventfd2(2), a descriptor that is no file. */
  int eventDescriptor() {
    return (int) succeed(kernel.call(AARCH64 ? 19 : 290, 0, FileCalls.O_CLOEXEC));
  }

  /** mknodat(2) of a FIFO or a socket. */
  void makeNode(byte[] path, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      succeed(kernel.call(AARCH64 ? 33 : 259, FileCalls.AT_FDCWD, frame.text(path), mode, 0));
    }
  }

  /** Gives a terminal a width. */
  void setColumns(int terminal, int columns) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer size = frame.zeros(FileCalls.WINSIZE_BYTES);
      size.putShort(FileCalls.WS_COL, (short) columns);
      succeed(kernel.call(SyscallNumbers.IOCTL, terminal, TIOCSWINSZ, frame.address(size)));
    }
  }

  /** mq_open(3) that makes a queue. */
  int createQueue(byte[] name, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      int flags = FileCalls.O_CREAT | FileCalls.O_EXCL | FileCalls.O_RDWR | FileCalls.O_CLOEXEC;
      return (int) succeed(kernel.call(SyscallNumbers.MQ_OPEN, frame.text(name), flags, mode, 0));
    }
  }

  /** semctl(2), SETALL. */
  void setValues(int id, short... values) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(values.length * Short.BYTES);
      for (int i = 0; i < values.length; i++) {
        piece.putShort(i * Short.BYTES, values[i]);
      }
      succeed(kernel.call(SyscallNumbers.SEMCTL, id, 0, SETALL, frame.address(piece)));
    }
  }

  /** sigaction(2) with SIG_IGN. */
  void ignore(int signal) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer action = frame.zeros(32);
      action.putLong(0, 1L);
      succeed(kernel.call(SyscallNumbers.RT_SIGACTION, signal, frame.address(action), 0, 8));
    }
  }

  /** setresuid(2), which without the C library changes this thread alone. */
  void becomeNobodyInThisThread() {
    int nobody = 65534;
    succeed(kernel.call(AARCH64 ? 147 : 117, nobody, nobody, nobody));
  }

  /** Undoes for the process what the change of one thread did: its own /proc is its own again. */
  void restoreDumpable() {
    succeed(kernel.call(AARCH64 ? 167 : 157, PR_SET_DUMPABLE, 1));
  }

  private static long succeed(long result) {
    if (result < 0) {
      throw new IllegalStateException("a call failed: " + Errno.ofResult(result));
    }
    return result;
  }
}
