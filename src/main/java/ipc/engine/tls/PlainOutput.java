package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover.Step;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import ipc.sys.PipeCalls;

/**
 * Writes what was deciphered to a descriptor that may be one whose calls wait, and never waits.
 *
 * <p>Standard output is such a descriptor, and often a pipe. A write of more than PIPE_BUF would
 * sleep in it, and so little at a time costs more than the ciphers. But splice(2) can be told not
 * to wait, so the bytes go through a pipe of our own, from which the kernel moves their pages on.
 */
final class PlainOutput implements AutoCloseable {
  private static final int PIPE_BYTES = 1 << 20; // what pipe-max-size allows everybody
  private static final int OWN_PIPE_BYTES = 1 << 18;
  private static final int NONE = -1;

  private final Kernel kernel;
  private final FileCalls files;
  private final PipeCalls pipes;
  private final Descriptor to;
  private final boolean asks; // poll(2) first, then PIPE_BUF, which it has promised
  private int ownReader = NONE;
  private int ownWriter = NONE;
  private int inOwnPipe;
  private long written;

  PlainOutput(Engine engine, Descriptor to) {
    kernel = engine.kernel();
    files = kernel.files();
    pipes = kernel.pipes();
    this.to = to;
    FileStatus.Kind kind = to.status().kind();
    boolean waits = (files.fcntl(to.number(), FileCalls.F_GETFL, 0) & FileCalls.O_NONBLOCK) == 0;
    boolean isPipe = kind == FileStatus.Kind.FIFO;
    if (isPipe) {
      widen(pipes, to);
    }
    asks = waits && kind != FileStatus.Kind.REGULAR && !(isPipe && hasOwnPipe());
  }

  /** With its usual 64 KiB both sides of a pipe sleep and wake all the time. */
  static void widen(PipeCalls pipes, Descriptor pipe) {
    if (pipes.capacity(pipe.number()) < PIPE_BYTES) {
      // Refused where the user's pages for pipes are used up: it works as it is, only slower.
      pipes.setCapacity(pipe.number(), PIPE_BYTES);
    }
  }

  /** Not where the process has too many descriptors: then it asks. */
  private boolean hasOwnPipe() {
    int[] ends = new int[2];
    if (pipes.pipe(ends) < 0) {
      return false;
    }
    ownReader = ends[0];
    ownWriter = ends[1];
    files.fcntl(ownWriter, FileCalls.F_SETFL, FileCalls.O_NONBLOCK);
    pipes.setCapacity(ownWriter, OWN_PIPE_BYTES);
    return true;
  }

  Descriptor to() {
    return to;
  }

  /** How many bytes were written. */
  long written() {
    return written;
  }

  /** How many were taken and are not written yet. */
  int held() {
    return inOwnPipe;
  }

  /**
   * Writes what it can; there is something, here or there.
   *
   * @return MOVED, NEEDS_ROOM, READER_GONE or RESET
   */
  Step write(Room plain) {
    if (ownWriter == NONE) {
      return writeDirectly(plain);
    }
    if (!plain.isEmpty()) {
      // It takes nothing while it is full, and that is no failure.
      inOwnPipe += (int) Math.max(0, plain.writeTo(files, ownWriter, OWN_PIPE_BYTES));
    }
    long moved = pipes.splice(ownReader, to.number(), inOwnPipe);
    inOwnPipe -= (int) Math.max(0, moved);
    return ended(moved, plain);
  }

  private Step writeDirectly(Room plain) {
    if (asks && !isReady()) {
      return Step.NEEDS_ROOM;
    }
    int most = asks ? PipeCalls.PIPE_BUF : Integer.MAX_VALUE;
    return ended(plain.writeTo(files, to.number(), most), plain);
  }

  private boolean isReady() {
    int[] descriptors = {to.number()};
    return files.poll(descriptors, new int[] {FileCalls.POLLOUT}, 0, new int[1]) > 0;
  }

  private Step ended(long result, Room plain) {
    if (result >= 0) {
      written += result;
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_ROOM;
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default ->
          throw new IpcException.TransferFailed(
              "cannot write to "
                  + to.name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + written
                  + " bytes were written before, "
                  + (plain.held() + inOwnPipe)
                  + " more were read and are lost",
              null);
    };
  }

  @Override
  public void close() {
    if (ownWriter != NONE) {
      files.close(ownWriter);
      files.close(ownReader);
      ownWriter = NONE;
      ownReader = NONE;
    }
  }
}
