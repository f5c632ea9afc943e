package ipc.engine.stream;

import ipc.engine.Engine;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Tells when what was read may be written, as a pace says. */
public final class Metronome {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** A second's bytes go in so many pieces, so that a slow stream flows and does not jerk. */
  static final int PIECES_PER_SECOND = 20;

  private final Engine engine;
  private final Pace pace;
  private long lastDue;
  private boolean hasDue;
  private long free; // when the rate lets the next piece go
  private long wake;
  private boolean isToWake;

  public Metronome(Engine engine, Pace pace) {
    this.engine = engine;
    this.pace = pace;
    this.free = now();
  }

  private long now() {
    return engine.monotonicNanos().getAsLong();
  }

  /** When what is read now may be written; never before what was read before it. */
  public long due() {
    long due = now() + pace.delay().toNanos();
    if (!pace.jitter().isZero()) {
      due += RandomGenerator.getDefault().nextLong(pace.jitter().toNanos() + 1);
    }
    // The clock's origin is free, so differences count.
    lastDue = !hasDue || due - lastDue > 0 ? due : lastDue;
    hasDue = true;
    return lastDue;
  }

  /** Whether it may be written now; if not, {@link #until} tells when. */
  public boolean lets(long due) {
    long now = now();
    long wait = Math.max(due - now, pace.bytesPerSecond().isPresent() ? free - now : 0);
    if (wait > 0) {
      wakeAt(now + wait);
    }
    return wait <= 0;
  }

  /** So many bytes were written. Who came late may catch up by a piece, on a busy machine. */
  public void spend(long bytes) {
    if (pace.bytesPerSecond().isPresent()) {
      long earliest = now() - NANOS_PER_SECOND / PIECES_PER_SECOND;
      long from = free - earliest > 0 ? free : earliest;
      free = from + (long) (bytes * (double) NANOS_PER_SECOND / pace.bytesPerSecond().getAsLong());
    }
  }

  /** To be asked again after a while, whatever the pace says. */
  public void pause(Duration duration) {
    wakeAt(now() + duration.toNanos());
  }

  private void wakeAt(long nanos) {
    isToWake = true;
    wake = nanos;
  }

  /** Nothing is waited for any more. */
  public void reset() {
    isToWake = false;
  }

  public Deadline until() {
    return isToWake
        ? Deadline.after(Duration.ofNanos(wake - now()), engine.monotonicNanos())
        : Deadline.never();
  }
}
