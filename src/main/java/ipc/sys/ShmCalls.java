package ipc.sys;

import java.nio.ByteBuffer;

/**
 * System V shared memory. Each call gives the kernel's result or {@code -errno}; none is
 * interrupted by a signal.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sysvipc.7.html">sysvipc(7)</a>
 */
public final class ShmCalls {
  public static final int SHM_RDONLY = 010000;

  private final Kernel kernel;

  ShmCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int shmget(key_t key, size_t size, int shmflg)}. */
  public int shmget(int key, long sizeBytes, int flags) {
    return (int) kernel.call(SyscallNumbers.SHMGET, key, sizeBytes, flags);
  }

  /** {@code void *shmat(int shmid, NULL, int shmflg)}. */
  public long shmat(int id, int flags) {
    return kernel.call(SyscallNumbers.SHMAT, id, 0, flags);
  }

  /** {@code int shmdt(const void *shmaddr)}. */
  public int shmdt(long address) {
    return (int) kernel.call(SyscallNumbers.SHMDT, address);
  }

  /** {@code shmctl(shmid, IPC_STAT, buf)}: needs read permission. */
  public int stat(int id, SharedMemoryStatus into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(SharedMemoryStatus.SIZE_BYTES);
      int result =
          (int)
              kernel.call(SyscallNumbers.SHMCTL, id, IpcPermission.IPC_STAT, frame.address(piece));
      if (result >= 0) {
        into.take(piece);
      }
      return result;
    }
  }

  /** {@code shmctl(shmid, IPC_SET, buf)}: gives it another owner, group and mode. */
  public int set(int id, int uid, int gid, int mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(SharedMemoryStatus.SIZE_BYTES);
      IpcPermission.put(piece, uid, gid, mode);
      return (int)
          kernel.call(SyscallNumbers.SHMCTL, id, IpcPermission.IPC_SET, frame.address(piece));
    }
  }

  /** {@code shmctl(shmid, IPC_RMID, NULL)}: the segment goes now, or at the last detach. */
  public int remove(int id) {
    return (int) kernel.call(SyscallNumbers.SHMCTL, id, IpcPermission.IPC_RMID, 0);
  }
}
