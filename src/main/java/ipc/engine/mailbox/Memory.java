package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.sys.Kernel;
import ipc.sys.MemoryCalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The mapped file. Every store to it goes through this class, so that a test can end the process at
 * each of them in turn ({@link CrashPoint}).
 *
 * <p>Its whole length was allocated before it was mapped and nobody shortens it, so no access can
 * fail for want of a page.
 */
final class Memory implements AutoCloseable {
  static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final Kernel kernel;
  private final MemorySegment segment;
  private final long address;
  private final CrashPoint crashPoint; // null: never, for it is asked at every store

  private Memory(Kernel kernel, MemorySegment segment, CrashPoint crashPoint) {
    this.kernel = kernel;
    this.segment = segment;
    this.address = segment.address();
    this.crashPoint = crashPoint.isNever() ? null : crashPoint;
  }

  static Memory map(Kernel kernel, Descriptor file, long lengthBytes, CrashPoint crashPoint) {
    long base =
        kernel
            .memory()
            .mapShared(
                file.number(), lengthBytes, MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE, 0);
    if (base < 0 && base > -4096) {
      throw Failures.of("map", file.name(), base);
    }
    return new Memory(kernel, kernel.memory().segment(base, lengthBytes), crashPoint);
  }

  /** Where a word lies in our address space, for a futex. */
  long address(long at) {
    return address + at;
  }

  int getInt(long at) {
    return (int) INT.get(segment, at);
  }

  long getLong(long at) {
    return (long) LONG.get(segment, at);
  }

  int getIntAcquire(long at) {
    return (int) INT.getAcquire(segment, at);
  }

  long getLongAcquire(long at) {
    return (long) LONG.getAcquire(segment, at);
  }

  /** Release: whoever sees this store sees every one before it. */
  void put(long at, int value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    INT.setRelease(segment, at, value);
  }

  /** Release, see {@link #put(long, int)}. */
  void put(long at, long value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    LONG.setRelease(segment, at, value);
  }

  boolean compareAndSet(long at, long expected, long value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    return LONG.compareAndSet(segment, at, expected, value);
  }

  boolean compareAndSet(long at, int expected, int value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    return INT.compareAndSet(segment, at, expected, value);
  }

  long getAndSet(long at, long value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    return (long) LONG.getAndSet(segment, at, value);
  }

  int getAndSetInt(long at, int value) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    return (int) INT.getAndSet(segment, at, value);
  }

  void increment(long at) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    INT.getAndAdd(segment, at, 1);
  }

  void write(long at, byte[] from, int offset, int count) {
    if (crashPoint != null) {
      crashPoint.beforeStore();
    }
    MemorySegment.copy(from, offset, segment, ValueLayout.JAVA_BYTE, at, count);
  }

  void read(long at, byte[] into, int offset, int count) {
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, into, offset, count);
  }

  @Override
  public void close() {
    kernel.memory().munmap(address, segment.byteSize());
  }
}
