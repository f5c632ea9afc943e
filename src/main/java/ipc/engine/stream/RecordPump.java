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
import ipc.sys.Kernel;
import ipc.sys.PipeCalls;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Copies whole records to a named pipe that others write to as well, so that none is torn.
 *
 * <p>A write of at most PIPE_BUF bytes is one piece (pipe(7)); as many records as fit go together.
 * A longer record takes several writes, under an flock(2) that it holds alone; the short ones share
 * it, so that none falls into the midst of a long one. That holds among those who keep to the lock;
 * others can tear long records, never short ones.
 */
public final class RecordPump {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int LENGTH_BYTES = 4;

  /** The longest record: it is kept in memory until it is whole. */
  public static final int LONGEST_BYTES = 1 << 26;

  /** The kernel wakes nobody who must stay able to hear a signal: we ask for the lock again. */
  private static final Duration LOCK_SLICE = Duration.ofMillis(1);

  private final Engine engine;
  private final Kernel kernel;
  private final Descriptor from;
  private final Descriptor to;
  private final RecordFraming framing;
  private final SignalWatch signals;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  private byte[] bytes = new byte[2 * CHUNK_BYTES];
  private int start; // of what is not written yet
  private int scanned; // no delimiter lies before it
  private int end;
  private long written;
  private long records;

  /**
   * A pump of records.
   *
   * @param to does not block: EAGAIN is waited for here
   */
  public RecordPump(
      Engine engine, Descriptor from, Descriptor to, RecordFraming framing, SignalWatch signals) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.from = from;
    this.to = to;
    this.framing = framing;
    this.signals = signals;
  }

  /**
   * Copies records until the input ends, or somebody else ends it.
   *
   * @throws IpcException.Corrupt if the input ends in the midst of a record that began with its
   *     length; the whole ones are written
   * @throws IpcException.LimitReached if a record is longer than {@link #LONGEST_BYTES}
   */
  public Flow run() {
    long begun = engine.monotonicNanos().getAsLong();
    Closer first = Closer.INPUT;
    OptionalInt signal = OptionalInt.empty();
    try {
      boolean more = true;
      while (more) {
        more = fill();
        if (!more) {
          endLast();
        }
        writeWhole();
      }
    } catch (IpcException.EndedBySignal ended) {
      first = Closer.SIGNAL;
      signal = OptionalInt.of(ended.signal());
    } catch (ReaderGone gone) {
      first = Closer.READER;
    }
    long nanos = engine.monotonicNanos().getAsLong() - begun;
    return new Flow(written, end - start, OptionalLong.of(records), nanos, first, signal);
  }

  /** The output's reader went away; never leaves this class. */
  private static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Reads some more; false at the end of input. */
  private boolean fill() {
    int count = from.read(chunk, signals);
    if (count == 0) {
      return false;
    }
    if (end + count > bytes.length) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
      if (end + count > bytes.length) {
        if (end > LONGEST_BYTES) {
          throw tooLong();
        }
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + count));
      }
    }
    System.arraycopy(chunk, 0, bytes, end, count);
    end += count;
    return true;
  }

  private IpcException tooLong() {
    return new IpcException.LimitReached(
        "a record in "
            + from.name()
            + " has more than "
            + LONGEST_BYTES
            + " bytes; "
            + Quantity.of(records, "record was", "records were")
            + " written before it",
        null);
  }

  /** The last record needs no delimiter in the input; in the pipe it has one. */
  private void endLast() {
    if (start == end) {
      return;
    }
    switch (framing) {
      case LINES, NUL -> {
        byte delimiter = delimiter();
        if (bytes[end - 1] != delimiter) {
          bytes = end == bytes.length ? Arrays.copyOf(bytes, end + 1) : bytes;
          bytes[end++] = delimiter;
        }
      }
      case LENGTH -> {
        if (recordEnd(start) < 0) {
          throw new IpcException.Corrupt(
              from.name()
                  + " ends in the midst of a record; "
                  + Quantity.of(records, "whole record was", "whole records were")
                  + " written",
              null);
        }
      }
    }
  }

  private byte delimiter() {
    return (byte) (framing == RecordFraming.LINES ? '\n' : 0);
  }

  /** Where the record that begins there ends, or -1 if it is not whole yet. */
  private int recordEnd(int from) {
    if (framing == RecordFraming.LENGTH) {
      if (end - from < LENGTH_BYTES) {
        return -1;
      }
      long length = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(from)) + LENGTH_BYTES;
      if (length > LONGEST_BYTES) {
        throw tooLong();
      }
      return length <= end - from ? from + (int) length : -1;
    }
    byte delimiter = delimiter();
    for (int i = Math.max(from, scanned); i < end; i++) {
      if (bytes[i] == delimiter) {
        return i + 1;
      }
    }
    scanned = end;
    return -1;
  }

  private void writeWhole() {
    int next = recordEnd(start);
    while (next >= 0) {
      int batchEnd = next;
      int batch = 1;
      int after = next - start <= PipeCalls.PIPE_BUF ? recordEnd(next) : -1;
      while (after >= 0 && after - start <= PipeCalls.PIPE_BUF) {
        batchEnd = after;
        batch++;
        after = recordEnd(batchEnd);
      }
      write(batchEnd);
      records += batch;
      next = recordEnd(start);
    }
  }

  private void write(int upTo) {
    boolean isOnePiece = upTo - start <= PipeCalls.PIPE_BUF;
    lock(isOnePiece);
    try {
      while (start < upTo) {
        int count = kernel.files().write(to.number(), bytes, start, upTo - start);
        if (count > 0) {
          start += count;
          written += count;
        } else {
          recover(count);
        }
      }
    } finally {
      kernel.locks().unlockWhole(to.number());
    }
  }

  private void lock(boolean isShared) {
    while (true) {
      int result =
          isShared ? kernel.locks().shareWhole(to.number()) : kernel.locks().lockWhole(to.number());
      switch (Errno.ofResult(result)) {
        case EAGAIN -> signals.pause(LOCK_SLICE, Deadline.never());
        case EINTR -> {}
        default -> {
          if (result < 0) {
            throw Failures.of("lock", to.name(), result);
          }
          return;
        }
      }
    }
  }

  private void recover(int result) {
    switch (Errno.ofResult(result)) {
      case EINTR -> {}
      case EAGAIN -> signals.awaitReady(to.number(), FileCalls.POLLOUT);
      case EPIPE -> throw new ReaderGone();
      default ->
          throw new IpcException.TransferFailed(
              "cannot write to "
                  + to.name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + Quantity.of(records, "record was", "records were")
                  + " written before",
              null);
    }
  }
}
