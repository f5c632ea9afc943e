package ipc.proc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A {@code /proc} made of what a test puts into it, which writes down each question. */
final class TableProc implements ProcSource {
  static final FileStatus ELSEWHERE =
      new FileStatus(new FileIdentity(0, 5, 1), FileType.CHARACTER_DEVICE, 0_666);

  private final Map<String, ProcAnswer<byte[]>> files = new HashMap<>();
  private final Map<String, ProcAnswer<String>> links = new HashMap<>();
  private final Map<String, ProcAnswer<FileStatus>> identities = new HashMap<>();
  private final Map<String, ProcAnswer<List<String>>> listings = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  TableProc file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  TableProc file(String path, byte[] text) {
    files.put(path, new ProcAnswer.Content<>(text));
    return this;
  }

  TableProc link(String path, String target) {
    links.put(path, new ProcAnswer.Content<>(target));
    return this;
  }

  TableProc descriptor(String process, int number, FileStatus leadsTo, String info) {
    identities.put(process + "/fd/" + number, new ProcAnswer.Content<>(leadsTo));
    return file(process + "/fdinfo/" + number, info);
  }

  TableProc emptyDirectory(String path) {
    listings.put(path, new ProcAnswer.Content<>(List.of()));
    return this;
  }

  /** Takes a path away, as when its process ends. */
  TableProc gone(String path) {
    files.put(path, new ProcAnswer.Gone<>());
    links.put(path, new ProcAnswer.Gone<>());
    listings.put(path, new ProcAnswer.Gone<>());
    return this;
  }

  TableProc denied(String path) {
    files.put(path, new ProcAnswer.Denied<>());
    links.put(path, new ProcAnswer.Denied<>());
    listings.put(path, new ProcAnswer.Denied<>());
    identities.put(path, new ProcAnswer.Denied<>());
    return this;
  }

  TableProc failed(String path, String reason) {
    files.put(path, new ProcAnswer.Failed<>(reason));
    listings.put(path, new ProcAnswer.Failed<>(reason));
    return this;
  }

  /** A process of uid 1000 in namespace 1, asleep, with one thread and nothing open. */
  TableProc process(long pid, String command, String maps) {
    String directory = "/proc/" + pid;
    return file(directory + "/stat", stat(pid, command, 'S', "4194304", 1))
        .file(directory + "/status", status('S', 1000))
        .file(directory + "/cmdline", command + "\0")
        .file(directory + "/maps", maps)
        .link(directory + "/ns/ipc", "ipc:[1]")
        .emptyDirectory(directory + "/fd");
  }

  static String stat(long pid, String command, char state, String flags, int threads) {
    return pid
        + " ("
        + command
        + ") "
        + state
        + " 1 2 3 0 -1 "
        + flags
        + " 1 2 3 4 5 6 7 8 20 0 "
        + threads
        + " 0 "
        + pid * 100
        + " 18702336 3626\n";
  }

  static String status(char state, long uid) {
    return "Name:\tx\nState:\t"
        + state
        + " (sleeping)\nPPid:\t1\nUid:\t"
        + uid
        + "\t"
        + uid
        + "\t0\t0\nGid:\t0\t0\t0\t0\nNSpid:\t7\n";
  }

  /** Returns each question, as the method's name and the path, in order. */
  List<String> asked() {
    return asked;
  }

  @Override
  public ProcAnswer<byte[]> read(String path) {
    asked.add("read " + path);
    return files.getOrDefault(path, new ProcAnswer.Gone<>());
  }

  @Override
  public ProcAnswer<List<String>> list(String directory) {
    asked.add("list " + directory);
    TreeSet<String> names = new TreeSet<>();
    for (String path : files.keySet()) {
      addChild(names, directory, path);
    }
    for (String path : identities.keySet()) {
      addChild(names, directory, path);
    }
    if (!names.isEmpty() && !(listings.get(directory) instanceof ProcAnswer.Denied<?>)) {
      return new ProcAnswer.Content<>(List.copyOf(names));
    }
    return listings.getOrDefault(directory, new ProcAnswer.Gone<>());
  }

  private static void addChild(TreeSet<String> names, String directory, String path) {
    if (path.startsWith(directory + "/")) {
      String rest = path.substring(directory.length() + 1);
      int slash = rest.indexOf('/');
      names.add(slash < 0 ? rest : rest.substring(0, slash));
    }
  }

  @Override
  public ProcAnswer<String> link(String path) {
    asked.add("link " + path);
    return links.getOrDefault(path, new ProcAnswer.Gone<>());
  }

  @Override
  public ProcAnswer<FileStatus> identity(String path) {
    asked.add("identity " + path);
    return identities.getOrDefault(path, new ProcAnswer.Gone<>());
  }
}
