package ipc.engine;

import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import ipc.sys.PipeCalls;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An open descriptor, and what it is called in messages.
 *
 * <p>Opened here with O_CLOEXEC always; closing it closes what was opened here, and leaves alone
 * what the process was given (standard input and output).
 */
public final class Descriptor implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Kernel kernel;
  private final int number;
  private final String name;
  private final boolean owned;
  private int knownRoom; // so many bytes can be written without waiting
  private Optional<Boolean> keepsRoom = Optional.empty();

  private Descriptor(Kernel kernel, int number, String name, boolean owned) {
    this.kernel = kernel;
    this.number = number;
    this.name = name;
    this.owned = owned;
  }

  /**
   * Opens a file.
   *
   * @param path text as {@link ByteText} has it
   * @param flags of open(2)
   * @param subject what to call it in messages
   */
  public static Descriptor open(Kernel kernel, String path, int flags, int mode, String subject) {
    int number = kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path), flags, mode);
    if (number < 0) {
      throw Failures.of("open", subject, number);
    }
    return owned(kernel, number, subject);
  }

  /** A descriptor that was just opened and is closed with this object. */
  public static Descriptor owned(Kernel kernel, int number, String subject) {
    return new Descriptor(kernel, number, subject, true);
  }

  /**
   * A new pipe.
   *
   * @return its reading end and its writing end
   */
  public static Descriptor[] pipe(Kernel kernel, String subject) {
    int[] ends = new int[2];
    int result = kernel.pipes().pipe(ends);
    if (result < 0) {
      throw Failures.of("make a pipe for", subject, result);
    }
    return new Descriptor[] {owned(kernel, ends[0], subject), owned(kernel, ends[1], subject)};
  }

  /** The process's own standard input. */
  static Descriptor standardInput(Kernel kernel) {
    return new Descriptor(kernel, 0, "standard input", false);
  }

  /** The process's own standard output. */
  static Descriptor standardOutput(Kernel kernel) {
    return new Descriptor(kernel, 1, "standard output", false);
  }

  /** The process's own standard error. */
  static Descriptor standardError(Kernel kernel) {
    return new Descriptor(kernel, 2, "standard error", false);
  }

  /** The number that system calls take. */
  public int number() {
    return number;
  }

  /** What it is called in messages. */
  public String name() {
    return name;
  }

  /** Whether a person types into it or reads it. */
  public boolean isTerminal() {
    return kernel.terminals().isTerminal(number);
  }

  /** What the kernel tells of the open file. */
  public FileStatus status() {
    FileStatus status = new FileStatus();
    int result = kernel.files().fstat(number, status);
    if (result < 0) {
      throw Failures.of("stat", name, result);
    }
    return status;
  }

  /** Everything up to the end of input, in memory: for the small files of /proc and /etc. */
  public byte[] readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    int count = read(chunk);
    while (count > 0) {
      all.write(chunk, 0, count);
      count = read(chunk);
    }
    return all.toByteArray();
  }

  /**
   * {@link #readAll()} of what may wait for a peer.
   *
   * @throws IpcException.LimitReached if there is more than {@code mostBytes}
   */
  public byte[] readAll(int mostBytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    int count = -1;
    while (count != 0) {
      count = read(chunk);
      all.write(chunk, 0, count);
      if (all.size() > mostBytes) {
        throw new IpcException.LimitReached(
            name + " has more than " + mostBytes + " bytes", "--format raw has no such limit");
      }
    }
    return all.toByteArray();
  }

  /** Whether there is at least one more byte before the end of input; that byte is taken. */
  public boolean hasMore() {
    return read(new byte[1]) > 0;
  }

  /** How many bytes are left before the end of a regular file; empty for everything else. */
  public OptionalLong remainingBytes() {
    FileStatus status = status();
    if (!status.isRegular()) {
      return OptionalLong.empty();
    }
    long position = kernel.files().position(number);
    return position < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, status.sizeBytes() - position));
  }

  /**
   * Some bytes of what may wait for a peer, at least one; 0 at the end of input.
   *
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public int read(byte[] into, SignalWatch signals) {
    signals.awaitReady(number, FileCalls.POLLIN);
    return read(into);
  }

  /**
   * {@link #read(byte[], SignalWatch)} that gives up.
   *
   * @return -1 if the deadline passed first
   */
  public int read(byte[] into, SignalWatch signals, Deadline until) {
    int[] ready = signals.awaitAny(new int[] {number}, new int[] {FileCalls.POLLIN}, until);
    return ready[0] == 0 ? -1 : read(into);
  }

  /**
   * Writes some bytes, so that a signal is never kept waiting by a slow reader.
   *
   * @return how many were written, at least one
   * @throws IpcException.OutputClosed when the reader went away (EPIPE)
   * @throws IpcException.TransferFailed when they cannot be written: a full disk
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public int write(byte[] from, int offset, SignalWatch signals) {
    int count = Math.min(from.length - offset, PipeCalls.PIPE_BUF);
    while (true) {
      if (count > knownRoom) {
        signals.awaitReady(number, FileCalls.POLLOUT);
        knownRoom = isKnownToKeepRoom() ? PipeCalls.PIPE_BUF : count;
      }
      int written = kernel.files().write(number, from, offset, count);
      if (written > 0) {
        knownRoom -= written;
        return written;
      }
      knownRoom = 0;
      switch (Errno.ofResult(written)) {
        case EINTR, EAGAIN -> {}
        case EPIPE -> throw new IpcException.OutputClosed();
        default ->
            throw new IpcException.TransferFailed(
                "cannot write to " + name + ": " + Failures.reason(written), null);
      }
    }
  }

  /**
   * Whether so many bytes can be written now without waiting for a reader; of more than 4096, the
   * first 4096.
   *
   * @throws IpcException.EndedBySignal when a signal has come
   */
  public boolean hasRoomFor(int bytes, SignalWatch signals) {
    int count = Math.min(bytes, PipeCalls.PIPE_BUF);
    if (count > knownRoom && signals.isReadyNow(number, FileCalls.POLLOUT)) {
      knownRoom = isKnownToKeepRoom() ? PipeCalls.PIPE_BUF : count;
    }
    return count <= knownRoom;
  }

  /**
   * pipe(7): a pipe that polls as writable has room for PIPE_BUF bytes, in one write or in several;
   * a file always has.
   */
  private boolean isKnownToKeepRoom() {
    if (keepsRoom.isEmpty()) {
      FileStatus.Kind kind = status().kind();
      keepsRoom = Optional.of(kind == FileStatus.Kind.FIFO || kind == FileStatus.Kind.REGULAR);
    }
    return keepsRoom.get();
  }

  /** A file in memory that holds these bytes, to be read from its beginning. */
  public static Descriptor holding(Engine engine, byte[] content, String subject) {
    Kernel kernel = engine.kernel();
    int number = kernel.files().memfdCreate(ByteText.encode(subject));
    if (number < 0) {
      throw Failures.of("make a file in memory for", subject, number);
    }
    Descriptor file = owned(kernel, number, subject);
    int done = 0;
    while (done < content.length) {
      int written = kernel.files().pwrite(number, content, done, done);
      if (written < 0 && Errno.ofResult(written) != Errno.EINTR) {
        file.close();
        throw Failures.of("fill a file in memory for", subject, written);
      }
      done += Math.max(0, written);
    }
    return file;
  }

  /** Some bytes, at least one; 0 at the end of input. Waits as long as it takes. */
  public int read(byte[] chunk) {
    while (true) {
      int count = kernel.files().read(number, chunk);
      if (count >= 0) {
        return count;
      }
      switch (Errno.ofResult(count)) {
        case EINTR -> {}
        case EAGAIN -> {
          // Somebody made the open file non-blocking: wait as a blocking one would.
          int[] returned = new int[1];
          kernel.files().poll(new int[] {number}, new int[] {FileCalls.POLLIN}, -1, returned);
        }
        default ->
            throw new IpcException.TransferFailed(
                "cannot read " + name + ": " + Failures.reason(count), null);
      }
    }
  }

  @Override
  public void close() {
    if (owned) {
      kernel.files().close(number);
    }
  }
}
