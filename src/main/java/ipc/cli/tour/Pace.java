package ipc.cli.tour;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import java.time.Duration;

/** How fast the tour goes: a pause after each step, which Enter cuts short. */
final class Pace {
  private final Engine engine;
  private final SignalWatch signals;
  private final Duration pause;
  private final Descriptor input;
  private boolean isListening;

  /**
   * A pace.
   *
   * @param pause how long; zero for none
   */
  Pace(Engine engine, SignalWatch signals, Duration pause) {
    this.engine = engine;
    this.signals = signals;
    this.pause = pause;
    this.input = engine.standardInput();
    this.isListening = input.isTerminal();
  }

  /**
   * Waits until the pause is over or somebody presses Enter.
   *
   * @return whether it was Enter, which the terminal has shown as an empty line
   */
  boolean rest() {
    if (pause.isZero()) {
      return false;
    }
    Deadline until = engine.within(pause);
    byte[] line = new byte[256];
    while (isListening && !until.expired()) {
      int count = input.read(line, signals, until);
      if (count > 0) {
        return true;
      }
      // Ctrl-D is the end of input once: nothing is typed any more.
      isListening = count != 0;
    }
    signals.awaitSignal(until);
    return false;
  }
}
