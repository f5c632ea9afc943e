package ipc.engine;

import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A command that runs while we hold something for it.
 *
 * <p>The first INT, TERM or HUP is passed to the command once, not when the terminal sent it to the
 * whole foreground group already; then it has a time of grace. The second signal, or the end of the
 * grace, kills it.
 */
public final class CommandRun {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Kernel kernel;
  private final Engine engine;
  private final int pid;
  private final String name;
  private final CommandStreams streams;

  private CommandRun(Engine engine, int pid, String name, CommandStreams streams) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.pid = pid;
    this.name = name;
    this.streams = streams;
  }

  /**
   * Starts a command with the descriptors 0 to 2 and those named, and no others.
   *
   * @param arguments argv, the command's name first
   * @param environment NAME=value each
   * @param inherited descriptors that it keeps
   * @throws IpcException.CommandNotFound if PATH has no such command
   * @throws IpcException.CommandNotExecutable if it is there and cannot be run
   */
  public static CommandRun start(
      Engine engine, List<String> arguments, List<String> environment, int... inherited) {
    return start(engine, arguments, environment, CommandStreams.ours(engine), inherited);
  }

  /**
   * {@link #start(Engine, List, List, int...)} with another standard input.
   *
   * @param input what the command reads as its standard input
   */
  public static CommandRun start(
      Engine engine,
      List<String> arguments,
      List<String> environment,
      Descriptor input,
      int... inherited) {
    return start(engine, arguments, environment, input, engine.standardOutput(), inherited);
  }

  /**
   * {@link #start(Engine, List, List, int...)} with another standard input and output.
   *
   * @param input what the command reads as its standard input
   * @param output what it writes as its standard output
   */
  public static CommandRun start(
      Engine engine,
      List<String> arguments,
      List<String> environment,
      Descriptor input,
      Descriptor output,
      int... inherited) {
    return start(
        engine,
        arguments,
        environment,
        new CommandStreams.Descriptors(input, output, engine.standardError()),
        inherited);
  }

  /**
   * {@link #start(Engine, List, List, int...)} with other descriptors 0 to 2, or on a terminal of
   * its own.
   *
   * @param streams what the command reads and writes
   */
  public static CommandRun start(
      Engine engine,
      List<String> arguments,
      List<String> environment,
      CommandStreams streams,
      int... inherited) {
    List<byte[]> argv = arguments.stream().map(ByteText::encode).toList();
    List<byte[]> variables = environment.stream().map(ByteText::encode).toList();
    ProcessCalls processes = engine.kernel().processes();
    int pid;
    String place = "";
    // No switch: over types it costs 2 ms at start-up.
    if (streams instanceof CommandStreams.Terminal terminal) {
      pid = processes.spawnInSession(argv, variables, ByteText.encode(terminal.path()), inherited);
      place = " on '" + terminal.path() + "'";
    } else if (streams instanceof CommandStreams.Apart apart) {
      // What its commands leave behind is ours to end and to reap: pid 1 of a container may not.
      processes.adoptOrphans(true);
      pid = processes.spawnApart(argv, variables, numbers(apart.ends()), inherited);
    } else {
      int[] ends = numbers((CommandStreams.Descriptors) streams);
      pid = processes.spawn(argv, variables, ends[0], ends[1], ends[2], inherited);
    }
    String name = arguments.get(0);
    if (pid > 0) {
      return new CommandRun(engine, pid, name, streams);
    }
    throw Failures.ofStart("'" + name + "'" + place, pid, "a command is looked for in PATH");
  }

  private static int[] numbers(CommandStreams.Descriptors ends) {
    return new int[] {ends.input().number(), ends.output().number(), ends.error().number()};
  }

  /** The command's pid. */
  public int pid() {
    return pid;
  }

  /**
   * Waits for the command's end.
   *
   * @param grace how long it may take to end after a signal
   * @param lifetime when it is ended with TERM
   * @return its exit status, 128 + n where signal n ended it
   * @throws IpcException.EndedBySignal if a signal to us ended it: we are to die of the same
   * @throws IpcException.TimedOut if its lifetime ended it
   */
  public int await(SignalWatch signals, Duration grace, Deadline lifetime) {
    Ended ended = awaitEnd(signals, grace, lifetime);
    if (ended.signal().isPresent()) {
      throw new IpcException.EndedBySignal(ended.signal().getAsInt());
    }
    if (ended.expired()) {
      throw new IpcException.TimedOut("the lifetime of '" + name + "' is over", null);
    }
    return ended.status();
  }

  /**
   * How a command ended.
   *
   * @param status its exit status, 128 + n where signal n ended it
   * @param signal what was sent to us meanwhile: we are to die of the same
   * @param expired whether its lifetime ended it
   */
  public record Ended(int status, OptionalInt signal, boolean expired) {}

  /** {@link #await} for who has to put things in order before a signal to us takes effect. */
  public Ended awaitEnd(SignalWatch signals, Duration grace, Deadline lifetime) {
    int pidfd = open();
    try {
      Optional<SignalWatch.Arrival> first = signals.awaitEnd(pidfd, lifetime);
      boolean expired = first.isEmpty() && !signals.isReady(pidfd);
      if (first.isPresent() || expired) {
        end(signals, pidfd, first, grace);
      }
      int status = reap();
      OptionalInt signal =
          first.isPresent() ? OptionalInt.of(first.get().number()) : OptionalInt.empty();
      return new Ended(status, signal, expired);
    } finally {
      kernel.files().close(pidfd);
    }
  }

  /** Ends the command with TERM, or with KILL after the grace, and waits until it is gone. */
  public void stop(SignalWatch signals, Duration grace) {
    int pidfd = open();
    try {
      end(signals, pidfd, Optional.empty(), grace);
      reap();
    } finally {
      kernel.files().close(pidfd);
    }
  }

  /**
   * Ends a command that runs {@linkplain CommandStreams.Apart apart}, and all that it started and
   * left in its process group: by TERM, and by KILL after the grace or when a signal comes to us.
   * Returns when none of them is left.
   */
  public void stopAll(SignalWatch signals, Duration grace) {
    ProcessCalls processes = kernel.processes();
    boolean isKilled = false;
    try {
      processes.kill(-pid, ProcessCalls.SIGTERM);
      Deadline patience = engine.within(grace);
      // Nothing tells of the end of those that are no children of ours yet: so look again.
      while (processes.kill(-pid, 0) == 0) {
        if (patience.expired() || signals.arrived().isPresent()) {
          if (isKilled) {
            return; // it sleeps in the kernel, where KILL waits too
          }
          processes.kill(-pid, ProcessCalls.SIGKILL);
          isKilled = true;
          patience = engine.within(grace);
        }
        if (processes.reapOfGroup(pid) <= 0) {
          signals.awaitEnd(new int[0], engine.within(LOOK_AGAIN));
        }
      }
    } finally {
      processes.adoptOrphans(false);
    }
  }

  /** {@link #open} as what it is called. */
  public Descriptor pidfd() {
    return Descriptor.owned(kernel, open(), "the end of '" + name + "'");
  }

  /** Sends the command a signal. */
  public void signal(int number) {
    kernel.processes().kill(pid, number);
  }

  /** Whether a signal that came to us reached the command already, from our terminal. */
  public boolean heard(SignalWatch.Arrival arrival) {
    return streams instanceof CommandStreams.Descriptors && arrival.fromTerminal();
  }

  /** Whether it has a terminal of its own, whose master's close tells it to end: HUP. */
  public boolean hasOwnTerminal() {
    return streams instanceof CommandStreams.Terminal;
  }

  /** A descriptor that is readable when the command has ended; whoever asks closes it. */
  int open() {
    int pidfd = kernel.processes().pidfdOpen(pid);
    if (pidfd < 0) {
      throw Failures.of("watch", name, pidfd);
    }
    return pidfd;
  }

  private void end(
      SignalWatch signals, int pidfd, Optional<SignalWatch.Arrival> arrival, Duration grace) {
    boolean told = arrival.isPresent() && heard(arrival.get());
    if (!told) {
      kernel
          .processes()
          .kill(pid, arrival.map(SignalWatch.Arrival::number).orElse(ProcessCalls.SIGTERM));
    }
    signals.awaitEnd(pidfd, engine.within(grace));
    if (!signals.isReady(pidfd)) {
      kernel.processes().kill(pid, ProcessCalls.SIGKILL);
    }
  }

  /** The status of a command that has ended; waits for the end of one that has not. */
  public int reap() {
    int[] status = new int[1];
    int result;
    do {
      result = kernel.processes().wait4(pid, status);
    } while (Errno.ofResult(result) == Errno.EINTR);
    if (result < 0) {
      throw Failures.of("wait for", name, result);
    }
    return new WaitStatus(status[0]).status();
  }
}
