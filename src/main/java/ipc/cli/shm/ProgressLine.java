package ipc.cli.shm;

import ipc.cli.Invocation;
import ipc.engine.Progress;
import ipc.model.ByteText;
import ipc.model.Size;
import java.io.IOException;
import java.util.function.LongSupplier;

/** {@code --progress}: one line on standard error that is written over, four times a second. */
final class ProgressLine implements Progress {
  private static final long INTERVAL_NANOS = 250_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Invocation invocation;
  private final long totalBytes;
  private final LongSupplier clock;
  private final long startedNanos;
  private long shownNanos;

  ProgressLine(Invocation invocation, long totalBytes) {
    this.invocation = invocation;
    this.totalBytes = totalBytes;
    this.clock = invocation.engine().monotonicNanos();
    this.startedNanos = clock.getAsLong();
    this.shownNanos = startedNanos;
  }

  @Override
  public void moved(long doneBytes) {
    long now = clock.getAsLong();
    if (now - shownNanos >= INTERVAL_NANOS) {
      shownNanos = now;
      show(doneBytes, now, "");
    }
  }

  /** The last state, and the line's end. */
  void end(long doneBytes) {
    show(doneBytes, clock.getAsLong(), "\n");
  }

  private void show(long doneBytes, long now, String end) {
    long elapsed = Math.max(1, now - startedNanos);
    long perSecond = (long) ((double) doneBytes * NANOS_PER_SECOND / elapsed);
    long percent = totalBytes == 0 ? 100 : (long) (100.0 * doneBytes / totalBytes);
    String line =
        "\r"
            + new Size(doneBytes).human()
            + " of "
            + new Size(totalBytes).human()
            + "  "
            + percent
            + "%  "
            + new Size(perSecond).human()
            + "/s   ";
    try {
      invocation.streams().error().write(ByteText.encode(line + end));
      invocation.streams().error().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }
}
