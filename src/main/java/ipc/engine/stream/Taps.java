package ipc.engine.stream;

import java.time.Duration;
import java.util.List;

/** All that see what goes one way. */
public final class Taps {
  /** How soon they are asked again that keep bytes in memory: a reader of theirs is slow. */
  static final Duration PAUSE = Duration.ofMillis(5);

  private final List<Tap> taps;
  private boolean isEndTold;

  /** Some, or none. */
  public Taps(List<Tap> taps) {
    this.taps = List.copyOf(taps);
  }

  /** Shows them some bytes. */
  public void pass(byte[] bytes, int offset, int count) {
    for (Tap tap : taps) {
      tap.pass(bytes, offset, count);
    }
  }

  /** Shows them a whole message. */
  public void passMessage(byte[] message) {
    for (Tap tap : taps) {
      tap.passMessage(message);
    }
  }

  /** Tells them, once, that all has passed. */
  public void end() {
    if (!isEndTold) {
      isEndTold = true;
      taps.forEach(Tap::end);
    }
  }

  /** Lets each go on with what it holds; whether none holds anything. */
  boolean haveCaughtUp() {
    boolean all = true;
    for (Tap tap : taps) {
      all &= tap.catchUp();
    }
    return all;
  }

  /** {@link #haveCaughtUp}; where some hold anything, the metronome has them asked again. */
  public boolean haveCaughtUp(Metronome metronome) {
    boolean all = haveCaughtUp();
    if (!all) {
      metronome.pause(PAUSE);
    }
    return all;
  }
}
