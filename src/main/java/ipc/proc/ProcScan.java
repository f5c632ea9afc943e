package ipc.proc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One look at {@code /proc}: a set of answers that belong together, each file read when it is first
 * needed and at most once.
 *
 * <p>What could not be read is never left out in silence: {@link #warnings()} sums it up, and
 * {@link Coverage} counts the processes that could not be looked into. A process that ends while we
 * look is no trouble; it is left out. Processes start and end all the time, and a pid can be used
 * again, so an answer is true of some moment of the scan and not of one moment as a whole.
 *
 * <p>For one thread, and for short: make a new scan to look again. The tables and the namespace are
 * those of the thread that reads.
 */
public final class ProcScan {
  private final ProcSource source;
  private final ProcessQuestions questions;
  private final SocketTables sockets;
  private final WarningLedger ledger = new WarningLedger();
  private final WarningLedger.Tally statTally = ledger.tally("the names");
  private final WarningLedger.Tally statusTally = ledger.tally("the owners");
  private final WarningLedger.Tally mapsTally = ledger.tally("the maps");
  private final WarningLedger.Tally namespaceTally = ledger.tally("the ipc namespaces");
  private final WarningLedger.Tally descriptorTally = ledger.tally("the descriptors");
  private final WarningLedger.Tally accessTally = ledger.tally("the descriptors' access modes");
  private final WarningLedger.Tally callTally = ledger.tally("the system calls");

  private final Once<List<SharedMemoryEntry>> sharedMemory;
  private final Once<List<MessageQueueEntry>> messageQueues;
  private final Once<List<SemaphoreArrayEntry>> semaphoreArrays;
  private final Once<List<MountEntry>> mounts;
  private final Once<Optional<SemaphoreLimits>> semaphoreLimits;
  private final Once<List<Long>> pids;
  private final Once<List<ProcessEntry>> processes;
  private final Once<ProcAnswer<String>> ownNamespace;
  private final Once<Boolean> weAreRoot;
  private final Once<MapIndex> maps;
  private final Once<DescriptorIndex> descriptors;
  private final Once<List<Sleeper>> sleepers;

  private final Map<String, OptionalLong> settings = new HashMap<>();
  private final Map<Long, Optional<ProcessEntry>> entries = new HashMap<>();
  private final Map<Long, ProcAnswer<String>> namespaces = new HashMap<>();
  private final Map<String, Optional<Opener>> openers = new HashMap<>();

  /**
   * Makes a scan that has not read anything yet.
   *
   * @param source the way to the files
   */
  public ProcScan(ProcSource source) {
    this.source = source;
    this.questions = new ProcessQuestions(source, ledger, statTally);
    sharedMemory = new Once<>(() -> lines("/proc/sysvipc/shm", SharedMemoryEntry::parse));
    messageQueues = new Once<>(() -> lines("/proc/sysvipc/msg", MessageQueueEntry::parse));
    semaphoreArrays = new Once<>(() -> lines("/proc/sysvipc/sem", SemaphoreArrayEntry::parse));
    mounts = new Once<>(() -> lines("/proc/thread-self/mountinfo", MountEntry::parse));
    semaphoreLimits = new Once<>(() -> value("/proc/sys/kernel/sem", SemaphoreLimits::parse));
    pids = new Once<>(this::listPids);
    processes = new Once<>(() -> pids().stream().flatMap(pid -> process(pid).stream()).toList());
    ownNamespace = new Once<>(this::readOwnNamespace);
    weAreRoot = new Once<>(this::readWhetherWeAreRoot);
    maps = new Once<>(this::walkMaps);
    descriptors = new Once<>(this::walkDescriptors);
    sockets = new SocketTables(source, ledger, questions, descriptors);
    sleepers = new Once<>(this::walkCalls);
  }

  /** Returns the System V segments of our IPC namespace; empty, with a warning, if unreadable. */
  public List<SharedMemoryEntry> sharedMemory() {
    return sharedMemory.get();
  }

  /** Returns the System V queues of our IPC namespace; empty, with a warning, if unreadable. */
  public List<MessageQueueEntry> messageQueues() {
    return messageQueues.get();
  }

  /**
   * Returns the System V semaphore arrays of our namespace; empty, with a warning, if unreadable.
   */
  public List<SemaphoreArrayEntry> semaphoreArrays() {
    return semaphoreArrays.get();
  }

  /** Returns the mounts of our mount namespace; empty, with a warning, if unreadable. */
  public List<MountEntry> mounts() {
    return mounts.get();
  }

  /**
   * Returns a number under {@code /proc/sys}; empty, with a warning, if unreadable.
   *
   * @param name the path below it: {@code kernel/shmmax}
   */
  public OptionalLong setting(String name) {
    return settings.computeIfAbsent(
        name,
        key -> {
          Optional<Long> setting = value("/proc/sys/" + key, KernelSetting::parse);
          return setting.isPresent() ? OptionalLong.of(setting.get()) : OptionalLong.empty();
        });
  }

  /** Returns the limits on System V semaphores; empty, with a warning, if unreadable. */
  public Optional<SemaphoreLimits> semaphoreLimits() {
    return semaphoreLimits.get();
  }

  /** Returns the pids that {@code /proc} lists, ascending, threads of the kernel among them. */
  public List<Long> pids() {
    return pids.get();
  }

  /** Returns all processes, by pid ascending, threads of the kernel among them. */
  public List<ProcessEntry> processes() {
    return processes.get();
  }

  /** Returns one process; empty if it has ended, or, with a warning, if it is unreadable. */
  public Optional<ProcessEntry> process(long pid) {
    return entries.computeIfAbsent(pid, this::readProcess);
  }

  /** Tells whether a process is in our IPC namespace. */
  public NamespaceRelation ipcNamespaceRelation(long pid) {
    ProcAnswer<String> own = ownNamespace.get();
    if (own instanceof ProcAnswer.Gone<String>) {
      // A kernel without IPC namespaces: all processes share what there is.
      return NamespaceRelation.SAME;
    }
    Optional<String> theirs = namespace(pid).content();
    if (own.content().isEmpty() || theirs.isEmpty()) {
      return NamespaceRelation.UNKNOWN;
    }
    return theirs.equals(own.content()) ? NamespaceRelation.SAME : NamespaceRelation.OTHER;
  }

  /**
   * Returns the processes that have a file mapped, by pid ascending; those that could not be looked
   * into are in {@link #mapsCoverage()}.
   *
   * @param file the file; where it is on btrfs its mappings cannot be found by its identity
   */
  public List<Mapper> mappers(FileIdentity file) {
    return maps.get().mappers(file);
  }

  /**
   * Returns the processes that have a System V segment attached, by pid ascending; those that could
   * not be looked into are in {@link #mapsCoverage()}.
   *
   * <p>Processes of other IPC namespaces are left out, for their ids are not ours. A process that
   * left a namespace keeps what it had attached there: such a mapping is told by its key, and left
   * out, unless the keys agree as well.
   */
  public List<SegmentMapper> mappers(SharedMemoryEntry segment) {
    // Removal makes the segment's key 0; the name of the mapping keeps it.
    return segmentMappers(segment.id()).stream()
        .filter(found -> segment.destroyed() || found.key() == segment.key())
        .toList();
  }

  /** Returns what {@link #mappers(SharedMemoryEntry)} does, by the id alone, whatever the key. */
  public List<SegmentMapper> segmentMappers(int id) {
    return maps.get().segmentMappers(id);
  }

  /** Returns how many processes were looked into for mappings, and which could not be. */
  public Coverage mapsCoverage() {
    maps.get();
    return mapsTally.coverage();
  }

  /**
   * Returns the open descriptors that lead to a file, by pid ascending; processes that could not be
   * looked into are in {@link #descriptorCoverage()}. A thread with a table of descriptors of its
   * own (CLONE_FILES not set) is not seen.
   */
  public List<Opener> openers(FileIdentity file) {
    return descriptors.get().of(file).stream()
        .flatMap(found -> openers.computeIfAbsent(found.infoPath(), p -> opener(found)).stream())
        .toList();
  }

  /**
   * Returns where the names of the named pipes are that some process has open: as that process saw
   * it, which need not lead there from here.
   */
  public List<String> fifoNames() {
    List<String> names = new ArrayList<>();
    for (String link : descriptors.get().pipeLinks()) {
      Optional<String> target = source.link(link).content();
      // A pipe without a name is "pipe:[4711]".
      if (target.isPresent() && target.get().startsWith("/")) {
        names.add(target.get());
      }
    }
    return names;
  }

  /** Returns the sockets of our network namespace. */
  public SocketTables sockets() {
    return sockets;
  }

  /** Returns how many processes were looked into for descriptors, and which could not be. */
  public Coverage descriptorCoverage() {
    descriptors.get();
    return descriptorTally.coverage();
  }

  /**
   * Returns the processes that sleep in a call on a System V message queue of our IPC namespace, by
   * pid ascending; those that could not be looked into are in {@link #callCoverage()}.
   */
  public List<Sleeper> queueSleepers(int id) {
    return sleepers.get().stream().filter(s -> s.call().onQueue() && s.id() == id).toList();
  }

  /** Returns what {@link #queueSleepers} does, for a System V semaphore array. */
  public List<Sleeper> semaphoreSleepers(int id) {
    return sleepers.get().stream().filter(s -> !s.call().onQueue() && s.id() == id).toList();
  }

  /** Returns how many processes were looked into for calls, and which could not be. */
  public Coverage callCoverage() {
    sleepers.get();
    return callTally.coverage();
  }

  /** Tells whether processes of other users are hidden from us, so that nobody can count them. */
  public boolean hidesProcesses() {
    return !pids().contains(1L);
  }

  /** Returns what could not be read so far, summed up, each thing once. */
  public List<ProcWarning> warnings() {
    return ledger.warnings(weAreRoot::get);
  }

  private <T> List<T> lines(String path, Function<byte[], Parsed<T>> parser) {
    ProcAnswer<byte[]> answer = source.read(path);
    Optional<byte[]> text = answer.content();
    if (text.isEmpty()) {
      ledger.unread(path, answer);
      return List.of();
    }
    Parsed<T> parsed = parser.apply(text.get());
    ledger.notUnderstood(path, parsed.malformed());
    return parsed.values();
  }

  private <T> Optional<T> value(String path, Function<byte[], Parsed<T>> parser) {
    List<T> values = lines(path, parser);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  private List<Long> listPids() {
    ProcAnswer<List<String>> answer = source.list("/proc");
    Optional<List<String>> names = answer.content();
    if (names.isEmpty()) {
      ledger.unread("/proc", answer);
      return List.of();
    }
    List<Long> found = ProcessQuestions.numbers(names.get());
    if (found.isEmpty()) {
      ledger.noProcesses();
      // Each pid namespace has a process 1, and where hidepid is at work it is hidden first.
    } else if (!found.contains(1L)) {
      ledger.processesHidden();
    }
    return found;
  }

  private Optional<ProcessEntry> readProcess(long pid) {
    Optional<ProcessStat> stat = questions.stat(pid).content();
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    String path = "/proc/" + pid + "/status";
    ProcAnswer<byte[]> answer = source.read(path);
    if (answer instanceof ProcAnswer.Gone<byte[]>) {
      return Optional.empty();
    }
    statusTally.answered(pid, answer);
    OptionalLong uid = OptionalLong.empty();
    if (answer.content().isPresent()) {
      Parsed<ProcessStatus> status = ProcessStatus.parse(answer.content().get());
      ledger.notUnderstood(path, status.malformed());
      if (status.first().isPresent()) {
        uid = OptionalLong.of(status.first().get().effectiveUid());
      }
    }
    ProcessStat known = stat.get();
    return Optional.of(
        new ProcessEntry(
            pid, uid, known.command(), known.startTicks(), known.kernelThread(), known.ended()));
  }

  private ProcAnswer<String> readOwnNamespace() {
    String path = "/proc/thread-self/ns/ipc";
    ProcAnswer<String> own = source.link(path);
    if (own.content().isEmpty() && !(own instanceof ProcAnswer.Gone<String>)) {
      ledger.unread(path, own);
    }
    return own;
  }

  /** Root in a container is denied a lot as well, and must not be told to become root. */
  private boolean readWhetherWeAreRoot() {
    return source
        .read("/proc/thread-self/status")
        .content()
        .flatMap(text -> ProcessStatus.parse(text).first())
        .map(status -> status.effectiveUid() == 0)
        .orElse(false);
  }

  private ProcAnswer<String> namespace(long pid) {
    return namespaces.computeIfAbsent(
        pid,
        key -> {
          ProcAnswer<String> answer =
              questions.ask(key, d -> source.link(d + "/ns/ipc"), String::isEmpty);
          namespaceTally.answered(key, answer);
          return answer;
        });
  }

  private MapIndex walkMaps() {
    MapIndex index = new MapIndex();
    for (long pid : pids()) {
      ProcAnswer<byte[]> answer =
          questions.ask(pid, d -> source.read(d + "/maps"), bytes -> bytes.length == 0);
      mapsTally.answered(pid, answer);
      Optional<byte[]> text = answer.content();
      if (text.isPresent()) {
        List<Malformed> malformed = new ArrayList<>();
        List<SegmentMapper> segments = index.add(pid, text.get(), malformed);
        ledger.notUnderstood(questions.directory(pid) + "/maps", malformed);
        if (!segments.isEmpty()) {
          addSegments(index, pid, segments);
        }
      }
    }
    return index;
  }

  private void addSegments(MapIndex index, long pid, List<SegmentMapper> segments) {
    NamespaceRelation relation = ipcNamespaceRelation(pid);
    boolean ended =
        relation == NamespaceRelation.UNKNOWN && namespace(pid) instanceof ProcAnswer.Gone<String>;
    if (relation != NamespaceRelation.OTHER && !ended) {
      index.addSegments(segments, relation);
    }
  }

  private DescriptorIndex walkDescriptors() {
    DescriptorIndex index = new DescriptorIndex();
    for (long pid : pids()) {
      ProcAnswer<List<String>> answer =
          questions.ask(pid, d -> source.list(d + "/fd"), List::isEmpty);
      descriptorTally.answered(pid, answer);
      Optional<List<String>> names = answer.content();
      if (names.isPresent()) {
        addDescriptors(index, pid, ProcessQuestions.numbers(names.get()));
      }
    }
    return index;
  }

  private void addDescriptors(DescriptorIndex index, long pid, List<Long> numbers) {
    String directory = questions.directory(pid);
    for (long number : numbers) {
      ProcAnswer<FileStatus> answer = source.identity(directory + "/fd/" + number);
      descriptorTally.answered(pid, answer);
      if (answer instanceof ProcAnswer.Denied<FileStatus>) {
        return; // the kernel asks who may look into the process, not into the file
      }
      Optional<FileStatus> status = answer.content();
      if (status.isPresent()) {
        String infoPath = directory + "/fdinfo/" + number;
        DescriptorIndex.Descriptor descriptor =
            new DescriptorIndex.Descriptor(pid, (int) number, infoPath);
        index.add(status.get().identity(), descriptor);
        if (status.get().type() == FileType.SOCKET) {
          index.addSocket(status.get().identity().inode(), descriptor);
        }
        if (status.get().type() == FileType.FIFO) {
          index.addPipe(status.get().identity(), directory + "/fd/" + number);
        }
      }
    }
  }

  private List<Sleeper> walkCalls() {
    // Not every kernel has this file, and then the threads of all others are as mute as ours.
    String own = "/proc/thread-self/syscall";
    ProcAnswer<byte[]> ownCall = source.read(own);
    if (ownCall.content().isEmpty()) {
      ledger.unread(own, ownCall);
    }
    List<Sleeper> found = new ArrayList<>();
    for (long pid : pids()) {
      // A thread of the kernel has a task directory as well, and sleeps on nothing of ours.
      if (questions.stat(pid).content().filter(ProcessStat::kernelThread).isPresent()) {
        continue;
      }
      ProcAnswer<List<String>> answer =
          questions.ask(pid, d -> source.list(d + "/task"), List::isEmpty);
      callTally.answered(pid, answer);
      List<Sleeper> ofProcess = new ArrayList<>();
      for (long thread : ProcessQuestions.numbers(answer.content().orElse(List.of()))) {
        sleep(pid, thread).ifPresent(sleep -> add(ofProcess, pid, sleep));
      }
      if (!ofProcess.isEmpty() && ipcNamespaceRelation(pid) != NamespaceRelation.OTHER) {
        found.addAll(ofProcess);
      }
    }
    return List.copyOf(found);
  }

  private Optional<SystemCall.Sleep> sleep(long pid, long thread) {
    String path = "/proc/" + pid + "/task/" + thread + "/syscall";
    ProcAnswer<byte[]> answer =
        questions.ask(pid, d -> source.read(path), text -> text.length == 0);
    callTally.answered(pid, answer);
    if (answer.content().isEmpty()) {
      return Optional.empty();
    }
    Parsed<SystemCall> call = SystemCall.parse(answer.content().get());
    ledger.notUnderstood(path, call.malformed());
    return call.first().flatMap(SystemCall::sleep);
  }

  private static void add(List<Sleeper> ofProcess, long pid, SystemCall.Sleep sleep) {
    for (int i = 0; i < ofProcess.size(); i++) {
      Sleeper known = ofProcess.get(i);
      if (known.call() == sleep.call() && known.id() == sleep.id()) {
        ofProcess.set(i, known.plusOne());
        return;
      }
    }
    ofProcess.add(new Sleeper(pid, sleep.call(), sleep.id(), 1));
  }

  private Optional<Opener> opener(DescriptorIndex.Descriptor descriptor) {
    ProcAnswer<byte[]> answer = source.read(descriptor.infoPath());
    if (answer instanceof ProcAnswer.Gone<byte[]>) {
      return Optional.empty();
    }
    accessTally.answered(descriptor.pid(), answer);
    AccessMode access = AccessMode.UNKNOWN;
    if (answer.content().isPresent()) {
      Parsed<DescriptorInfo> info = DescriptorInfo.parse(answer.content().get());
      ledger.notUnderstood(descriptor.infoPath(), info.malformed());
      if (info.first().isPresent()) {
        access = info.first().get().access();
      }
    }
    return Optional.of(new Opener(descriptor.pid(), descriptor.number(), access));
  }
}
