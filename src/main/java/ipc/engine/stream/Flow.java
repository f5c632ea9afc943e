package ipc.engine.stream;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What became of a flow in one direction.
 *
 * @param bytes how many were written
 * @param unwrittenBytes how many were read and could not be written any more
 * @param records how many whole records were written, where records were told apart
 * @param nanos how long it took
 * @param first who ended it
 * @param signal which signal, where one did
 */
public record Flow(
    long bytes,
    long unwrittenBytes,
    OptionalLong records,
    long nanos,
    Closer first,
    OptionalInt signal) {

  /** Bytes in a second, 0 where no time passed. */
  public long bytesPerSecond() {
    return nanos <= 0 ? 0 : (long) (bytes * 1e9 / nanos);
  }
}
