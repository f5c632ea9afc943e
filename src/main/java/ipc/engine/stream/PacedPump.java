package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.PipeCalls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Moves bytes piece by piece through memory: each is held back as the pace says, and shown to taps
 * once it was written.
 *
 * <p>What is held back for a time is bounded by {@link #MOST_HELD_BYTES}, else by a piece: then
 * nothing more is read, and whoever writes has to wait.
 */
public final class PacedPump implements Mover {
  /** How much is held back at most, each way. */
  public static final int MOST_HELD_BYTES = 1 << 24;

  private static final int PIECE_BYTES = 1 << 16;

  /** How soon a tap is asked again that keeps bytes in memory: a reader of its own is slow. */
  public static final Duration TAP_PAUSE = Duration.ofMillis(5);

  private final Engine engine;
  private final FileCalls files;
  private final Descriptor from;
  private final Descriptor to;
  private final Pace pace;
  private final Metronome metronome;
  private final List<Tap> taps;
  private final boolean asksBeforeReading;
  private final boolean asksBeforeWriting;
  private final byte[] buffer;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private int held;
  private long moved;
  private boolean wantsInput;
  private boolean wantsRoom;
  private Step ended; // what the input ended with; null until then
  private boolean isEndTold;

  /** Bytes that were read together and go together. */
  private static final class Piece {
    private final byte[] bytes;
    private final long due;
    private int done;

    Piece(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }
  }

  /** A mover between two descriptors, which it leaves open. */
  public PacedPump(Engine engine, Descriptor from, Descriptor to, Pace pace, List<Tap> taps) {
    this.engine = engine;
    this.files = engine.kernel().files();
    this.from = from;
    this.to = to;
    this.pace = pace;
    this.metronome = new Metronome(engine, pace);
    this.taps = List.copyOf(taps);
    this.asksBeforeReading = mayWait(from);
    this.asksBeforeWriting = mayWait(to);
    this.buffer = new byte[pieceBytes()];
  }

  private int pieceBytes() {
    long most = pace.bytesPerSecond().orElse(Long.MAX_VALUE) / Metronome.PIECES_PER_SECOND;
    return Math.clamp(most, 1, PIECE_BYTES);
  }

  private boolean mayWait(Descriptor end) {
    int flags = files.fcntl(end.number(), FileCalls.F_GETFL, 0);
    return (flags & FileCalls.O_NONBLOCK) == 0 && end.status().kind() != FileStatus.Kind.REGULAR;
  }

  @Override
  public Step step() {
    wantsInput = false;
    wantsRoom = false;
    metronome.reset();
    if (!haveTapsCaughtUp()) {
      metronome.pause(TAP_PAUSE);
      return Step.NEEDS_INPUT;
    }
    Step written = writeWhatIsDue();
    if (written != Step.NEEDS_ROOM && written != Step.NEEDS_INPUT) {
      return written;
    }
    Step read = ended == null && held < mostHeld() ? read() : Step.NEEDS_INPUT;
    if (read == Step.MOVED) {
      return read;
    }
    if (ended != null && pieces.isEmpty()) {
      return end();
    }
    return written;
  }

  private int mostHeld() {
    return pace.delays() ? MOST_HELD_BYTES : buffer.length;
  }

  private boolean haveTapsCaughtUp() {
    boolean all = true;
    for (Tap tap : taps) {
      all &= tap.catchUp();
    }
    return all;
  }

  private Step end() {
    if (!isEndTold && ended == Step.INPUT_ENDED) {
      isEndTold = true;
      taps.forEach(Tap::end);
    }
    if (!haveTapsCaughtUp()) {
      metronome.pause(TAP_PAUSE);
      return Step.NEEDS_INPUT;
    }
    return ended;
  }

  private Step writeWhatIsDue() {
    Piece first = pieces.peek();
    if (first == null) {
      return Step.NEEDS_INPUT;
    }
    if (!metronome.lets(first.due)) {
      return Step.NEEDS_INPUT;
    }
    if (asksBeforeWriting && !isReady(to, FileCalls.POLLOUT)) {
      wantsRoom = true;
      return Step.NEEDS_ROOM;
    }
    return write(first);
  }

  private Step write(Piece piece) {
    // A pipe that is writable has room for PIPE_BUF (pipe(7)); more would sleep.
    int most = asksBeforeWriting ? PipeCalls.PIPE_BUF : PIECE_BYTES;
    int count = Math.min(most, piece.bytes.length - piece.done);
    int result = files.write(to.number(), piece.bytes, piece.done, count);
    if (result >= 0) {
      for (Tap tap : taps) {
        tap.pass(piece.bytes, piece.done, result);
      }
      piece.done += result;
      held -= result;
      moved += result;
      if (piece.done == piece.bytes.length) {
        pieces.remove();
      }
      metronome.spend(result);
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> {
        wantsRoom = true;
        yield Step.NEEDS_ROOM;
      }
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default -> throw failure("write to " + to.name(), result);
    };
  }

  private Step read() {
    if (asksBeforeReading && !isReady(from, FileCalls.POLLIN)) {
      wantsInput = true;
      return Step.NEEDS_INPUT;
    }
    int count = files.read(from.number(), buffer);
    if (count > 0) {
      pieces.add(new Piece(Arrays.copyOf(buffer, count), metronome.due()));
      held += count;
      return Step.MOVED;
    }
    if (count == 0) {
      return noteEnd(Step.INPUT_ENDED);
    }
    return switch (Errno.ofResult(count)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> {
        wantsInput = true;
        yield Step.NEEDS_INPUT;
      }
      // What came before it is written first.
      case ECONNRESET -> noteEnd(Step.RESET);
      case EIO -> {
        if (engine.kernel().terminals().slaveNumber(from.number()) < 0) {
          throw failure("read " + from.name(), count);
        }
        yield noteEnd(Step.INPUT_ENDED);
      }
      default -> throw failure("read " + from.name(), count);
    };
  }

  private Step noteEnd(Step how) {
    ended = how;
    return Step.NEEDS_INPUT;
  }

  private IpcException failure(String action, int result) {
    return new IpcException.TransferFailed(
        "cannot "
            + action
            + ": "
            + Failures.reason(result)
            + "; "
            + moved
            + " bytes were written before"
            + (held == 0 ? "" : ", " + held + " more were read and are lost"),
        null);
  }

  private boolean isReady(Descriptor end, int events) {
    return files.poll(new int[] {end.number()}, new int[] {events}, 0, new int[1]) > 0;
  }

  @Override
  public void await(Step last, Interest interest) {
    if (wantsRoom) {
      interest.writable(to);
    } else {
      interest.broken(to);
    }
    if (wantsInput) {
      interest.readable(from);
    }
  }

  @Override
  public Deadline until() {
    return metronome.until();
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
  public void close() {
    pieces.clear();
  }
}
