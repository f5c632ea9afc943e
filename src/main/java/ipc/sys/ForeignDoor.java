package ipc.sys;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The door through the foreign-function interface; it is always there.
 *
 * <p>System calls and library functions share one downcall shape (seven longs, a long back, errno
 * captured), because each shape costs milliseconds to link. Surplus arguments in registers are
 * ignored by the callee under the calling conventions of x86-64 and aarch64.
 */
public final class ForeignDoor implements Door {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle CALL = link();
  private static final MemorySegment SYSCALL = LINKER.defaultLookup().findOrThrow("syscall");
  private static final int ERRNO_OFFSET =
      (int)
          Linker.Option.captureStateLayout()
              .byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final SymbolLookup library = LINKER.defaultLookup();
  // One capture buffer a thread: errno belongs to the thread that made the call.
  private final ThreadLocal<Captured> captured = ThreadLocal.withInitial(Captured::allocate);

  /** Where a call leaves errno: read as a buffer, for a segment's first read takes 6 ms. */
  private record Captured(MemorySegment segment, ByteBuffer bytes) {
    static Captured allocate() {
      int sizeBytes = (int) Linker.Option.captureStateLayout().byteSize();
      ByteBuffer bytes = ByteBuffer.allocateDirect(sizeBytes).order(ByteOrder.nativeOrder());
      return new Captured(MemorySegment.ofBuffer(bytes), bytes);
    }

    int errno() {
      return bytes.getInt(ERRNO_OFFSET);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link() {
    MemoryLayout[] arguments = new MemoryLayout[7];
    Arrays.fill(arguments, ValueLayout.JAVA_LONG);
    return LINKER.downcallHandle(
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** Links nothing yet: the first call does. */
  public ForeignDoor() {}

  @Override
  public long syscall(long number, long a1, long a2, long a3, long a4, long a5, long a6) {
    Captured state = captured.get();
    long result = invoke(SYSCALL, state.segment(), number, a1, a2, a3, a4, a5, a6);
    return result == -1 ? -(long) state.errno() : result;
  }

  @Override
  public long call(long function, long a1, long a2, long a3, long a4, long a5, long a6) {
    MemorySegment state = captured.get().segment();
    return invoke(MemorySegment.ofAddress(function), state, a1, a2, a3, a4, a5, a6, 0);
  }

  @Override
  public long function(String name) {
    return library.find(name).map(MemorySegment::address).orElse(0L);
  }

  @Override
  @SuppressWarnings("restricted")
  public ByteBuffer view(long address, long sizeBytes) {
    return MemorySegment.ofAddress(address).reinterpret(sizeBytes).asByteBuffer();
  }

  @Override
  public long address(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
  }

  private static long invoke(
      MemorySegment function,
      MemorySegment state,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      long a6) {
    try {
      return (long) CALL.invokeExact(function, state, a0, a1, a2, a3, a4, a5, a6);
    } catch (Throwable failure) {
      // A downcall has no checked exceptions: what comes here is an error of the virtual machine.
      throw new IllegalStateException("the foreign-function interface failed", failure);
    }
  }
}
