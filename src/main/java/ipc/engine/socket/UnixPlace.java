package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;

/**
 * The path of a listening Unix socket: made, taken over where the one that made it is gone, and
 * removed at the end if it is still ours.
 *
 * <p>A socket is bound to a name of its own beside the path and renamed, so that whoever connects
 * meets the old one or the new one, and never a path without a listener. Nothing but a socket is
 * ever replaced.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
final class UnixPlace {
  private static final int ALL = 0777;
  private static final int PROBES = 3;
  private static final long NANOS_BETWEEN_PROBES = 10_000_000L;

  private final Engine engine;
  private final FileCalls files;
  private final SocketCalls calls;
  private final Address.UnixPath address;
  private final PathShape shape;
  private int deviceMajor;
  private int deviceMinor;
  private long inode;

  UnixPlace(Engine engine, Address.UnixPath address, PathShape shape) {
    this.engine = engine;
    this.files = engine.kernel().files();
    this.calls = engine.kernel().sockets();
    this.address = address;
    this.shape = shape;
  }

  /**
   * Binds a socket to the path.
   *
   * @throws IpcException.AlreadyExists if something is there that is not a socket without listener
   */
  void bind(Descriptor socket) {
    byte[] path = ByteText.encode(address.path());
    int result = bindTo(socket, path);
    if (result >= 0) {
      remember(path);
      give(path);
      return;
    }
    if (Errno.ofResult(result) != Errno.EADDRINUSE) {
      throw Failures.of("listen at", address.toString(), result);
    }
    requireStale(path);
    replace(socket, path);
  }

  private int look(byte[] path, FileStatus into) {
    return files.statx(FileCalls.AT_FDCWD, path, FileCalls.AT_SYMLINK_NOFOLLOW, into);
  }

  private void requireStale(byte[] path) {
    FileStatus status = new FileStatus();
    int result = look(path, status);
    if (result < 0) {
      throw Failures.of("listen at", address.toString(), result);
    }
    String owner = engine.accounts().user(status.uid());
    if (status.kind() != FileStatus.Kind.SOCKET) {
      throw new IpcException.AlreadyExists(
          "cannot listen at '"
              + address
              + "': a "
              + status.kind().word()
              + " of '"
              + owner
              + "' is there",
          "take another path; nothing but a socket without a listener is replaced");
    }
    if (hasListener(path)) {
      throw new IpcException.AlreadyExists(
          "cannot listen at '" + address + "': a process of '" + owner + "' listens there",
          "'ss -lxp' names it");
    }
  }

  /**
   * Whether somebody answers there; only a refusal proves that nobody does, and only after a while:
   * another may have bound the path this moment and be about to listen.
   */
  private boolean hasListener(byte[] path) {
    for (int i = 0; i < PROBES; i++) {
      if (Errno.ofResult(probe(path)) != Errno.ECONNREFUSED) {
        return true;
      }
      files.poll(new int[0], new int[0], NANOS_BETWEEN_PROBES, new int[0]);
    }
    return false;
  }

  private int probe(byte[] path) {
    int probe = calls.socket(SocketCalls.AF_UNIX, Sockets.type(address), 0);
    if (probe < 0) {
      throw Failures.of("make a socket for", address.toString(), probe);
    }
    try {
      return calls.connect(probe, new SocketAddress.UnixPath(path));
    } finally {
      files.close(probe);
    }
  }

  private void replace(Descriptor socket, byte[] path) {
    byte[] beside = nameBeside();
    int result = bindTo(socket, beside);
    if (result < 0) {
      throw Failures.of("listen at", address.toString(), result);
    }
    try {
      give(beside);
    } catch (RuntimeException failure) {
      files.unlinkat(FileCalls.AT_FDCWD, beside, 0);
      throw failure;
    }
    int renamed = files.rename(beside, path);
    if (renamed < 0) {
      files.unlinkat(FileCalls.AT_FDCWD, beside, 0);
      throw Failures.of("take over", address.toString(), renamed);
    }
    remember(path);
  }

  /** In the same directory, and no longer than a socket's name may be. */
  private byte[] nameBeside() {
    String path = address.path();
    int slash = path.lastIndexOf('/');
    String name = ".ipc-" + Integer.toString(engine.kernel().processes().getpid(), 36);
    return ByteText.encode(path.substring(0, slash + 1) + name);
  }

  private void give(byte[] path) {
    if (shape.user().isPresent() || shape.group().isPresent()) {
      int user = shape.user().orElse(-1);
      int result = files.fchownat(FileCalls.AT_FDCWD, path, user, shape.group().orElse(-1));
      if (result < 0) {
        throw Failures.of("give away", address.toString(), result);
      }
    }
  }

  /** unix(7): the umask decides of the path's mode, which so is right from the beginning. */
  private int bindTo(Descriptor socket, byte[] path) {
    if (shape.mode().isEmpty()) {
      return calls.bind(socket.number(), new SocketAddress.UnixPath(path));
    }
    int umask = files.umask(~shape.mode().getAsInt() & ALL);
    try {
      return calls.bind(socket.number(), new SocketAddress.UnixPath(path));
    } finally {
      files.umask(umask);
    }
  }

  private void remember(byte[] path) {
    FileStatus status = new FileStatus();
    if (look(path, status) >= 0) {
      deviceMajor = status.deviceMajor();
      deviceMinor = status.deviceMinor();
      inode = status.inode();
    }
  }

  /** Removes the path, unless somebody else has replaced it meanwhile. */
  void remove() {
    byte[] path = ByteText.encode(address.path());
    FileStatus status = new FileStatus();
    boolean isOurs =
        look(path, status) >= 0
            && status.deviceMajor() == deviceMajor
            && status.deviceMinor() == deviceMinor
            && status.inode() == inode;
    if (isOurs) {
      files.unlinkat(FileCalls.AT_FDCWD, path, 0);
    }
  }
}
