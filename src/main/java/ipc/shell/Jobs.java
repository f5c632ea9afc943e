package ipc.shell;

import ipc.cli.Exit;
import ipc.engine.IpcException;
import ipc.engine.job.Job;
import ipc.engine.job.Signals;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The jobs in the background and those that are stopped, by their numbers. */
final class Jobs {
  private final List<Entry> entries = new ArrayList<>();

  /** A job that a line can name. */
  static final class Entry {
    private final int number;
    private final Job job;
    private final String text;
    private final Foreground.Background output;
    private boolean isStopTold;

    Entry(int number, Job job, String text, Foreground.Background output) {
      this.number = number;
      this.job = job;
      this.text = text;
      this.output = output;
    }

    int number() {
      return number;
    }

    Job job() {
      return job;
    }

    /** The line it was started by. */
    String text() {
      return text;
    }

    /** Where its output goes; empty for one that was stopped in the foreground. */
    Optional<Foreground.Background> output() {
      return Optional.ofNullable(output);
    }

    /** What it does, in a word or two. */
    String condition() {
      return switch (job.state()) {
        case RUNNING -> "running";
        case STOPPED -> "stopped";
        case ENDED ->
            job.isEndedBySignal()
                ? "ended by SIG" + Signals.name(job.status() - Exit.SIGNAL_OFFSET)
                : job.status() == 0 ? "done" : "ended with " + job.status();
      };
    }

    @Override
    public String toString() {
      return "[" + number + "] " + condition() + "  " + text;
    }
  }

  /** Takes a job; the lowest number above all others is its own. */
  Entry add(Job job, String text, Foreground.Background output) {
    int number = entries.isEmpty() ? 1 : entries.getLast().number() + 1;
    Entry entry = new Entry(number, job, text, output);
    entries.add(entry);
    return entry;
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  /** All of them, as they are now. */
  List<Entry> all() {
    update();
    return List.copyOf(entries);
  }

  /** The entry of a job, if it has one. */
  Optional<Entry> entryOf(Job job) {
    return entries.stream().filter(entry -> entry.job() == job).findFirst();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether any has a process that has not ended, or that nobody has waited for. */
  boolean isAnyAlive() {
    update();
    return entries.stream().anyMatch(entry -> entry.job().state() != Job.State.ENDED);
  }

  /** Those that have stopped since this was asked last. */
  List<Entry> takeStopped() {
    List<Entry> stopped = new ArrayList<>();
    for (Entry entry : entries) {
      boolean isStopped = entry.job().state() == Job.State.STOPPED;
      if (isStopped && !entry.isStopTold) {
        stopped.add(entry);
      }
      entry.isStopTold = isStopped;
    }
    return stopped;
  }

  void update() {
    entries.forEach(entry -> entry.job().update());
  }

  /** Takes those out that have ended. */
  List<Entry> takeEnded() {
    update();
    List<Entry> ended = new ArrayList<>();
    for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.job().state() == Job.State.ENDED) {
        ended.add(entry);
        each.remove();
      }
    }
    return ended;
  }

  /**
   * The job of a word.
   *
   * @param word {@code %3}, {@code %+} or {@code %%} for the last, {@code %text} for the beginning
   *     of its line
   */
  Entry named(String word) {
    String name = word.startsWith("%") ? word.substring(1) : word;
    if (entries.isEmpty()) {
      throw new IpcException.NoSuchObject("there is no job", null);
    }
    if (name.isEmpty() || name.equals("+") || name.equals("%")) {
      return entries.getLast();
    }
    for (Entry entry : entries) {
      if (Integer.toString(entry.number()).equals(name)) {
        return entry;
      }
    }
    boolean isNumber = Character.isDigit(name.charAt(0));
    List<Entry> found =
        entries.stream().filter(entry -> !isNumber && entry.text().startsWith(name)).toList();
    if (found.size() != 1) {
      throw new IpcException.NoSuchObject(
          "there is " + (found.isEmpty() ? "no job '" : "more than one job '") + word + "'",
          "'jobs' lists them");
    }
    return found.getFirst();
  }
}
