package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.SignalWatch;
import ipc.model.ByteText;
import ipc.sys.DirectoryEntries;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open directory of mailboxes, which belongs to one user and to nobody else: in {@code /dev/shm}
 * everybody may make names, so a directory is believed only when its owner and mode are right.
 *
 * <p>All that lies in it is reached through the descriptor, never again by its path.
 */
final class Home implements AutoCloseable {
  private static final String SUFFIX = ".mbox";
  private static final int PRIVATE = 0700;
  private static final int OTHERS = 077;
  private static final int CHUNK_BYTES = 1 << 16;

  private final Engine engine;
  private final Kernel kernel;
  private final String path;
  private final Descriptor directory;

  private Home(Engine engine, String path, Descriptor directory) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.path = path;
    this.directory = directory;
  }

  /**
   * Opens a home.
   *
   * @param owner the user whose it must be
   * @return empty if there is none
   * @throws IpcException.NotPermitted if it is not theirs alone
   */
  static Optional<Home> open(Engine engine, String path, int owner) {
    Kernel kernel = engine.kernel();
    int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_NOFOLLOW;
    int number = kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, 0);
    if (number < 0) {
      return switch (Errno.ofResult(number)) {
        case ENOENT -> Optional.empty();
        case ENOTDIR, ELOOP -> throw notTrusted(engine, path, statusOf(kernel, path));
        case EACCES -> throw notTrusted(engine, path, statusOf(kernel, path));
        default -> throw Failures.of("open", path, number);
      };
    }
    Descriptor directory = Descriptor.owned(kernel, number, path);
    try {
      FileStatus status = directory.status();
      if (status.uid() != owner || (status.mode() & OTHERS) != 0) {
        throw notTrusted(engine, path, status);
      }
      return Optional.of(new Home(engine, path, directory));
    } catch (IpcException failure) {
      directory.close();
      throw failure;
    }
  }

  private static FileStatus statusOf(Kernel kernel, String path) {
    FileStatus status = new FileStatus();
    int result =
        kernel
            .files()
            .statx(
                FileCalls.AT_FDCWD, ByteText.encode(path), FileCalls.AT_SYMLINK_NOFOLLOW, status);
    if (result < 0) {
      throw Failures.of("look at", path, result);
    }
    return status;
  }

  private static IpcException notTrusted(Engine engine, String path, FileStatus status) {
    return new IpcException.NotPermitted(
        "mailboxes are not kept in '"
            + path
            + "': it is a "
            + status.kind().word()
            + " of user '"
            + engine.accounts().user(status.uid())
            + "' with mode "
            + Integer.toOctalString(status.permissionBits())
            + ", and must be a directory for its user alone (700)",
        status.kind() == FileStatus.Kind.DIRECTORY
                && status.uid() == engine.kernel().processes().geteuid()
            ? "'chmod 700 " + path + "' closes it to others"
            : "IPC_HOME names another directory");
  }

  /** Opens a home of ours, and makes it first where it is not there. */
  static Home make(Engine engine, String path) {
    Kernel kernel = engine.kernel();
    int owner = kernel.processes().geteuid();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      makeDirectory(kernel, path.substring(0, slash));
    }
    makeDirectory(kernel, path);
    return open(engine, path, owner)
        .orElseThrow(() ->
            new IpcException.NoSuchObject(
                "cannot keep mailboxes in '" + path + "': it was removed at once", null));
  }

  private static void makeDirectory(Kernel kernel, String path) {
    byte[] name = ByteText.encode(path);
    int result = kernel.files().mkdirat(FileCalls.AT_FDCWD, name, PRIVATE);
    if (result < 0 && Errno.ofResult(result) != Errno.EEXIST) {
      FileStatus there = new FileStatus();
      // mkdir(2) may complain of a read-only file system before it says that the name is taken.
      if (kernel.files().statx(FileCalls.AT_FDCWD, name, 0, there) < 0) {
        throw Failures.of("make directory", path, result);
      }
    }
  }

  /** Where it is, for people. */
  String path() {
    return path;
  }

  /** What a mailbox in it outlives. */
  Persistence persistence() {
    return LocalFileSystem.require(kernel, directory, path).persistence();
  }

  /** A path through the descriptor to the file of a name. */
  String pathOf(String name) {
    return "/proc/self/fd/" + directory.number() + "/" + name + SUFFIX;
  }

  boolean has(String name) {
    FileStatus status = new FileStatus();
    byte[] file = ByteText.encode(name + SUFFIX);
    return kernel.files().statx(directory.number(), file, FileCalls.AT_SYMLINK_NOFOLLOW, status)
        == 0;
  }

  /** Whether this directory still is what its path leads to. */
  boolean isCurrent() {
    FileStatus named = new FileStatus();
    byte[] name = ByteText.encode(path);
    FileStatus open = directory.status();
    return kernel.files().statx(FileCalls.AT_FDCWD, name, FileCalls.AT_SYMLINK_NOFOLLOW, named) == 0
        && named.inode() == open.inode()
        && named.deviceMinor() == open.deviceMinor()
        && named.deviceMajor() == open.deviceMajor();
  }

  /** The names of the mailboxes in it, sorted. */
  List<String> names() {
    List<byte[]> files = new ArrayList<>();
    byte[] chunk = new byte[CHUNK_BYTES];
    int result = DirectoryEntries.readAll(kernel.files(), directory.number(), chunk, files);
    if (result < 0) {
      throw Failures.of("list", path, result);
    }
    List<String> names = new ArrayList<>();
    for (byte[] file : files) {
      String name = ByteText.decode(file);
      if (name.endsWith(SUFFIX)) {
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    names.sort(null);
    return names;
  }

  /** Takes a name away. */
  void unlink(String name) {
    int result = kernel.files().unlinkat(directory.number(), ByteText.encode(name + SUFFIX), 0);
    if (result < 0 && Errno.ofResult(result) != Errno.ENOENT) {
      throw Failures.of("remove", path + "/" + name + SUFFIX, result);
    }
  }

  /**
   * Takes the lock under which names change; it is given back when this home is closed, or with us.
   *
   * @throws IpcException.LimitReached if somebody keeps it for ten seconds
   */
  void lock(SignalWatch signals) {
    DirectoryLock.take(engine, directory, signals);
  }

  @Override
  public void close() {
    directory.close();
  }
}
