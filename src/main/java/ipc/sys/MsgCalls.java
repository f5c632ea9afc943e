package ipc.sys;

import java.nio.ByteBuffer;

/** System V message queues. Each call gives the kernel's result or {@code -errno}. */
public final class MsgCalls {
  /** {@code struct msqid64_ds} (asm-generic/msgbuf.h): its size, and where msg_qbytes lies. */
  static final int STATUS_BYTES = 120;

  static final int MSG_QBYTES = 88;

  // linux/msg.h, since Linux 4.17
  private static final int MSG_STAT_ANY = 13;
  // An id is an index into the kernel's table with a generation above it: 15 bits of index, or 24
  // where the kernel was started with ipcmni_extend (ipc/util.h).
  private static final int[] INDEX_MASKS = {0x7FFF, 0xFF_FFFF};

  private final Kernel kernel;

  MsgCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int msgget(key_t key, int msgflg)}. */
  public int msgget(int key, int flags) {
    return (int) kernel.call(SyscallNumbers.MSGGET, key, flags);
  }

  /**
   * The most bytes a queue may hold ({@code msg_qbytes}), or {@code -errno}: IPC_STAT, which needs
   * read permission, and MSG_STAT_ANY without it.
   */
  public long capacityBytes(int id) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(STATUS_BYTES);
      long result =
          kernel.call(SyscallNumbers.MSGCTL, id, IpcPermission.IPC_STAT, frame.address(piece));
      if (result >= 0) {
        return piece.getLong(MSG_QBYTES);
      }
      for (int mask : INDEX_MASKS) {
        long found =
            kernel.call(SyscallNumbers.MSGCTL, id & mask, MSG_STAT_ANY, frame.address(piece));
        if (found == id) {
          return piece.getLong(MSG_QBYTES);
        }
      }
      return result;
    }
  }

  /** {@code msgctl(msqid, IPC_RMID, NULL)}: the queue and all its messages go now. */
  public int remove(int id) {
    return (int) kernel.call(SyscallNumbers.MSGCTL, id, IpcPermission.IPC_RMID, 0);
  }
}
