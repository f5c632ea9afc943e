package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.Optional;

/** A connection over which TLS is being agreed on. */
public final class TlsOpening implements Opening {
  private final Engine engine;
  private final Opening connecting;
  private final TlsSettings settings;
  private final Duration patience;
  private StreamEnd connection;
  private Descriptor socket;
  private TlsSession session;
  private Mover.Step last = Mover.Step.MOVED;
  private Deadline until = Deadline.never();

  /**
   * Begins once there is a connection.
   *
   * @param connecting gives a socket
   * @param patience how long the handshake may take: a peer that says nothing holds a place
   */
  public TlsOpening(Engine engine, Opening connecting, TlsSettings settings, Duration patience) {
    this.engine = engine;
    this.connecting = connecting;
    this.settings = settings;
    this.patience = patience;
  }

  @Override
  public Optional<StreamEnd> advance() {
    if (session == null && !connect()) {
      return Optional.empty();
    }
    do {
      last = session.handshake();
    } while (last == Mover.Step.MOVED);
    return switch (last) {
      case INPUT_ENDED -> Optional.of(done());
      case READER_GONE, RESET ->
          throw new IpcException.TransferFailed(
              "the connection to '" + connection.name() + "' was reset in the handshake of TLS",
              null);
      case MOVED, NEEDS_INPUT, NEEDS_ROOM -> {
        if (until.expired()) {
          throw new IpcException.TimedOut(
              "the handshake of TLS with '" + connection.name() + "' took too long", null);
        }
        yield Optional.empty();
      }
    };
  }

  private boolean connect() {
    Optional<StreamEnd> connected = connecting.advance();
    if (connected.isEmpty()) {
      return false;
    }
    connection = connected.get();
    socket = connection.plainInput().orElseThrow();
    session = new TlsSession(engine, socket, settings);
    until = engine.within(patience);
    return true;
  }

  private StreamEnd done() {
    StreamEnd end = new TlsEnd(engine, connection, socket, session);
    session = null;
    connection = null;
    return end;
  }

  @Override
  public void await(Interest interest) {
    if (session == null) {
      connecting.await(interest);
      return;
    }
    if (last == Mover.Step.NEEDS_INPUT) {
      interest.readable(socket);
    }
    if (last == Mover.Step.NEEDS_ROOM || session.wantsToWrite()) {
      interest.writable(socket);
    }
  }

  @Override
  public Deadline until() {
    return session == null ? connecting.until() : until;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
    if (connection != null) {
      connection.close();
      connection = null;
    }
    connecting.close();
  }
}
