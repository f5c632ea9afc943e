package ipc.sys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * POSIX message queues, and the file system that lists them. Names are without the leading slash,
 * as the kernel takes them. Each call gives the kernel's result or {@code -errno}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/mq_overview.7.html">mq_overview(7)</a>
 */
public final class MqueueCalls {
  // linux/mount.h
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int FSMOUNT_CLOEXEC = 1;

  /**
   * {@code struct mq_attr}: mq_flags, mq_maxmsg, mq_msgsize, mq_curmsgs and four reserved longs.
   */
  static final int ATTRIBUTES_BYTES = 64;

  static final int MQ_MAXMSG = 8;
  static final int MQ_MSGSIZE = 16;
  static final int MQ_CURMSGS = 24;

  private final Kernel kernel;

  MqueueCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * {@code mqd_t mq_open(const char *name, int oflag)} of a queue that is there; close(2) ends it.
   */
  public int open(byte[] name, int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int)
          kernel.call(SyscallNumbers.MQ_OPEN, frame.text(name), flags | FileCalls.O_CLOEXEC, 0, 0);
    }
  }

  /** {@code int mq_unlink(const char *name)}. */
  public int unlink(byte[] name) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) kernel.call(SyscallNumbers.MQ_UNLINK, frame.text(name));
    }
  }

  /**
   * {@code mq_getsetattr(mqdes, NULL, attr)}.
   *
   * @param into receives the most messages, the most bytes of one, and the messages there are
   */
  public int attributes(int descriptor, long[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(ATTRIBUTES_BYTES);
      int result =
          (int) kernel.call(SyscallNumbers.MQ_GETSETATTR, descriptor, 0, frame.address(piece));
      into[0] = piece.getLong(MQ_MAXMSG);
      into[1] = piece.getLong(MQ_MSGSIZE);
      into[2] = piece.getLong(MQ_CURMSGS);
      return result;
    }
  }

  /**
   * The root directory of this IPC namespace's queues, mounted nowhere: fsopen(2), fsconfig(2),
   * fsmount(2), open for listing. Needs CAP_SYS_ADMIN (EPERM) and Linux 5.2 (ENOSYS).
   */
  public int openRoot() {
    try (Scratch.Frame frame = kernel.frame()) {
      long name = frame.text("mqueue".getBytes(StandardCharsets.US_ASCII));
      int context = (int) kernel.call(SyscallNumbers.FSOPEN, name, FSOPEN_CLOEXEC);
      if (context < 0) {
        return context;
      }
      int created =
          (int) kernel.call(SyscallNumbers.FSCONFIG, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
      int root =
          created < 0
              ? created
              : (int) kernel.call(SyscallNumbers.FSMOUNT, context, FSMOUNT_CLOEXEC, 0);
      kernel.call(SyscallNumbers.CLOSE, context);
      if (root < 0) {
        return root;
      }
      // What fsmount gives is a path and no more (O_PATH); a directory must be open to be listed.
      int directory =
          kernel
              .files()
              .openat(root, new byte[] {'.'}, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0);
      kernel.call(SyscallNumbers.CLOSE, root);
      return directory;
    }
  }
}
