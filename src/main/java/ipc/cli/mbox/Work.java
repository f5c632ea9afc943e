package ipc.cli.mbox;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.engine.CommandGroup;
import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.Selector;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Quantity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A command run on each message, which it gets on its standard input, several at a time. Its status
 * settles the message: 0 acknowledges it, 65 sends it to the dead letters, any other gives it back.
 *
 * <p>Each command inherits the open file that proves a life in the mailbox: if we are killed, the
 * message is still held for it, and comes back when it is gone too. So that none waits for another
 * command's end, we take part once for each command that runs.
 */
final class Work implements AutoCloseable {
  private final Invocation invocation;
  private final Address address;
  private final Duration grace;
  private final SignalWatch signals;
  private final CommandGroup<Job> running;
  private final Deque<Mailbox> idle = new ArrayDeque<>();
  private final List<Mailbox> further = new ArrayList<>();
  private final Outcomes outcomes = new Outcomes();
  private int jobs;

  private record Job(Mailbox mailbox, Delivery message) {}

  /** Work for a mailbox that whoever opened it closes. */
  Work(
      Invocation invocation,
      Address address,
      Mailbox mailbox,
      int jobs,
      Duration grace,
      SignalWatch signals) {
    this.invocation = invocation;
    this.address = address;
    this.jobs = jobs;
    this.grace = grace;
    this.signals = signals;
    this.running = new CommandGroup<>(invocation.engine());
    idle.push(mailbox);
  }

  /** What all the commands ended with. */
  int status() {
    return outcomes.status();
  }

  /**
   * Runs the command on so many messages, in the order in which they are received.
   *
   * @param until when to give up waiting for a message; what runs then is waited for
   * @param started is called when a command was started
   * @return how many were received
   * @throws IpcException when all that runs has ended too
   */
  long run(Selector selector, long most, Deadline until, Runnable started) {
    long received = 0;
    try {
      for (boolean over = most == 0; !over || running.size() > 0; ) {
        running.ended().forEach(this::settle);
        if (signals.arrived().map(this::windDown).isPresent()) {
          break;
        }
        if (over || running.size() == jobs || !hasIdle()) {
          awaitEnd();
          continue;
        }
        Mailbox mailbox = idle.peek();
        boolean alone = running.size() == 0;
        Optional<Delivery> next =
            mailbox.receiveToWork(selector, alone ? until : Deadline.immediate(), signals);
        if (next.isPresent()) {
          start(idle.pop(), next.get());
          started.run();
          over = ++received == most;
        } else if (alone || until.expired()) {
          over = true;
        } else if (running.callAtNextEnd(mailbox::call)) {
          mailbox.awaitCall(until);
        }
      }
    } catch (IpcException failure) {
      while (running.size() > 0) {
        awaitEnd();
      }
      throw failure;
    }
    return received;
  }

  /** Whether we can take part once more. */
  private boolean hasIdle() {
    if (!idle.isEmpty()) {
      return true;
    }
    try {
      Mailbox another = invocation.mailboxes().attach(address, signals);
      further.add(another);
      idle.push(another);
      return true;
    } catch (IpcException.LimitReached full) {
      jobs = running.size();
      invocation.warn(
          "no more than "
              + Quantity.of(jobs, "command runs", "commands run")
              + " at a time: "
              + full.getMessage());
      return false;
    }
  }

  private void start(Mailbox mailbox, Delivery message) {
    try (Descriptor input = holding(message)) {
      CommandRun command =
          CommandRun.start(
              invocation.engine(),
              invocation.command(),
              invocation.environment().with(variables(message)),
              input,
              mailbox.lifeDescriptor());
      running.add(command, new Job(mailbox, message));
    } catch (IpcException failure) {
      mailbox.putBack(message.token());
      throw failure;
    }
  }

  private void awaitEnd() {
    if (running.size() == 0) {
      return; // the last one ended meanwhile
    }
    running.await(signals, Deadline.never()).ifPresent(this::windDown);
    running.ended().forEach(this::settle);
  }

  /** The first signal: it is passed on once; the second, or the end of the grace, kills. */
  private SignalWatch.Arrival windDown(SignalWatch.Arrival first) {
    running.pass(first);
    Deadline end = invocation.engine().within(grace);
    Optional<SignalWatch.Arrival> second = Optional.empty();
    while (running.size() > 0 && second.isEmpty() && !end.expired()) {
      second = running.await(signals, end);
      running.ended().forEach(this::settle);
    }
    running.kill();
    while (running.size() > 0) {
      running.await(signals, Deadline.never());
      running.ended().forEach(this::settle);
    }
    throw new IpcException.EndedBySignal(first.number());
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
        "IPC_FENCE=" + message.fence(),
        "IPC_FROM_PID=" + message.senderPid(),
        "IPC_FROM_UID=" + Integer.toUnsignedString(message.senderUid()));
  }

  private void settle(CommandGroup.Ended<Job> ended) {
    Job job = ended.held();
    settle(job.mailbox(), job.message(), ended.status());
    idle.addLast(job.mailbox()); // the first one may have said that it waits
  }

  /** A token that is stale was settled by the command itself. */
  private void settle(Mailbox mailbox, Delivery message, int status) {
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

  @Override
  public void close() {
    running.close();
    further.forEach(Mailbox::close);
  }
}
