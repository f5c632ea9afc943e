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

  private static final int S_IFMT = 0170000; // linux/stat.h: the type's bits in the mode

  /** What a name leads to: the type in the mode, linux/stat.h. */
  public enum Kind {
    FIFO(0010000, "FIFO"),
    CHARACTER_DEVICE(0020000, "character device"),
    DIRECTORY(0040000, "directory"),
    BLOCK_DEVICE(0060000, "block device"),
    REGULAR(0100000, "file"),
    SYMBOLIC_LINK(0120000, "symbolic link"),
    SOCKET(0140000, "socket"),
    /** No type at all: an eventfd, an epoll, a descriptor that is no file. */
    NONE(0, "thing without a type");

    private final int bits;
    private final String word;

    Kind(int bits, String word) {
      this.bits = bits;
      this.word = word;
    }

    /** As a message calls it. */
    public String word() {
      return word;
    }
  }

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

  /** What it is. */
  public Kind kind() {
    for (Kind kind : Kind.values()) {
      if ((mode & S_IFMT) == kind.bits) {
        return kind;
      }
    }
    return Kind.NONE;
  }

  /** Whether it is a regular file. */
  public boolean isRegular() {
    return kind() == Kind.REGULAR;
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
