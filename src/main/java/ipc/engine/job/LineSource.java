package ipc.engine.job;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The lines of a file or a pipe, each as soon as it is there. */
public final class LineSource implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int ABOVE_STANDARD = 3;

  private final Descriptor input;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int filled;
  private boolean isAtEnd;

  private LineSource(Descriptor input) {
    this.input = input;
  }

  /**
   * Opens a file.
   *
   * @throws IpcException.NoSuchObject if it is not there
   */
  public static LineSource open(Engine engine, String path) {
    int flags = FileCalls.O_RDONLY | FileCalls.O_NOCTTY | FileCalls.O_CLOEXEC;
    Descriptor file = Descriptor.open(engine.kernel(), path, flags, 0, path);
    if (file.status().kind() == FileStatus.Kind.DIRECTORY) {
      file.close();
      throw new IpcException.BadUsage("'" + path + "' is a directory, no file of commands", null);
    }
    return new LineSource(file);
  }

  /** Takes our standard input away from whoever reads it later: they find it empty. */
  public static LineSource takeStandardInput(Engine engine) {
    Kernel kernel = engine.kernel();
    String name = engine.standardInput().name();
    int number = kernel.files().fcntl(0, FileCalls.F_DUPFD_CLOEXEC, ABOVE_STANDARD);
    if (number < 0) {
      throw Failures.of("read", name, number);
    }
    Descriptor copy = Descriptor.owned(kernel, number, name);
    try (Descriptor empty = StandardDescriptors.nothing(engine)) {
      int result = kernel.files().dup3(empty.number(), 0);
      if (result < 0) {
        throw Failures.of("redirect", name, result);
      }
    }
    return new LineSource(copy);
  }

  /** The next line without what ends it; the last one needs no newline. */
  public Optional<String> next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean isThere = false;
    while (!isAtEnd) {
      for (int i = next; i < filled; i++) {
        if (chunk[i] == '\n') {
          line.write(chunk, next, i - next);
          next = i + 1;
          return Optional.of(ByteText.decode(line.toByteArray()));
        }
      }
      isThere |= next < filled;
      line.write(chunk, next, filled - next);
      next = 0;
      filled = input.read(chunk);
      isAtEnd = filled <= 0;
    }
    return isThere ? Optional.of(ByteText.decode(line.toByteArray())) : Optional.empty();
  }

  @Override
  public void close() {
    input.close();
  }
}
