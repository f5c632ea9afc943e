package ipc.sys;

import java.nio.ByteBuffer;

/**
 * The one way to the kernel and to the C library.
 *
 * <p>Two implementations give the same answers: {@link JniDoor}, a few lines of C that cost half a
 * millisecond, and {@link ForeignDoor}, which needs no compiled code of ours and costs about 20
 * milliseconds at its first call. Calls may block; neither implementation stops the garbage
 * collector meanwhile.
 */
public sealed interface Door permits JniDoor, ForeignDoor {

  /**
   * Makes a system call.
   *
   * @param number the call's number on this architecture, see {@link SyscallNumbers}
   * @return the kernel's result, or {@code -errno}
   * @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
   */
  long syscall(long number, long a1, long a2, long a3, long a4, long a5, long a6);

  /**
   * Calls a function of the C library that takes up to six integers or pointers.
   *
   * @param function its address, from {@link #function}
   * @return its result; of a function that returns {@code int} only the low 32 bits mean something
   */
  long call(long function, long a1, long a2, long a3, long a4, long a5, long a6);

  /** The address of a function of the C library, or 0 where the library has none of that name. */
  long function(String name);

  /**
   * A window on native memory, in big-endian order as every new buffer.
   *
   * @param sizeBytes at most 2^31 - 1
   */
  ByteBuffer view(long address, long sizeBytes);

  /** Where a direct buffer's first byte lies; the caller keeps the buffer reachable. */
  long address(ByteBuffer direct);

  /** The faster door where the image has it, the other one elsewhere. */
  static Door open() {
    return JniDoor.isAvailable() ? new JniDoor() : new ForeignDoor();
  }
}
