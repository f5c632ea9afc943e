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
import ipc.sys.PipeCalls;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Moves bytes from one descriptor to another, in one direction, and counts those that were written.
 *
 * <p>Where an end is a pipe the kernel moves them (splice(2)), else they go through a buffer. A
 * {@link #step} never waits, so that several pumps can be driven by one thread; {@link #run} drives
 * one. Neither closes a descriptor: what the end of the input means for the output is for the
 * caller to decide.
 *
 * <p>A pseudo-terminal's master has no end of input but EIO, once nobody has the slave open: that
 * counts as the end here. It also comes before anybody opened the slave again, so whoever starts a
 * command on it keeps the slave open until then.
 */
public final class Pump implements Mover {
  private static final int SPLICE_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 18;

  /** How many steps pass before a signal is looked for: at most 64 MiB, some 10 ms. */
  private static final int STEPS_BETWEEN_LOOKS = 64;

  private final Engine engine;
  private final Kernel kernel;
  private final FileCalls files;
  private final PipeCalls pipes;
  private final PromptDescriptor from;
  private final PromptDescriptor to;
  private boolean splices;
  private long buffer;
  private int held; // bytes in the buffer that are not written yet
  private int heldStart;
  private long moved;

  /** A pump between two descriptors, whose pipes hold more from now on where that is allowed. */
  public Pump(Engine engine, Descriptor from, Descriptor to) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.files = kernel.files();
    this.pipes = kernel.pipes();
    this.from = new PromptDescriptor(engine, from);
    this.to = new PromptDescriptor(engine, to);
    this.splices = (this.from.isPipe() || this.to.isPipe()) && !isOfInternet(this.to);
    this.from.widen();
    this.to.widen();
  }

  /**
   * A pipe's pages go to a TCP socket one by one, as fragments of packets, and cost more there than
   * a copy into pages of its own: measured twice the processor time. A Unix socket takes them as
   * they are.
   */
  private boolean isOfInternet(PromptDescriptor end) {
    if (end.kind() != FileStatus.Kind.SOCKET) {
      return false;
    }
    int domain = kernel.socketOptions().ofSocket(end.number(), SocketOptionCalls.SO_DOMAIN);
    return domain >= 0 && domain != SocketCalls.AF_UNIX;
  }

  @Override
  public Descriptor from() {
    return from.descriptor();
  }

  @Override
  public Descriptor to() {
    return to.descriptor();
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public int unwritten() {
    return held;
  }

  @Override
  public Step step() {
    if (held > 0) {
      return write();
    }
    if (!(from.isPipe() && splices) && !from.canReadNow()) {
      return Step.NEEDS_INPUT;
    }
    return splices ? splice() : read();
  }

  private Step splice() {
    long result = pipes.splice(from.number(), to.number(), SPLICE_BYTES);
    if (result > 0) {
      moved += result;
      return Step.MOVED;
    }
    if (result == 0) {
      return Step.INPUT_ENDED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> from.isReadable() ? Step.NEEDS_ROOM : Step.NEEDS_INPUT;
      case EPIPE -> hasNoMore() ? Step.INPUT_ENDED : Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      case EIO -> {
        // Which end failed is not told: a read of the one is.
        splices = false;
        yield Step.MOVED;
      }
      case EINVAL -> {
        // A file opened for appending, a terminal: no splice for those.
        splices = false;
        yield Step.MOVED;
      }
      default ->
          throw new IpcException.TransferFailed(
              "cannot move bytes from "
                  + from().name()
                  + " to "
                  + to().name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + progress(),
              null);
    };
  }

  /**
   * splice(2) looks for the reader first: one that left after all was written has missed nothing.
   */
  private boolean hasNoMore() {
    // In this order: what a writer adds in between is seen, and no pause of its taken for its end.
    return (from.kind() == FileStatus.Kind.REGULAR || from.isReadable())
        && pipes.waitingBytes(from.number()) == 0;
  }

  private Step read() {
    if (buffer == 0) {
      long address = kernel.memory().mapAnonymous(BUFFER_BYTES);
      if (address < 0) {
        throw Failures.of("make room for", from().name(), address);
      }
      buffer = address;
    }
    long result = files.read(from.number(), buffer, BUFFER_BYTES);
    if (result > 0) {
      held = (int) result;
      heldStart = 0;
    }
    return from.readCameTo(result, this::progress);
  }

  private Step write() {
    if (!to.canWriteNow()) {
      return Step.NEEDS_ROOM;
    }
    int count = Math.min(held, to.mostAtOnce());
    long result = files.write(to.number(), buffer + heldStart, count);
    if (result > 0) {
      heldStart += (int) result;
      held -= (int) result;
      moved += result;
    }
    return to.writeCameTo(result, this::progress);
  }

  /**
   * Moves bytes until somebody ends it; what a signal interrupts is told, not thrown.
   *
   * @param lifetime when it is over whatever is left
   */
  public Flow run(SignalWatch signals, Deadline lifetime) {
    long begun = engine.monotonicNanos().getAsLong();
    Closer first = null;
    OptionalInt signal = OptionalInt.empty();
    int steps = 0;
    try {
      while (first == null) {
        first =
            switch (step()) {
              case MOVED -> {
                if (++steps % STEPS_BETWEEN_LOOKS != 0) {
                  yield null;
                }
                signals.check();
                yield lifetime.expired() ? Closer.TIME : null;
              }
              case NEEDS_INPUT -> awaitInput(signals, lifetime);
              case NEEDS_ROOM -> {
                signals.awaitAny(new int[] {to.number()}, new int[] {FileCalls.POLLOUT}, lifetime);
                yield lifetime.expired() ? Closer.TIME : null;
              }
              case INPUT_ENDED -> Closer.INPUT;
              case READER_GONE, RESET -> Closer.READER;
            };
      }
    } catch (IpcException.EndedBySignal ended) {
      first = Closer.SIGNAL;
      signal = OptionalInt.of(ended.signal());
    }
    long nanos = engine.monotonicNanos().getAsLong() - begun;
    return new Flow(moved, held, OptionalLong.empty(), nanos, first, signal);
  }

  /** Waits for input, and for the end of whoever reads: who waits for nothing must not stay. */
  private Closer awaitInput(SignalWatch signals, Deadline lifetime) {
    int[] returned =
        signals.awaitAny(
            new int[] {from.number(), to.kind() == FileStatus.Kind.REGULAR ? -1 : to.number()},
            new int[] {FileCalls.POLLIN, 0},
            lifetime);
    if (returned[0] == 0 && (returned[1] & FileCalls.POLLERR) != 0) {
      return Closer.READER;
    }
    return lifetime.expired() ? Closer.TIME : null;
  }

  @Override
  public void close() {
    if (buffer != 0) {
      kernel.memory().munmap(buffer, BUFFER_BYTES);
      buffer = 0;
    }
  }
}
