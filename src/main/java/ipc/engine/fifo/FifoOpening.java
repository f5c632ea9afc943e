package ipc.engine.fifo;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.time.Duration;

/**
 * Opens a named pipe. The kernel's own open waits for a peer without a deadline, so each end is
 * opened without waiting, and then waited for.
 */
public final class FifoOpening {
  /** The kernel tells nobody that a reader has come: we ask again. */
  private static final Duration SLICE = Duration.ofMillis(10);

  private final Kernel kernel;
  private final Address.Fifo address;

  FifoOpening(Engine engine, Address.Fifo address) {
    this.kernel = engine.kernel();
    this.address = address;
  }

  /**
   * Its reading end, as soon as something can be read or a writer has come and gone.
   *
   * @param until when to give up; a deadline that is over from the start looks once
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public Descriptor reading(SignalWatch signals, Deadline until) {
    Descriptor end = open(FileCalls.O_RDONLY | FileCalls.O_NONBLOCK);
    try {
      // poll(2) of a new reader: no hang-up is told before the first writer has come.
      while (signals.awaitAny(new int[] {end.number()}, new int[] {FileCalls.POLLIN}, until)[0]
          == 0) {
        if (until.expired()) {
          throw new IpcException.TimedOut(
              "the time given ran out: nobody wrote to '" + address + "'", null);
        }
      }
      return end;
    } catch (IpcException failure) {
      end.close();
      throw failure;
    }
  }

  /**
   * Its writing end, as soon as there is a reader.
   *
   * @param until when to give up; a deadline that is over from the start looks once
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public Descriptor writing(SignalWatch signals, Deadline until) {
    while (true) {
      int number = tryOpen(FileCalls.O_WRONLY | FileCalls.O_NONBLOCK);
      if (number >= 0) {
        return checked(number);
      }
      switch (Errno.ofResult(number)) {
        case EINTR -> {}
        case ENXIO -> {
          if (until.expired()) {
            throw new IpcException.TimedOut(
                "the time given ran out: nobody reads '" + address + "'", null);
          }
          signals.pause(SLICE, until);
        }
        default -> throw Fifos.missing("open", address, number);
      }
    }
  }

  /** Both its ends, which waits for nobody: what is written stays until somebody reads it. */
  public Descriptor both() {
    return open(FileCalls.O_RDWR);
  }

  private Descriptor open(int flags) {
    int number = tryOpen(flags);
    if (number < 0) {
      throw Fifos.missing("open", address, number);
    }
    return checked(number);
  }

  private int tryOpen(int flags) {
    return kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(address.path()), flags, 0);
  }

  /** The name may lead elsewhere since it was looked at. */
  private Descriptor checked(int number) {
    Descriptor end = Descriptor.owned(kernel, number, "'" + address + "'");
    FileStatus.Kind kind = end.status().kind();
    if (kind != FileStatus.Kind.FIFO) {
      end.close();
      throw new IpcException.Corrupt(
          "'" + address + "' is no named pipe: it is a " + kind.word(), null);
    }
    return end;
  }
}
