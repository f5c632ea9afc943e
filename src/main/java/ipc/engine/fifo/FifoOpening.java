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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    return withInput(earlyReading(), signals, until);
  }

  /**
   * Both its ends, as soon as something can be read: with a writing end of ours it never comes to
   * its end.
   *
   * @param until when to give up; a deadline that is over from the start looks once
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public Descriptor following(SignalWatch signals, Deadline until) {
    return withInput(both(), signals, until);
  }

  private Descriptor withInput(Descriptor end, SignalWatch signals, Deadline until) {
    try {
      awaitInput(end, signals, until);
      return end;
    } catch (IpcException failure) {
      end.close();
      throw failure;
    }
  }

  private void awaitInput(Descriptor end, SignalWatch signals, Deadline until) {
    int[] descriptors = {end.number()};
    int[] events = {FileCalls.POLLIN};
    // poll(2) of a new reader: no hang-up is told before the first writer has come.
    while (signals.awaitAny(descriptors, events, until)[0] == 0) {
      if (until.expired()) {
        throw new IpcException.TimedOut(
            "the time given ran out: nobody wrote to '" + address + "'", null);
      }
    }
  }

  /**
   * The writing ends of several, as soon as all of them have a reader, in whatever order these
   * come.
   *
   * @param until when to give up; a deadline that is over from the start looks once
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public static List<Descriptor> allWriting(
      List<FifoOpening> openings, SignalWatch signals, Deadline until) {
    List<Optional<Descriptor>> ends = new ArrayList<>();
    openings.forEach(_ -> ends.add(Optional.empty()));
    try {
      while (true) {
        Optional<FifoOpening> missing = Optional.empty();
        for (int i = 0; i < openings.size(); i++) {
          if (ends.get(i).isEmpty()) {
            ends.set(i, openings.get(i).tryWriting());
            missing = ends.get(i).isEmpty() ? Optional.of(openings.get(i)) : missing;
          }
        }
        if (missing.isEmpty()) {
          return ends.stream().map(Optional::get).toList();
        }
        if (until.expired()) {
          throw missing.get().nobodyReads();
        }
        signals.pause(SLICE, until);
      }
    } catch (IpcException failure) {
      ends.forEach(end -> end.ifPresent(Descriptor::close));
      throw failure;
    }
  }

  /** Its reading end at once: a writer that waits in open(2) is let go. */
  public Descriptor earlyReading() {
    return open(FileCalls.O_RDONLY | FileCalls.O_NONBLOCK);
  }

  /**
   * Its writing end, as soon as there is a reader, and room for a first byte.
   *
   * @param until when to give up; a deadline that is over from the start looks once
   * @throws IpcException.TimedOut if {@code until} passed first
   * @throws IpcException.LimitReached if it was over from the start and the pipe is full
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public Descriptor writing(SignalWatch signals, Deadline until) {
    boolean looksOnce = until.expired();
    Optional<Descriptor> end = tryWriting();
    while (end.isEmpty()) {
      if (until.expired()) {
        throw nobodyReads();
      }
      signals.pause(SLICE, until);
      end = tryWriting();
    }
    try {
      awaitRoom(end.get(), signals, until, looksOnce);
      return end.get();
    } catch (IpcException failure) {
      end.get().close();
      throw failure;
    }
  }

  private IpcException nobodyReads() {
    return new IpcException.TimedOut(
        "the time given ran out: nobody reads '" + address + "'", null);
  }

  /** Whoever holds both ends keeps a full pipe full: that is no reader to wait for without end. */
  private void awaitRoom(Descriptor end, SignalWatch signals, Deadline until, boolean looksOnce) {
    int[] descriptors = {end.number()};
    int[] events = {FileCalls.POLLOUT};
    while (!until.isNever() && signals.awaitAny(descriptors, events, until)[0] == 0) {
      if (looksOnce) {
        throw new IpcException.LimitReached("'" + address + "' is full", null);
      }
      if (until.expired()) {
        throw new IpcException.TimedOut(
            "the time given ran out: '" + address + "' is full and nobody takes from it", null);
      }
    }
  }

  /** Its writing end, if there is a reader now. */
  public Optional<Descriptor> tryWriting() {
    while (true) {
      int number = tryOpen(FileCalls.O_WRONLY | FileCalls.O_NONBLOCK);
      if (number >= 0) {
        return Optional.of(checked(number));
      }
      switch (Errno.ofResult(number)) {
        case EINTR -> {}
        case ENXIO -> {
          return Optional.empty();
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
