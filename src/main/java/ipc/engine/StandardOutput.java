package ipc.engine;

import ipc.model.Quantity;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.io.OutputStream;

/**
 * Standard output that tells the truth: a byte that cannot be written raises an exception, where
 * {@code System.out} would go on in silence.
 *
 * <p>Buffered; {@link #flush} before the exit status is decided.
 */
public final class StandardOutput extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 15;

  private final Kernel kernel;
  private final int descriptor;
  private final String name;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  StandardOutput(Kernel kernel, int descriptor, String name) {
    this.kernel = kernel;
    this.descriptor = descriptor;
    this.name = name;
  }

  /** Over descriptor 1. */
  public static StandardOutput over(Kernel kernel) {
    return new StandardOutput(kernel, 1, "standard output");
  }

  /** Over descriptor 2, for words. */
  public static StandardOutput error(Kernel kernel) {
    return new StandardOutput(kernel, 2, "standard error");
  }

  /** Whether it is a terminal, where people read tables and colours. */
  public boolean isTerminal() {
    return kernel.terminals().isTerminal(descriptor);
  }

  /** The terminal's width in columns, or {@code otherwise} where there is none. */
  public int columns(int otherwise) {
    return kernel.terminals().columns(descriptor).orElse(otherwise);
  }

  @Override
  public void write(int value) {
    if (filled == BUFFER_BYTES) {
      flush();
    }
    buffer[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int done = 0;
    while (done < count) {
      if (filled == BUFFER_BYTES) {
        flush();
      }
      int part = Math.min(count - done, BUFFER_BYTES - filled);
      System.arraycopy(bytes, offset + done, buffer, filled, part);
      filled += part;
      done += part;
    }
  }

  /**
   * Writes out what is buffered.
   *
   * @throws IpcException.OutputClosed when the reader went away (EPIPE)
   * @throws IpcException.TransferFailed when bytes were lost: a full disk, a closed descriptor
   */
  @Override
  public void flush() {
    int start = 0;
    int end = filled;
    // Whatever happens, the same bytes are never tried twice.
    filled = 0;
    while (start < end) {
      int count = kernel.files().write(descriptor, buffer, start, end - start);
      if (count > 0) {
        start += count;
      } else {
        recover(count, end - start);
      }
    }
  }

  private void recover(int result, int unwritten) {
    switch (Errno.ofResult(result)) {
      case EINTR -> {}
      case EAGAIN -> {
        // Somebody made the open file non-blocking: wait as a blocking one would.
        int[] returned = new int[1];
        kernel.files().poll(new int[] {descriptor}, new int[] {FileCalls.POLLOUT}, -1, returned);
      }
      case EPIPE -> throw new IpcException.OutputClosed();
      default ->
          throw new IpcException.TransferFailed(
              "cannot write to "
                  + name
                  + ": "
                  + Failures.reason(result)
                  + "; at least "
                  + Quantity.of(unwritten, "byte of output is", "bytes of output are")
                  + " lost",
              null);
    }
  }
}
