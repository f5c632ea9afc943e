package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Mover;
import ipc.sys.SocketAddress;
import java.util.Optional;

/** One message that came, and the way back to its sender. */
final class Received implements MessageEnd, MessageSource, MessageSink {
  private final Descriptor socket;
  private final byte[] message;
  private final Peer peer;
  private final PacketWriter writer;
  private boolean isGiven;

  /** Takes the descriptor by which it is answered, and closes it. */
  Received(Engine engine, Descriptor socket, byte[] message, Peer peer) {
    this.socket = socket;
    this.message = message;
    this.peer = peer;
    this.writer = new PacketWriter(engine, socket, Optional.of(peer.from()));
  }

  @Override
  public String name() {
    return peer.address();
  }

  @Override
  public Optional<MessageSource> source() {
    return Optional.of(this);
  }

  @Override
  public Optional<MessageSink> sink() {
    return Optional.of(this);
  }

  @Override
  public Mover.Step receive() {
    Mover.Step step = isGiven ? Mover.Step.INPUT_ENDED : Mover.Step.MOVED;
    isGiven = true;
    return step;
  }

  @Override
  public byte[] message() {
    return message;
  }

  @Override
  public Mover.Step send(byte[] answer) {
    if (peer.from() instanceof SocketAddress.UnixUnnamed) {
      throw new IpcException.Refused(
          "cannot answer a message that came to '"
              + peer.address()
              + "': its sender has no address",
          "a sender that binds its socket has one; 'ipc sock connect' does");
    }
    return writer.send(answer);
  }

  @Override
  public Descriptor readiness() {
    return socket;
  }

  @Override
  public void close() {
    socket.close();
  }
}
