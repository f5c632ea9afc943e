package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether systemd-logind removes a user's objects from /dev/shm when the user's last session ends
 * ({@code RemoveIPC} of logind.conf(5), yes unless it is set): regular users', not those of who
 * lingers.
 */
final class LogoutRemoval {
  private static final int FIRST_REGULAR_USER = 1000;
  private static final int NOBODY = 65534;
  private static final String FILE = "systemd/logind.conf";

  /** From the least to the most important, as systemd reads them. */
  private static final List<String> PLACES =
      List.of("/usr/lib/", "/usr/local/lib/", "/run/", "/etc/");

  private final Engine engine;
  private final String root;

  /** The rule of this machine, or in tests of one whose files lie beneath {@code root}. */
  LogoutRemoval(Engine engine, String root) {
    this.engine = engine;
    this.root = root;
  }

  boolean concerns(int uid) {
    return uid >= FIRST_REGULAR_USER
        && uid != NOBODY
        && exists("/run/systemd/system")
        && !exists("/var/lib/systemd/linger/" + engine.accounts().user(uid))
        && isSet();
  }

  private boolean exists(String path) {
    byte[] name = ByteText.encode(root + path);
    return engine.kernel().files().statx(FileCalls.AT_FDCWD, name, 0, new FileStatus()) == 0;
  }

  /**
   * The last word counts: the main file's, then that of each drop-in in the order of their names.
   */
  private boolean isSet() {
    boolean set = true;
    List<String> files = new ArrayList<>();
    for (String place : PLACES.reversed()) {
      if (files.isEmpty() && exists(place + FILE)) {
        files.add(root + place + FILE);
      }
    }
    files.addAll(dropIns());
    for (String file : files) {
      set = read(file, set);
    }
    return set;
  }

  private List<String> dropIns() {
    TreeMap<String, String> byName = new TreeMap<>();
    for (String place : PLACES) {
      String directory = root + place + FILE + ".d";
      for (String name : engine.scan().list(directory).content().orElse(List.of())) {
        if (name.endsWith(".conf")) {
          byName.put(name, directory + "/" + name);
        }
      }
    }
    return List.copyOf(byName.values());
  }

  private boolean read(String path, boolean before) {
    boolean set = before;
    try (Descriptor file = Descriptor.open(engine.kernel(), path, FileCalls.O_RDONLY, 0, path)) {
      for (String line : ByteText.decode(file.readAll()).split("\n")) {
        String[] parts = line.strip().split("\\s*=\\s*", 2);
        if (parts.length == 2 && parts[0].equals("RemoveIPC")) {
          set =
              switch (parts[1]) {
                case "no", "false", "off", "n", "f", "0" -> false;
                default -> true;
              };
        }
      }
    } catch (IpcException unreadable) {
      return set; // what cannot be read says nothing, and the default is the careful answer
    }
    return set;
  }
}
