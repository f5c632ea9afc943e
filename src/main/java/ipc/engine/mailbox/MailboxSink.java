package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.Interest;
import ipc.engine.message.MessageSink;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.time.Duration;

/**
 * A mailbox that messages are sent to. Where it is full it is asked again after a while: a thread
 * for each connection that waits for room would be too many.
 */
final class MailboxSink implements MessageSink {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Engine engine;
  private final String name;
  private final Mailbox mailbox;
  private final SignalWatch signals;
  private final Descriptor readiness;
  private Deadline pause = Deadline.immediate();
  private boolean isFull;

  MailboxSink(Engine engine, String name, Mailbox mailbox, SignalWatch signals) {
    this.engine = engine;
    this.name = name;
    this.mailbox = mailbox;
    this.signals = signals;
    // A file, of which epoll(7) never tells anything.
    this.readiness = Descriptor.owned(engine.kernel(), mailbox.lifeDescriptor(), name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Mover.Step send(byte[] message) {
    if (isFull && !pause.expired()) {
      return Mover.Step.NEEDS_ROOM;
    }
    isFull = mailbox.sendNow(new Outgoing(message, 0, 0), signals).isEmpty();
    if (isFull) {
      pause = engine.within(PAUSE);
      return Mover.Step.NEEDS_ROOM;
    }
    return Mover.Step.MOVED;
  }

  @Override
  public Descriptor readiness() {
    return readiness;
  }

  @Override
  public void awaitRoom(Interest interest) {
    // No descriptor tells of room.
  }

  @Override
  public Deadline tryAgain() {
    return isFull ? pause : Deadline.never();
  }
}
