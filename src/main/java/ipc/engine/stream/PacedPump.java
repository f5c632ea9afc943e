package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
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

  private final FileCalls files;
  private final PromptDescriptor from;
  private final PromptDescriptor to;
  private final Pace pace;
  private final Metronome metronome;
  private final Taps taps;
  private final byte[] buffer;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private int held;
  private long moved;
  private boolean wantsInput;
  private boolean wantsRoom;
  private Step ended; // what the input ended with; null until then

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
    this.files = engine.kernel().files();
    this.from = new PromptDescriptor(engine, from);
    this.to = new PromptDescriptor(engine, to);
    this.pace = pace;
    this.metronome = new Metronome(engine, pace);
    this.taps = new Taps(taps);
    this.buffer = new byte[pieceBytes()];
  }

  private int pieceBytes() {
    long most = pace.bytesPerSecond().orElse(Long.MAX_VALUE) / Metronome.PIECES_PER_SECOND;
    return Math.clamp(most, 1, PIECE_BYTES);
  }

  @Override
  public Step step() {
    wantsInput = false;
    wantsRoom = false;
    metronome.reset();
    if (!taps.haveCaughtUp(metronome)) {
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

  private Step end() {
    if (ended == Step.INPUT_ENDED) {
      taps.end();
    }
    return taps.haveCaughtUp(metronome) ? ended : Step.NEEDS_INPUT;
  }

  private Step writeWhatIsDue() {
    Piece first = pieces.peek();
    if (first == null) {
      return Step.NEEDS_INPUT;
    }
    if (!metronome.lets(first.due)) {
      return Step.NEEDS_INPUT;
    }
    if (!to.canWriteNow()) {
      wantsRoom = true;
      return Step.NEEDS_ROOM;
    }
    return write(first);
  }

  private Step write(Piece piece) {
    int count = Math.min(piece.bytes.length - piece.done, to.mostAtOnce());
    int result = files.write(to.number(), piece.bytes, piece.done, count);
    if (result >= 0) {
      taps.pass(piece.bytes, piece.done, result);
      piece.done += result;
      held -= result;
      moved += result;
      if (piece.done == piece.bytes.length) {
        pieces.remove();
      }
      metronome.spend(result);
    }
    Step step = to.writeCameTo(result, this::progress);
    wantsRoom = step == Step.NEEDS_ROOM;
    return step;
  }

  private Step read() {
    if (!from.canReadNow()) {
      wantsInput = true;
      return Step.NEEDS_INPUT;
    }
    int count = files.read(from.number(), buffer);
    if (count > 0) {
      pieces.add(new Piece(Arrays.copyOf(buffer, count), metronome.due()));
      held += count;
      return Step.MOVED;
    }
    Step step = from.readCameTo(count, this::progress);
    wantsInput = step == Step.NEEDS_INPUT;
    // What came before the end is written first.
    return step == Step.INPUT_ENDED || step == Step.RESET ? noteEnd(step) : step;
  }

  private Step noteEnd(Step how) {
    ended = how;
    return Step.NEEDS_INPUT;
  }

  @Override
  public void await(Step last, Interest interest) {
    if (wantsRoom) {
      interest.writable(to());
    } else {
      interest.broken(to());
    }
    if (wantsInput) {
      interest.readable(from());
    }
  }

  @Override
  public Deadline until() {
    return metronome.until();
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
  public void close() {
    pieces.clear();
  }
}
