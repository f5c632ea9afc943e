package ipc.cli.sock;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.conversation.Conversation;
import ipc.engine.conversation.Exchange;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.Session;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.conversation.Task;
import ipc.engine.conversation.TaskLoop;
import ipc.engine.message.FramedEnd;
import ipc.engine.message.MessageEnd;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.Listener;
import ipc.engine.socket.MessageSocket;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketEnd;
import ipc.engine.stream.RecordFraming;
import ipc.engine.tls.TlsOpening;
import ipc.engine.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Serves the connections that come, each by what is opened for it. A connection that fails ends a
 * server only where it was the only one asked for.
 */
public final class Reception implements Listener.Service, DatagramListener.Service {
  /** How long a peer may take to agree on TLS. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Invocation invocation;
  private final TaskLoop loop;
  private final boolean isOnce;
  private final Answering answering;
  private final Optional<RecordFraming> framing;
  private final Optional<TlsSettings> settings;
  private Task listener;
  private Runnable ended = () -> {};
  private Runnable stop = () -> {};
  private Optional<IpcException> fatal = Optional.empty();
  private Optional<Integer> status = Optional.empty();

  /** What the connections talk to. */
  public interface Answering {
    /** Begins to open what a connection is to talk to. */
    Opening opening(StreamEnd connection, Peer peer);

    /** Lets the two talk; both are closed when {@code told} is called. */
    Conversation conversation(StreamEnd connection, StreamEnd other, Consumer<Exchange> told);

    /**
     * Tells what became of one.
     *
     * @return its exit status
     * @throws IpcException if it did not come to a clean end
     */
    int verdict(Exchange exchange);
  }

  /**
   * Who serves.
   *
   * @param framing how messages are told apart in a stream
   * @param settings of TLS, where peers are talked to by it
   * @param isOnce whether one connection is all there is
   */
  public Reception(
      Invocation invocation,
      TaskLoop loop,
      Optional<RecordFraming> framing,
      Optional<TlsSettings> settings,
      boolean isOnce,
      Answering answering) {
    this.invocation = invocation;
    this.loop = loop;
    this.framing = framing;
    this.settings = settings;
    this.isOnce = isOnce;
    this.answering = answering;
  }

  /**
   * Says who accepts.
   *
   * @param whenEnded to be told that one is served
   * @param whenFatal to be told that no more is to be taken
   */
  public void of(Task accepting, Runnable whenEnded, Runnable whenFatal) {
    this.listener = accepting;
    this.ended = whenEnded;
    this.stop = whenFatal;
  }

  @Override
  public void serve(Descriptor connection, Peer peer) {
    invocation.verdict("'" + peer.address() + "' connected");
    SocketEnd socket = new SocketEnd(invocation.engine(), connection);
    StreamEnd end =
        MessageSocket.carriesMessages(invocation.engine(), connection.number())
            ? inMessages(new MessageSocket(invocation.engine(), socket))
            : socket;
    Opening opened = Opening.opened(end);
    Opening opening =
        settings
            .map(with -> (Opening) new TlsOpening(invocation.engine(), opened, with, PATIENCE))
            .orElse(opened);
    loop.add(new Session(opening, new Plan(peer)));
  }

  private StreamEnd inMessages(MessageEnd end) {
    return new FramedEnd(invocation.engine(), end, framing);
  }

  @Override
  public void serve(MessageEnd message, Peer peer) {
    invocation.verdict("a message came from '" + peer.address() + "'");
    loop.add(new Session(Opening.opened(inMessages(message)), new Plan(peer)));
  }

  @Override
  public void failed(IpcException reason) {
    fatal = Optional.of(reason);
  }

  @Override
  public void refused(String reason) {
    invocation.warn(reason);
  }

  /**
   * The status of all of it.
   *
   * @throws IpcException if it ended by a failure
   */
  public int status() {
    if (fatal.isPresent()) {
      throw fatal.get();
    }
    return status.orElse(Exit.OK.status());
  }

  private void over(int result) {
    boolean isFirst = status.isEmpty() || status.get() == Exit.OK.status();
    if (isFirst) {
      status = Optional.of(result);
    } else if (result != Exit.OK.status() && result != status.get()) {
      status = Optional.of(Exit.SYSTEM.status());
    }
    ended.run();
    loop.wake(listener);
  }

  private void end(IpcException reason) {
    fatal = Optional.of(reason);
    stop.run();
  }

  private final class Plan implements Session.Plan {
    private final Peer peer;

    Plan(Peer peer) {
      this.peer = peer;
    }

    @Override
    public Opening second(StreamEnd end) {
      return answering.opening(end, peer);
    }

    @Override
    public Conversation conversation(StreamEnd end, StreamEnd other) {
      return answering.conversation(end, other, this::ended);
    }

    private void ended(Exchange exchange) {
      try {
        over(answering.verdict(exchange));
      } catch (IpcException.OutputClosed closed) {
        end(closed);
      } catch (IpcException failure) {
        failed(failure);
      }
    }

    @Override
    public void failed(IpcException reason) {
      boolean isForAll =
          reason instanceof IpcException.CommandNotFound
              || reason instanceof IpcException.CommandNotExecutable;
      if (isOnce || isForAll) {
        end(reason);
      } else {
        invocation.complain(reason);
      }
      over(Exit.statusOf(reason));
    }
  }
}
