package ipc.engine.shm;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.Progress;
import ipc.engine.SysvIds;
import ipc.model.Address;
import ipc.sys.Kernel;
import ipc.sys.MemoryCalls;
import ipc.sys.ShmCalls;
import java.util.OptionalInt;

/**
 * A System V segment, attached: read(2) and write(2) go straight into and out of it.
 *
 * <p>It cannot shrink and stays until the last detach, so nothing can be taken away from under us.
 */
final class SysvSegment implements SharedSegment {
  private static final int VIEW_BYTES = 1 << 20;

  private final Kernel kernel;
  private final Address address;
  private final int id;
  private final long base;
  private final long sizeBytes;

  private SysvSegment(Kernel kernel, Address address, int id, long base, long sizeBytes) {
    this.kernel = kernel;
    this.address = address;
    this.id = id;
    this.base = base;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Attaches a segment.
   *
   * @param sizeBytes its size, which never changes
   */
  static SysvSegment attach(Kernel kernel, Address address, int id, long sizeBytes, Access access) {
    long base = kernel.shm().shmat(id, access == Access.READ ? ShmCalls.SHM_RDONLY : 0);
    if (base < 0 && base > -4096) {
      throw SysvIds.failure("attach", address, base);
    }
    return new SysvSegment(kernel, address, id, base, sizeBytes);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public OptionalInt id() {
    return OptionalInt.of(id);
  }

  @Override
  public OptionalInt descriptor() {
    return OptionalInt.empty();
  }

  @Override
  public void attach() {
    // It is attached since it was opened: System V knows no other way to hold it.
  }

  @Override
  public long copyFrom(Descriptor input, long offset, long limitBytes, Progress progress) {
    Transfer transfer = new Transfer(kernel);
    transfer.widen(input);
    long done = 0;
    try (PagesAhead pages =
        new PagesAhead(kernel, base + offset, limitBytes, MemoryCalls.MADV_POPULATE_WRITE)) {
      while (done < limitBytes) {
        // Not for the first round: a few bytes make no further pages resident.
        if (done >= Transfer.ROUND_BYTES) {
          pages.prepare(done);
        }
        long wanted = Math.min(Transfer.ROUND_BYTES, limitBytes - done);
        long count = transfer.readSome(input, base + offset + done, wanted, done);
        if (count == 0) {
          break;
        }
        done += count;
        progress.moved(done);
      }
    }
    return done;
  }

  @Override
  public void copyTo(Descriptor output, long offset, long lengthBytes, Progress progress) {
    Transfer transfer = new Transfer(kernel);
    transfer.widen(output);
    long done = 0;
    try (PagesAhead pages =
        new PagesAhead(kernel, base + offset, lengthBytes, MemoryCalls.MADV_POPULATE_READ)) {
      while (done < lengthBytes) {
        if (lengthBytes > Transfer.ROUND_BYTES) {
          pages.prepare(done);
        }
        long count = Math.min(Transfer.ROUND_BYTES, lengthBytes - done);
        transfer.writeAll(output, base + offset + done, count, done);
        done += count;
        progress.moved(done);
      }
    }
  }

  @Override
  public int read(long offset, byte[] into) {
    int count = (int) Math.min(into.length, sizeBytes - offset);
    for (int done = 0; done < count; done += VIEW_BYTES) {
      int part = Math.min(VIEW_BYTES, count - done);
      kernel.memory().view(base + offset + done, part).get(0, into, done, part);
    }
    return count;
  }

  @Override
  public void write(long offset, byte[] from) {
    for (int done = 0; done < from.length; done += VIEW_BYTES) {
      int part = Math.min(VIEW_BYTES, from.length - done);
      kernel.memory().view(base + offset + done, part).put(0, from, done, part);
    }
  }

  @Override
  public void close() {
    long result = kernel.shm().shmdt(base);
    if (result < 0) {
      throw Failures.of("detach", address.toString(), result);
    }
  }
}
