package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.sys.FileSystemStatus;
import ipc.sys.Kernel;

/**
 * The file systems of one machine, on which a mapping is shared by all processes and a lock is seen
 * by all. On every other a mailbox is refused: two machines that map one file of NFS do not see
 * each other's stores, and a file system in user space may not know open file description locks.
 */
enum LocalFileSystem {
  // linux/magic.h; zfs and bcachefs by their own headers
  TMPFS(0x01021994L, Persistence.KERNEL),
  RAMFS(0x858458F6L, Persistence.KERNEL),
  EXT4(0xEF53L, Persistence.FILE),
  XFS(0x58465342L, Persistence.FILE),
  BTRFS(0x9123683EL, Persistence.FILE),
  F2FS(0xF2F52010L, Persistence.FILE),
  BCACHEFS(0xCA451A4EL, Persistence.FILE),
  ZFS(0x2FC12FC1L, Persistence.FILE),
  OVERLAYFS(0x794C7630L, Persistence.FILE);

  private static final long TYPE_MASK = 0xFFFF_FFFFL;

  private final long type;
  private final Persistence persistence;

  LocalFileSystem(long type, Persistence persistence) {
    this.type = type;
    this.persistence = persistence;
  }

  /** What a file on it outlives. */
  Persistence persistence() {
    return persistence;
  }

  /**
   * The file system of an open file.
   *
   * @throws IpcException.Unsupported if it is none of these
   */
  static LocalFileSystem require(Kernel kernel, Descriptor file, String subject) {
    FileSystemStatus status = new FileSystemStatus();
    int result = kernel.files().fstatfs(file.number(), status);
    if (result < 0) {
      throw Failures.of("look at the file system of", subject, result);
    }
    long type = status.type() & TYPE_MASK;
    for (LocalFileSystem known : values()) {
      if (known.type == type) {
        return known;
      }
    }
    throw new IpcException.Unsupported(
        "'"
            + subject
            + "' cannot be a mailbox where it is: "
            + name(type)
            + " is not known to share memory and locks between all processes",
        "tmpfs, ext4, xfs and btrfs do; IPC_HOME names another directory");
  }

  private static String name(long type) {
    if (type == 0x6969L) {
      return "NFS";
    }
    if (type == 0xFF534D42L || type == 0xFE534D42L || type == 0x517BL) {
      return "CIFS";
    }
    if (type == 0x01021997L) {
      return "9p";
    }
    return type == 0x65735546L ? "FUSE" : "a file system of type 0x" + Long.toHexString(type);
  }
}
