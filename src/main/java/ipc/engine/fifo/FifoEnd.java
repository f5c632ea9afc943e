package ipc.engine.fifo;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.conversation.DescriptorEnd;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StreamEnd;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.time.Duration;
import java.util.Optional;

/**
 * An end of a named pipe on its way to be open, beside other work: the reading end until something
 * is written, the writing end until there is a reader.
 */
public final class FifoEnd implements Opening {
  /** The kernel tells nobody that a reader has come: we ask again. */
  private static final Duration SLICE = Duration.ofMillis(10);

  private final Engine engine;
  private final Kernel kernel;
  private final Address.Fifo address;
  private final boolean isReading;
  private final Deadline end;
  private Optional<Descriptor> opened = Optional.empty();
  private Deadline next = Deadline.immediate();

  private FifoEnd(Engine engine, Address.Fifo address, boolean isReading, Deadline end) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.address = address;
    this.isReading = isReading;
    this.end = end;
  }

  /** The end that is read. */
  public static Opening reading(Engine engine, Address.Fifo address, Deadline until) {
    return new FifoEnd(engine, address, true, until);
  }

  /** The end that is written. */
  public static Opening writing(Engine engine, Address.Fifo address, Deadline until) {
    return new FifoEnd(engine, address, false, until);
  }

  @Override
  public Optional<StreamEnd> advance() {
    Optional<StreamEnd> done = isReading ? read() : write();
    if (done.isEmpty() && end.expired()) {
      String nobody = isReading ? "nobody wrote to '" : "nobody reads '";
      throw new IpcException.TimedOut("the time given ran out: " + nobody + address + "'", null);
    }
    return done;
  }

  private Optional<StreamEnd> read() {
    if (opened.isEmpty()) {
      int number = open(FileCalls.O_RDONLY | FileCalls.O_NONBLOCK);
      opened = Optional.of(checked(number));
    }
    // poll(2) of a new reader: no hang-up is told before the first writer has come.
    int[] returned = new int[1];
    int[] descriptor = {opened.get().number()};
    if (kernel.files().poll(descriptor, new int[] {FileCalls.POLLIN}, 0, returned) <= 0) {
      return Optional.empty();
    }
    Descriptor input = opened.get();
    opened = Optional.empty();
    return Optional.of(DescriptorEnd.reading(engine, input));
  }

  private Optional<StreamEnd> write() {
    int number = open(FileCalls.O_WRONLY | FileCalls.O_NONBLOCK);
    if (Errno.ofResult(number) == Errno.ENXIO) {
      next = engine.within(SLICE);
      return Optional.empty();
    }
    return Optional.of(DescriptorEnd.writing(engine, checked(number)));
  }

  private int open(int flags) {
    return kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(address.path()), flags, 0);
  }

  private Descriptor checked(int number) {
    if (number < 0) {
      throw Fifos.missing("open", address, number);
    }
    Descriptor descriptor = Descriptor.owned(kernel, number, address.toString());
    FileStatus.Kind kind = descriptor.status().kind();
    if (kind != FileStatus.Kind.FIFO) {
      descriptor.close();
      throw new IpcException.Corrupt(
          "'" + address + "' is no named pipe: it is a " + kind.word(), null);
    }
    return descriptor;
  }

  @Override
  public void await(Interest interest) {
    opened.ifPresent(interest::readable);
  }

  @Override
  public Deadline until() {
    return !isReading && next.remainingNanos() < end.remainingNanos() ? next : end;
  }

  @Override
  public void close() {
    opened.ifPresent(Descriptor::close);
    opened = Optional.empty();
  }
}
