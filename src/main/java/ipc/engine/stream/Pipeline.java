package ipc.engine.stream;

import ipc.engine.CommandGroup;
import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Commands that each read what the one before writes. Between two of them there are two pipes and a
 * pump, so that bytes are counted and whoever closes first is seen; one thread drives all pumps.
 *
 * <p>The first command has our standard input. Behind the last one there is a pump to our standard
 * output too, unless that is a terminal: then the command has the terminal itself.
 */
public final class Pipeline implements AutoCloseable {
  /** How many steps one pump makes before the others have their turn. */
  private static final int STEPS_IN_TURN = 16;

  private final Engine engine;
  private final Kernel kernel;
  private final SignalWatch signals;
  private final long begun;
  private final CommandGroup<Stage> group;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Joint> joints = new ArrayList<>();
  private Optional<SignalWatch.Arrival> signal = Optional.empty();
  private Optional<IpcException> failure = Optional.empty();

  /** A command of ours, and how it ended. */
  private static final class Stage {
    private final String name;
    private int pid;
    private int status;
    private long nanos;

    Stage(String name) {
      this.name = name;
    }
  }

  /** What lies between two commands. */
  private static final class Joint {
    private final Descriptor from;
    private final Descriptor to;
    private final Pump pump;
    private Mover.Step last = Mover.Step.NEEDS_INPUT;
    private Flow flow;

    Joint(Engine engine, Descriptor from, Descriptor to) {
      this.from = from;
      this.to = to;
      this.pump = new Pump(engine, from, to);
    }

    boolean isOpen() {
      return flow == null;
    }

    /** What lies in the pipe and in the pump. */
    long unwritten(Kernel kernel) {
      return pump.unwritten() + Math.max(0, kernel.pipes().waitingBytes(from.number()));
    }
  }

  /**
   * How a command ended.
   *
   * @param command its name
   * @param pid its process
   * @param status its exit status, 128 + n where signal n ended it
   * @param nanos how long it ran
   * @param output what became of what it wrote; empty for the last one if it wrote to a terminal
   */
  public record Ended(String command, int pid, int status, long nanos, Optional<Flow> output) {}

  /**
   * How all of it ended.
   *
   * @param stages in order
   * @param signal what was sent to us meanwhile: we are to die of the same
   * @param failure why standard output took no more, where that is no matter of commands
   */
  public record Outcome(List<Ended> stages, OptionalInt signal, Optional<IpcException> failure) {
    /** The status of the last command that failed, or 0: the shell's pipefail. */
    public int status() {
      for (Ended stage : stages.reversed()) {
        if (stage.status() != 0) {
          return stage.status();
        }
      }
      return 0;
    }
  }

  private Pipeline(Engine engine, SignalWatch signals) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.signals = signals;
    this.begun = engine.monotonicNanos().getAsLong();
    this.group = new CommandGroup<>(engine);
  }

  /**
   * Starts all commands.
   *
   * @param commands argv of each
   * @param environment NAME=value each
   * @throws IpcException.CommandNotFound if there is none of a name; those before it are killed
   * @throws IpcException.CommandNotExecutable if one cannot be run, likewise
   */
  public static Pipeline start(
      Engine engine, List<List<String>> commands, List<String> environment, SignalWatch signals) {
    Pipeline pipeline = new Pipeline(engine, signals);
    try {
      pipeline.start(commands, environment);
      return pipeline;
    } catch (IpcException failure) {
      pipeline.abandon();
      pipeline.close();
      throw failure;
    }
  }

  private void start(List<List<String>> commands, List<String> environment) {
    Descriptor input = engine.standardInput();
    boolean countsLast = isCountable(engine.standardOutput());
    try {
      for (int i = 0; i < commands.size(); i++) {
        boolean isLast = i == commands.size() - 1;
        if (isLast && !countsLast) {
          start(commands.get(i), environment, input, engine.standardOutput());
          return;
        }
        Descriptor[] out =
            Descriptor.pipe(kernel, "the output of '" + commands.get(i).get(0) + "'");
        try {
          start(commands.get(i), environment, input, out[1]);
        } catch (IpcException failure) {
          out[0].close();
          throw failure;
        } finally {
          out[1].close();
          input.close();
          input = engine.standardInput();
        }
        if (isLast) {
          joints.add(new Joint(engine, out[0], engine.standardOutput()));
        } else {
          String next = "the input of '" + commands.get(i + 1).get(0) + "'";
          Descriptor[] in = Descriptor.pipe(kernel, next);
          joints.add(new Joint(engine, out[0], in[1]));
          input = in[0];
        }
      }
    } finally {
      input.close();
    }
  }

  /** A command on a terminal has the terminal; what is closed takes nothing. */
  private boolean isCountable(Descriptor output) {
    return kernel.files().fcntl(output.number(), FileCalls.F_GETFL, 0) >= 0
        && !kernel.terminals().isTerminal(output.number());
  }

  private void start(
      List<String> command, List<String> environment, Descriptor input, Descriptor output) {
    Stage stage = new Stage(command.get(0));
    CommandRun run = CommandRun.start(engine, command, environment, input, output);
    stage.pid = run.pid();
    stages.add(stage);
    group.add(run, stage);
  }

  private void abandon() {
    group.kill();
    while (group.size() > 0) {
      signals.awaitAnyOrSignal(group.pidfds(), readable(group.size()), Deadline.never());
      group.ended();
    }
  }

  /**
   * Moves bytes until all commands have ended, and what they wrote has gone out. The first signal
   * is passed to them; after the grace, or with the second, they are killed and what is left is
   * given up.
   */
  public Outcome run(Duration grace) {
    Deadline patience = Deadline.never();
    boolean isGivenUp = false;
    while (true) {
      for (Joint joint : joints) {
        drive(joint);
      }
      for (CommandGroup.Ended<Stage> ended : group.ended()) {
        ended.held().status = ended.status();
        ended.held().nanos = elapsed();
      }
      if (group.size() == 0 && (isGivenUp || !outputIsOpen())) {
        break;
      }
      await(patience);
      Optional<SignalWatch.Arrival> arrival = signals.arrived();
      if (arrival.isPresent() && signal.isEmpty()) {
        signal = arrival;
        group.pass(arrival.get());
        patience = engine.within(grace);
      } else if (arrival.isPresent() || patience.expired()) {
        group.kill();
        isGivenUp = true;
        patience = Deadline.never();
      }
    }
    for (Joint joint : joints) {
      drive(joint);
      // Somebody else may hold the pipe still; nobody of ours reads it any more.
      end(joint, isGivenUp ? Closer.SIGNAL : Closer.READER);
    }
    return outcome();
  }

  /** Whether somebody can still write what is to go out: the last command, or a child of it. */
  private boolean outputIsOpen() {
    return joints.size() == stages.size() && joints.getLast().isOpen();
  }

  private long elapsed() {
    return engine.monotonicNanos().getAsLong() - begun;
  }

  private void drive(Joint joint) {
    try {
      for (int i = 0; i < STEPS_IN_TURN && joint.isOpen(); i++) {
        joint.last = joint.pump.step();
        switch (joint.last) {
          case MOVED -> {}
          case NEEDS_INPUT, NEEDS_ROOM -> {
            return;
          }
          case INPUT_ENDED -> end(joint, Closer.INPUT);
          case READER_GONE, RESET -> end(joint, Closer.READER);
        }
      }
    } catch (IpcException.TransferFailed full) {
      // A full disk behind standard output: the commands hear of it as of a reader that left.
      failure = Optional.of(full);
      end(joint, Closer.READER);
    }
  }

  /** Passes the end on: to the reader as the end of its input, to the writer as a broken pipe. */
  private void end(Joint joint, Closer first) {
    if (joint.isOpen()) {
      long unwritten = first == Closer.INPUT ? 0 : joint.unwritten(kernel);
      joint.flow =
          new Flow(
              joint.pump.moved(),
              unwritten,
              OptionalLong.empty(),
              elapsed(),
              first,
              OptionalInt.empty());
      joint.pump.close();
      joint.from.close();
      joint.to.close();
    }
  }

  private void await(Deadline patience) {
    int[] pidfds = group.pidfds();
    int open = 2 * joints.size();
    int[] descriptors = new int[open + pidfds.length];
    int[] events = new int[open + pidfds.length];
    Arrays.fill(descriptors, -1);
    boolean isBusy = false;
    for (int i = 0; i < joints.size(); i++) {
      Joint joint = joints.get(i);
      if (joint.isOpen()) {
        isBusy = isBusy || joint.last == Mover.Step.MOVED;
        boolean waitsForInput = joint.last == Mover.Step.NEEDS_INPUT;
        descriptors[2 * i] = waitsForInput ? joint.from.number() : -1;
        events[2 * i] = FileCalls.POLLIN;
        descriptors[2 * i + 1] = joint.to.number();
        events[2 * i + 1] = waitsForInput ? 0 : FileCalls.POLLOUT;
      }
    }
    System.arraycopy(pidfds, 0, descriptors, open, pidfds.length);
    Arrays.fill(events, open, events.length, FileCalls.POLLIN);
    int[] returned =
        signals.awaitAnyOrSignal(descriptors, events, isBusy ? Deadline.immediate() : patience);
    for (int i = 0; i < joints.size(); i++) {
      boolean readerGone = (returned[2 * i + 1] & FileCalls.POLLERR) != 0;
      if (readerGone && returned[2 * i] == 0) {
        end(joints.get(i), Closer.READER);
      }
    }
  }

  private static int[] readable(int count) {
    int[] events = new int[count];
    Arrays.fill(events, FileCalls.POLLIN);
    return events;
  }

  private Outcome outcome() {
    List<Ended> ended = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Optional<Flow> output =
          i < joints.size() ? Optional.of(joints.get(i).flow) : Optional.empty();
      ended.add(new Ended(stage.name, stage.pid, stage.status, stage.nanos, output));
    }
    return new Outcome(
        List.copyOf(ended),
        signal.isPresent() ? OptionalInt.of(signal.get().number()) : OptionalInt.empty(),
        failure.isPresent() ? failure : lostOutput());
  }

  /**
   * The last command may have ended well before its output could go out: where our reader left
   * that, it would have been ended by SIGPIPE, had it written to that reader itself.
   */
  private Optional<IpcException> lostOutput() {
    boolean isLost =
        joints.size() == stages.size()
            && joints.getLast().flow.first() == Closer.READER
            && joints.getLast().flow.unwrittenBytes() > 0;
    return isLost ? Optional.of(new IpcException.OutputClosed()) : Optional.empty();
  }

  @Override
  public void close() {
    for (Joint joint : joints) {
      end(joint, Closer.READER);
    }
    group.close();
  }
}
