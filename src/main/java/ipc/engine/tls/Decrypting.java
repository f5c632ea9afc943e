package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.sys.Errno;
import ipc.sys.FileCalls;

/** Deciphers what comes from the peer, and writes it to a descriptor. */
final class Decrypting implements Mover {
  private final TlsSession session;
  private final Descriptor to;
  private final FileCalls files;
  private final PlainEnd end;
  private long moved;

  Decrypting(Engine engine, TlsSession session, Descriptor to) {
    this.session = session;
    this.to = to;
    files = engine.kernel().files();
    end = PlainEnd.of(engine, to);
  }

  @Override
  public Descriptor from() {
    return session.socket();
  }

  @Override
  public Descriptor to() {
    return to;
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public int unwritten() {
    return session.plain().held();
  }

  @Override
  public Step step() {
    session.flush();
    if (!session.plain().isEmpty()) {
      return write();
    }
    return switch (session.decipher()) {
      case PLAIN -> write();
      case NOTHING -> Step.NEEDS_INPUT;
      case ALL -> Step.INPUT_ENDED;
      case RESET -> Step.RESET;
      case CUT_OFF ->
          throw new IpcException.TransferFailed(
              "the connection to '"
                  + session.socket().name()
                  + "' ended without close_notify: data may be missing; "
                  + moved
                  + " bytes had come",
              null);
    };
  }

  private Step write() {
    Room plain = session.plain();
    if (!end.isReadyToWrite()) {
      return Step.NEEDS_ROOM;
    }
    long result = plain.writeTo(files, to.number(), end.mostAtOnce());
    if (result >= 0) {
      moved += result;
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_ROOM;
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default ->
          throw new IpcException.TransferFailed(
              "cannot write to "
                  + to.name()
                  + ": "
                  + Failures.reason(result)
                  + "; "
                  + moved
                  + " bytes were written before, "
                  + plain.held()
                  + " more were read and are lost",
              null);
    };
  }

  @Override
  public void close() {
    // What is deciphered lies with the session.
  }
}
