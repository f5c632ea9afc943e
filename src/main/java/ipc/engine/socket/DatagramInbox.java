package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What comes to a bound socket of datagrams from any number of peers; only what the rules allow is
 * given out.
 */
public final class DatagramInbox implements MessageEnd, MessageSource {
  private final Engine engine;
  private final ListeningSocket socket;
  private final PeerRules rules;
  private final Optional<Duration> patience;
  private final Consumer<String> refused;
  private final PacketReader reader;
  private Deadline until;
  private int left;
  private Peer peer;
  private boolean isClosed;
  private long dropped;

  /**
   * An inbox, which takes the socket and closes it.
   *
   * @param count how many messages there are before it ends
   * @param patience how long the next is waited for
   * @param refused is told of a message that was thrown away, and why
   */
  public DatagramInbox(
      Engine engine,
      ListeningSocket socket,
      PeerRules rules,
      OptionalInt count,
      Optional<Duration> patience,
      Consumer<String> refused) {
    this.engine = engine;
    this.socket = socket;
    this.rules = rules;
    this.patience = patience;
    this.refused = refused;
    this.reader = new PacketReader(engine, socket.descriptor());
    this.left = count.orElse(-1);
    startWaiting();
  }

  /** Lets the time for the next message run from now. */
  void startWaiting() {
    until = engine.deadline(patience);
  }

  /** Lets the next message take as long as it takes: one is being served. */
  void stopWaiting() {
    until = Deadline.never();
  }

  /** Tells that the last message cannot be served. */
  void turnAway(IpcException reason) {
    refused.accept(
        "a message from '" + peer.address() + "' was thrown away: " + reason.getMessage());
  }

  @Override
  public String name() {
    return socket.address().toString();
  }

  @Override
  public Optional<MessageSource> source() {
    return Optional.of(this);
  }

  @Override
  public Optional<MessageSink> sink() {
    return Optional.empty();
  }

  /** {@inheritDoc} TimedOut is thrown when the next one was waited for too long. */
  @Override
  public Mover.Step receive() {
    if (left == 0) {
      return Mover.Step.INPUT_ENDED;
    }
    Mover.Step step = reader.receive();
    while (step == Mover.Step.MOVED && !isWelcome()) {
      step = reader.receive();
    }
    if (step == Mover.Step.MOVED) {
      left -= left > 0 ? 1 : 0;
      startWaiting();
    } else if (step == Mover.Step.NEEDS_INPUT && until.expired()) {
      throw new IpcException.TimedOut(
          "no message came to '" + socket.address() + "' in the time given", null);
    }
    return step;
  }

  private boolean isWelcome() {
    peer = socket.sender(reader);
    Optional<String> refusal = rules.refusal(reader.from(), reader.uid());
    refusal.ifPresent(reason ->
        refused.accept("a message from '" + peer.address() + "' was thrown away: " + reason));
    return refusal.isEmpty();
  }

  @Override
  public byte[] message() {
    return reader.message();
  }

  /** Who sent the last message. */
  public Peer peer() {
    return peer;
  }

  /** Whether no more messages are taken. */
  boolean isOver() {
    return left == 0;
  }

  /** How many datagrams the kernel threw away because they were not read in time. */
  public long dropped() {
    return isClosed
        ? dropped
        : engine.kernel().socketOptions().dropped(socket.descriptor().number());
  }

  @Override
  public Descriptor readiness() {
    return socket.descriptor();
  }

  @Override
  public Deadline until() {
    return until;
  }

  @Override
  public void close() {
    if (!isClosed) {
      dropped = dropped();
      isClosed = true;
      socket.close();
    }
  }
}
