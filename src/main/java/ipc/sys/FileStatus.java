package ipc.sys;

import java.nio.ByteBuffer;

/**
 * What {@code statx(2)} tells of a file, copied out of {@code struct statx} (linux/stat.h), whose
 * layout is the same on every architecture.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
public final class FileStatus {
  static final int SIZE_BYTES = 256;
  static final int STATX_BASIC_STATS = 0x7FF;
  static final int STATX_BTIME = 0x800;

  static final int STX_MASK = 0;
  static final int STX_NLINK = 16;
  static final int STX_UID = 20;
  static final int STX_GID = 24;
  static final int STX_MODE = 28;
  static final int STX_INO = 32;
  static final int STX_SIZE = 40;
  static final int STX_BLOCKS = 48;
  static final int STX_ATIME = 64;
  static final int STX_BTIME = 80;
  static final int STX_CTIME = 96;
  static final int STX_MTIME = 112;
  static final int STX_DEV_MAJOR = 136;
  static final int STX_DEV_MINOR = 140;

  // linux/stat.h: the file's type in its mode
  private static final int S_IFMT = 0170000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFIFO = 0010000;

  private int links;
  private int uid;
  private int gid;
  private int mode;
  private long inode;
  private long sizeBytes;
  private long blocks;
  private long accessSeconds;
  private long birthSeconds;
  private long changeSeconds;
  private long modificationSeconds;
  private int deviceMajor;
  private int deviceMinor;

  void take(ByteBuffer statx) {
    links = statx.getInt(STX_NLINK);
    uid = statx.getInt(STX_UID);
    gid = statx.getInt(STX_GID);
    mode = statx.getShort(STX_MODE) & 0xFFFF;
    inode = statx.getLong(STX_INO);
    sizeBytes = statx.getLong(STX_SIZE);
    blocks = statx.getLong(STX_BLOCKS);
    accessSeconds = statx.getLong(STX_ATIME);
    birthSeconds = (statx.getInt(STX_MASK) & STATX_BTIME) == 0 ? 0 : statx.getLong(STX_BTIME);
    changeSeconds = statx.getLong(STX_CTIME);
    modificationSeconds = statx.getLong(STX_MTIME);
    deviceMajor = statx.getInt(STX_DEV_MAJOR);
    deviceMinor = statx.getInt(STX_DEV_MINOR);
  }

  /** How many names the file has; 0 once the last is removed. */
  public int links() {
    return links;
  }

  /** The owner's user id. */
  public int uid() {
    return uid;
  }

  /** The owner's group id. */
  public int gid() {
    return gid;
  }

  /** Type and permission bits, as st_mode. */
  public int mode() {
    return mode;
  }

  /** The permission bits alone, 0 to 07777. */
  public int permissionBits() {
    return mode & 07777;
  }

  /** Whether it is a regular file. */
  public boolean isRegular() {
    return (mode & S_IFMT) == S_IFREG;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  /** Whether it is a FIFO or a pipe. */
  public boolean isPipe() {
    return (mode & S_IFMT) == S_IFIFO;
  }

  /** The inode number. */
  public long inode() {
    return inode;
  }

  /** The length in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** What is allocated: units of 512 bytes. */
  public long blocks() {
    return blocks;
  }

  /** Last access, seconds since the epoch. */
  public long accessSeconds() {
    return accessSeconds;
  }

  /** Creation, seconds since the epoch; 0 where the file system does not keep it. */
  public long birthSeconds() {
    return birthSeconds;
  }

  /** Last change of the inode, seconds since the epoch. */
  public long changeSeconds() {
    return changeSeconds;
  }

  /** Last change of the content, seconds since the epoch. */
  public long modificationSeconds() {
    return modificationSeconds;
  }

  /** The device's major number. */
  public int deviceMajor() {
    return deviceMajor;
  }

  /** The device's minor number. */
  public int deviceMinor() {
    return deviceMinor;
  }
}
