package ipc.shell;

import ipc.engine.job.Job;
import ipc.engine.job.StandardDescriptors;
import java.util.List;

/** What differs between lines that a person types and those of a file: where commands run. */
interface Foreground {
  /** Whether a command of ours runs in this very process. */
  boolean runsHere(List<String> words);

  /** Whether the words of a command are looked at before it begins, to mark what is wrong. */
  boolean checksFirst();

  /** Where the processes of a job belong. */
  Job.Group group();

  /**
   * Waits for a job that was started.
   *
   * @param text what to call it
   * @return its status, or that of its stop
   * @throws ipc.engine.IpcException.EndedBySignal if a signal to us ended it
   */
  int await(Job job, String text);

  /** Whether a status means that the whole line is to end: who pressed Ctrl-C means all of it. */
  boolean endsLine(int status);

  /** Opens what jobs in the background read and write. */
  Background openBackground();

  /** Brings back a job that is stopped or in the background, and waits for it. */
  int resume(Jobs.Entry job);

  /** Lets a stopped job run on in the background. */
  void resumeBehind(Jobs.Entry job);

  /** Waits for a job in the background; its status. */
  int awaitBehind(Jobs.Entry job);

  /** Says that a job runs in the background. */
  void tellStarted(Jobs.Entry job);

  /** What was typed, a line each. */
  String history();

  /** The keys, for help; empty where nothing is typed. */
  String keys();

  /** What jobs in the background read and write. */
  interface Background {
    /** Makes it what a command has for 0, 1 and 2. */
    void apply(StandardDescriptors streams);

    /** Called when the processes have started. */
    void started();
  }
}
