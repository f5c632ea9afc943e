package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.Optional;

/**
 * A connected socket of a stream as an end of a conversation. One of messages becomes an end by
 * {@link MessageSocket}.
 */
public final class SocketEnd implements StreamEnd {
  private final Engine engine;
  private final Descriptor socket;
  private final Optional<SocketAddress> target;
  private final Optional<UnixPlace> place;

  /** An end that takes the socket and closes it. */
  public SocketEnd(Engine engine, Descriptor socket) {
    this(engine, socket, Optional.empty(), Optional.empty());
  }

  /**
   * An end of our own making.
   *
   * @param target where datagrams go whose socket is not connected, because others answer
   * @param place the path that the socket is bound to, which goes with it
   */
  SocketEnd(
      Engine engine, Descriptor socket, Optional<SocketAddress> target, Optional<UnixPlace> place) {
    this.engine = engine;
    this.socket = socket;
    this.target = target;
    this.place = place;
  }

  /** Where messages go if the socket is not connected. */
  Optional<SocketAddress> target() {
    return target;
  }

  /** The socket. */
  public Descriptor descriptor() {
    return socket;
  }

  /**
   * Who listened at a Unix socket when we connected to it: SO_PEERCRED of socket(7).
   *
   * @param pid its process
   * @param uid its user
   */
  public record PeerProcess(int pid, int uid) {}

  /** The process at the other side; empty where it is on another machine, or of another system. */
  public Optional<PeerProcess> peerProcess() {
    int[] credentials = new int[3];
    int result = engine.kernel().socketOptions().peerCredentials(socket.number(), credentials);
    return result < 0 || credentials[0] <= 0
        ? Optional.empty()
        : Optional.of(new PeerProcess(credentials[0], credentials[1]));
  }

  @Override
  public String name() {
    return socket.name();
  }

  @Override
  public Optional<Descriptor> plainInput() {
    return Optional.of(socket);
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return Optional.of(socket);
  }

  @Override
  public Mover receiving(Descriptor to) {
    return new Pump(engine, socket, to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, socket);
  }

  /** shutdown(2) of the writing half: the peer reads its end of input, and can still answer. */
  @Override
  public Mover.Step finishWriting() {
    // ENOTCONN: the peer is gone already, which the other direction tells.
    engine.kernel().sockets().shutdown(socket.number(), SocketCalls.SHUT_WR);
    return Mover.Step.INPUT_ENDED;
  }

  @Override
  public boolean wasReset() {
    int error =
        engine.kernel().socketOptions().ofSocket(socket.number(), SocketOptionCalls.SO_ERROR);
    return error > 0 && Errno.ofResult(-error) == Errno.ECONNRESET;
  }

  @Override
  public void close() {
    place.ifPresent(UnixPlace::remove);
    socket.close();
  }
}
