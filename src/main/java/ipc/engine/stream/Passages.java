package ipc.engine.stream;

import java.util.Optional;

/**
 * How bytes go in a conversation; where it is empty they go as fast as they can.
 *
 * @param forth from the near end to the far one
 * @param back from the far end to the near one
 */
public record Passages(Optional<Passage> forth, Optional<Passage> back) {
  /** Both as fast as they can. */
  public static Passages none() {
    return new Passages(Optional.empty(), Optional.empty());
  }
}
