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
  // The smallest that a kernel has; a larger one makes madvise(2) refuse, and nothing is prepared.
  private static final long PAGE_BYTES = 1 << 12;

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
    long ready = Transfer.ROUND_BYTES;
    while (done < limitBytes) {
      if (done >= ready) {
        ready = prepare(offset + done, MemoryCalls.MADV_POPULATE_WRITE) - offset;
      }
      long wanted = Math.min(Transfer.ROUND_BYTES, limitBytes - done);
      long count = transfer.readSome(input, base + offset + done, wanted, done);
      if (count == 0) {
        break;
      }
      done += count;
      progress.moved(done);
    }
    return done;
  }

  @Override
  public void copyTo(Descriptor output, long offset, long lengthBytes, Progress progress) {
    Transfer transfer = new Transfer(kernel);
    transfer.widen(output);
    long done = 0;
    while (done < lengthBytes) {
      prepare(offset + done, MemoryCalls.MADV_POPULATE_READ);
      long count = Math.min(Transfer.ROUND_BYTES, lengthBytes - done);
      transfer.writeAll(output, base + offset + done, count, done);
      done += count;
      progress.moved(done);
    }
  }

  /**
   * Maps the pages of the next round in one call: a fault for each costs more than its copy. Where
   * the kernel cannot (before Linux 5.14), or where no memory is left, the copy itself finds out.
   *
   * <p>Not used for the first round of a write, which may be a few bytes: pages that nobody wrote
   * to would become resident.
   *
   * @return the offset where the prepared pages end
   */
  private long prepare(long offset, int advice) {
    long from = offset & -PAGE_BYTES;
    long to = Math.min(offset + Transfer.ROUND_BYTES, sizeBytes);
    kernel.memory().madvise(base + from, to - from, advice);
    return to;
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
