package ipc.engine.job;

import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import ipc.sys.ProcessCalls;
import java.util.Collection;
import java.util.Optional;

/** All that a shell with a terminal listens to at once, by one thread. */
public final class Attention {
  private final SignalWatch signals;
  private final JobTerminal terminal;

  /** What was heard. */
  public enum Heard {
    /** Something was typed. */
    KEY,
    /** Somebody wants what is going on to end. */
    INTERRUPT,
    /** The terminal has another size. */
    SIZE,
    /** Something became of a job. */
    JOB,
    /** A job has written. */
    OUTPUT,
    /** Nothing, up to the deadline. */
    NOTHING
  }

  /** Whether keys are listened to. */
  public enum Keys {
    /** They are. */
    HEARD,
    /** They are left to others. */
    LEFT
  }

  /** A shell's attention. */
  public Attention(SignalWatch signals, JobTerminal terminal) {
    this.signals = signals;
    this.terminal = terminal;
  }

  /**
   * Waits for the next thing.
   *
   * @param outputs those of jobs
   * @throws IpcException.EndedBySignal if the shell is to end
   */
  public Heard await(Keys keys, Collection<JobOutput> outputs, Deadline until) {
    while (true) {
      int[] descriptors = new int[outputs.size() + 1];
      int[] events = new int[descriptors.length];
      descriptors[0] = keys == Keys.HEARD ? terminal.descriptor() : -1;
      events[0] = FileCalls.POLLIN;
      int next = 1;
      for (JobOutput output : outputs) {
        descriptors[next] = output.isEnded() ? -1 : output.descriptor();
        events[next++] = FileCalls.POLLIN;
      }
      int[] ready = signals.awaitAnyOrSignal(descriptors, events, until);
      Optional<SignalWatch.Arrival> arrival = signals.arrived();
      if (arrival.isPresent()) {
        Optional<Heard> heard = meaning(arrival.get().number());
        if (heard.isPresent()) {
          return heard.get();
        }
      } else if (ready[0] != 0) {
        return Heard.KEY; // first, or who writes without end could not be ended
      } else if (isAnyReady(ready)) {
        return Heard.OUTPUT;
      } else if (until.expired()) {
        return Heard.NOTHING;
      }
    }
  }

  private static boolean isAnyReady(int[] ready) {
    for (int i = 1; i < ready.length; i++) {
      if (ready[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Heard> meaning(int signal) {
    return switch (signal) {
      case ProcessCalls.SIGINT -> Optional.of(Heard.INTERRUPT);
      case ProcessCalls.SIGWINCH -> Optional.of(Heard.SIZE);
      case ProcessCalls.SIGCHLD -> Optional.of(Heard.JOB);
      case ProcessCalls.SIGQUIT -> Optional.empty();
      default -> throw new IpcException.EndedBySignal(signal);
    };
  }
}
