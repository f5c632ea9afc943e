package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.ReadyLine;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.Listener;
import ipc.engine.socket.ListeningSocket;
import ipc.engine.socket.Peer;
import ipc.engine.socket.PeerRules;
import ipc.engine.stream.CommandEnd;
import ipc.engine.stream.Conversation;
import ipc.engine.stream.ConversationRules;
import ipc.engine.stream.Exchange;
import ipc.engine.stream.Opening;
import ipc.engine.stream.ReportFile;
import ipc.engine.stream.StandardStreams;
import ipc.engine.stream.StreamEnd;
import ipc.engine.stream.Task;
import ipc.engine.stream.TaskLoop;
import ipc.model.Address;
import ipc.model.Noun;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc sock listen}: takes connections, for our standard streams or for commands. */
public final class SockListen implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SOCK), "where to listen; port 0 takes a free one");
  private final ServingOptions serving = new ServingOptions("a CMD of its own");
  private final OptionSpec acceptTimeout =
      Arguments.duration("end with 124 when nobody connects for so long", "-w", "--accept-timeout");
  private final FramingOptions framing = new FramingOptions();
  private final CastingOptions casting = new CastingOptions();
  private final PeerOptions peers = new PeerOptions();
  private final ConversationOptions conversation = new ConversationOptions();
  private final PathOptions path = new PathOptions();
  private final ShapeOptions shape = new ShapeOptions();
  private final ReadyLine ready = new ReadyLine();
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    serving.addTo(spec);
    spec.addOption(acceptTimeout);
    peers.addTo(spec);
    conversation.addTo(spec);
    framing.addTo(spec);
    casting.addToListener(spec);
    path.addTo(spec);
    shape.addTo(spec);
    ready.addTo(spec);
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    boolean isShared = serving.isConcurrent() && invocation.command().isEmpty();
    if (isShared) {
      throw new IpcException.BadUsage(
          "connections beside each other cannot share standard input and output",
          "give each a command: --concurrent N -- CMD");
    }
    return conversation.run(invocation, this::listen);
  }

  private int listen(Invocation invocation) {
    framing.refuseUnlessMessages(address.getValue());
    if (FramingOptions.mayCarryMessages(address.getValue())) {
      shape.refuseForMessages(address.getValue());
    }
    PeerRules rules = peers.rules(invocation);
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        ListeningSocket socket = open(invocation);
        TaskLoop loop = new TaskLoop(invocation.engine(), signals)) {
      Reception reception =
          new Reception(
              invocation,
              loop,
              socket.address(),
              framing.framing(),
              serving.isOnce(),
              new Answer(invocation, socket.address(), report));
      if (socket.takesDatagrams()) {
        return takeDatagrams(invocation, socket, rules, loop, reception, report);
      }
      Listener listener =
          new Listener(
              invocation.engine(),
              socket,
              rules,
              serving.mostAtOnce(),
              serving.served(),
              Arguments.value(acceptTimeout),
              reception);
      reception.of(listener, listener::ended, listener::expire);
      ready.tell(invocation, address.getValue(), socket.address());
      loop.add(listener);
      return serve(invocation, loop, reception);
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int serve(Invocation invocation, TaskLoop loop, Reception reception) {
    Optional<SignalWatch.Arrival> signal = loop.run(conversation.lifetime(invocation));
    if (signal.isPresent()) {
      throw new IpcException.EndedBySignal(signal.get().number());
    }
    return reception.status();
  }

  private int takeDatagrams(
      Invocation invocation,
      ListeningSocket socket,
      PeerRules rules,
      TaskLoop loop,
      Reception reception,
      Optional<ReportFile> report) {
    DatagramInbox inbox =
        new DatagramInbox(
            invocation.engine(),
            socket,
            rules,
            serving.served(),
            Arguments.value(acceptTimeout),
            reception::refused);
    ready.tell(invocation, address.getValue(), socket.address());
    if (invocation.command().isEmpty() && !serving.isOnce()) {
      loop.add(printing(invocation, inbox, reception, report));
    } else {
      DatagramListener listener =
          new DatagramListener(invocation.engine(), inbox, serving.mostAtOnce(), reception);
      reception.of(listener, listener::ended, listener::expire);
      loop.add(listener);
    }
    return serve(invocation, loop, reception);
  }

  /** Writes what comes to standard output, and answers nothing. */
  private Task printing(
      Invocation invocation,
      DatagramInbox inbox,
      Reception reception,
      Optional<ReportFile> report) {
    boolean isEndless = serving.served().isEmpty();
    return new Conversation(
        invocation.engine(),
        conversation.rules(ConversationRules.Directions.RECEIVE_ONLY),
        new StandardStreams(invocation.engine()),
        reception.inMessages(inbox),
        exchange -> {
          ExchangeVerdict.give(invocation, report, exchange);
          // The end of the lifetime is the end that was asked for.
          if (exchange.end() != Exchange.End.LIFETIME || !isEndless) {
            printed(exchange, reception);
          }
        });
  }

  private static void printed(Exchange exchange, Reception reception) {
    try {
      reception.ended(ExchangeVerdict.status(exchange));
    } catch (IpcException failure) {
      reception.failed(failure);
    }
  }

  private ListeningSocket open(Invocation invocation) {
    Address wanted = address.getValue();
    if (wanted instanceof Address.Descriptor given) {
      return ListeningSocket.given(invocation.engine(), given.number());
    }
    return ListeningSocket.open(
        invocation.engine(),
        wanted,
        shape.options(Optional.empty(), casting.options(wanted)),
        path.shape(invocation));
  }

  /** A command for each connection, or our standard streams for one after another. */
  private final class Answer implements Reception.Answering {
    private final Invocation invocation;
    private final Address at;
    private final Optional<ReportFile> report;
    private final ConversationRules rules = conversation.rules();

    Answer(Invocation invocation, Address at, Optional<ReportFile> report) {
      this.invocation = invocation;
      this.at = at;
      this.report = report;
    }

    @Override
    public Opening opening(StreamEnd connection, Peer peer) {
      if (invocation.command().isEmpty()) {
        return Opening.opened(new StandardStreams(invocation.engine()));
      }
      StreamEnd command =
          CommandEnd.overPipes(
              invocation.engine(),
              invocation.command(),
              invocation.environment().with(PeerVariables.of(at, peer)));
      conversation.commandStarted();
      return Opening.opened(command);
    }

    @Override
    public Conversation conversation(
        StreamEnd connection, StreamEnd ours, Consumer<Exchange> told) {
      return new Conversation(invocation.engine(), rules, ours, connection, told);
    }

    @Override
    public int verdict(Exchange exchange) {
      ExchangeVerdict.give(invocation, report, exchange);
      return ExchangeVerdict.status(exchange);
    }
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc sock listen unix:/run/inbox > all", "what one peer sends, to its end"),
        new Example(
            "ipc sock listen tcp:localhost:1300 --keep -- date",
            "the date for whoever asks, one after another"),
        new Example(
            "ipc sock listen unix:/run/echo --concurrent 10 --mode 600 -- cat",
            "up to ten at once, of our own user"),
        new Example(
            "ipc sock listen udp:localhost:7777 --keep --lines",
            "print what comes, a message a line"),
        new Example(
            "ipc sock listen tcp:0.0.0.0:9000 --allow 10.0.0.0/8 -w 5s",
            "124 if nobody of that network comes within five seconds"));
  }
}
