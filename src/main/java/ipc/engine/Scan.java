package ipc.engine;

import ipc.proc.AccessMode;
import ipc.proc.Coverage;
import ipc.proc.FileIdentity;
import ipc.proc.Mapper;
import ipc.proc.Opener;
import ipc.proc.ProcScan;
import ipc.proc.ProcWarning;
import ipc.proc.ProcessEntry;
import ipc.proc.SegmentMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look at this machine, shared by every mechanism that answers a question: each file of /proc is
 * read at most once, and what could not be read stands in {@link #warnings}.
 */
public final class Scan {
  private final Engine engine;
  private final ProcScan proc;
  private final Accounts accounts;
  private final List<String> warnings = new ArrayList<>();

  Scan(Engine engine) {
    this.engine = engine;
    this.proc = new ProcScan(new KernelProcSource(engine.kernel()));
    this.accounts = engine.accounts();
  }

  /** The texts of /proc, parsed. */
  public ProcScan proc() {
    return proc;
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

  /** What could not be read so far. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    for (ProcWarning warning : proc.warnings()) {
      all.add(warning.text());
    }
    return all;
  }

  /** How many processes could not be looked into for mappings: their users are unknown. */
  public Coverage mapsCoverage() {
    return proc.mapsCoverage();
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
    FileIdentity file = new FileIdentity(node.deviceMajor(), node.deviceMinor(), node.inode());
    Map<Long, Use> byPid = new TreeMap<>();
    for (Mapper mapper : proc.mappers(file)) {
      use(mapper.pid(), Use.How.MAPPED, mapper.writable() && mapper.shared(), mapper.mappings())
          .ifPresent(use -> byPid.put(mapper.pid(), use));
    }
    for (Opener opener : proc.openers(file)) {
      Use known = byPid.get(opener.pid());
      if (known == null || known.how() == Use.How.OPEN) {
        boolean writes =
            opener.access() == AccessMode.WRITE || opener.access() == AccessMode.READ_WRITE;
        use(
                opener.pid(),
                Use.How.OPEN,
                writes || (known != null && known.writes()),
                known == null ? 1 : known.count() + 1)
            .ifPresent(use -> byPid.put(opener.pid(), use));
      }
    }
    return List.copyOf(byPid.values());
  }

  /** A use by a process; empty if that process has ended meanwhile. */
  public Optional<Use> use(long pid, Use.How how, boolean writes, int count) {
    Optional<ProcessEntry> process = proc.process(pid);
    if (process.isEmpty()) {
      return Optional.empty();
    }
    int uid = (int) process.get().uid().orElse(-1);
    String user = process.get().uid().isPresent() ? accounts.user(uid) : "?";
    return Optional.of(
        new Use((int) pid, uid, user, process.get().command(), how, writes, count));
  }
}
