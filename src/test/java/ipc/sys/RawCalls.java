package ipc.sys;

import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** System calls that {@code ipc} itself does not make, to bring about what its own calls meet. */
public final class RawCalls {
  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));
  private static final int SETALL = 17;
  private static final int PR_SET_DUMPABLE = 4;

  private final Kernel kernel;

  /** Through the door of a kernel. */
  public RawCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** pipe2(2): the reading end, then the writing end. */
  public int[] pipe(int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer ends = frame.zeros(8);
      succeed(kernel.call(AARCH64 ? 59 : 293, frame.address(ends), flags | FileCalls.O_CLOEXEC));
      return new int[] {ends.getInt(0), ends.getInt(4)};
    }
  }

  /** eventfd2(2), a descriptor that is no file. */
  public int eventDescriptor() {
    return (int) succeed(kernel.call(AARCH64 ? 19 : 290, 0, FileCalls.O_CLOEXEC));
  }

  /** mknodat(2) of a FIFO or a socket. */
  public void makeNode(byte[] path, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      succeed(kernel.call(AARCH64 ? 33 : 259, FileCalls.AT_FDCWD, frame.text(path), mode, 0));
    }
  }

  /** mq_open(3) that makes a queue. */
  public int createQueue(byte[] name, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      int flags = FileCalls.O_CREAT | FileCalls.O_EXCL | FileCalls.O_RDWR | FileCalls.O_CLOEXEC;
      return (int) succeed(kernel.call(SyscallNumbers.MQ_OPEN, frame.text(name), flags, mode, 0));
    }
  }

  /** semctl(2), SETALL. */
  public void setValues(int id, short... values) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(values.length * Short.BYTES);
      for (int i = 0; i < values.length; i++) {
        piece.putShort(i * Short.BYTES, values[i]);
      }
      succeed(kernel.call(SyscallNumbers.SEMCTL, id, 0, SETALL, frame.address(piece)));
    }
  }

  /** sigaction(2) with SIG_IGN. */
  public void ignore(int signal) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer action = frame.zeros(32);
      action.putLong(0, 1L);
      succeed(kernel.call(SyscallNumbers.RT_SIGACTION, signal, frame.address(action), 0, 8));
    }
  }

  /**
   * Makes a call as a user who may nothing. Without the C library setresuid(2) changes one thread
   * alone, which ends with the call; root is needed.
   */
  public <T> T asNobody(Callable<T> call) throws Exception {
    int nobody = 65534;
    FutureTask<T> task =
        new FutureTask<>(() -> {
          succeed(kernel.call(AARCH64 ? 147 : 117, nobody, nobody, nobody));
          return call.call();
        });
    Thread.ofPlatform().start(task);
    try {
      return task.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    } finally {
      // The change of one thread hid the process's own /proc from it.
      succeed(kernel.call(AARCH64 ? 167 : 157, PR_SET_DUMPABLE, 1));
    }
  }

  /** gettid(2). */
  public int thread() {
    return (int) kernel.call(SyscallNumbers.GETTID);
  }

  /** tgkill(2): sends a thread of this process a signal. */
  public void signal(int thread, int signal) {
    succeed(kernel.call(SyscallNumbers.TGKILL, kernel.processes().getpid(), thread, signal));
  }

  /** Sends this thread a signal as the terminal does: the kernel is the sender. */
  public void signalFromKernel(int signal) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer information = frame.zeros(128); // siginfo_t: signo, errno, code
      information.putInt(0, signal);
      information.putInt(8, ProcessCalls.SI_KERNEL);
      succeed(
          kernel.call(
              AARCH64 ? 240 : 297,
              kernel.processes().getpid(),
              thread(),
              signal,
              frame.address(information)));
    }
  }

  private static long succeed(long result) {
    if (result < 0) {
      throw new IllegalStateException("a call failed: " + Errno.ofResult(result));
    }
    return result;
  }
}
