package ipc.sys;

import java.nio.ByteBuffer;

/**
 * {@code struct shmid64_ds} (asm-generic/shmbuf.h): what the kernel tells of a System V segment.
 *
 * <pre>
 *  0  struct ipc64_perm
 * 48  size_t segsz
 * 56  long   atime, dtime, ctime     seconds since the epoch, 0 for never
 * 80  int    cpid, lpid
 * 88  unsigned long nattch
 * </pre>
 */
public final class SharedMemoryStatus {
  static final int SIZE_BYTES = 112;
  static final int SEGSZ = 48;
  static final int NATTCH = 88;

  private IpcPermission permission;
  private long sizeBytes;
  private long attachments;

  void take(ByteBuffer status) {
    permission = new IpcPermission(status);
    sizeBytes = status.getLong(SEGSZ);
    attachments = status.getLong(NATTCH);
  }

  /** Key, owner and mode. */
  public IpcPermission permission() {
    return permission;
  }

  /** The size that was asked for, in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** How many attachments there are, in every process together. */
  public long attachments() {
    return attachments;
  }
}
