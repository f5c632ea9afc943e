package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Copies one input to several outputs, each byte to each, within the kernel.
 *
 * <p>tee(2) copies from the beginning of what waits in a pipe and takes nothing, and an output may
 * take only part of it. So each output has a count of the bytes at that beginning which it has
 * already; what all have is taken out of the pipe, and an output is given more when it has none of
 * what waits. Thus the slowest output holds back the others, and none loses or repeats a byte.
 *
 * <p>An input that is no pipe is moved into one first, and an output that is no pipe gets one.
 */
public final class Tee implements AutoCloseable {
  private static final int PIPE_BYTES = 1 << 20;
  private static final int ROUNDS_BETWEEN_LOOKS = 16;

  /** What is done when the readers of an output go away. */
  public enum Gone {
    /** All of it ends. */
    END("end"),
    /** The others go on. */
    DROP("drop");

    private final String word;

    Gone(String word) {
      this.word = word;
    }

    /** As it is typed. */
    public String word() {
      return word;
    }
  }

  /**
   * What became of an output.
   *
   * @param bytes how many were written to it
   * @param unwrittenBytes how many were on their way and could not be written any more
   * @param isDead whether its readers went away
   */
  public record Branch(long bytes, long unwrittenBytes, boolean isDead) {}

  /**
   * What became of all.
   *
   * @param bytes how many were taken from the input
   * @param branches the outputs, in order
   * @param first who ended it
   */
  public record Outcome(
      long bytes, List<Branch> branches, long nanos, Closer first, OptionalInt signal) {}

  /** An output. */
  private final class Output implements AutoCloseable {
    private final Descriptor to;
    private final Descriptor target; // where tee(2) writes
    private final Descriptor stage; // its other end, where the output is no pipe
    private final Pump pump;
    private long has; // of what waits in the source
    private long copied;
    private boolean isFull;
    private boolean isDead;

    Output(Descriptor to) {
      this.to = to;
      if (to.status().kind() == FileStatus.Kind.FIFO) {
        target = to;
        stage = null;
        pump = null;
        kernel.pipes().setCapacity(to.number(), PIPE_BYTES);
      } else {
        Descriptor[] ends = Descriptor.pipe(kernel, to.name());
        target = ends[1];
        stage = ends[0];
        pump = new Pump(engine, stage, to);
      }
    }

    long written() {
      return pump == null ? copied : pump.moved();
    }

    long unwritten() {
      return pump == null
          ? 0
          : pump.unwritten() + Math.max(0, kernel.pipes().waitingBytes(stage.number()));
    }

    /** Moves on what tee(2) has given it; whether that was anything. */
    boolean flush() {
      if (pump == null) {
        return false;
      }
      return switch (pump.step()) {
        case MOVED -> {
          isFull = false;
          yield true;
        }
        case NEEDS_INPUT, INPUT_ENDED -> {
          isFull = false;
          yield false;
        }
        case NEEDS_ROOM -> {
          isFull = true;
          yield false;
        }
        case READER_GONE, RESET -> {
          isDead = true;
          yield true;
        }
      };
    }

    /** Gives it what waits, if it has none of that yet; whether it took anything. */
    boolean copy() {
      if (has > 0) {
        return false;
      }
      long result = kernel.pipes().tee(source.number(), target.number(), PIPE_BYTES);
      if (result > 0) {
        has = result;
        copied += result;
        isFull = isFull && pump != null;
        return true;
      }
      if (result == 0) {
        isEnded = true; // nothing waits, and no writer is left
        return false;
      }
      return switch (Errno.ofResult(result)) {
        case EINTR -> true;
        case EAGAIN -> {
          isFull = pump == null && kernel.pipes().waitingBytes(source.number()) > 0;
          yield false;
        }
        case EPIPE -> {
          isDead = true;
          yield true;
        }
        default ->
            throw new IpcException.TransferFailed(
                "cannot copy to " + to.name() + ": " + Failures.reason(result), null);
      };
    }

    @Override
    public void close() {
      if (pump != null) {
        pump.close();
        target.close();
        stage.close();
      }
      to.close();
    }
  }

  private final Engine engine;
  private final Kernel kernel;
  private final Gone policy;
  private final SignalWatch signals;
  private final Descriptor source;
  private final Descriptor sink;
  private final List<Output> outputs = new ArrayList<>();
  private Pump feed; // null where the input is a pipe, or has ended
  private Descriptor fed;
  private Mover.Step feedStep = Mover.Step.MOVED;
  private boolean isEnded;
  private long taken;

  /**
   * A copy of one input to several outputs.
   *
   * @param outputs are closed with it
   * @throws IpcException.BadUsage if one of them is the input: it would never end
   */
  public Tee(
      Engine engine, Descriptor input, List<Descriptor> outputs, Gone policy, SignalWatch signals) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.policy = policy;
    this.signals = signals;
    outputs.forEach(output -> refuseLoop(input, output));
    if (input.status().kind() == FileStatus.Kind.FIFO) {
      source = input;
      kernel.pipes().setCapacity(source.number(), PIPE_BYTES);
    } else {
      Descriptor[] ends = Descriptor.pipe(kernel, input.name());
      source = ends[0];
      fed = ends[1];
      feed = new Pump(engine, input, fed);
    }
    sink = Descriptor.open(kernel, "/dev/null", FileCalls.O_WRONLY, 0, "/dev/null");
    for (Descriptor output : outputs) {
      this.outputs.add(new Output(output));
    }
  }

  private static void refuseLoop(Descriptor input, Descriptor output) {
    FileStatus from = input.status();
    FileStatus to = output.status();
    if (from.kind() == FileStatus.Kind.FIFO
        && from.inode() == to.inode()
        && from.deviceMajor() == to.deviceMajor()
        && from.deviceMinor() == to.deviceMinor()) {
      throw new IpcException.BadUsage(
          output.name() + " is what is read from: it would never end", null);
    }
  }

  /**
   * Waits for a first byte, or for a first writer that comes and goes: before that an input with a
   * name has not ended, it has not begun.
   *
   * @return false if the deadline passed first; true also if there is nobody left to copy to
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public boolean awaitInput(Deadline until) {
    int last = outputs.size();
    int[] descriptors = new int[last + 1];
    int[] events = new int[last + 1];
    while (!isOver()) {
      for (int i = 0; i < last; i++) {
        descriptors[i] = outputs.get(i).isDead ? -1 : outputs.get(i).to.number();
      }
      descriptors[last] = source.number();
      events[last] = FileCalls.POLLIN;
      int[] returned = signals.awaitAny(descriptors, events, until);
      noteDead(returned);
      if (returned[last] != 0) {
        return true;
      }
      if (until.expired()) {
        return false;
      }
    }
    return true;
  }

  private void noteDead(int[] returned) {
    for (int i = 0; i < outputs.size(); i++) {
      if ((returned[i] & FileCalls.POLLERR) != 0) {
        outputs.get(i).isDead = true;
      }
    }
  }

  /** Copies until the input ends or somebody else ends it; a signal is told, not thrown. */
  public Outcome run() {
    long begun = engine.monotonicNanos().getAsLong();
    Closer first = Closer.INPUT;
    OptionalInt signal = OptionalInt.empty();
    try {
      int rounds = 0;
      while (!isOver() && !isDone()) {
        if (!advance()) {
          // The round may have found the end of the input.
          if (!isDone()) {
            await();
          }
        } else if (++rounds % ROUNDS_BETWEEN_LOOKS == 0) {
          signals.check();
        }
      }
      first = isOver() ? Closer.READER : Closer.INPUT;
    } catch (IpcException.EndedBySignal ended) {
      first = Closer.SIGNAL;
      signal = OptionalInt.of(ended.signal());
    }
    long nanos = engine.monotonicNanos().getAsLong() - begun;
    List<Branch> branches = new ArrayList<>();
    for (Output output : outputs) {
      branches.add(new Branch(output.written(), output.unwritten(), output.isDead));
    }
    return new Outcome(taken, List.copyOf(branches), nanos, first, signal);
  }

  /** Whether an end of readers ends it. */
  private boolean isOver() {
    boolean anyDead = false;
    boolean anyAlive = false;
    for (Output output : outputs) {
      anyDead |= output.isDead;
      anyAlive |= !output.isDead;
    }
    return switch (policy) {
      case END -> anyDead;
      case DROP -> !anyAlive;
    };
  }

  private boolean isDone() {
    boolean done = isEnded;
    for (Output output : outputs) {
      done = done && (output.isDead || output.unwritten() == 0);
    }
    return done;
  }

  /** One round over all ends; whether anything moved. */
  private boolean advance() {
    boolean moved = feed();
    for (Output output : outputs) {
      if (!output.isDead) {
        moved |= output.flush();
      }
      if (!output.isDead && !isEnded) {
        moved |= output.copy();
      }
    }
    return take() | moved;
  }

  private boolean feed() {
    if (feed == null) {
      return false;
    }
    feedStep = feed.step();
    return switch (feedStep) {
      case MOVED -> true;
      case NEEDS_INPUT, NEEDS_ROOM -> false;
      case INPUT_ENDED, RESET -> {
        endFeed();
        yield true;
      }
      case READER_GONE -> throw new IllegalStateException("the reader is this process");
    };
  }

  private void endFeed() {
    feed.close();
    fed.close();
    feed = null;
  }

  /** Takes out what every output has. */
  private boolean take() {
    long all = Long.MAX_VALUE;
    for (Output output : outputs) {
      all = output.isDead ? all : Math.min(all, output.has);
    }
    if (all == 0 || all == Long.MAX_VALUE) {
      return false;
    }
    long result = kernel.pipes().splice(source.number(), sink.number(), all);
    if (result < 0 && Errno.ofResult(result) != Errno.EINTR) {
      throw Failures.of("take from", source.name(), result);
    }
    for (Output output : outputs) {
      output.has -= Math.max(0, result);
    }
    taken += Math.max(0, result);
    return true;
  }

  private void await() {
    int[] descriptors = new int[outputs.size() + 1];
    int[] events = new int[outputs.size() + 1];
    boolean isAnyFull = false;
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      descriptors[i] = output.isDead ? -1 : output.to.number();
      events[i] = output.isFull ? FileCalls.POLLOUT : 0;
      isAnyFull |= output.isFull && !output.isDead;
    }
    int last = outputs.size();
    events[last] = FileCalls.POLLIN;
    descriptors[last] = -1;
    if (feed != null) {
      descriptors[last] = feedStep == Mover.Step.NEEDS_INPUT ? feed.from().number() : -1;
    } else if (!isEnded && (!isAnyFull || kernel.pipes().waitingBytes(source.number()) == 0)) {
      // What has come since an output asked for it wakes us, unless a full output must be waited
      // for: until that has it, it stays there and would wake us again and again.
      descriptors[last] = source.number();
    }
    noteDead(signals.awaitAny(descriptors, events, Deadline.never()));
  }

  @Override
  public void close() {
    if (feed != null) {
      endFeed();
    }
    if (fed != null) {
      source.close();
    }
    sink.close();
    outputs.forEach(Output::close);
  }
}
