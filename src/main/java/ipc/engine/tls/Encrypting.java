package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;

/** Takes plain bytes from a descriptor, and sends them enciphered. */
final class Encrypting implements Mover {
  private final TlsSession session;
  private final Descriptor from;
  private final FileCalls files;
  private final Room plain; // read, and not enciphered yet
  private final boolean asks; // poll(2) first, where a read would wait
  private boolean inputEnded;
  private long moved;
  private int enciphered; // of the user's bytes, which wait to go

  Encrypting(Engine engine, TlsSession session, Descriptor from) {
    this.session = session;
    this.from = from;
    files = engine.kernel().files();
    boolean waits = (files.fcntl(from.number(), FileCalls.F_GETFL, 0) & FileCalls.O_NONBLOCK) == 0;
    FileStatus.Kind kind = from.status().kind();
    asks = waits && kind != FileStatus.Kind.REGULAR;
    if (kind == FileStatus.Kind.FIFO) {
      PlainOutput.widen(engine.kernel().pipes(), from);
    }
    plain = new Room(engine.kernel(), session.mostAtOnce(), from.name());
  }

  @Override
  public Descriptor from() {
    return from;
  }

  @Override
  public Descriptor to() {
    return session.socket();
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public int unwritten() {
    return plain.held() + enciphered;
  }

  @Override
  public Step step() {
    Step flushed = flush();
    if (flushed != Step.MOVED) {
      return flushed;
    }
    if (plain.isEmpty()) {
      Step read = read();
      if (read != Step.MOVED) {
        return read;
      }
    }
    int before = plain.held();
    boolean taken = session.encipher(plain);
    enciphered += before - plain.held();
    return taken ? flush() : Step.READER_GONE;
  }

  /** MOVED when all that was enciphered is gone. */
  private Step flush() {
    Step flushed = session.flush();
    if (flushed == Step.MOVED) {
      moved += enciphered;
      enciphered = 0;
    }
    return flushed;
  }

  private Step read() {
    if (inputEnded) {
      return Step.INPUT_ENDED;
    }
    if (asks && !isReady()) {
      return Step.NEEDS_INPUT;
    }
    long result = plain.readFrom(files, from.number());
    if (result > 0) {
      return Step.MOVED;
    }
    if (result == 0) {
      inputEnded = true;
      return Step.INPUT_ENDED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR, EAGAIN -> Step.NEEDS_INPUT;
      case ECONNRESET -> Step.RESET;
      default ->
          throw new IpcException.TransferFailed(
              "cannot read "
                  + from.name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + moved
                  + " bytes were sent before",
              null);
    };
  }

  private boolean isReady() {
    int[] descriptors = {from.number()};
    return files.poll(descriptors, new int[] {FileCalls.POLLIN}, 0, new int[1]) > 0;
  }

  @Override
  public void close() {
    plain.close();
  }
}
