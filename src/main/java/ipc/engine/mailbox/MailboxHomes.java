package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the mailboxes of a user live: those that go with the operating system's memory in {@code
 * /dev/shm/ipc-UID}, those that outlive a restart beneath the user's home; or all of them in the
 * one directory that IPC_HOME names. A name is unique across both.
 */
final class MailboxHomes {
  private static final String MEMORY = "/dev/shm";
  private static final String PREFIX = MEMORY + "/ipc-";

  private final Engine engine;
  private final MailboxSettings settings;
  private final int uid;

  MailboxHomes(Engine engine, MailboxSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.uid = engine.kernel().processes().geteuid();
  }

  private static String absolute(String variable, String path) {
    if (!path.startsWith("/")) {
      throw new IpcException.BadUsage(
          variable + " is '" + path + "', which is no absolute path", null);
    }
    return path;
  }

  private Optional<String> single() {
    Optional<String> path = settings.ipcHome();
    return path.isPresent() ? Optional.of(absolute("IPC_HOME", path.get())) : path;
  }

  /** The paths of our homes, whether they are there or not; the first is locked to change names. */
  private List<String> paths() {
    Optional<String> single = single();
    if (single.isPresent()) {
      return List.of(single.get());
    }
    List<String> paths = new ArrayList<>();
    if (isDirectory(MEMORY)) {
      paths.add(inMemory(uid));
    }
    inState().ifPresent(paths::add);
    return paths;
  }

  private static String inMemory(int user) {
    return PREFIX + Integer.toUnsignedString(user);
  }

  /** The XDG base directory specification has a relative path ignored. */
  private Optional<String> inState() {
    Optional<String> state = settings.stateHome();
    if (state.isPresent() && state.get().startsWith("/")) {
      return Optional.of(state.get() + "/ipc");
    }
    Optional<String> home = settings.home();
    return home.isPresent()
        ? Optional.of(absolute("HOME", home.get()) + "/.local/state/ipc")
        : Optional.empty();
  }

  private boolean isDirectory(String path) {
    FileStatus status = new FileStatus();
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    return engine.kernel().files().statx(FileCalls.AT_FDCWD, name, 0, status) == 0
        && status.kind() == FileStatus.Kind.DIRECTORY;
  }

  /** Our homes that are there. */
  List<Home> existing() {
    List<Home> homes = new ArrayList<>();
    for (String path : paths()) {
      Home.open(engine, path, uid).ifPresent(homes::add);
    }
    return homes;
  }

  /** The home that is locked while names change, made if it is not there. */
  Home first() {
    List<String> paths = paths();
    if (paths.isEmpty()) {
      throw nowhere();
    }
    return Home.make(engine, paths.getFirst());
  }

  /** The home for mailboxes that outlive so much, made if it is not there. */
  Home make(Persistence persistence) {
    Optional<String> single = single();
    String path =
        single.isPresent()
            ? single.get()
            : persistence == Persistence.KERNEL
                ? inMemory(uid)
                : inState().orElseThrow(MailboxHomes::nowhere);
    return Home.make(engine, path);
  }

  private static IpcException nowhere() {
    return new IpcException.Unsupported(
        "there is no place for mailboxes: neither HOME nor XDG_STATE_HOME nor IPC_HOME is set",
        "IPC_HOME names a directory for them");
  }

  /** What a new mailbox outlives unless it is said. */
  Persistence usual() {
    Optional<String> single = single();
    if (single.isPresent()) {
      try (Home home = Home.make(engine, single.get())) {
        return home.persistence();
      }
    }
    return isDirectory(MEMORY) && !goesAtLogout() ? Persistence.KERNEL : Persistence.FILE;
  }

  /** Whether the login manager removes what is in memory when our last session ends. */
  boolean goesAtLogout() {
    return single().isEmpty() && new LogoutRemoval(engine, "").concerns(uid);
  }

  /**
   * The home in memory of another user.
   *
   * @throws IpcException.NoSuchObject if there is no such user
   */
  Optional<Home> ofUser(String user) {
    OptionalInt id = engine.accounts().userId(user);
    if (id.isEmpty()) {
      throw new IpcException.NoSuchObject("there is no user '" + user + "'", null);
    }
    return Home.open(engine, inMemory(id.getAsInt()), id.getAsInt());
  }
}
