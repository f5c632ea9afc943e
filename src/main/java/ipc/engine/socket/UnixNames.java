package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Address.UnixType;
import ipc.model.AddressException;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.model.SocketState;
import ipc.proc.Opener;
import ipc.proc.UnixSocket;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The Unix sockets that have a name.
 *
 * <p>The kernel's table has a path as its process gave it to bind(2), so a relative one must be
 * found from where that process works; and it tells nothing of the file, which may be gone.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
final class UnixNames {
  private final Engine engine;
  private final FileCalls files;

  UnixNames(Engine engine) {
    this.engine = engine;
    this.files = engine.kernel().files();
  }

  /** Those that listen, or take datagrams from anybody. */
  List<ObjectStatus> list(Scan scan) {
    TreeMap<String, List<UnixSocket>> groups = new TreeMap<>();
    TreeMap<String, Address.UnixSocket> addresses = new TreeMap<>();
    for (UnixSocket socket : scan.proc().sockets().unix()) {
      boolean takesDatagrams =
          socket.type() == UnixType.DGRAM && socket.state() == SocketState.BOUND;
      if (!socket.name().isEmpty() && (socket.state() == SocketState.LISTENING || takesDatagrams)) {
        address(socket, scan)
            .ifPresent(address -> {
              addresses.put(address.toString(), address);
              groups.computeIfAbsent(address.toString(), key -> new ArrayList<>()).add(socket);
            });
      }
    }
    List<ObjectStatus> found = new ArrayList<>();
    groups.forEach((text, group) -> found.add(status(addresses.get(text), group, scan)));
    return found;
  }

  /** The named ends of connections, and connected datagram sockets that have a name. */
  List<ObjectStatus> connections(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (UnixSocket socket : scan.proc().sockets().unix()) {
      boolean isConnection =
          socket.state() != SocketState.LISTENING && socket.state() != SocketState.BOUND;
      if (isConnection && !socket.name().isEmpty()) {
        address(socket, scan)
            .ifPresent(address -> found.add(status(address, List.of(socket), scan)));
      }
    }
    found.sort((a, b) -> a.address().toString().compareTo(b.address().toString()));
    return found;
  }

  /** What a user would write for a socket's name; what cannot be written is told. */
  private Optional<Address.UnixSocket> address(UnixSocket socket, Scan scan) {
    try {
      if (socket.isAbstract()) {
        return Optional.of(new Address.UnixAbstract(socket.type(), socket.name().substring(1)));
      }
      Optional<String> path = absolute(socket, scan);
      if (path.isEmpty()) {
        scan.warn(
            "from which directory the path '"
                + socket.name()
                + "' of a socket goes is not known: it is shown as its process gave it");
      }
      return Optional.of(new Address.UnixPath(socket.type(), path.orElse(socket.name())));
    } catch (AddressException cannotBeWritten) {
      scan.warn(
          "a socket cannot be shown, for no address can be written for its name '"
              + socket.name()
              + "': "
              + cannotBeWritten.getMessage());
      return Optional.empty();
    }
  }

  /** The path of a socket from the root; empty where its process's directory cannot be known. */
  private Optional<String> absolute(UnixSocket socket, Scan scan) {
    String name = socket.name();
    if (name.startsWith("/")) {
      return Optional.of(name);
    }
    for (Opener opener : scan.proc().sockets().openers(socket.inode())) {
      Optional<String> directory = scan.proc().sockets().workingDirectory(opener.pid());
      if (directory.isPresent()) {
        String path = joined(directory.get(), name);
        // The process may have gone elsewhere since it bound the socket.
        if (look(path, 0).filter(file -> file.kind() == FileStatus.Kind.SOCKET).isPresent()) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  private static String joined(String directory, String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    return directory.endsWith("/") ? directory + plain : directory + "/" + plain;
  }

  private Optional<FileStatus> look(String path, int flags) {
    FileStatus file = new FileStatus();
    int result = files.statx(FileCalls.AT_FDCWD, ByteText.encode(path), flags, file);
    return result < 0 ? Optional.empty() : Optional.of(file);
  }

  /**
   * What a peer would come to; a path whose socket nobody has is stale.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.Corrupt if the path leads to something else
   */
  ObjectStatus status(Address.UnixSocket address, Scan scan) {
    return address instanceof Address.UnixPath path
        ? ofPath(path, scan)
        : ofAbstract((Address.UnixAbstract) address, scan);
  }

  private ObjectStatus ofAbstract(Address.UnixAbstract address, Scan scan) {
    String name = "@" + address.name();
    List<UnixSocket> group = new ArrayList<>();
    for (UnixSocket socket : scan.proc().sockets().unix()) {
      if (socket.type() == address.type() && socket.name().equals(name) && isMet(socket)) {
        group.add(socket);
      }
    }
    if (group.isEmpty()) {
      throw new IpcException.NoSuchObject(
          "there is no socket at '" + address + "'", "'ipc sock ls' lists those that there are");
    }
    return status(address, group, scan);
  }

  /** Whether it is what its name leads to: a connection only bears the name of its listener. */
  private static boolean isMet(UnixSocket socket) {
    return socket.type() == UnixType.DGRAM
        || socket.state() == SocketState.LISTENING
        || socket.state() == SocketState.BOUND;
  }

  private ObjectStatus ofPath(Address.UnixPath address, Scan scan) {
    FileStatus file = new FileStatus();
    int result = files.statx(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0, file);
    if (result >= 0 && file.kind() != FileStatus.Kind.SOCKET) {
      throw new IpcException.Corrupt(
          "'" + address + "' is no socket: it is a " + file.kind().word(), null);
    }
    Matches matches = matches(address, result < 0 ? Optional.empty() : Optional.of(file), scan);
    if (!matches.group().isEmpty()) {
      UnixType type = matches.group().getFirst().type();
      return status(new Address.UnixPath(type, address.path()), matches.group(), scan);
    }
    if (result < 0) {
      boolean isMissing = Errno.ofResult(result) == Errno.ENOENT;
      throw Failures.of(
          "look at",
          address.toString(),
          result,
          isMissing ? "'ipc sock ls' lists the sockets that there are" : null);
    }
    return withoutSocket(address, file, matches.mayBeMissed(), scan);
  }

  /**
   * The sockets behind a path.
   *
   * @param group those of one type: the one that the address says, if there are such
   * @param mayBeMissed whether there are others of which it cannot be told
   */
  private record Matches(List<UnixSocket> group, boolean mayBeMissed) {}

  private Matches matches(Address.UnixPath address, Optional<FileStatus> file, Scan scan) {
    List<UnixSocket> absolute = new ArrayList<>();
    List<UnixSocket> relative = new ArrayList<>();
    String path = fromRoot(address.path(), scan);
    for (UnixSocket socket : scan.proc().sockets().unix()) {
      if (!socket.name().isEmpty() && !socket.isAbstract() && isMet(socket)) {
        if (!socket.name().startsWith("/")) {
          relative.add(socket);
        } else if (leadsTo(socket.name(), path, file)) {
          absolute.add(socket);
        }
      }
    }
    if (!absolute.isEmpty()) {
      return new Matches(ofOneType(absolute, address.type()), false);
    }
    boolean mayBeMissed = false;
    List<UnixSocket> found = new ArrayList<>();
    for (UnixSocket socket : relative) {
      Optional<String> from = absolute(socket, scan);
      if (from.isPresent() && leadsTo(from.get(), path, file)) {
        found.add(socket);
      }
      mayBeMissed = mayBeMissed || from.isEmpty() && endsAlike(socket.name(), path);
    }
    return new Matches(ofOneType(found, address.type()), mayBeMissed);
  }

  private String fromRoot(String path, Scan scan) {
    if (path.startsWith("/")) {
      return path;
    }
    Optional<String> here =
        scan.proc().sockets().workingDirectory(engine.kernel().processes().getpid());
    return here.isPresent() ? joined(here.get(), path) : path;
  }

  /** Whether a socket's path is the one that is asked for, or leads to the same file. */
  private boolean leadsTo(String bound, String path, Optional<FileStatus> file) {
    if (bound.equals(path)) {
      return true;
    }
    if (file.isEmpty()) {
      return false;
    }
    Optional<FileStatus> there = look(bound, 0);
    return there.isPresent()
        && there.get().inode() == file.get().inode()
        && there.get().deviceMajor() == file.get().deviceMajor()
        && there.get().deviceMinor() == file.get().deviceMinor();
  }

  private static boolean endsAlike(String bound, String path) {
    String last = bound.substring(bound.lastIndexOf('/') + 1);
    return path.endsWith("/" + last);
  }

  private static List<UnixSocket> ofOneType(List<UnixSocket> found, UnixType wanted) {
    UnixType type = wanted;
    if (!found.isEmpty() && found.stream().noneMatch(socket -> socket.type() == wanted)) {
      type = found.getFirst().type();
    }
    List<UnixSocket> group = new ArrayList<>();
    for (UnixSocket socket : found) {
      if (socket.type() == type) {
        group.add(socket);
      }
    }
    return group;
  }

  private ObjectStatus withoutSocket(
      Address.UnixPath address, FileStatus file, boolean mayBeMissed, Scan scan) {
    if (mayBeMissed) {
      scan.warn(
          "whether anybody has the socket of '"
              + address
              + "' is not known: the directory of a process that bound such a path could not be"
              + " read");
    }
    return status(
        address,
        List.of(),
        Optional.of(file),
        new Detail.Socket(
            mayBeMissed ? SocketState.UNKNOWN : SocketState.STALE,
            true,
            0,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty()));
  }

  private ObjectStatus status(Address.UnixSocket address, List<UnixSocket> group, Scan scan) {
    UnixSocket first = group.getFirst();
    SocketState state = first.state();
    for (UnixSocket socket : group) {
      state = socket.state() == SocketState.LISTENING ? SocketState.LISTENING : state;
    }
    boolean isListening = state == SocketState.LISTENING;
    // A relative name may be that of other sockets too, bound elsewhere.
    boolean isCounted = isListening && (first.isAbstract() || first.name().startsWith("/"));
    boolean isKnownPath =
        address instanceof Address.UnixPath path
            && (path.path().startsWith("/") || !path.path().equals(first.name()));
    Optional<FileStatus> file =
        address instanceof Address.UnixPath path ? look(path.path(), 0) : Optional.empty();
    Optional<FileStatus> socketFile = file.filter(found -> found.kind() == FileStatus.Kind.SOCKET);
    List<Long> inodes = new ArrayList<>();
    for (UnixSocket socket : group) {
      if (socket.inode() != 0) {
        inodes.add(socket.inode());
      }
    }
    return status(
        address,
        inodes,
        socketFile,
        new Detail.Socket(
            state,
            address instanceof Address.UnixAbstract || !isKnownPath || socketFile.isPresent(),
            inodes.size(),
            isCounted
                ? OptionalLong.of(count(first, SocketState.CONNECTING, scan))
                : OptionalLong.empty(),
            isCounted
                ? OptionalLong.of(count(first, SocketState.ESTABLISHED, scan))
                : OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty()));
  }

  private static ObjectStatus status(
      Address.UnixSocket address,
      List<Long> inodes,
      Optional<FileStatus> file,
      Detail.Socket detail) {
    return new ObjectStatus(
        address,
        new ObjectStatus.Identity.Sockets(inodes),
        file.isPresent() ? OptionalInt.of(file.get().uid()) : OptionalInt.empty(),
        file.isPresent() ? OptionalInt.of(file.get().gid()) : OptionalInt.empty(),
        file.map(found -> Permissions.ofMode(found.mode())),
        file.isPresent() ? OptionalLong.of(file.get().changeSeconds()) : OptionalLong.empty(),
        file.isPresent() ? ObjectStatus.Persistence.FILE : ObjectStatus.Persistence.PROCESS,
        detail);
  }

  /** How many sockets bear a listener's name because they came from it. */
  private static long count(UnixSocket listening, SocketState state, Scan scan) {
    long count = 0;
    for (UnixSocket socket : scan.proc().sockets().unix()) {
      if (socket.state() == state
          && socket.type() == listening.type()
          && socket.name().equals(listening.name())) {
        count++;
      }
    }
    return count;
  }

  /**
   * Asks the kernel who has the socket of a path where its tables show nobody, for they are those
   * of one network namespace and a path is met from all. A datagram socket is connected: to a
   * socket of another type that fails (EPROTOTYPE), and whoever has a datagram socket is not told
   * of it, so that nobody sees the question.
   *
   * @throws IpcException.NotPermitted if we may not write to it
   */
  Optional<String> hiddenUse(Address.UnixPath address) {
    SocketCalls calls = engine.kernel().sockets();
    int socket = calls.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_DGRAM, 0);
    if (socket < 0) {
      throw Failures.of("make a socket for", address.toString(), socket);
    }
    try {
      byte[] path = ByteText.encode(address.path());
      int result = calls.connect(socket, new SocketAddress.UnixPath(path));
      Errno errno = result < 0 ? Errno.ofResult(result) : Errno.EPROTOTYPE;
      return switch (errno) {
        case EPROTOTYPE -> Optional.of("a process that is not seen from here has it");
        case ECONNREFUSED, ENOENT -> Optional.empty();
        default -> throw Failures.of("ask who has", address.toString(), result, "run as root");
      };
    } finally {
      files.close(socket);
    }
  }

  /** Removes the file of a socket: the name itself, not where it leads. */
  void remove(ObjectStatus object) {
    Address.UnixPath address = (Address.UnixPath) object.address();
    byte[] path = ByteText.encode(address.path());
    FileStatus file = new FileStatus();
    int result = files.statx(FileCalls.AT_FDCWD, path, FileCalls.AT_SYMLINK_NOFOLLOW, file);
    if (result < 0) {
      throw Failures.of("remove", address.toString(), result);
    }
    if (file.kind() != FileStatus.Kind.SOCKET) {
      throw new IpcException.Corrupt(
          "'" + address + "' is not removed: it is a " + file.kind().word(), null);
    }
    int removed = files.unlinkat(FileCalls.AT_FDCWD, path, 0);
    if (removed < 0) {
      throw Failures.ofRemoval(object, engine.accounts(), removed);
    }
  }
}
