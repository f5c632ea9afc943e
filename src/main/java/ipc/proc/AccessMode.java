package ipc.proc;

/** What an open descriptor may do with its file. */
public enum AccessMode {
  READ,
  WRITE,
  READ_WRITE,
  /** Neither: a descriptor that only names a file (O_PATH), or only takes ioctl(2). */
  NONE,
  /** We could not find out. */
  UNKNOWN;

  // The bits of "flags" in fdinfo: uapi/asm-generic/fcntl.h.
  private static final long O_ACCMODE = 0_3;
  private static final long O_PATH = 0_10000000;

  static AccessMode ofFlags(long flags) {
    if ((flags & O_PATH) != 0) {
      return NONE;
    }
    long mode = flags & O_ACCMODE;
    if (mode == 0) {
      return READ;
    }
    if (mode == 1) {
      return WRITE;
    }
    return mode == 2 ? READ_WRITE : NONE;
  }
}
