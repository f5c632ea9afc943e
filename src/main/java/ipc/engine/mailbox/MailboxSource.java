package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The messages of a mailbox. Each is ours until it was passed on, and acknowledged only then: what
 * was not comes back, when we give it back or die.
 */
final class MailboxSource implements MessageSource {
  private final String name;
  private final Mailbox mailbox;
  private final SignalWatch signals;
  private final MailboxWaiter waiter;
  private final ArrayDeque<Token> ours = new ArrayDeque<>(); // not passed on yet, oldest first
  private byte[] message = {};

  MailboxSource(Engine engine, String name, Mailbox mailbox, SignalWatch signals) {
    this.name = name;
    this.mailbox = mailbox;
    this.signals = signals;
    this.waiter = new MailboxWaiter(engine.kernel(), mailbox, name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Mover.Step receive() {
    if (!waiter.isBack()) {
      return Mover.Step.NEEDS_INPUT;
    }
    Optional<Delivery> next = next();
    if (next.isPresent()) {
      ours.add(next.get().token());
      message = next.get().body();
      return Mover.Step.MOVED;
    }
    if (mailbox.hasEnded()) {
      return Mover.Step.INPUT_ENDED;
    }
    waiter.arm();
    return Mover.Step.NEEDS_INPUT;
  }

  private Optional<Delivery> next() {
    try {
      return mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals);
    } catch (IpcException.LimitReached lockedByStopped) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] message() {
    return message;
  }

  @Override
  public Descriptor readiness() {
    return waiter.woken();
  }

  @Override
  public void passedOn() {
    waiter.call();
    mailbox.settle(ours.remove());
  }

  /** What was not passed on waits again; the oldest may have been, in part, and counts. */
  void giveBack() {
    waiter.close();
    if (!ours.isEmpty()) {
      mailbox.giveBack(ours.remove());
    }
    while (!ours.isEmpty()) {
      mailbox.putBack(ours.remove());
    }
  }
}
