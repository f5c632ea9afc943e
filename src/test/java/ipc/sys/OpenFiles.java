package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one test, closed with it. */
final class OpenFiles implements AutoCloseable {
  private static final int MODE = 0600;

  private final FileCalls files;
  private final List<Integer> opened = new ArrayList<>();

  OpenFiles(FileCalls files) {
    this.files = files;
  }

  /** A name in a directory, whatever its bytes. */
  static byte[] path(Path directory, byte[] name) {
    byte[] parent = (directory + "/").getBytes(US_ASCII);
    byte[] path = new byte[parent.length + name.length];
    System.arraycopy(parent, 0, path, 0, parent.length);
    System.arraycopy(name, 0, path, parent.length, name.length);
    return path;
  }

  /** A descriptor that is closed at the end. */
  int opened(int descriptor) {
    assertTrue(descriptor >= 0, () -> "could not open: " + Errno.ofResult(descriptor));
    opened.add(descriptor);
    return descriptor;
  }

  int file(byte[] path, int flags) {
    return opened(files.openat(FileCalls.AT_FDCWD, path, flags, MODE));
  }

  void close(int descriptor) {
    opened.remove((Integer) descriptor);
    assertEquals(0, files.close(descriptor));
  }

  @Override
  public void close() {
    opened.forEach(files::close);
  }
}
