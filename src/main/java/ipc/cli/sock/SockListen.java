package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.ReadyLine;
import ipc.cli.stream.TlsOptions;
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
import ipc.engine.stream.SlowPolicy;
import ipc.engine.stream.StandardStreams;
import ipc.engine.stream.StreamEnd;
import ipc.engine.stream.Task;
import ipc.engine.stream.TaskLoop;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Scheme;
import ipc.model.ValueException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc sock listen}: takes connections, for our standard streams or for commands. */
public final class SockListen implements Verb {
  private static final int MOST_AT_ONCE = 100_000;
  private static final int MOST_IN_HUB = 1000;

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SOCK), "where to listen; port 0 takes a free one");
  private final OptionSpec keep =
      Arguments.flag("take one connection or message after another", "-k", "--keep");
  private final OptionSpec concurrent =
      Arguments.number(
          "take up to N connections or messages beside each other, each with a CMD of its own",
          1,
          MOST_AT_ONCE,
          "--concurrent");
  private final OptionSpec count =
      Arguments.count("end after N connections or messages (default 1)");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec acceptTimeout =
      Arguments.duration(
          "end with 124 when no connection is open for so long; -w is for the first alone",
          "--accept-timeout");
  private final OptionSpec hub =
      Arguments.flag(
          "pass what each peer says, and standard input, to all others and to standard output",
          "--hub");
  private final OptionSpec slow =
      OptionSpec.builder("--slow")
          .arity("1")
          .paramLabel("POLICY")
          .type(SlowPolicy.class)
          .converters(SockListen::policy)
          .completionCandidates(SlowPolicy.words())
          .description(
              "with --hub, when 1 MiB waits for a peer: close it (default), wait, or drop what"
                  + " comes")
          .build();
  private final FramingOptions framing = new FramingOptions();
  private final CastingOptions casting = new CastingOptions();
  private final PeerOptions peers = new PeerOptions();
  private final ConversationOptions conversation = new ConversationOptions();
  private final PathOptions path = new PathOptions();
  private final ShapeOptions shape = new ShapeOptions();
  private final TlsOptions tls = new TlsOptions();
  private final ReadyLine ready = new ReadyLine();
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(keep);
    spec.addOption(concurrent);
    spec.addOption(count);
    spec.addOption(hub);
    spec.addOption(slow);
    spec.addOption(timeout);
    spec.addOption(acceptTimeout);
    peers.addTo(spec);
    conversation.addTo(spec);
    framing.addTo(spec);
    casting.addToListener(spec);
    path.addTo(spec);
    shape.addTo(spec);
    tls.addTo(spec, EnumSet.of(TlsSettings.Role.SERVER));
    ready.addTo(spec);
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    refuseWhatGoesNotTogether(invocation);
    return conversation.run(invocation, this::listen);
  }

  private void refuseWhatGoesNotTogether(Invocation invocation) {
    boolean isCommand = !invocation.command().isEmpty();
    tls.refuseUnused(isTls() ? EnumSet.of(TlsSettings.Role.SERVER) : Set.of());
    if (isTls() && Arguments.isSet(hub)) {
      throw new IpcException.Unsupported(
          "a hub does not speak TLS itself",
          "'ipc sock listen tls:… --concurrent N -- ipc sock connect unix:HUB' lets TLS peers in");
    }
    if (Arguments.isSet(hub) && isCommand) {
      throw new IpcException.BadUsage("'--hub' runs no command", "leave out --hub, or '-- CMD'");
    }
    if (Arguments.isSet(hub)) {
      conversation.refuseBounds("'--hub'");
      verdict.refuse("'--hub'");
    } else if (slow.getValue() != null) {
      throw new IpcException.BadUsage("'--slow' is for '--hub'", null);
    } else if (concurrent.getValue() != null && !isCommand) {
      throw new IpcException.BadUsage(
          "connections beside each other cannot share standard input and output",
          "give each a command, --concurrent N -- CMD, or bring them together with --hub");
    }
  }

  private static SlowPolicy policy(String text) {
    return SlowPolicy.of(text)
        .orElseThrow(() -> new ValueException("policy", text, "none of close, wait and drop"));
  }

  private int listen(Invocation invocation) {
    framing.refuseUnlessMessages(address.getValue());
    if (FramingOptions.mayCarryMessages(address.getValue())) {
      shape.refuseForMessages(address.getValue());
    }
    if (address.getValue() instanceof Address.UnixSocket unix
        && unix.type() == Address.UnixType.SEQPACKET) {
      refuseHub(unix);
    }
    PeerRules rules = peers.rules(invocation);
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        ListeningSocket socket = open(invocation);
        TaskLoop loop = new TaskLoop(invocation.engine(), signals)) {
      if (socket.takesDatagrams()) {
        return takeDatagrams(invocation, rules, socket, loop, report);
      }
      return Arguments.isSet(hub)
          ? hub(invocation, rules, socket, loop)
          : serve(invocation, rules, socket, loop, report);
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int serve(
      Invocation invocation,
      PeerRules rules,
      ListeningSocket socket,
      TaskLoop loop,
      Optional<ReportFile> report) {
    Reception reception = reception(invocation, socket, loop, report);
    Listener listener = listener(invocation, rules, socket, 1, served(), reception);
    reception.of(listener, listener::ended, listener::expire);
    run(invocation, socket, loop, listener);
    return reception.status();
  }

  private int hub(Invocation invocation, PeerRules rules, ListeningSocket socket, TaskLoop loop) {
    SlowPolicy policy = Arguments.<SlowPolicy>value(slow).orElse(SlowPolicy.CLOSE);
    HubReception reception =
        new HubReception(invocation, loop, socket.address(), policy, !conversation.receivesOnly());
    OptionalInt most = counted();
    Listener listener = listener(invocation, rules, socket, MOST_IN_HUB, most, reception);
    reception.of(listener);
    try {
      run(invocation, socket, loop, listener);
    } finally {
      reception.tell();
    }
    return reception.status();
  }

  private Reception reception(
      Invocation invocation, ListeningSocket socket, TaskLoop loop, Optional<ReportFile> report) {
    return new Reception(
        invocation,
        loop,
        socket.address(),
        settings(invocation),
        framing.framing(),
        isOnce(),
        new Answer(invocation, socket.address(), report));
  }

  private int takeDatagrams(
      Invocation invocation,
      PeerRules rules,
      ListeningSocket socket,
      TaskLoop loop,
      Optional<ReportFile> report) {
    refuseHub(socket.address());
    Reception reception = reception(invocation, socket, loop, report);
    Optional<Duration> patience =
        Arguments.<Duration>value(timeout).or(() -> Arguments.value(acceptTimeout));
    DatagramInbox inbox =
        new DatagramInbox(
            invocation.engine(), socket, rules, served(), patience, reception::refused);
    if (invocation.command().isEmpty() && !isOnce()) {
      boolean isEndless = count.getValue() == null;
      run(invocation, socket, loop, printing(invocation, inbox, reception, report, isEndless));
    } else {
      int atOnce = Arguments.<Integer>value(concurrent).orElse(1);
      DatagramListener listener =
          new DatagramListener(invocation.engine(), inbox, atOnce, reception);
      reception.of(listener, listener::ended, listener::expire);
      run(invocation, socket, loop, listener);
    }
    return reception.status();
  }

  private void refuseHub(Address wanted) {
    if (Arguments.isSet(hub)) {
      throw new IpcException.Unsupported(
          "a hub joins connections of streams, and '" + wanted + "' carries messages", null);
    }
  }

  private Optional<TlsSettings> settings(Invocation invocation) {
    return isTls() ? Optional.of(tls.server(invocation)) : Optional.empty();
  }

  private boolean isTls() {
    return address.<Address>getValue().scheme() == Scheme.TLS;
  }

  private Listener listener(
      Invocation invocation,
      PeerRules rules,
      ListeningSocket socket,
      int usualAtOnce,
      OptionalInt most,
      Listener.Service service) {
    int atOnce = Arguments.<Integer>value(concurrent).orElse(usualAtOnce);
    Listener.Patience patience =
        new Listener.Patience(Arguments.value(timeout), Arguments.value(acceptTimeout));
    return new Listener(invocation.engine(), socket, rules, atOnce, most, patience, service);
  }

  private void run(Invocation invocation, ListeningSocket socket, TaskLoop loop, Task listener) {
    ready.tell(invocation, address.getValue(), socket.address());
    loop.add(listener);
    Optional<SignalWatch.Arrival> signal = loop.run(conversation.lifetime(invocation));
    if (signal.isPresent()) {
      throw new IpcException.EndedBySignal(signal.get().number());
    }
  }

  private boolean isOnce() {
    return !Arguments.isSet(keep) && concurrent.getValue() == null && count.getValue() == null;
  }

  private OptionalInt served() {
    if (isOnce()) {
      return OptionalInt.of(1);
    }
    return counted();
  }

  private OptionalInt counted() {
    return Arguments.<Integer>value(count).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private ListeningSocket open(Invocation invocation) {
    Address wanted = address.getValue();
    if (wanted instanceof Address.Descriptor given) {
      return ListeningSocket.given(invocation.engine(), given.number());
    }
    if (wanted instanceof Address.Raw || wanted instanceof Address.Netlink) {
      throw new IpcException.BadUsage(
          "nobody connects to '" + wanted + "', so nothing listens there",
          "'ipc sock connect " + wanted + "' takes what comes");
    }
    return ListeningSocket.open(
        invocation.engine(),
        wanted,
        shape.options(Optional.empty(), casting.options(wanted)),
        path.shape(invocation));
  }

  /** Writes what comes to standard output, and answers nothing. */
  private Task printing(
      Invocation invocation,
      DatagramInbox inbox,
      Reception reception,
      Optional<ReportFile> report,
      boolean isEndless) {
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
      List<String> variables = PeerVariables.of(at, peer);
      variables.addAll(TlsVariables.of(connection));
      StreamEnd command =
          CommandEnd.overPipes(
              invocation.engine(), invocation.command(), invocation.environment().with(variables));
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
        new Example("ipc sock listen unix:/run/chat --hub --lifetime 2s", "all hear what one says"),
        new Example(
            "ipc sock listen unix-dgram:/run/notes -c 2 --lines", "two messages, each as a line"),
        new Example(
            "ipc sock listen tcp:0.0.0.0:9000 --allow 10.0.0.0/8 -w 5s",
            "124 if nobody of that network comes within five seconds"));
  }
}
