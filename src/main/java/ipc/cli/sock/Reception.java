package ipc.cli.sock;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ExchangeVerdict;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.Listener;
import ipc.engine.socket.MessageSocket;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketEnd;
import ipc.engine.stream.CommandEnd;
import ipc.engine.stream.Conversation;
import ipc.engine.stream.ConversationRules;
import ipc.engine.stream.Exchange;
import ipc.engine.stream.FramedEnd;
import ipc.engine.stream.MessageEnd;
import ipc.engine.stream.Opening;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.ReportFile;
import ipc.engine.stream.Session;
import ipc.engine.stream.StandardStreams;
import ipc.engine.stream.StreamEnd;
import ipc.engine.stream.Task;
import ipc.engine.stream.TaskLoop;
import ipc.engine.tls.TlsOpening;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves the connections that come: each by a command of its own, or one after another by our
 * standard streams. A connection that fails ends a server only where it was the only one asked for.
 */
final class Reception implements Listener.Service, DatagramListener.Service {
  /** How long a peer may take to agree on TLS. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Invocation invocation;
  private final ConversationOptions options;
  private final ConversationRules rules;
  private final TaskLoop loop;
  private final Address address;
  private final Optional<ReportFile> report;
  private final Optional<TlsSettings> settings;
  private final Optional<RecordFraming> framing;
  private final boolean isOnce;
  private Task listener;
  private Runnable ended = () -> {};
  private Runnable stop = () -> {};
  private Optional<IpcException> fatal = Optional.empty();
  private Optional<Integer> status = Optional.empty();

  Reception(
      Invocation invocation,
      ConversationOptions options,
      TaskLoop loop,
      Address address,
      Optional<ReportFile> report,
      Optional<TlsSettings> settings,
      Optional<RecordFraming> framing,
      boolean isOnce) {
    this.invocation = invocation;
    this.options = options;
    this.rules = options.rules();
    this.loop = loop;
    this.address = address;
    this.report = report;
    this.settings = settings;
    this.framing = framing;
    this.isOnce = isOnce;
  }

  /**
   * Says who accepts.
   *
   * @param whenEnded to be told that one is served
   * @param whenFatal to be told that no more is to be taken
   */
  void of(Task accepting, Runnable whenEnded, Runnable whenFatal) {
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

  /**
   * Writes what comes to standard output, and answers nothing.
   *
   * @param isEndless whether the end of the lifetime is the end that was asked for
   */
  Task printing(DatagramInbox inbox, boolean isEndless) {
    ConversationRules receiving =
        new ConversationRules(
            ConversationRules.Directions.RECEIVE_ONLY, rules.idle(), rules.linger(), rules.grace());
    return new Conversation(
        invocation.engine(),
        receiving,
        new StandardStreams(invocation.engine()),
        inMessages(inbox),
        exchange -> printed(inbox, exchange, isEndless));
  }

  private void printed(DatagramInbox inbox, Exchange exchange, boolean isEndless) {
    ExchangeVerdict.give(invocation, report, exchange);
    if (inbox.dropped() > 0) {
      invocation.warn(
          "the kernel threw away "
              + inbox.dropped()
              + " messages that were not read in time; --rcvbuf makes more room for them");
    }
    if (exchange.end() == Exchange.End.LIFETIME && isEndless) {
      return;
    }
    try {
      status = Optional.of(ExchangeVerdict.status(exchange));
    } catch (IpcException failure) {
      fatal = Optional.of(failure);
    }
  }

  @Override
  public void refused(String reason) {
    invocation.warn(reason);
  }

  @Override
  public void nobodyCame() {
    fatal =
        Optional.of(
            new IpcException.TimedOut(
                "nobody connected to '" + address + "' in the time given", null));
  }

  /**
   * The status of all of it.
   *
   * @throws IpcException if it ended by a failure
   */
  int status() {
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
      if (invocation.command().isEmpty()) {
        return Opening.opened(new StandardStreams(invocation.engine()));
      }
      StreamEnd command =
          CommandEnd.overPipes(
              invocation.engine(),
              invocation.command(),
              invocation.environment().with(environment(end)));
      options.commandStarted();
      return Opening.opened(command);
    }

    private List<String> environment(StreamEnd end) {
      List<String> variables = new ArrayList<>();
      variables.add("IPC_ADDRESS=" + address);
      variables.add("IPC_PEER=" + peer.address());
      peer.pid().ifPresent(pid -> variables.add("IPC_PEER_PID=" + pid));
      peer.uid().ifPresent(uid -> variables.add("IPC_PEER_UID=" + uid));
      variables.addAll(TlsVariables.of(end));
      return variables;
    }

    @Override
    public Conversation conversation(StreamEnd end, StreamEnd ours) {
      return new Conversation(invocation.engine(), rules, ours, end, this::ended);
    }

    private void ended(Exchange exchange) {
      ExchangeVerdict.give(invocation, report, exchange);
      try {
        over(ExchangeVerdict.status(exchange));
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
