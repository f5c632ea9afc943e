package ipc.engine;

import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Scheme;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.function.IntUnaryOperator;

/** From an address to the id of a System V object, and what the family's error numbers mean. */
public final class SysvIds {
  private SysvIds() {}

  /**
   * The id of an object that is there; an id that was given is not looked up.
   *
   * @param getById the family's get call with no flags: takes a key, gives an id or {@code -errno}
   * @throws IpcException.NoSuchObject if no object has the key, or the file of an ftok address is
   *     not there
   * @throws IpcException.BadUsage for {@code private}, which names nothing that is there
   */
  public static int find(Kernel kernel, Address address, IntUnaryOperator getById) {
    if (address instanceof Address.SysvId sysv) {
      return sysv.id();
    }
    int key = key(kernel, address);
    int id = getById.applyAsInt(key);
    if (id < 0) {
      throw failure("find", address, id);
    }
    return id;
  }

  /**
   * The key that an address names.
   *
   * @throws IpcException.NoSuchObject if the file of an ftok address is not there
   * @throws IpcException.BadUsage for an id and for {@code private}, which have no key
   */
  public static int key(Kernel kernel, Address address) {
    if (address instanceof Address.SysvKey sysv) {
      return sysv.key();
    }
    if (address instanceof Address.SysvFtok sysv) {
      return ftok(kernel, sysv);
    }
    String hint =
        address instanceof Address.SysvPrivate sysv
            ? "a private object is named by its id: " + new Address.SysvId(sysv.family(), 6)
            : null;
    throw new IpcException.BadUsage("'" + address + "' names no object that is there", hint);
  }

  /**
   * ftok(3): the low 16 bits of the inode, 8 of the device, 8 of the project. Another file of the
   * same low bits gives the same key: that is its nature.
   */
  private static int ftok(Kernel kernel, Address.SysvFtok address) {
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

  /** The exception for a failed call: EINVAL and EIDRM mean an object that is gone. */
  public static IpcException failure(String action, Address address, long result) {
    Errno errno = Errno.ofResult(result);
    return errno == Errno.EINVAL || errno == Errno.EIDRM || errno == Errno.ENOENT
        ? noSuchObject(action, address, errno)
        : Failures.ofOpening(action, address, result);
  }

  /** The exception for an id that no table of the kernel has. */
  public static IpcException noSuchObject(String action, Address address) {
    return noSuchObject(action, address, Errno.EINVAL);
  }

  private static IpcException noSuchObject(String action, Address address, Errno errno) {
    boolean canBeMade = address.scheme() == Scheme.SYSV_SHM && !(address instanceof Address.SysvId);
    return new IpcException.NoSuchObject(
        "cannot " + action + " '" + address + "': no such object (" + errno + ")",
        canBeMade
            ? "'ipc shm create " + address + " -s SIZE' makes it"
            : "'ipc ls' lists the objects that there are");
  }
}
