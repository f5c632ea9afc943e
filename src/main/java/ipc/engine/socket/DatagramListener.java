package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Task;
import ipc.engine.message.MessageEnd;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.util.Optional;

/**
 * Takes datagrams, one after another or several beside each other, and gives each with the way to
 * answer it to whoever serves it.
 */
public final class DatagramListener implements Task {
  private final Engine engine;
  private final DatagramInbox inbox;
  private final int mostAtOnce;
  private final Service service;
  private int active;
  private boolean isOver;

  /** Whoever serves the messages. */
  public interface Service {
    /**
     * Takes a message: an end whose one message it is, and which sends to its sender. It is closed
     * by the service, and {@link DatagramListener#ended} called.
     */
    void serve(MessageEnd exchange, Peer peer);

    /** Receiving failed, or nobody sent anything in time: no more will come. */
    void failed(IpcException reason);
  }

  /**
   * A listener, which takes the inbox and closes it.
   *
   * @param mostAtOnce how many messages may be served at the same time
   */
  public DatagramListener(Engine engine, DatagramInbox inbox, int mostAtOnce, Service service) {
    this.engine = engine;
    this.inbox = inbox;
    this.mostAtOnce = mostAtOnce;
    this.service = service;
  }

  @Override
  public boolean advance(Interest happened) {
    try {
      while (isTaking() && inbox.receive() == Mover.Step.MOVED) {
        Optional<MessageEnd> exchange = exchange();
        if (inbox.isOver()) {
          stop();
        }
        if (exchange.isPresent()) {
          active++;
          inbox.stopWaiting();
          service.serve(exchange.get(), inbox.peer());
        }
      }
    } catch (IpcException failure) {
      stop();
      service.failed(failure);
    }
    return false;
  }

  /** The message and the way back; none where no descriptor is left for it. */
  private Optional<MessageEnd> exchange() {
    try {
      return Optional.of(new Received(engine, answering(), inbox.message(), inbox.peer()));
    } catch (IpcException.LimitReached reason) {
      inbox.turnAway(reason);
      return Optional.empty();
    }
  }

  private boolean isTaking() {
    return !isOver && active < mostAtOnce;
  }

  /** The same socket by a descriptor of its own: each is waited for and closed apart. */
  private Descriptor answering() {
    Descriptor socket = inbox.readiness();
    int number = engine.kernel().files().fcntl(socket.number(), FileCalls.F_DUPFD_CLOEXEC, 0);
    if (number < 0) {
      throw Failures.of("answer by", socket.name(), number);
    }
    return Descriptor.owned(engine.kernel(), number, inbox.peer().address());
  }

  /** A message is served: another may be taken, once the loop has asked this task again. */
  public void ended() {
    active--;
    if (active == 0) {
      inbox.startWaiting();
    }
  }

  private void stop() {
    if (!isOver) {
      isOver = true;
      inbox.close();
    }
  }

  @Override
  public void await(Interest interest) {
    if (isTaking()) {
      interest.readable(inbox.readiness());
    }
  }

  @Override
  public Deadline until() {
    return isTaking() && active == 0 ? inbox.until() : Deadline.never();
  }

  @Override
  public boolean isDone() {
    return isOver;
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    stop();
  }

  @Override
  public void expire() {
    stop();
  }
}
