package ipc.engine;

import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.RawCalls;
import java.io.ByteArrayOutputStream;

/** A pipe between two descriptors of this process. */
public final class Pipe implements AutoCloseable {
  private static final int NONE = -1;

  private final Kernel kernel;
  private int reader;
  private int writer;

  private Pipe(Kernel kernel, int flags) {
    int[] ends = new RawCalls(kernel).pipe(flags);
    this.kernel = kernel;
    reader = ends[0];
    writer = ends[1];
  }

  /** A pipe whose calls wait. */
  public static Pipe of(Kernel kernel) {
    return new Pipe(kernel, 0);
  }

  /** A pipe whose calls fail with EAGAIN where they would wait. */
  public static Pipe nonBlocking(Kernel kernel) {
    return new Pipe(kernel, FileCalls.O_NONBLOCK);
  }

  public int reader() {
    return reader;
  }

  public int writer() {
    return writer;
  }

  /** The writing end as data is moved to it; who closes it closes nothing twice. */
  public Descriptor output() {
    Descriptor output = Descriptor.owned(kernel, writer, "the pipe");
    writer = NONE;
    return output;
  }

  /** The reading end as data is moved from it. */
  public Descriptor input() {
    Descriptor input = Descriptor.owned(kernel, reader, "the pipe");
    reader = NONE;
    return input;
  }

  /** Writes all of a few bytes. */
  public void write(byte[] bytes) {
    int count = kernel.files().write(writer, bytes, 0, bytes.length);
    if (count != bytes.length) {
      throw new IllegalStateException("the pipe took " + count);
    }
  }

  /** Everything up to the end of input. */
  public byte[] readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[65536];
    for (int count = read(chunk); count > 0; count = read(chunk)) {
      all.write(chunk, 0, count);
    }
    return all.toByteArray();
  }

  /** What is there now, as read(2) gives it. */
  public int read(byte[] chunk) {
    return kernel.files().read(reader, chunk);
  }

  public void closeReader() {
    kernel.files().close(reader);
    reader = NONE;
  }

  public void closeWriter() {
    kernel.files().close(writer);
    writer = NONE;
  }

  @Override
  public void close() {
    if (reader != NONE) {
      closeReader();
    }
    if (writer != NONE) {
      closeWriter();
    }
  }
}
