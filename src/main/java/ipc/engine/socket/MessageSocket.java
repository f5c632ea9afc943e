package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Mover;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.Optional;

/** A socket of datagrams or packets that has one peer, as an end of messages. */
public final class MessageSocket implements MessageEnd, MessageSource, MessageSink {
  private final Engine engine;
  private final SocketEnd end;
  private final PacketReader reader;
  private final PacketWriter writer;
  private final boolean canSend;

  /** Takes the socket, and closes it with the path that it made. */
  public MessageSocket(Engine engine, SocketEnd end) {
    this.engine = engine;
    this.end = end;
    this.reader = new PacketReader(engine, end.descriptor());
    this.writer = new PacketWriter(engine, end.descriptor(), end.target());
    this.canSend = canSend();
  }

  private boolean canSend() {
    SocketCalls calls = engine.kernel().sockets();
    int number = end.descriptor().number();
    int family = Sockets.option(engine, end.descriptor(), SocketOptionCalls.SO_DOMAIN);
    boolean hasPeer = end.target().isPresent() || calls.peerName(number, new SocketAddress[1]) >= 0;
    return family != SocketCalls.AF_NETLINK && hasPeer;
  }

  /** Whether a socket carries messages whose boundaries are kept, and no stream. */
  public static boolean carriesMessages(Engine engine, int descriptor) {
    int type = engine.kernel().socketOptions().ofSocket(descriptor, SocketOptionCalls.SO_TYPE);
    return type >= 0 && type != SocketCalls.SOCK_STREAM;
  }

  @Override
  public String name() {
    return end.name();
  }

  @Override
  public Optional<MessageSource> source() {
    return Optional.of(this);
  }

  @Override
  public Optional<MessageSink> sink() {
    return canSend ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Mover.Step receive() {
    return reader.receive();
  }

  @Override
  public byte[] message() {
    return reader.message();
  }

  @Override
  public Mover.Step send(byte[] message) {
    return writer.send(message);
  }

  @Override
  public Descriptor readiness() {
    return end.descriptor();
  }

  /** Whether the peer can tell that it has no more to say: over a connection. */
  public boolean hasEnd() {
    int type = Sockets.option(engine, end.descriptor(), SocketOptionCalls.SO_TYPE);
    return type == SocketCalls.SOCK_SEQPACKET;
  }

  /** A connection of packets is told of the end; a datagram's peer has nothing to be told. */
  @Override
  public Mover.Step finish() {
    return hasEnd() ? end.finishWriting() : Mover.Step.INPUT_ENDED;
  }

  @Override
  public boolean wasReset() {
    return end.wasReset();
  }

  @Override
  public void close() {
    end.close();
  }
}
