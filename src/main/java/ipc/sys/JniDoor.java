package ipc.sys;

import java.io.File;
import java.nio.ByteBuffer;

/**
 * The door built from {@code src/main/c/door.c}, which the image holds as {@code lib/libipc.so}
 * where it was built with a C compiler.
 */
public final class JniDoor implements Door {
  /**
   * Names another library file than the image's; {@code none} chooses the foreign-function door.
   */
  static final String LIBRARY_PROPERTY = "ipc.door";

  /** Loads the library of this installation. */
  public JniDoor() {
    this(library());
  }

  /** Loads a library file; its functions serve every instance. */
  @SuppressWarnings("restricted")
  JniDoor(File library) {
    System.load(library.getPath());
  }

  /** Whether this installation has the library. */
  public static boolean isAvailable() {
    return library().isFile();
  }

  /** A File and not a Path: the first Path asks for the working directory, which may be gone. */
  private static File library() {
    String named = System.getProperty(LIBRARY_PROPERTY);
    return named == null
        ? new File(System.getProperty("java.home"), "lib/libipc.so")
        : new File(named).getAbsoluteFile();
  }

  @Override
  public long syscall(long number, long a1, long a2, long a3, long a4, long a5, long a6) {
    return invokeSystemCall(number, a1, a2, a3, a4, a5, a6);
  }

  @Override
  public long call(long function, long a1, long a2, long a3, long a4, long a5, long a6) {
    return invokeFunction(function, a1, a2, a3, a4, a5, a6);
  }

  @Override
  public long function(String name) {
    return findFunction(name);
  }

  @Override
  public ByteBuffer view(long address, long sizeBytes) {
    return viewMemory(address, sizeBytes);
  }

  @Override
  public long address(ByteBuffer direct) {
    return bufferAddress(direct);
  }

  private static native long invokeSystemCall(
      long number, long a1, long a2, long a3, long a4, long a5, long a6);

  private static native long invokeFunction(
      long function, long a1, long a2, long a3, long a4, long a5, long a6);

  private static native long findFunction(String name);

  private static native ByteBuffer viewMemory(long address, long sizeBytes);

  private static native long bufferAddress(ByteBuffer direct);
}
