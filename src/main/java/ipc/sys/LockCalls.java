package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Open file description locks: the kernel gives them back when the last descriptor and mapping of
 * the description is gone, at the latest with its process. Each call gives the kernel's result or
 * {@code -errno}.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man2/F_OFD_SETLK.2const.html">F_OFD_SETLK(2const)</a>
 */
public final class LockCalls {
  // asm-generic/fcntl.h
  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;

  /** {@code struct flock}: short type, short whence, long start, long length, int pid. */
  private static final int FLOCK_BYTES = 32;

  private static final int L_TYPE = 0;
  private static final int L_START = 8;
  private static final int L_LEN = 16;

  private final Kernel kernel;

  LockCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * {@code flock(fd, LOCK_EX | LOCK_NB)}, which a directory can be locked with; EAGAIN where
   * another description holds it. Closing the descriptor gives it back.
   */
  public int lockWhole(int descriptor) {
    int exclusiveNonBlocking = 2 | 4; // asm-generic/fcntl.h
    return (int) kernel.call(SyscallNumbers.FLOCK, descriptor, exclusiveNonBlocking);
  }

  /** {@code flock(fd, LOCK_SH | LOCK_NB)}: beside others who share it; EAGAIN as above. */
  public int shareWhole(int descriptor) {
    int sharedNonBlocking = 1 | 4; // asm-generic/fcntl.h
    return (int) kernel.call(SyscallNumbers.FLOCK, descriptor, sharedNonBlocking);
  }

  /** {@code flock(fd, LOCK_UN)}: gives back what either of them took. */
  public int unlockWhole(int descriptor) {
    int unlock = 8; // asm-generic/fcntl.h
    return (int) kernel.call(SyscallNumbers.FLOCK, descriptor, unlock);
  }

  /** Locks one byte for writing; EAGAIN where another description holds it. Never blocks. */
  public int lockByte(int descriptor, long offset) {
    return change(descriptor, F_WRLCK, offset);
  }

  /** Gives a byte back. */
  public int unlockByte(int descriptor, long offset) {
    return change(descriptor, F_UNLCK, offset);
  }

  private int change(int descriptor, short type, long offset) {
    try (Scratch.Frame frame = kernel.frame()) {
      long flock = frame.address(flock(frame, type, offset));
      return (int) kernel.call(SyscallNumbers.FCNTL, descriptor, F_OFD_SETLK, flock);
    }
  }

  /**
   * Whether another description holds a byte: 1 held, 0 free, or {@code -errno}. Locks of the
   * description that asks do not count.
   */
  public int isHeld(int descriptor, long offset) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer flock = flock(frame, F_WRLCK, offset);
      int result =
          (int) kernel.call(SyscallNumbers.FCNTL, descriptor, F_OFD_GETLK, frame.address(flock));
      return result < 0 ? result : flock.getShort(L_TYPE) == F_UNLCK ? 0 : 1;
    }
  }

  private static ByteBuffer flock(Scratch.Frame frame, short type, long offset) {
    ByteBuffer flock = frame.zeros(FLOCK_BYTES);
    flock.putShort(L_TYPE, type);
    flock.putLong(L_START, offset);
    flock.putLong(L_LEN, 1);
    return flock;
  }
}
