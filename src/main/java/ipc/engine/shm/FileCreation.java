package ipc.engine.shm;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.NamelessFile;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.OptionalInt;

/** Makes a POSIX segment or a file to map, whole or not at all. */
final class FileCreation {
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
    try (NamelessFile file = NamelessFile.in(engine, address.toString(), path)) {
      file.allocate(shape.sizeBytes());
      file.give(shape.modeBits(), shape.group());
      if (file.link()) {
        return created(shape.sizeBytes(), true);
      }
    }
    // Another process was faster: look at what it made.
    return create(shape, existing);
  }

  private Created taken(FileStatus there, Shape shape, Existing existing) {
    if (existing == Existing.REFUSE) {
      throw new IpcException.AlreadyExists(
          "cannot create '" + address + "': already exists (EEXIST)",
          "'ipc stat " + address + "' shows its owner; --open accepts it as it is");
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

  private Created created(long sizeBytes, boolean isNew) {
    return new Created(address, OptionalInt.empty(), OptionalInt.empty(), sizeBytes, isNew);
  }
}
