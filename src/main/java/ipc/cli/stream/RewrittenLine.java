package ipc.cli.stream;

import ipc.cli.Invocation;
import ipc.model.ByteText;
import ipc.model.Size;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * {@code --progress}: one line on standard error that is written over, four times a second. At its
 * end it tells how many bytes a second were moved.
 */
public final class RewrittenLine {
  private static final long INTERVAL_NANOS = 250_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Invocation invocation;
  private final LongSupplier clock;
  private final long startedNanos;
  private long shownNanos;

  /** A line that is not shown yet; the time runs from now. */
  public RewrittenLine(Invocation invocation) {
    this.invocation = invocation;
    this.clock = invocation.engine().monotonicNanos();
    this.startedNanos = clock.getAsLong();
    this.shownNanos = startedNanos;
  }

  /**
   * Shows how far it is, unless it was shown a moment ago.
   *
   * @param bytes how many were moved so far
   * @param text what the line says of them
   */
  public void show(long bytes, Supplier<String> text) {
    long now = clock.getAsLong();
    if (now - shownNanos >= INTERVAL_NANOS) {
      shownNanos = now;
      write(bytes, text.get(), now, "");
    }
  }

  /** The last state, and the line's end. */
  public void end(long bytes, String text) {
    write(bytes, text, clock.getAsLong(), "\n");
  }

  private void write(long bytes, String text, long now, String end) {
    long elapsed = Math.max(1, now - startedNanos);
    long perSecond = (long) ((double) bytes * NANOS_PER_SECOND / elapsed);
    String line = "\r" + text + "  " + new Size(perSecond).human() + "/s   " + end;
    try {
      invocation.streams().error().write(ByteText.encode(line));
      invocation.streams().error().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }
}
