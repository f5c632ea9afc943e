package ipc.engine.shm;

import ipc.model.Permissions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a new segment is to be like.
 *
 * @param sizeBytes at least 1
 * @param mode as asked for; {@link #DEFAULT_MODE} where nothing was
 * @param group the group to give it to, a gid
 */
public record Shape(long sizeBytes, Optional<Permissions> mode, OptionalInt group) {
  /** Only the owner: what is not said to be shared with others is not. */
  public static final Permissions DEFAULT_MODE = new Permissions(0600);

  /** Checks the size. */
  public Shape {
    if (sizeBytes < 1) {
      throw new IllegalArgumentException("a segment has at least one byte");
    }
  }

  int modeBits() {
    return mode.orElse(DEFAULT_MODE).bits();
  }
}
