package ipc.sys;

import java.nio.ByteBuffer;

/** System V semaphores. Each call gives the kernel's result or {@code -errno}. */
public final class SemCalls {
  // linux/sem.h
  static final int GETALL = 13;
  private static final int GETNCNT = 14;
  private static final int GETZCNT = 15;

  private final Kernel kernel;

  SemCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int semget(key_t key, int nsems, int semflg)}. */
  public int semget(int key, int count, int flags) {
    return (int) kernel.call(SyscallNumbers.SEMGET, key, count, flags);
  }

  /**
   * {@code semctl(semid, 0, GETALL, values)}: needs read permission.
   *
   * @param values receives a value for each semaphore of the array; exactly as long as the array
   */
  public int values(int id, int[] values) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(Math.max(1, values.length) * Short.BYTES);
      int result = (int) kernel.call(SyscallNumbers.SEMCTL, id, 0, GETALL, frame.address(piece));
      for (int i = 0; result >= 0 && i < values.length; i++) {
        values[i] = piece.getShort(i * Short.BYTES) & 0xFFFF;
      }
      return result;
    }
  }

  /**
   * {@code semctl(semid, index, GETNCNT)} and {@code GETZCNT}: how many threads sleep until one
   * semaphore rises, or is zero; needs read permission.
   */
  public int waiters(int id, int index) {
    int rise = (int) kernel.call(SyscallNumbers.SEMCTL, id, index, GETNCNT, 0);
    int zero = (int) kernel.call(SyscallNumbers.SEMCTL, id, index, GETZCNT, 0);
    return rise < 0 ? rise : zero < 0 ? zero : rise + zero;
  }

  /** {@code semctl(semid, 0, IPC_RMID)}: the array goes now, and whoever waits is woken. */
  public int remove(int id) {
    return (int) kernel.call(SyscallNumbers.SEMCTL, id, 0, IpcPermission.IPC_RMID, 0);
  }
}
