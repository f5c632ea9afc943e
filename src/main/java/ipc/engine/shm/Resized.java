package ipc.engine.shm;

import ipc.model.Address;

/**
 * A segment that has another size now, or still the same.
 *
 * @param beforeBytes the size that it had
 * @param sizeBytes the size that it has
 */
public record Resized(Address address, long beforeBytes, long sizeBytes) {
  /** Whether a segment may lose bytes. */
  public enum Shrinking {
    /** What would be cut off is kept: the command is refused. */
    REFUSE,
    /** It is lost. */
    ALLOW
  }
}
