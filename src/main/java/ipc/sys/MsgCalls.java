package ipc.sys;

import java.nio.ByteBuffer;

/** System V message queues. Each call gives the kernel's result or {@code -errno}. */
public final class MsgCalls {
  /** {@code struct msqid64_ds} (asm-generic/msgbuf.h): its size, and where msg_qbytes lies. */
  static final int STATUS_BYTES = 120;

  static final int MSG_QBYTES = 88;

  private final Kernel kernel;

  MsgCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int msgget(key_t key, int msgflg)}. */
  public int msgget(int key, int flags) {
    return (int) kernel.call(SyscallNumbers.MSGGET, key, flags);
  }

  /** The most bytes a queue may hold ({@code msg_qbytes}); needs read permission; or -errno. */
  public long capacityBytes(int id) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(STATUS_BYTES);
      long result =
          kernel.call(SyscallNumbers.MSGCTL, id, IpcPermission.IPC_STAT, frame.address(piece));
      return result < 0 ? result : piece.getLong(MSG_QBYTES);
    }
  }

  /** {@code msgctl(msqid, IPC_RMID, NULL)}: the queue and all its messages go now. */
  public int remove(int id) {
    return (int) kernel.call(SyscallNumbers.MSGCTL, id, IpcPermission.IPC_RMID, 0);
  }
}
