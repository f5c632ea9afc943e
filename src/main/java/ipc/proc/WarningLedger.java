package ipc.proc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Gathers what a scan could not read and sums up what many processes have in common. */
final class WarningLedger {
  private final List<ProcWarning> single = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();

  void unread(String path, ProcAnswer<?> answer) {
    single.add(new ProcWarning.UnreadFile(path, answer.reason()));
  }

  void notUnderstood(String path, List<Malformed> malformed) {
    if (!malformed.isEmpty()) {
      Malformed first = malformed.getFirst();
      single.add(new ProcWarning.NotUnderstood(path, first.line(), malformed.size(), first.why()));
    }
  }

  void noProcesses() {
    single.add(new ProcWarning.NoProcesses());
  }

  void processesHidden() {
    single.add(new ProcWarning.ProcessesHidden());
  }

  /** Opens the account of one part of the processes; {@code what} is as in "the maps". */
  Tally tally(String what) {
    Tally tally = new Tally(what);
    tallies.add(tally);
    return tally;
  }

  /**
   * Returns all that was gathered.
   *
   * @param weAreRoot asked only where something was denied
   */
  List<ProcWarning> warnings(BooleanSupplier weAreRoot) {
    List<ProcWarning> warnings = new ArrayList<>(single);
    for (Tally tally : tallies) {
      tally.appendTo(warnings, weAreRoot);
    }
    return List.copyOf(warnings);
  }

  /** The account of one part of the processes. */
  static final class Tally {
    private final String what;
    private final Set<Long> looked = new HashSet<>();
    private final Map<Long, String> unread = new TreeMap<>();

    private Tally(String what) {
      this.what = what;
    }

    /** Counts a process that was looked into; however often, it counts once. */
    private void looked(long pid) {
      looked.add(pid);
    }

    /** Counts a process that could not be looked into, or not wholly. */
    private void unread(long pid, ProcAnswer<?> answer) {
      looked.add(pid);
      unread.putIfAbsent(pid, answer.reason());
    }

    /** Counts a process by what it answered; one that has ended is not counted. */
    void answered(long pid, ProcAnswer<?> answer) {
      if (answer.content().isPresent()) {
        looked(pid);
      } else if (!(answer instanceof ProcAnswer.Gone<?>)) {
        unread(pid, answer);
      }
    }

    Coverage coverage() {
      return new Coverage(looked.size(), List.copyOf(unread.keySet()));
    }

    private void appendTo(List<ProcWarning> warnings, BooleanSupplier weAreRoot) {
      for (String reason : new LinkedHashSet<>(unread.values())) {
        List<Long> pids = new ArrayList<>();
        unread.forEach((pid, why) -> {
          if (why.equals(reason)) {
            pids.add(pid);
          }
        });
        warnings.add(
            new ProcWarning.UnreadProcesses(
                what,
                pids.size(),
                looked.size(),
                reason,
                reason.equals(ProcAnswer.Denied.REASON) && !weAreRoot.getAsBoolean(),
                pids.subList(0, Math.min(pids.size(), ProcWarning.UnreadProcesses.EXAMPLES))));
      }
    }
  }
}
