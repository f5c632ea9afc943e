package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Quantity;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import ipc.sys.PipeCalls;
import ipc.sys.SocketCalls;
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
  /** What a pipe is widened to, and what pipe-max-size allows everybody: pipe(7). */
  private static final int PIPE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 18;

  /** How many steps pass before a signal is looked for: at most 64 MiB, some 10 ms. */
  private static final int STEPS_BETWEEN_LOOKS = 64;

  private final Engine engine;
  private final Kernel kernel;
  private final FileCalls files;
  private final PipeCalls pipes;
  private final Descriptor from;
  private final Descriptor to;
  private final FileStatus.Kind fromKind;
  private final FileStatus.Kind toKind;

  /** The most that one write takes without waiting, once the output polls as writable. */
  private final int mostAtOnce;

  /** Whether reading never waits, so that nobody need ask before. */
  private final boolean answersAtOnce;

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
    this.from = from;
    this.to = to;
    this.fromKind = from.status().kind();
    this.toKind = to.status().kind();
    boolean anyPipe = isPipe(fromKind) || isPipe(toKind);
    this.splices = anyPipe && !isOfInternet(to);
    this.mostAtOnce = mostAtOnce();
    this.answersAtOnce = fromKind == FileStatus.Kind.REGULAR || !waits(from);
    widen(from, fromKind);
    widen(to, toKind);
  }

  /**
   * A pipe's pages go to a TCP socket one by one, as fragments of packets, and cost more there than
   * a copy into pages of its own: measured twice the processor time. A Unix socket takes them as
   * they are.
   */
  private boolean isOfInternet(Descriptor end) {
    int[] domain = new int[1];
    return toKind == FileStatus.Kind.SOCKET
        && kernel
                .sockets()
                .getOption(end.number(), SocketCalls.SOL_SOCKET, SocketCalls.SO_DOMAIN, domain)
            >= 0
        && domain[0] != SocketCalls.AF_UNIX;
  }

  private static boolean isPipe(FileStatus.Kind kind) {
    return kind == FileStatus.Kind.FIFO;
  }

  private boolean waits(Descriptor end) {
    return (files.fcntl(end.number(), FileCalls.F_GETFL, 0) & FileCalls.O_NONBLOCK) == 0;
  }

  private int mostAtOnce() {
    // A pipe that is writable has room for PIPE_BUF (pipe(7)); more would sleep, deaf to signals.
    return waits(to) && toKind != FileStatus.Kind.REGULAR ? PipeCalls.PIPE_BUF : BUFFER_BYTES;
  }

  /** With their usual 64 KiB both ends sleep and wake all the time. */
  private void widen(Descriptor end, FileStatus.Kind kind) {
    if (isPipe(kind) && pipes.capacity(end.number()) < PIPE_BYTES) {
      // Refused where the user's pages for pipes are used up: it works as it is, only slower.
      pipes.setCapacity(end.number(), PIPE_BYTES);
    }
  }

  @Override
  public Descriptor from() {
    return from;
  }

  @Override
  public Descriptor to() {
    return to;
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
    if (!answersAtOnce && !(isPipe(fromKind) && splices) && !isReady(from, FileCalls.POLLIN)) {
      return Step.NEEDS_INPUT;
    }
    return splices ? splice() : read();
  }

  private Step splice() {
    long result = pipes.splice(from.number(), to.number(), PIPE_BYTES);
    if (result > 0) {
      moved += result;
      return Step.MOVED;
    }
    if (result == 0) {
      return Step.INPUT_ENDED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> isReady(from, FileCalls.POLLIN) ? Step.NEEDS_ROOM : Step.NEEDS_INPUT;
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
      default -> throw failure("move bytes from " + from.name() + " to " + to.name(), result);
    };
  }

  /**
   * splice(2) looks for the reader first: one that left after all was written has missed nothing.
   */
  private boolean hasNoMore() {
    return pipes.waitingBytes(from.number()) == 0
        && (fromKind == FileStatus.Kind.REGULAR || isReady(from, FileCalls.POLLIN));
  }

  private Step read() {
    if (buffer == 0) {
      long address = kernel.memory().mapAnonymous(BUFFER_BYTES);
      if (address < 0) {
        throw Failures.of("make room for", from.name(), address);
      }
      buffer = address;
    }
    long result = files.read(from.number(), buffer, BUFFER_BYTES);
    if (result > 0) {
      held = (int) result;
      heldStart = 0;
      return Step.MOVED;
    }
    if (result == 0) {
      return Step.INPUT_ENDED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_INPUT;
      case ECONNRESET -> Step.RESET;
      case EIO -> {
        if (!isMaster(from)) {
          throw failure("read " + from.name(), result);
        }
        yield Step.INPUT_ENDED;
      }
      default -> throw failure("read " + from.name(), result);
    };
  }

  private Step write() {
    boolean asks = mostAtOnce < BUFFER_BYTES;
    if (asks && !isReady(to, FileCalls.POLLOUT)) {
      return Step.NEEDS_ROOM;
    }
    long result = files.write(to.number(), buffer + heldStart, Math.min(held, mostAtOnce));
    if (result >= 0) {
      heldStart += (int) result;
      held -= (int) result;
      moved += result;
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_ROOM;
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default -> throw failure("write to " + to.name(), result);
    };
  }

  private IpcException failure(String action, long result) {
    return new IpcException.TransferFailed(
        "cannot "
            + action
            + ": "
            + Failures.reason(result)
            + "; "
            + Quantity.of(moved, "byte was", "bytes were")
            + " written before"
            + (held == 0
                ? ""
                : ", "
                    + Quantity.of(held, "more was read and is", "more were read and are")
                    + " lost"),
        null);
  }

  private boolean isMaster(Descriptor end) {
    return kernel.terminals().slaveNumber(end.number()) >= 0;
  }

  private boolean isReady(Descriptor end, int events) {
    int[] returned = new int[1];
    return files.poll(new int[] {end.number()}, new int[] {events}, 0, returned) > 0;
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
            new int[] {from.number(), toKind == FileStatus.Kind.REGULAR ? -1 : to.number()},
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
