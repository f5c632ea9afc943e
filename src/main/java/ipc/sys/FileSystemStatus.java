package ipc.sys;

import java.nio.ByteBuffer;

/**
 * What {@code fstatfs(2)} tells of a file system, copied out of {@code struct statfs}
 * (asm-generic/statfs.h, the 64-bit form that x86-64 and aarch64 share).
 */
public final class FileSystemStatus {
  static final int SIZE_BYTES = 120;
  static final int F_TYPE = 0;
  static final int F_BSIZE = 8;
  static final int F_BLOCKS = 16;
  static final int F_BAVAIL = 32;

  private long type;
  private long blockBytes;
  private long blocks;
  private long availableBlocks;

  void take(ByteBuffer statfs) {
    type = statfs.getLong(F_TYPE);
    blockBytes = statfs.getLong(F_BSIZE);
    blocks = statfs.getLong(F_BLOCKS);
    availableBlocks = statfs.getLong(F_BAVAIL);
  }

  /** The kernel's magic number of its kind, linux/magic.h. */
  public long type() {
    return type;
  }

  /** Its whole size in bytes; 0 where it has no limit of its own. */
  public long totalBytes() {
    return blocks * blockBytes;
  }

  /** What an unprivileged user can still allocate, in bytes. */
  public long availableBytes() {
    return availableBlocks * blockBytes;
  }
}
