package ipc.cli.mbox;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.Mailbox;
import ipc.model.Address;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.List;

/**
 * A command run on each message, which it gets on its standard input. Its status settles the
 * message: 0 acknowledges it, 65 sends it to the dead letters, any other gives it back.
 *
 * <p>The command inherits the open file that proves our life in the mailbox: if we are killed, the
 * message is still held for it, and comes back when it is gone too.
 */
final class Work {
  private final Invocation invocation;
  private final Address address;
  private final Mailbox mailbox;
  private final Duration grace;
  private final SignalWatch signals;
  private final Outcomes outcomes = new Outcomes();

  Work(
      Invocation invocation,
      Address address,
      Mailbox mailbox,
      Duration grace,
      SignalWatch signals) {
    this.invocation = invocation;
    this.address = address;
    this.mailbox = mailbox;
    this.grace = grace;
    this.signals = signals;
  }

  /** What all the commands ended with. */
  int status() {
    return outcomes.status();
  }

  void on(Delivery message, Runnable started) {
    CommandRun command;
    try (Descriptor input = holding(message)) {
      command =
          CommandRun.start(
              invocation.engine(),
              invocation.command(),
              invocation.environment().with(variables(message)),
              input,
              mailbox.lifeDescriptor());
    } catch (IpcException failure) {
      mailbox.putBack(message.token());
      throw failure;
    }
    started.run();
    CommandRun.Ended ended = command.awaitEnd(signals, grace, Deadline.never());
    settle(message, ended.status());
    if (ended.signal().isPresent()) {
      throw new IpcException.EndedBySignal(ended.signal().getAsInt());
    }
  }

  private Descriptor holding(Delivery message) {
    return Descriptor.holding(invocation.engine(), message.body(), "message");
  }

  private List<String> variables(Delivery message) {
    return List.of(
        "IPC_ADDRESS=" + address,
        "IPC_ID=" + message.sequence(),
        "IPC_TYPE=" + message.type(),
        "IPC_PRIORITY=" + message.priority(),
        "IPC_DELIVERY=" + message.deliveries(),
        "IPC_TOKEN=" + message.token(),
        "IPC_FROM_PID=" + message.senderPid(),
        "IPC_FROM_UID=" + Integer.toUnsignedString(message.senderUid()));
  }

  /** A token that is stale was settled by the command itself. */
  private void settle(Delivery message, int status) {
    if (status == Exit.OK.status()) {
      mailbox.settle(message.token());
      return;
    }
    outcomes.failed(status);
    if (status == Exit.DATA.status()) {
      mailbox.bury(message.token());
      invocation.note("message " + message.sequence() + " is among the dead letters: CMD said 65");
    } else {
      mailbox.giveBack(message.token());
      invocation.verdict(
          "message " + message.sequence() + " is given back: CMD ended with " + status);
    }
  }
}
