package ipc.proc;

import ipc.model.ByteText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks things of single processes, and finds out what it means when one does not answer. */
final class ProcessQuestions {
  /** The kernel's own parent of its threads, outside pid namespaces. */
  private static final long KTHREADD = 2;

  private final ProcSource source;
  private final WarningLedger ledger;
  private final WarningLedger.Tally tally;
  private final Map<Long, ProcAnswer<ProcessStat>> stats = new HashMap<>();
  private final Map<Long, Optional<String>> liveThreads = new HashMap<>();
  private final Once<Set<Long>> kernelThreads = new Once<>(this::listKernelThreads);

  /**
   * Has not asked anything yet.
   *
   * @param ledger where what is not understood is written
   * @param tally where it is counted of whom {@link #stat} could be read
   */
  ProcessQuestions(ProcSource source, WarningLedger ledger, WarningLedger.Tally tally) {
    this.source = source;
    this.ledger = ledger;
    this.tally = tally;
  }

  /**
   * Asks one thing of a process, and finds out what it means when the answer is no or nothing: a
   * thread of the kernel has nothing to show, a process that has ended neither; only what is left
   * is a process that we could not look into.
   *
   * @param question given the directory in which to look
   * @param nothing tells an answer that may be that of a process which has ended
   */
  <T> ProcAnswer<T> ask(long pid, Function<String, ProcAnswer<T>> question, Predicate<T> nothing) {
    if (kernelThreads.get().contains(pid)) {
      return new ProcAnswer.Gone<>();
    }
    ProcAnswer<T> answer = question.apply("/proc/" + pid);
    if (answer.content().filter(nothing.negate()).isPresent()) {
      return answer;
    }
    ProcAnswer<ProcessStat> stat = stat(pid);
    if (stat instanceof ProcAnswer.Gone<ProcessStat>) {
      return new ProcAnswer.Gone<>();
    }
    Optional<ProcessStat> known = stat.content();
    if (known.isPresent() && known.get().kernelThread()) {
      // It never becomes anything else, and there are more of them than of all others.
      kernelThreads.get().add(pid);
      return new ProcAnswer.Gone<>();
    }
    if (known.isPresent() && known.get().ended()) {
      return known.get().threads() > 1 && liveThread(pid).isPresent()
          ? question.apply(directory(pid))
          : new ProcAnswer.Gone<>();
    }
    return answer;
  }

  /** What {@code /proc/PID/stat} tells of a process. */
  ProcAnswer<ProcessStat> stat(long pid) {
    return stats.computeIfAbsent(pid, this::readStat);
  }

  private ProcAnswer<ProcessStat> readStat(long pid) {
    String path = "/proc/" + pid + "/stat";
    ProcAnswer<byte[]> answer = source.read(path);
    if (answer instanceof ProcAnswer.Gone<byte[]>) {
      return new ProcAnswer.Gone<>();
    }
    tally.answered(pid, answer);
    if (answer.content().isEmpty()) {
      return answer instanceof ProcAnswer.Denied<byte[]>
          ? new ProcAnswer.Denied<>()
          : new ProcAnswer.Failed<>(answer.reason());
    }
    Parsed<ProcessStat> parsed = ProcessStat.parse(answer.content().get());
    ledger.notUnderstood(path, parsed.malformed());
    return parsed.first().isPresent()
        ? new ProcAnswer.Content<>(parsed.first().get())
        : new ProcAnswer.Failed<>("not understood");
  }

  /** Returns where a process's memory and descriptors are to be seen. */
  String directory(long pid) {
    return "/proc/" + pid + liveThreads.getOrDefault(pid, Optional.empty()).orElse("");
  }

  /**
   * Returns the threads of the kernel that can be told with one question: process 2 starts them
   * all, where it is the kernel's own (in a pid namespace it is somebody). Others are found one by
   * one.
   */
  private Set<Long> listKernelThreads() {
    Set<Long> found = new HashSet<>();
    if (stat(KTHREADD).content().filter(ProcessStat::kernelThread).isPresent()) {
      String path = "/proc/" + KTHREADD + "/task/" + KTHREADD + "/children";
      Optional<byte[]> text = source.read(path).content();
      if (text.isPresent()) {
        found.add(KTHREADD);
        found.addAll(numbers(List.of(ByteText.decode(text.get()).split("[ \n]"))));
      }
    }
    return found;
  }

  /**
   * Returns the path, below the process's, of a thread that lives where the first one has ended:
   * then {@code /proc/PID} itself shows no memory and no descriptors, though the process has them.
   */
  private Optional<String> liveThread(long pid) {
    Optional<String> known = liveThreads.get(pid);
    if (known == null) {
      known = findLiveThread(pid);
      liveThreads.put(pid, known);
    }
    return known;
  }

  /** Few ever come here, so that the classes of lambdas would not be in the image's cache. */
  private Optional<String> findLiveThread(long pid) {
    for (long thread : numbers(source.list("/proc/" + pid + "/task").content().orElse(List.of()))) {
      if (thread != pid) {
        return Optional.of("/task/" + thread);
      }
    }
    return Optional.empty();
  }

  /** Returns the names that are numbers of processes, threads or descriptors, ascending. */
  static List<Long> numbers(List<String> names) {
    List<Long> numbers = new ArrayList<>(names.size());
    for (String name : names) {
      if (isNumber(name) && Long.parseLong(name) <= Integer.MAX_VALUE) {
        numbers.add(Long.valueOf(name));
      }
    }
    numbers.sort(null);
    return List.copyOf(numbers);
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= "2147483647".length();
  }
}
