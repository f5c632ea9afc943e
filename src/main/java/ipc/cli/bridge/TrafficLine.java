package ipc.cli.bridge;

import ipc.cli.Invocation;
import ipc.model.ByteText;
import ipc.model.Size;
import java.io.IOException;
import java.util.function.LongSupplier;

/** {@code --progress}: one line on standard error that is written over, four times a second. */
final class TrafficLine {
  private static final long INTERVAL_NANOS = 250_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Invocation invocation;
  private final LongSupplier clock;
  private final long startedNanos;
  private long shownNanos;
  private long forth;
  private long back;

  TrafficLine(Invocation invocation) {
    this.invocation = invocation;
    this.clock = invocation.engine().monotonicNanos();
    this.startedNanos = clock.getAsLong();
    this.shownNanos = startedNanos;
  }

  void movedForth(long bytes) {
    forth += bytes;
    showNowAndThen();
  }

  void movedBack(long bytes) {
    back += bytes;
    showNowAndThen();
  }

  private void showNowAndThen() {
    long now = clock.getAsLong();
    if (now - shownNanos >= INTERVAL_NANOS) {
      shownNanos = now;
      show(now, "");
    }
  }

  /** The last state, and the line's end. */
  void end() {
    show(clock.getAsLong(), "\n");
  }

  private void show(long now, String end) {
    long elapsed = Math.max(1, now - startedNanos);
    long perSecond = (long) ((double) (forth + back) * NANOS_PER_SECOND / elapsed);
    String line =
        "\r"
            + new Size(forth).human()
            + " from A to B, "
            + new Size(back).human()
            + " back  "
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
