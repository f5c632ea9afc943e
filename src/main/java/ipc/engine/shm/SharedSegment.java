package ipc.engine.shm;

import ipc.engine.Descriptor;
import ipc.engine.Progress;
import ipc.model.Address;
import java.util.OptionalInt;

/**
 * A segment that is open: attached (System V) or held by a descriptor (POSIX, file). Closing lets
 * it go and removes nothing.
 */
public sealed interface SharedSegment extends AutoCloseable permits SysvSegment, FileSegment {

  /** What is done with a segment. */
  enum Access {
    READ,
    READ_WRITE
  }

  /** Canonical: the key where there is one, else the id or the path. */
  Address address();

  /** The size when it was opened, in bytes. */
  long sizeBytes();

  /** The id of a System V segment. */
  OptionalInt id();

  /** The descriptor of a POSIX or file segment, which a command can inherit. */
  OptionalInt descriptor();

  /** Keeps the whole segment mapped until it is closed, where everybody can see it. */
  void attach();

  /**
   * Copies from a descriptor into the segment, until the input ends or {@code limitBytes} are done.
   *
   * <p>It may block for as long as the other side likes, and cannot be undone: so it is not for
   * within a {@link ipc.engine.SignalWatch}, which would hold back the signals that are to end it.
   *
   * @param offset in the segment, with {@code limitBytes} within it
   * @return how many bytes were copied
   * @throws ipc.engine.IpcException.TransferFailed when either side fails; how much is done is told
   */
  long copyFrom(Descriptor input, long offset, long limitBytes, Progress progress);

  /** Copies a part of the segment to a descriptor, all of it; see {@link #copyFrom}. */
  void copyTo(Descriptor output, long offset, long lengthBytes, Progress progress);

  /** Reads a part into an array; fewer bytes only at the end of a file that was cut short. */
  int read(long offset, byte[] into);

  /** Writes an array into the segment. */
  void write(long offset, byte[] from);

  @Override
  void close();
}
