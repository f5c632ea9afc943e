package ipc.engine.shm;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Quantity;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;

/**
 * read(2) and write(2) that are repeated until done. They block, and no poll(2) before them would
 * help: a write of more than fits into a pipe that has room sleeps until all of it is taken.
 */
final class Transfer {
  /**
   * One round: large enough for few calls, which the interpreter prepares, and small enough to stay
   * in the processor's cache. sendfile(2) and splice(2) are no faster into memory, for they copy
   * page by page; out of memory into a pipe they would hand the segment's own pages to the reader.
   */
  static final int ROUND_BYTES = 1 << 20;

  /** What a pipe is widened to, and what pipe-max-size allows everybody: pipe(7). */
  private static final int PIPE_BYTES = 1 << 20;

  private final FileCalls files;

  Transfer(Kernel kernel) {
    this.files = kernel.files();
  }

  /**
   * Lets a pipe hold more, where a descriptor is one: with its usual 64 KiB both ends sleep and
   * wake all the time. Where that is refused it stays as it is.
   */
  void widen(Descriptor descriptor) {
    int number = descriptor.number();
    int holds = files.fcntl(number, FileCalls.F_GETPIPE_SZ, 0);
    if (holds > 0 && holds < PIPE_BYTES) {
      files.fcntl(number, FileCalls.F_SETPIPE_SZ, PIPE_BYTES);
    }
  }

  /** At least one byte from a descriptor, as much as there is; 0 at the end of input. */
  long readSome(Descriptor input, long address, long count, long doneBytes) {
    while (true) {
      long result = files.read(input.number(), address, count);
      if (result >= 0) {
        return result;
      }
      recover("read", input, FileCalls.POLLIN, result, doneBytes);
    }
  }

  /** Everything to a descriptor. */
  void writeAll(Descriptor output, long address, long count, long doneBytes) {
    long written = 0;
    while (written < count) {
      long result = files.write(output.number(), address + written, count - written);
      if (result >= 0) {
        written += result;
      } else {
        recover("write", output, FileCalls.POLLOUT, result, doneBytes + written);
      }
    }
  }

  private void recover(
      String action, Descriptor descriptor, int event, long result, long doneBytes) {
    switch (Errno.ofResult(result)) {
      case EINTR -> {}
      case EAGAIN -> {
        // Somebody made the open file non-blocking: wait as a blocking one would.
        int[] returned = new int[1];
        files.poll(new int[] {descriptor.number()}, new int[] {event}, -1, returned);
      }
      case EPIPE -> throw new IpcException.OutputClosed();
      default ->
          throw new IpcException.TransferFailed(
              "cannot "
                  + action
                  + " "
                  + descriptor.name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + Quantity.of(doneBytes, "byte was", "bytes were")
                  + " moved before",
              null);
    }
  }
}
