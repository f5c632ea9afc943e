package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.engine.stream.PromptDescriptor;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.RecordPump;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The records of a stream as messages, without the delimiter or the length that told them apart.
 *
 * <p>The last record needs no delimiter. Without framing all of the stream is one message, or none
 * where there is not a byte; what is typed at a terminal is a message with each line.
 */
public final class FramedSource implements MessageSource {
  /** The longest message: it is kept in memory until it is whole. */
  public static final int LONGEST_BYTES = RecordPump.LONGEST_BYTES;

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int LENGTH_BYTES = 4;

  private final Kernel kernel;
  private final PromptDescriptor from;
  private final Optional<RecordFraming> framing;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private byte[] bytes = new byte[2 * CHUNK_BYTES];
  private int start; // of what was not given out yet
  private int scanned; // no delimiter lies before it
  private int end;
  private boolean isEnded;
  private long given;
  private byte[] message = {};

  /** The messages of a stream, which stays open. */
  public FramedSource(Engine engine, Descriptor from, Optional<RecordFraming> framing) {
    this.kernel = engine.kernel();
    this.from = new PromptDescriptor(engine, from);
    boolean isTyped = framing.isEmpty() && kernel.terminals().isTerminal(from.number());
    this.framing = isTyped ? Optional.of(RecordFraming.LINES) : framing;
  }

  @Override
  public String name() {
    return from.descriptor().name();
  }

  @Override
  public Descriptor readiness() {
    return from.descriptor();
  }

  @Override
  public byte[] message() {
    return message;
  }

  @Override
  public int incomplete() {
    return end - start;
  }

  @Override
  public Mover.Step receive() {
    while (!takeWhole()) {
      if (isEnded) {
        return takeLast() ? Mover.Step.MOVED : Mover.Step.INPUT_ENDED;
      }
      Mover.Step step = fill();
      if (step != Mover.Step.MOVED) {
        return step;
      }
    }
    return Mover.Step.MOVED;
  }

  private boolean takeWhole() {
    if (framing.isEmpty()) {
      return false;
    }
    return switch (framing.get()) {
      case LINES -> takeUpTo((byte) '\n');
      case NUL -> takeUpTo((byte) 0);
      case LENGTH -> takeSoMany();
    };
  }

  private boolean takeUpTo(byte delimiter) {
    for (int i = Math.max(start, scanned); i < end; i++) {
      if (bytes[i] == delimiter) {
        give(start, i, i + 1);
        return true;
      }
    }
    scanned = end;
    return false;
  }

  private boolean takeSoMany() {
    if (end - start < LENGTH_BYTES) {
      return false;
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(start));
    if (length > LONGEST_BYTES) {
      throw tooLong("has " + length + " bytes by its length");
    }
    int bodyStart = start + LENGTH_BYTES;
    if (end - bodyStart < length) {
      return false;
    }
    give(bodyStart, bodyStart + (int) length, bodyStart + (int) length);
    return true;
  }

  private void give(int bodyStart, int bodyEnd, int next) {
    message = Arrays.copyOfRange(bytes, bodyStart, bodyEnd);
    start = next;
    scanned = next;
    given++;
  }

  /** What is left at the end of the stream. */
  private boolean takeLast() {
    if (start == end) {
      return false;
    }
    if (framing.equals(Optional.of(RecordFraming.LENGTH))) {
      throw new IpcException.Corrupt(
          from.descriptor().name()
              + " ends in the midst of a message; "
              + given
              + " whole ones came before it",
          "--length takes four bytes, the highest first, and then so many");
    }
    give(start, end, end);
    return true;
  }

  private Mover.Step fill() {
    if (!from.canReadNow()) {
      return Mover.Step.NEEDS_INPUT;
    }
    int count = kernel.files().read(from.number(), chunk);
    if (count > 0) {
      keep(count);
    }
    Mover.Step step = from.readCameTo(count, () -> given + " messages were read before");
    isEnded = step == Mover.Step.INPUT_ENDED;
    return isEnded ? Mover.Step.MOVED : step;
  }

  private void keep(int count) {
    if (end + count > bytes.length) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
      if (end > LONGEST_BYTES) {
        throw tooLong("has more than " + LONGEST_BYTES + " bytes");
      }
      if (end + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + count));
      }
    }
    System.arraycopy(chunk, 0, bytes, end, count);
    end += count;
  }

  private IpcException tooLong(String how) {
    return new IpcException.Corrupt(
        "a message in "
            + from.descriptor().name()
            + " "
            + how
            + ", more than a message can have; "
            + given
            + " came before it",
        null);
  }
}
