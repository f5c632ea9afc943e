package ipc.engine.shm;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.model.Size;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.FileSystemStatus;
import ipc.sys.Kernel;
import java.util.OptionalInt;

/**
 * Makes a POSIX segment or a file to map: without a name first (O_TMPFILE), all its space
 * allocated, then linked. So nobody sees one half-built, a full file system leaves no name behind,
 * a kill -9 in between leaves nothing at all, and no later store can raise SIGBUS for want of
 * space.
 */
final class FileCreation {
  private static final long TMPFS_MAGIC = 0x01021994; // linux/magic.h

  private final Engine engine;
  private final Kernel kernel;
  private final Address address;
  private final String path;

  FileCreation(Engine engine, Address address, String path) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.address = address;
    this.path = path;
  }

  Created create(Shape shape, Existing existing) {
    FileStatus there = new FileStatus();
    int looked =
        kernel
            .files()
            .statx(FileCalls.AT_FDCWD, ByteText.encode(path), FileCalls.AT_SYMLINK_NOFOLLOW, there);
    if (looked == 0) {
      return taken(there, shape, existing);
    }
    if (Errno.ofResult(looked) != Errno.ENOENT) {
      throw Failures.of("create", address.toString(), looked);
    }
    try (Descriptor unnamed = openUnnamed()) {
      fill(unnamed, shape);
      return link(unnamed, shape, existing);
    }
  }

  private Created taken(FileStatus there, Shape shape, Existing existing) {
    if (existing == Existing.REFUSE) {
      throw alreadyExists();
    }
    if (!there.isRegular()) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists and is no segment: it is a " + there.kind().word(), null);
    }
    ShapeDifference.check(
        address, shape, there.sizeBytes(), Permissions.ofMode(there.mode()), there.gid());
    // As shmget(2) refuses it: a segment that cannot even be read is not opened.
    FileSegment.open(kernel, address, path, SharedSegment.Access.READ).close();
    return created(there.sizeBytes(), false);
  }

  private IpcException alreadyExists() {
    return new IpcException.AlreadyExists(
        "cannot create '" + address + "': already exists (EEXIST)",
        "'ipc stat " + address + "' shows its owner; --open accepts it as it is");
  }

  private Created created(long sizeBytes, boolean isNew) {
    return new Created(address, OptionalInt.empty(), OptionalInt.empty(), sizeBytes, isNew);
  }

  private Descriptor openUnnamed() {
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    int number =
        kernel
            .files()
            .openat(
                FileCalls.AT_FDCWD,
                ByteText.encode(directory),
                FileCalls.O_TMPFILE | FileCalls.O_RDWR,
                0600);
    if (number >= 0) {
      return Descriptor.owned(kernel, number, address.toString());
    }
    throw switch (Errno.ofResult(number)) {
      case EOPNOTSUPP, EISDIR, EINVAL ->
          new IpcException.Unsupported(
              "cannot create '"
                  + address
                  + "': the file system of '"
                  + directory
                  + "' makes no files without a name (O_TMPFILE)",
              "tmpfs, ext4, xfs and btrfs do; 'fallocate -l SIZE FILE' makes one here");
      case ENOENT, ENOTDIR ->
          new IpcException.NoSuchObject(
              "cannot create '" + address + "': there is no directory '" + directory + "'", null);
      default -> Failures.of("create", address.toString(), number);
    };
  }

  private void fill(Descriptor unnamed, Shape shape) {
    refuseMoreThanThereIs(unnamed, shape.sizeBytes());
    int result;
    do {
      result = kernel.files().fallocate(unnamed.number(), 0, shape.sizeBytes());
    } while (Errno.ofResult(result) == Errno.EINTR);
    if (result < 0) {
      throw noRoom(unnamed, shape.sizeBytes(), result);
    }
    if (shape.group().isPresent()) {
      result = kernel.files().fchown(unnamed.number(), -1, shape.group().getAsInt());
      if (result < 0) {
        throw Failures.of("give a group to", address.toString(), result);
      }
    }
    result = kernel.files().fchmod(unnamed.number(), shape.modeBits());
    if (result < 0) {
      throw Failures.of("set the mode of", address.toString(), result);
    }
  }

  /** fallocate(2) on tmpfs would first drive the machine out of memory, and be killed for it. */
  private void refuseMoreThanThereIs(Descriptor unnamed, long sizeBytes) {
    FileSystemStatus fileSystem = fileSystem(unnamed);
    if (fileSystem.totalBytes() > 0 && sizeBytes > fileSystem.availableBytes()) {
      throw noRoom(unnamed, sizeBytes, -Errno.ENOSPC.number());
    }
    if (fileSystem.type() == TMPFS_MAGIC) {
      Scan scan = engine.scan();
      long available = scan.availableMemoryBytes().orElse(Long.MAX_VALUE);
      if (sizeBytes > available) {
        throw new IpcException.LimitReached(
            what(sizeBytes)
                + ": this machine has only "
                + new Size(available).human()
                + " of memory and swap available",
            "'ipc shm ls --sort -size' lists the segments that hold memory");
      }
    }
  }

  private IpcException noRoom(Descriptor unnamed, long sizeBytes, int result) {
    FileSystemStatus fileSystem = fileSystem(unnamed);
    return switch (Errno.ofResult(result)) {
      case ENOSPC, EDQUOT, ENOMEM ->
          new IpcException.LimitReached(
              what(sizeBytes)
                  + ": "
                  + new Size(fileSystem.availableBytes()).human()
                  + " of "
                  + new Size(fileSystem.totalBytes()).human()
                  + " are free there ("
                  + Errno.ofResult(result)
                  + ")",
              address instanceof Address.PosixShm
                  ? "'mount -o remount,size=SIZE /dev/shm' raises it; in a container, its shm size"
                  : null);
      case EFBIG ->
          new IpcException.LimitReached(
              what(sizeBytes) + ": larger than a file may be (EFBIG)",
              "'ulimit -f' shows the limit of this shell");
      case EOPNOTSUPP ->
          new IpcException.Unsupported(
              "cannot create '" + address + "': this file system cannot allocate space (fallocate)",
              null);
      default -> Failures.of("create", address.toString(), result);
    };
  }

  private String what(long sizeBytes) {
    return "cannot create '" + address + "' of " + new Size(sizeBytes).human();
  }

  private FileSystemStatus fileSystem(Descriptor descriptor) {
    FileSystemStatus status = new FileSystemStatus();
    int result = kernel.files().fstatfs(descriptor.number(), status);
    if (result < 0) {
      throw Failures.of("look at the file system of", address.toString(), result);
    }
    return status;
  }

  private Created link(Descriptor unnamed, Shape shape, Existing existing) {
    // open(2), O_TMPFILE: the way that needs no privilege is the link in /proc.
    byte[] source = ByteText.encode("/proc/self/fd/" + unnamed.number());
    int result =
        kernel
            .files()
            .linkat(
                FileCalls.AT_FDCWD,
                source,
                FileCalls.AT_FDCWD,
                ByteText.encode(path),
                FileCalls.AT_SYMLINK_FOLLOW);
    if (Errno.ofResult(result) == Errno.EEXIST && existing == Existing.OPEN) {
      return create(shape, existing); // another process was faster: take its segment
    }
    if (Errno.ofResult(result) == Errno.EEXIST) {
      throw alreadyExists();
    }
    if (result < 0) {
      throw Failures.of("create", address.toString(), result);
    }
    return created(shape.sizeBytes(), true);
  }
}
