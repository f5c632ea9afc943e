package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;

/** Deciphers what comes from the peer, and writes it to a descriptor. */
final class Decrypting implements Mover {
  private final TlsSession session;
  private final PlainOutput output;

  Decrypting(Engine engine, TlsSession session, Descriptor to) {
    this.session = session;
    output = new PlainOutput(engine, to);
  }

  @Override
  public Descriptor from() {
    return session.socket();
  }

  @Override
  public Descriptor to() {
    return output.to();
  }

  @Override
  public long moved() {
    return output.written();
  }

  @Override
  public int unwritten() {
    return session.plain().held() + output.held();
  }

  @Override
  public Step step() {
    session.flush();
    if (unwritten() > 0) {
      return output.write(session.plain(), this::progress);
    }
    return switch (session.decipher()) {
      case PLAIN -> output.write(session.plain(), this::progress);
      case NOTHING -> Step.NEEDS_INPUT;
      case ALL -> Step.INPUT_ENDED;
      case RESET -> Step.RESET;
      case CUT_OFF ->
          throw new IpcException.TransferFailed(
              "the connection to '"
                  + session.socket().name()
                  + "' ended without close_notify: data may be missing; "
                  + moved()
                  + " bytes had come",
              null);
    };
  }

  @Override
  public void close() {
    output.close();
  }
}
