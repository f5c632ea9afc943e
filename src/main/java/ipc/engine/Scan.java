package ipc.engine;

import ipc.model.Address;
import ipc.model.Scheme;
import ipc.proc.AccessMode;
import ipc.proc.FileIdentity;
import ipc.proc.Mapper;
import ipc.proc.MemoryInfo;
import ipc.proc.Opener;
import ipc.proc.ProcAnswer;
import ipc.proc.ProcScan;
import ipc.proc.ProcSource;
import ipc.proc.ProcWarning;
import ipc.proc.ProcessEntry;
import ipc.proc.SegmentMapper;
import ipc.proc.Sleeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One look at this machine, shared by every mechanism that answers a question: each file of /proc
 * is read at most once, and what could not be read stands in {@link #warnings}.
 */
public final class Scan {
  private final Engine engine;
  private final ProcSource source;
  private final ProcScan proc;
  private final Accounts accounts;
  private final int ownPid;
  private final List<String> warnings = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();

  /** One thing that could not be read of several objects, for one reason. */
  private record Unread(String what, String reason, List<Address> addresses) {
    String text() {
      String first = "'" + addresses.get(0) + "'";
      String objects =
          addresses.size() == 1 ? first : addresses.size() + " objects, " + first + " among them";
      return "could not read " + what + " of " + objects + ": " + reason;
    }
  }

  Scan(Engine engine, ProcSource source) {
    this.engine = engine;
    this.source = source;
    this.proc = new ProcScan(source);
    this.accounts = engine.accounts();
    this.ownPid = engine.ownProcess().pid();
  }

  /** The texts of /proc, parsed. */
  public ProcScan proc() {
    return proc;
  }

  /** How many processes there are: what a look into all of them costs grows with it. */
  public int processes() {
    return proc.pids().size();
  }

  /** The directory that this process works in; empty where that cannot be told. */
  public Optional<String> workingDirectory() {
    return proc.sockets().workingDirectory(ownPid);
  }

  /** The names in a directory, without "." and "..". */
  public ProcAnswer<List<String>> list(String directory) {
    return source.list(directory);
  }

  /** Names of users and groups. */
  public Accounts accounts() {
    return accounts;
  }

  /** The kernel and the clocks. */
  public Engine engine() {
    return engine;
  }

  /** Adds something that could not be read, one line ready for the user. */
  public void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /**
   * Adds that something of an object could not be read; objects with the same trouble are told
   * together.
   *
   * @param what as in "the values"
   * @param reason as {@link Failures#reason(long)} says it
   */
  public void unread(String what, Address address, String reason) {
    for (Unread known : unread) {
      if (known.what().equals(what) && known.reason().equals(reason)) {
        known.addresses().add(address);
        return;
      }
    }
    unread.add(new Unread(what, reason, new ArrayList<>(List.of(address))));
  }

  /** What could not be read so far. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    for (Unread each : unread) {
      all.add(each.text());
    }
    for (ProcWarning warning : proc.warnings()) {
      all.add(warning.text());
    }
    return all;
  }

  /** How many processes could not be looked into for mappings: their users are unknown. */
  public ipc.proc.Coverage mapsCoverage() {
    return proc.mapsCoverage();
  }

  /** The memory and swap that new work can have, in bytes; empty where the kernel does not say. */
  public OptionalLong availableMemoryBytes() {
    Optional<byte[]> text = source.read("/proc/meminfo").content();
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    MemoryInfo memory = MemoryInfo.parse(text.get());
    return memory.availableBytes().isEmpty()
        ? memory.availableBytes()
        : OptionalLong.of(memory.availableBytes().getAsLong() + memory.freeSwapBytes().orElse(0));
  }

  /** The processes that have a System V segment attached. */
  public List<Use> usesOfSegment(int id) {
    List<Use> uses = new ArrayList<>();
    for (SegmentMapper found : proc.segmentMappers(id)) {
      Mapper mapper = found.mapper();
      use(mapper.pid(), Use.How.ATTACHED, mapper.writable(), mapper.mappings())
          .ifPresent(uses::add);
    }
    return uses;
  }

  /** The processes that have a file mapped, or open without having it mapped. */
  public List<Use> usesOfFile(ObjectStatus.Identity.FileNode node) {
    List<Use> uses = new ArrayList<>(mappingsOf(node));
    for (Use open : openingsOf(node)) {
      if (uses.stream().noneMatch(mapping -> mapping.pid() == open.pid())) {
        uses.add(open);
      }
    }
    uses.sort((a, b) -> Integer.compare(a.pid(), b.pid()));
    return uses;
  }

  /** The processes that have a file mapped, whether or not it is still open. */
  public List<Use> mappingsOf(ObjectStatus.Identity.FileNode node) {
    List<Use> uses = new ArrayList<>();
    for (Mapper mapper : proc.mappers(file(node))) {
      use(mapper.pid(), Use.How.MAPPED, mapper.writable() && mapper.shared(), mapper.mappings())
          .ifPresent(uses::add);
    }
    return uses;
  }

  /** The processes that have a file open. */
  public List<Use> openingsOf(ObjectStatus.Identity.FileNode node) {
    Map<Long, Use> byPid = new TreeMap<>();
    for (Opener opener : proc.openers(file(node))) {
      Use known = byPid.get(opener.pid());
      boolean writes =
          opener.access() == AccessMode.WRITE || opener.access() == AccessMode.READ_WRITE;
      use(
              opener.pid(),
              Use.How.OPEN,
              writes || (known != null && known.writes()),
              known == null ? 1 : known.count() + 1)
          .ifPresent(use -> byPid.put(opener.pid(), use));
    }
    return List.copyOf(byPid.values());
  }

  /** The processes that have a named pipe open, and which of its ends. */
  public List<Use> endsOf(ObjectStatus.Identity.FileNode node) {
    Map<Long, Use> byPid = new TreeMap<>();
    for (Opener opener : openers(node)) {
      Use.How how =
          switch (opener.access()) {
            case READ -> Use.How.READING;
            case WRITE -> Use.How.WRITING;
            case READ_WRITE -> Use.How.BOTH_ENDS;
            case NONE, UNKNOWN -> Use.How.OPEN;
          };
      Use known = byPid.get(opener.pid());
      boolean differs = known != null && known.how() != how && how != Use.How.OPEN;
      use(
              opener.pid(),
              differs && known.how() != Use.How.OPEN ? Use.How.BOTH_ENDS : how,
              how == Use.How.WRITING || how == Use.How.BOTH_ENDS || known != null && known.writes(),
              known == null ? 1 : known.count() + 1)
          .ifPresent(use -> byPid.put(opener.pid(), use));
    }
    return List.copyOf(byPid.values());
  }

  /** The processes that have one of these sockets. */
  public List<Use> usesOfSockets(ObjectStatus.Identity.Sockets sockets, Use.How how) {
    Map<Long, Use> byPid = new TreeMap<>();
    for (long inode : sockets.inodes()) {
      for (Opener opener : proc.sockets().openers(inode)) {
        Use known = byPid.get(opener.pid());
        use(opener.pid(), how, true, known == null ? 1 : known.count() + 1)
            .ifPresent(use -> byPid.put(opener.pid(), use));
      }
    }
    return List.copyOf(byPid.values());
  }

  /** Every descriptor that is open on a file. */
  public List<Opener> openers(ObjectStatus.Identity.FileNode node) {
    return proc.openers(file(node));
  }

  /** The processes that sleep in a call on a System V message queue. */
  public List<Use> sleepersOnQueue(int id) {
    return sleepers(proc.queueSleepers(id));
  }

  /** The processes that sleep in a call on a System V semaphore set. */
  public List<Use> sleepersOnSemaphores(int id) {
    return sleepers(proc.semaphoreSleepers(id));
  }

  /**
   * How many processes were looked into for the users of an object, and how many of them could not
   * be: those may use it without being seen.
   */
  public Coverage usersCoverage(ObjectStatus object) {
    if (object.identity() instanceof ObjectStatus.Identity.Segment) {
      return coverage(proc.mapsCoverage());
    }
    if (object.identity() instanceof ObjectStatus.Identity.Sockets) {
      return coverage(proc.descriptorCoverage());
    }
    return object.identity() instanceof ObjectStatus.Identity.FileNode
        ? fileCoverage(object.address().scheme())
        : coverage(proc.callCoverage());
  }

  /**
   * A queue or pipe is never mapped, and a semaphore's descriptor is closed once it is
   * (sem_open(3)).
   */
  private Coverage fileCoverage(Scheme scheme) {
    if (scheme == Scheme.POSIX_MQ || scheme == Scheme.FIFO) {
      return coverage(proc.descriptorCoverage());
    }
    if (scheme == Scheme.POSIX_SEM) {
      return coverage(proc.mapsCoverage());
    }
    ipc.proc.Coverage maps = proc.mapsCoverage();
    ipc.proc.Coverage descriptors = proc.descriptorCoverage();
    TreeSet<Long> unreadable = new TreeSet<>(maps.unreadable());
    unreadable.addAll(descriptors.unreadable());
    return coverage(
        new ipc.proc.Coverage(
            Math.max(maps.looked(), descriptors.looked()), List.copyOf(unreadable)));
  }

  private Coverage coverage(ipc.proc.Coverage coverage) {
    return new Coverage(coverage.looked(), coverage.unreadable().size(), proc.hidesProcesses());
  }

  private List<Use> sleepers(List<Sleeper> sleepers) {
    List<Use> uses = new ArrayList<>();
    for (Sleeper sleeper : sleepers) {
      use(sleeper.pid(), Use.How.WAITING, true, sleeper.threads()).ifPresent(uses::add);
    }
    return uses;
  }

  private static FileIdentity file(ObjectStatus.Identity.FileNode node) {
    return new FileIdentity(node.deviceMajor(), node.deviceMinor(), node.inode());
  }

  /**
   * A use by a process; empty if that process has ended meanwhile, and for ourselves: who looks at
   * an object with a descriptor that it inherited is no user worth telling.
   */
  public Optional<Use> use(long pid, Use.How how, boolean writes, int count) {
    Optional<ProcessEntry> process = proc.process(pid);
    if (process.isEmpty() || pid == ownPid) {
      return Optional.empty();
    }
    int uid = (int) process.get().uid().orElse(-1);
    String user = process.get().uid().isPresent() ? accounts.user(uid) : "?";
    return Optional.of(new Use((int) pid, uid, user, process.get().command(), how, writes, count));
  }
}
