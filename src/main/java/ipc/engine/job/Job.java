package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.WaitStatus;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes of one pipeline.
 *
 * <p>For one thread: the one that starts them reaps them too.
 */
public final class Job {
  private static final int PIPE = new WaitStatus(ProcessCalls.SIGPIPE).status();

  /** Where its processes belong. */
  public enum Group {
    /** Together with us: what the terminal sends reaches all. */
    OURS,
    /** A group of their own, which can be in the foreground or not. */
    OWN
  }

  /** What it does. */
  public enum State {
    /** At least one process runs. */
    RUNNING,
    /** None runs, and at least one is stopped. */
    STOPPED,
    /** All have ended. */
    ENDED
  }

  private static final class Member {
    private final int pid;
    private State state = State.RUNNING;
    private int status;
    private boolean isEndedBySignal;

    Member(int pid) {
      this.pid = pid;
    }
  }

  private final Engine engine;
  private final Kernel kernel;
  private final Group group;
  private final List<Member> members = new ArrayList<>();

  /** A job without processes. */
  public Job(Engine engine, Group group) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.group = group;
  }

  /**
   * Starts the next process of it.
   *
   * @param arguments argv, the program first
   * @param environment NAME=value each
   * @throws IpcException if it cannot be started
   */
  public void start(List<String> arguments, List<String> environment, StandardDescriptors streams) {
    OptionalInt joined =
        switch (group) {
          case OURS -> OptionalInt.empty();
          case OWN -> OptionalInt.of(members.isEmpty() ? 0 : leader());
        };
    members.add(new Member(new Launch(arguments, environment, streams).start(engine, joined)));
  }

  /** Counts what never was a process as one that has ended. */
  public void addEnded(int status) {
    Member failed = new Member(0);
    failed.state = State.ENDED;
    failed.status = status;
    members.add(failed);
  }

  /** Whether any process was started. */
  public boolean isStarted() {
    return members.stream().anyMatch(member -> member.pid != 0);
  }

  /** The pid of its first process, and its group's number where it has its own. */
  public int leader() {
    for (Member member : members) {
      if (member.pid != 0) {
        return member.pid;
      }
    }
    return 0;
  }

  /** The pid of its last process. */
  public int lastPid() {
    int last = 0;
    for (Member member : members) {
      last = member.pid != 0 ? member.pid : last;
    }
    return last;
  }

  /** Sends all of it a signal. */
  public void signal(int number) {
    if (group == Group.OWN && leader() != 0 && state() != State.ENDED) {
      kernel.processes().kill(-leader(), number);
      return;
    }
    for (Member member : members) {
      if (member.state != State.ENDED) {
        kernel.processes().kill(member.pid, number);
      }
    }
  }

  /** {@link #signal} that reaches it where it is stopped too. */
  public void end(int number) {
    signal(number);
    if (state() == State.STOPPED && number != ProcessCalls.SIGSTOP) {
      signal(ProcessCalls.SIGCONT);
    }
  }

  /** Lets it run on after a stop. */
  public void resume() {
    for (Member member : members) {
      if (member.state == State.STOPPED) {
        member.state = State.RUNNING;
      }
    }
    signal(ProcessCalls.SIGCONT);
  }

  /** Asks the kernel what became of its processes. */
  public void update() {
    int[] status = new int[1];
    for (Member member : members) {
      int result = 1;
      while (member.state != State.ENDED && result > 0) {
        result = kernel.processes().pollChild(member.pid, status);
        if (result > 0) {
          note(member, status[0]);
        } else if (Errno.ofResult(result) == Errno.ECHILD) {
          note(member, 0);
        }
      }
    }
  }

  private static void note(Member member, int word) {
    WaitStatus status = new WaitStatus(word);
    if (status.isContinued()) {
      member.state = State.RUNNING;
      return;
    }
    member.state = status.isStopped() ? State.STOPPED : State.ENDED;
    member.status = status.status();
    member.isEndedBySignal = status.isEndedBySignal();
  }

  /** What it does, as it was when {@link #update} asked. */
  public State state() {
    State state = State.ENDED;
    for (Member member : members) {
      switch (member.state) {
        case RUNNING -> {
          return State.RUNNING;
        }
        case STOPPED -> state = State.STOPPED;
        case ENDED -> {}
      }
    }
    return state;
  }

  /** Whether a signal has ended its last process. */
  public boolean isEndedBySignal() {
    return !members.isEmpty() && members.getLast().isEndedBySignal;
  }

  /**
   * What it ended with: the status of the last process that failed, where one that its reader cut
   * off (SIGPIPE) did not, unless it is the last of all.
   */
  public int status() {
    int status = 0;
    for (int i = 0; i < members.size(); i++) {
      int each = members.get(i).status;
      if (each != 0 && (each != PIPE || i == members.size() - 1)) {
        status = each;
      }
    }
    return status;
  }

  /**
   * Waits until all of it has ended, in a process that has no signals to read but its own.
   *
   * @param grace how long it may take to end after a signal
   * @throws IpcException.EndedBySignal if a signal to us ended it: we are to die of the same
   */
  public void await(SignalWatch signals, Duration grace) {
    int[] pidfds = pidfds();
    try {
      Optional<SignalWatch.Arrival> first = Optional.empty();
      Deadline until = Deadline.never();
      update();
      while (state() != State.ENDED) {
        Optional<SignalWatch.Arrival> arrival = awaitNext(signals, pidfds, until);
        update();
        if (arrival.isPresent() && first.isEmpty()) {
          first = arrival;
          until = engine.within(grace);
          if (group == Group.OWN || !arrival.get().fromTerminal()) {
            signal(arrival.get().number());
          }
        } else if (first.isPresent() && (arrival.isPresent() || until.expired())) {
          signal(ProcessCalls.SIGKILL);
          until = Deadline.never();
        }
      }
      if (first.isPresent()) {
        throw new IpcException.EndedBySignal(first.get().number());
      }
    } finally {
      for (int pidfd : pidfds) {
        kernel.files().close(pidfd);
      }
    }
  }

  /** Waits for the end of one that has not ended. */
  private Optional<SignalWatch.Arrival> awaitNext(
      SignalWatch signals, int[] pidfds, Deadline until) {
    List<Integer> alive = new ArrayList<>();
    int next = 0;
    for (Member member : members) {
      if (member.pid != 0) {
        if (member.state != State.ENDED) {
          alive.add(pidfds[next]);
        }
        next++;
      }
    }
    return signals.awaitEnd(alive.stream().mapToInt(Integer::intValue).toArray(), until);
  }

  private int[] pidfds() {
    int[] pidfds = new int[(int) members.stream().filter(member -> member.pid != 0).count()];
    int next = 0;
    for (Member member : members) {
      if (member.pid != 0) {
        // Where it cannot be opened, poll(2) passes over it, and the others' ends are waited for.
        pidfds[next] = kernel.processes().pidfdOpen(member.pid);
        next++;
      }
    }
    return pidfds;
  }

  /** Two ends of a new pipe: what one process writes, the next reads. */
  public static Descriptor[] pipe(Engine engine) {
    return Descriptor.pipe(engine.kernel(), "the pipe between two commands");
  }
}
