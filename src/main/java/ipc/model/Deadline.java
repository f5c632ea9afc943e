package ipc.model;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to give up waiting, on a clock that never steps.
 *
 * <p>It keeps where it began and how long it runs, never their sum, so that no span is too long to
 * count: what does not fit into 63 bits of nanoseconds (292 years) is held at that.
 */
public final class Deadline {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Deadline NEVER = new Deadline(Kind.NEVER, Long.MAX_VALUE, 0, () -> 0);
  private static final Deadline IMMEDIATE = new Deadline(Kind.TIMED, 0, 0, () -> 0);

  private final Kind kind;
  private final long spanNanos;
  private final long startNanos;
  private final LongSupplier nanoTime;

  private enum Kind {
    NEVER,
    TIMED
  }

  private Deadline(Kind kind, long spanNanos, long startNanos, LongSupplier nanoTime) {
    this.kind = kind;
    this.spanNanos = spanNanos;
    this.startNanos = startNanos;
    this.nanoTime = nanoTime;
  }

  /** Returns the deadline that waits for ever. */
  public static Deadline never() {
    return NEVER;
  }

  /** Returns the deadline that has passed already: try once, do not wait. */
  public static Deadline immediate() {
    return IMMEDIATE;
  }

  /**
   * Returns the deadline that passes when {@code span} has gone by from now.
   *
   * @param span zero or less has passed already
   * @param nanoTime a clock of nanoseconds that only goes forward, from any origin, such as {@code
   *     System::nanoTime}; the deadline keeps it
   */
  public static Deadline after(Duration span, LongSupplier nanoTime) {
    return new Deadline(Kind.TIMED, nanos(span), nanoTime.getAsLong(), nanoTime);
  }

  /** Tells whether there is no time at which to give up. */
  public boolean isNever() {
    return kind == Kind.NEVER;
  }

  /** Tells whether the time has passed. */
  public boolean expired() {
    return remainingNanos() == 0;
  }

  /** Returns the nanoseconds left, 0 if the time has passed; {@link Long#MAX_VALUE} if never. */
  public long remainingNanos() {
    if (isNever()) {
      return Long.MAX_VALUE;
    }
    if (spanNanos == 0) {
      return 0;
    }
    // The clock's origin is free, so the difference counts, which may wrap; see System.nanoTime.
    long gone = Math.max(0, nanoTime.getAsLong() - startNanos);
    return Math.max(0, spanNanos - gone);
  }

  /**
   * Returns how long to sleep now: what is left, but at most {@code most}.
   *
   * @param most the longest sleep; not negative
   */
  public Duration slice(Duration most) {
    if (most.isNegative()) {
      throw new IllegalArgumentException("a slice is never negative");
    }
    return isNever() ? most : Duration.ofNanos(Math.min(remainingNanos(), nanos(most)));
  }

  @Override
  public String toString() {
    return isNever() ? "never" : remainingNanos() + " ns left";
  }

  private static long nanos(Duration span) {
    if (span.isNegative()) {
      return 0;
    }
    long seconds = span.getSeconds();
    int rest = span.getNano();
    return seconds > (Long.MAX_VALUE - rest) / NANOS_PER_SECOND
        ? Long.MAX_VALUE
        : seconds * NANOS_PER_SECOND + rest;
  }
}
