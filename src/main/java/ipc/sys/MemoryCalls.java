package ipc.sys;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Mappings of memory. Each call gives the kernel's result or {@code -errno}. */
public final class MemoryCalls {
  // asm-generic/mman-common.h
  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int MAP_SHARED = 1;
  public static final int MADV_POPULATE_READ = 22;
  public static final int MADV_POPULATE_WRITE = 23;
  static final int MAP_PRIVATE = 2;
  static final int MAP_ANONYMOUS = 0x20;

  private final Kernel kernel;

  MemoryCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code void *mmap(NULL, size_t length, int prot, MAP_SHARED, int fd, off_t offset)}. */
  public long mapShared(int descriptor, long sizeBytes, int protection, long offset) {
    return kernel.call(
        SyscallNumbers.MMAP, 0, sizeBytes, protection, MAP_SHARED, descriptor, offset);
  }

  /** Private memory of our own, in whole pages: a buffer for large transfers. */
  public long mapAnonymous(long sizeBytes) {
    return kernel.call(
        SyscallNumbers.MMAP,
        0,
        sizeBytes,
        PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS,
        -1,
        0);
  }

  /** {@code int munmap(void *addr, size_t length)}. */
  public int munmap(long address, long sizeBytes) {
    return (int) kernel.call(SyscallNumbers.MUNMAP, address, sizeBytes);
  }

  /**
   * {@code int madvise(void *addr, size_t length, int advice)}.
   *
   * @param address the beginning of a page
   */
  public int madvise(long address, long sizeBytes, int advice) {
    return (int) kernel.call(SyscallNumbers.MADVISE, address, sizeBytes, advice);
  }

  /**
   * A window on memory that this process has mapped, in native order. Java's access to a page that
   * cannot be had (a file cut short, a full tmpfs) is an {@link InternalError}.
   *
   * @param sizeBytes at most 2^31 - 1
   */
  public ByteBuffer view(long address, long sizeBytes) {
    return kernel.door().view(address, sizeBytes).order(ByteOrder.nativeOrder());
  }

  /**
   * The same as a segment, for atomic access. It ends with nothing: whoever unmaps the memory must
   * not use it afterwards.
   */
  @SuppressWarnings("restricted")
  public MemorySegment segment(long address, long sizeBytes) {
    return MemorySegment.ofAddress(address).reinterpret(sizeBytes);
  }
}
