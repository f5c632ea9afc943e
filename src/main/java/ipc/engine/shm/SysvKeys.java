package ipc.engine.shm;

import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;

/** From an address to the key or the id of a System V segment. */
final class SysvKeys {
  private final Kernel kernel;

  SysvKeys(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The id of a segment that is there.
   *
   * @throws IpcException.NoSuchObject if no segment has the key
   */
  int id(Address address) {
    if (address instanceof Address.SysvId sysv) {
      return sysv.id();
    }
    int id = kernel.shm().shmget(key(address), 0, 0);
    if (id < 0) {
      throw SysvFailures.of("find", address, id);
    }
    return id;
  }

  /**
   * The key that an address names.
   *
   * @throws IpcException.BadUsage for an id, and for a private segment, which have none
   */
  int key(Address address) {
    if (address instanceof Address.SysvKey sysv) {
      return sysv.key();
    }
    if (address instanceof Address.SysvFtok sysv) {
      return ftok(sysv);
    }
    throw new IpcException.BadUsage(
        "'" + address + "' names no segment that is there",
        "a private segment is named by its id: sysv-shm:id=6");
  }

  /**
   * ftok(3): the low 16 bits of the inode, 8 of the device, 8 of the project. Another file of the
   * same low bits gives the same key: that is its nature.
   */
  private int ftok(Address.SysvFtok address) {
    FileStatus file = new FileStatus();
    int result = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0, file);
    if (result < 0) {
      throw Failures.of("make a key of", address.path(), result);
    }
    // The C library's dev_t has the low 8 bits of the minor number lowest.
    return (int) (file.inode() & 0xFFFF)
        | (file.deviceMinor() & 0xFF) << 16
        | (address.project() & 0xFF) << 24;
  }
}
