package ipc.engine.stream;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How bytes are held back on their way; their order stays.
 *
 * @param bytesPerSecond the most that go in a second, at least 1; empty for as many as can
 * @param delay how long each piece is held back
 * @param jitter up to so much longer, each piece by chance
 */
public record Pace(OptionalLong bytesPerSecond, Duration delay, Duration jitter) {
  /** Checks the rate. */
  public Pace {
    if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < 1) {
      throw new IllegalArgumentException("at a rate of 0 nothing would ever go");
    }
  }

  /** Nothing is held back. */
  public static Pace unbounded() {
    return new Pace(OptionalLong.empty(), Duration.ZERO, Duration.ZERO);
  }

  /** Whether nothing is held back. */
  public boolean isUnbounded() {
    return bytesPerSecond.isEmpty() && !delays();
  }

  /** Whether anything is to be held back for a time. */
  public boolean delays() {
    return !delay.isZero() || !jitter.isZero();
  }
}
