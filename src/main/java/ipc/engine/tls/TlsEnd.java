package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.stream.Mover;
import ipc.sys.SocketCalls;
import java.util.Optional;

/** A peer that is talked to by TLS, as an end of a conversation. */
public final class TlsEnd implements StreamEnd {
  private final Engine engine;
  private final StreamEnd connection;
  private final Descriptor socket;
  private final TlsSession session;

  /** An end that takes the connection and the session, whose handshake is done. */
  TlsEnd(Engine engine, StreamEnd connection, Descriptor socket, TlsSession session) {
    this.engine = engine;
    this.connection = connection;
    this.socket = socket;
    this.session = session;
  }

  /** What was agreed on, and who is at the other side. */
  public TlsPeer peer() {
    return session.peer();
  }

  @Override
  public String name() {
    return connection.name();
  }

  @Override
  public Mover receiving(Descriptor to) {
    return session.decrypting(to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return session.encrypting(from);
  }

  /** close_notify, then the end of the socket's writing half. */
  @Override
  public Mover.Step finishWriting() {
    Mover.Step step = session.finishWriting();
    if (step != Mover.Step.NEEDS_ROOM) {
      engine.kernel().sockets().shutdown(socket.number(), SocketCalls.SHUT_WR);
      return Mover.Step.INPUT_ENDED;
    }
    return step;
  }

  @Override
  public void bidFarewell() {
    try {
      session.finishWriting();
    } catch (IpcException gone) {
      // It is not there any more to hear it: all that it had to say was read.
    }
  }

  @Override
  public Optional<Descriptor> flushes() {
    return Optional.of(socket);
  }

  @Override
  public boolean wantsToWrite() {
    return session.wantsToWrite();
  }

  @Override
  public boolean wasReset() {
    return connection.wasReset();
  }

  @Override
  public void close() {
    session.close();
    connection.close();
  }
}
