package ipc.engine.shm;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.SysvIds;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.model.Scheme;
import ipc.proc.ProcAnswer;
import ipc.proc.SharedMemoryEntry;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * System V segments, POSIX segments and mapped files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sysvipc.7.html">sysvipc(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/shm_overview.7.html">shm_overview(7)</a>
 */
public final class SharedMemory implements Mechanism {
  /** Where the C library keeps POSIX segments, and the names of semaphores beside them. */
  static final String DIRECTORY = "/dev/shm";

  private static final String SEMAPHORE_PREFIX = "sem.";
  private static final int STAT_BLOCK_BYTES = 512;

  private final Engine engine;
  private final Kernel kernel;

  /** Over a kernel. */
  public SharedMemory(Engine engine) {
    this.engine = engine;
    this.kernel = engine.kernel();
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(Scheme.SYSV_SHM, Scheme.POSIX_SHM, Scheme.FILE);
  }

  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (SharedMemoryEntry entry : scan.proc().sharedMemory()) {
      found.add(status(entry));
    }
    listPosix(scan, found);
    return found;
  }

  private void listPosix(Scan scan, List<ObjectStatus> found) {
    ProcAnswer<List<String>> names = scan.list(DIRECTORY);
    if (names.content().isEmpty()) {
      scan.warn("could not list '" + DIRECTORY + "': " + names.reason());
      return;
    }
    for (String name : names.content().get().stream().sorted().toList()) {
      if (!name.startsWith(SEMAPHORE_PREFIX)) {
        fileStatus(DIRECTORY + "/" + name)
            .filter(FileStatus::isRegular)
            .ifPresent(file -> found.add(status(new Address.PosixShm("/" + name), file)));
      }
    }
  }

  private Optional<FileStatus> fileStatus(String path) {
    FileStatus status = new FileStatus();
    int result =
        kernel
            .files()
            .statx(
                FileCalls.AT_FDCWD,
                ByteText.encode(path),
                FileCalls.AT_SYMLINK_NOFOLLOW | FileCalls.AT_STATX_DONT_SYNC,
                status);
    return result == 0 ? Optional.of(status) : Optional.empty();
  }

  @Override
  public ObjectStatus status(Address address, Scan scan) {
    return path(address)
        .map(path -> status(address, path))
        .orElseGet(() -> sysvStatus(address, scan));
  }

  private ObjectStatus sysvStatus(Address address, Scan scan) {
    int id = SysvIds.find(kernel, address, key -> kernel.shm().shmget(key, 0, 0));
    for (SharedMemoryEntry entry : scan.proc().sharedMemory()) {
      if (entry.id() == id) {
        return status(entry);
      }
    }
    throw SysvIds.noSuchObject("find", address);
  }

  private ObjectStatus status(Address address, String path) {
    FileStatus file = new FileStatus();
    // A POSIX name is never followed (shm_open(3) does not either); a file's path is.
    int flags = address instanceof Address.PosixShm ? FileCalls.AT_SYMLINK_NOFOLLOW : 0;
    int result = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(path), flags, file);
    if (result < 0) {
      throw FileSegment.failure("look at", address, result);
    }
    if (!file.isRegular()) {
      throw new IpcException.Corrupt(
          "'" + address + "' is no segment: it is a " + file.kind().word(), null);
    }
    return status(address, file);
  }

  private static ObjectStatus status(SharedMemoryEntry entry) {
    Address address =
        entry.key() == 0
            ? new Address.SysvId(Address.SysvFamily.SHM, entry.id())
            : new Address.SysvKey(Address.SysvFamily.SHM, entry.key());
    return new ObjectStatus(
        address,
        new ObjectStatus.Identity.Segment(entry.id()),
        (int) entry.uid(),
        (int) entry.gid(),
        new Permissions(entry.permissions()),
        entry.lastChange(),
        ObjectStatus.Persistence.KERNEL,
        new ObjectStatus.Detail.Memory(
            entry.sizeBytes(),
            entry.residentBytes(),
            entry.swappedBytes(),
            OptionalLong.of(entry.attachments()),
            entry.destroyed(),
            entry.locked(),
            Optional.of(
                new ObjectStatus.SysvSegment(
                    entry.key(),
                    entry.id(),
                    (int) entry.creatorPid().orElse(0),
                    pid(entry.lastPid()),
                    entry.lastAttach(),
                    entry.lastDetach()))));
  }

  private static OptionalInt pid(OptionalLong pid) {
    return pid.isPresent() ? OptionalInt.of((int) pid.getAsLong()) : OptionalInt.empty();
  }

  private static ObjectStatus status(Address address, FileStatus file) {
    boolean posix = address instanceof Address.PosixShm;
    return ObjectStatus.ofFile(
        address,
        file,
        posix ? ObjectStatus.Persistence.KERNEL : ObjectStatus.Persistence.FILE,
        new ObjectStatus.Detail.Memory(
            file.sizeBytes(),
            // A page of a POSIX segment is in memory or in swap; a file's pages may be neither.
            posix ? OptionalLong.of(file.blocks() * STAT_BLOCK_BYTES) : OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false,
            false,
            Optional.empty()));
  }

  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    // instanceof and not a pattern switch: every listing passes here, and linking one costs 2 ms.
    if (object.identity() instanceof ObjectStatus.Identity.Segment segment) {
      return scan.usesOfSegment(segment.id());
    }
    if (object.identity() instanceof ObjectStatus.Identity.FileNode node) {
      return scan.usesOfFile(node);
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no segment");
  }

  @Override
  public void remove(ObjectStatus object) {
    Optional<String> path = path(object.address());
    int result =
        path.isPresent()
            ? kernel.files().unlinkat(FileCalls.AT_FDCWD, ByteText.encode(path.get()), 0)
            : kernel.shm().remove(segmentId(object));
    if (result < 0) {
      throw Failures.ofRemoval(object, engine.accounts(), result);
    }
  }

  private static int segmentId(ObjectStatus object) {
    if (object.identity() instanceof ObjectStatus.Identity.Segment segment) {
      return segment.id();
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no System V segment");
  }

  /**
   * Makes a segment, whole or not at all.
   *
   * @throws IpcException.AlreadyExists if the name is taken, or taken by another shape
   * @throws IpcException.LimitReached if the memory or the place for it is not there
   */
  public Created create(Address address, Shape shape, Existing existing) {
    return path(address)
        .map(path -> new FileCreation(engine, address, path).create(shape, existing))
        .orElseGet(() -> new SysvCreation(engine, address).create(shape, existing));
  }

  /**
   * Makes a POSIX segment or a mapped file larger or smaller; its content stays.
   *
   * @param shrinking whether bytes may be cut off
   * @throws IpcException.Unsupported for a System V segment, which keeps its size
   * @throws IpcException.LimitReached if the memory or the space is not there; nothing has changed
   */
  public Resized resize(Address address, long sizeBytes, Resized.Shrinking shrinking) {
    String path =
        path(address)
            .orElseThrow(() ->
                new IpcException.Unsupported(
                    "cannot resize '" + address + "': a System V segment keeps its size",
                    "make a new one, and copy: 'ipc shm read', 'ipc shm write'"));
    try (FileSegment segment =
        FileSegment.open(kernel, address, path, SharedSegment.Access.READ_WRITE)) {
      return segment.resize(engine, path, sizeBytes, shrinking);
    }
  }

  /**
   * Opens a segment for reading, or for reading and writing.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.NotPermitted if its mode forbids it
   */
  public SharedSegment open(Address address, SharedSegment.Access access) {
    Optional<String> path = path(address);
    if (path.isPresent()) {
      return FileSegment.open(kernel, address, path.get(), access);
    }
    ObjectStatus found = sysvStatus(address, engine.scan());
    if (found.detail() instanceof ObjectStatus.Detail.Memory memory
        && found.identity() instanceof ObjectStatus.Identity.Segment segment) {
      return SysvSegment.attach(kernel, found.address(), segment.id(), memory.sizeBytes(), access);
    }
    throw new IllegalStateException("a System V segment without a size");
  }

  /** The file of a POSIX segment or a mapped file; empty for a System V segment. */
  private static Optional<String> path(Address address) {
    if (address instanceof Address.PosixShm posix) {
      return Optional.of(DIRECTORY + posix.name());
    }
    if (address instanceof Address.MappedFile file) {
      return Optional.of(file.path());
    }
    if (address.scheme() == Scheme.SYSV_SHM) {
      return Optional.empty();
    }
    throw new IllegalArgumentException("'" + address + "' names no shared memory");
  }
}
