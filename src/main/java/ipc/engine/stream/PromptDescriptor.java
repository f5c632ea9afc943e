package ipc.engine.stream;

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
import java.util.function.Supplier;

/**
 * A descriptor that is read or written without waiting, though its own calls may wait: one that we
 * were given stays as it is, for others share its open file and its flags. So poll(2) is asked
 * first where a call would wait, and no more is written then than it has promised.
 *
 * <p>Whoever moves bytes makes the calls itself, into memory of its own; this tells when, and what
 * their results mean.
 */
public final class PromptDescriptor {
  /** What a pipe is widened to, and what pipe-max-size allows everybody: pipe(7). */
  private static final int PIPE_BYTES = 1 << 20;

  private final Kernel kernel;
  private final FileCalls files;
  private final Descriptor descriptor;
  private final FileStatus.Kind kind;
  private final boolean mayWait;

  /** Asks how a descriptor is; it stays open. */
  public PromptDescriptor(Engine engine, Descriptor descriptor) {
    this.kernel = engine.kernel();
    this.files = kernel.files();
    this.descriptor = descriptor;
    this.kind = descriptor.status().kind();
    int flags = files.fcntl(descriptor.number(), FileCalls.F_GETFL, 0);
    this.mayWait = (flags & FileCalls.O_NONBLOCK) == 0 && kind != FileStatus.Kind.REGULAR;
  }

  /** What it is of. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** Its number. */
  public int number() {
    return descriptor.number();
  }

  /** What kind of file it is. */
  public FileStatus.Kind kind() {
    return kind;
  }

  /** Whether it is an end of a pipe, or a named pipe. */
  public boolean isPipe() {
    return kind == FileStatus.Kind.FIFO;
  }

  /** Whether a read or a write of it waits where nothing can be moved. */
  public boolean mayWait() {
    return mayWait;
  }

  /** Widens a pipe: with its usual 64 KiB both ends sleep and wake all the time. */
  public void widen() {
    if (isPipe() && kernel.pipes().capacity(number()) < PIPE_BYTES) {
      // Refused where the user's pages for pipes are used up: it works as it is, only slower.
      kernel.pipes().setCapacity(number(), PIPE_BYTES);
    }
  }

  /** Whether bytes are there now, or the end of them. */
  public boolean isReadable() {
    return isReady(FileCalls.POLLIN);
  }

  /** Whether a read returns at once. */
  public boolean canReadNow() {
    return !mayWait || isReadable();
  }

  /** Whether a write of {@link #mostAtOnce} bytes returns at once. */
  public boolean canWriteNow() {
    return !mayWait || isReady(FileCalls.POLLOUT);
  }

  private boolean isReady(int events) {
    return files.poll(new int[] {number()}, new int[] {events}, 0, new int[1]) > 0;
  }

  /**
   * How many bytes one write may have: a pipe that is writable has room for PIPE_BUF (pipe(7)), and
   * more would sleep, deaf to signals.
   */
  public int mostAtOnce() {
    return mayWait ? PipeCalls.PIPE_BUF : Integer.MAX_VALUE;
  }

  /**
   * What a read came to: MOVED, NEEDS_INPUT, INPUT_ENDED or RESET.
   *
   * @param result of read(2); one that a signal interrupted has MOVED nothing, and is made again
   * @param before what was moved before it, to be told of a failure
   * @throws IpcException.TransferFailed if it failed
   */
  public Step readCameTo(long result, Supplier<String> before) {
    if (result > 0) {
      return Step.MOVED;
    }
    if (result == 0) {
      return Step.INPUT_ENDED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_INPUT;
      case ECONNRESET -> Step.RESET;
      case EIO -> {
        // The end of a pseudo-terminal's master, once nobody has its slave open.
        if (kernel.terminals().slaveNumber(number()) < 0) {
          throw failed("read ", result, before);
        }
        yield Step.INPUT_ENDED;
      }
      default -> throw failed("read ", result, before);
    };
  }

  /**
   * What a write came to: MOVED, NEEDS_ROOM, READER_GONE or RESET.
   *
   * @param result of write(2); one that a signal interrupted has MOVED nothing, and is made again
   * @param before what was moved before it, to be told of a failure
   * @throws IpcException.TransferFailed if it failed
   */
  public Step writeCameTo(long result, Supplier<String> before) {
    if (result >= 0) {
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_ROOM;
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default -> throw failed("write to ", result, before);
    };
  }

  private IpcException failed(String action, long result, Supplier<String> before) {
    return new IpcException.TransferFailed(
        "cannot "
            + action
            + descriptor.name()
            + ": "
            + Failures.reason(result)
            + "; "
            + before.get(),
        null);
  }
}
