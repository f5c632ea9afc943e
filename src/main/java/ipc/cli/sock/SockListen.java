package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.LinkOptions;
import ipc.cli.stream.ReadyLine;
import ipc.cli.stream.TlsOptions;
import ipc.cli.stream.Translation;
import ipc.cli.stream.TranslationOptions;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.Task;
import ipc.engine.conversation.TaskLoop;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.GivenSockets;
import ipc.engine.socket.Listener;
import ipc.engine.socket.ListeningSocket;
import ipc.engine.socket.PeerRules;
import ipc.engine.stream.ReportFile;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc sock listen}: takes connections, for our standard streams or for commands. */
public final class SockListen implements Verb {
  private static final int MOST_IN_HUB = 1000;

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SOCK), "where to listen; port 0 takes a free one");
  private final ServingOptions serving = new ServingOptions("a CMD of its own");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec acceptTimeout =
      Arguments.duration(
          "end with 124 when no connection is open for so long; -w is for the first alone",
          "--accept-timeout");
  private final HubOptions hub = new HubOptions();
  private final OptionSpec passDescriptor =
      Arguments.flag("receive a descriptor from the peer first, for CMD, as IPC_FD", "--pass-fd");
  private final LinkOptions link = new LinkOptions();
  private final TranslationOptions translation = new TranslationOptions();
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
    serving.addTo(spec);
    hub.addTo(spec);
    spec.addOption(timeout);
    spec.addOption(acceptTimeout);
    peers.addTo(spec);
    conversation.addTo(spec);
    link.addTo(spec);
    translation.addTo(spec);
    spec.addOption(passDescriptor);
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
  public Names names() {
    return Names.NEW;
  }

  @Override
  public int run(Invocation invocation) {
    refuseWhatGoesNotTogether(invocation);
    return conversation.run(invocation, this::listen);
  }

  private void refuseWhatGoesNotTogether(Invocation invocation) {
    boolean isCommand = !invocation.command().isEmpty();
    tls.refuseUnused(isTls() ? EnumSet.of(TlsSettings.Role.SERVER) : Set.of());
    hub.check(isCommand, isTls());
    if (hub.isSet()) {
      conversation.refuseBounds("'--hub'");
      verdict.refuse("'--hub'");
      translation.refuse("'--hub'");
    } else if (serving.isConcurrent() && !isCommand) {
      throw new IpcException.BadUsage(
          "connections beside each other cannot share standard input and output",
          "give each a command, --concurrent N -- CMD, or bring them together with --hub");
    }
    link.check(invocation);
    if (Arguments.isSet(passDescriptor) && !isCommand) {
      throw new IpcException.BadUsage(
          "a descriptor is passed to a command, and none follows '--'", null);
    }
  }

  private int listen(Invocation invocation) {
    framing.refuseUnlessMessages(address.getValue());
    if (FramingOptions.mayCarryMessages(address.getValue())) {
      shape.refuseForMessages(address.getValue());
      translation.refuseLinesOf(address.getValue().toString());
    }
    if (address.getValue() instanceof Address.UnixSocket unix
        && unix.type() == Address.UnixType.SEQPACKET) {
      refuseHub(unix);
    }
    PeerRules rules = peers.rules(invocation);
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        ListeningSocket socket = open(invocation);
        Translation passing = translation.open(invocation);
        TaskLoop loop = new TaskLoop(invocation.engine(), signals)) {
      if (socket.takesDatagrams()) {
        return takeDatagrams(invocation, rules, socket, loop, report, passing);
      }
      return hub.isSet()
          ? hub(invocation, rules, socket, loop)
          : serve(
              invocation,
              rules,
              socket,
              loop,
              reception(invocation, socket, loop, report, passing));
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int serve(
      Invocation invocation,
      PeerRules rules,
      ListeningSocket socket,
      TaskLoop loop,
      Reception reception) {
    Listener listener = listener(invocation, rules, socket, 1, serving.served(), reception);
    reception.of(listener, listener::ended, listener::expire);
    run(invocation, socket, loop, listener);
    return reception.status();
  }

  private int hub(Invocation invocation, PeerRules rules, ListeningSocket socket, TaskLoop loop) {
    HubReception reception =
        new HubReception(invocation, loop, hub.policy(), !conversation.receivesOnly());
    OptionalInt most = serving.counted();
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
      Invocation invocation,
      ListeningSocket socket,
      TaskLoop loop,
      Optional<ReportFile> report,
      Translation passing) {
    Answer answer =
        new Answer(
            invocation,
            socket.address(),
            report,
            conversation,
            link,
            passing,
            Arguments.isSet(passDescriptor));
    return new Reception(
        invocation, loop, framing.framing(), settings(invocation), serving.isOnce(), answer);
  }

  private int takeDatagrams(
      Invocation invocation,
      PeerRules rules,
      ListeningSocket socket,
      TaskLoop loop,
      Optional<ReportFile> report,
      Translation passing) {
    refuseHub(socket.address());
    Reception reception = reception(invocation, socket, loop, report, passing);
    Optional<Duration> patience =
        Arguments.<Duration>value(timeout).or(() -> Arguments.value(acceptTimeout));
    DatagramInbox inbox =
        new DatagramInbox(
            invocation.engine(), socket, rules, serving.served(), patience, reception::refused);
    if (invocation.command().isEmpty() && !serving.isOnce()) {
      MessagePrinter printer =
          new MessagePrinter(invocation, inbox, report, serving.counted().isEmpty());
      run(invocation, socket, loop, printer.task(conversation.rules(), framing.framing(), passing));
      return printer.status();
    }
    DatagramListener listener =
        new DatagramListener(invocation.engine(), inbox, serving.mostAtOnce(1), reception);
    reception.of(listener, listener::ended, listener::expire);
    run(invocation, socket, loop, listener);
    return reception.status();
  }

  private void refuseHub(Address wanted) {
    if (hub.isSet()) {
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
    int atOnce = serving.mostAtOnce(usualAtOnce);
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

  private ListeningSocket open(Invocation invocation) {
    Address wanted = address.getValue();
    GivenSockets all = givenSockets(invocation);
    if (wanted instanceof Address.Descriptor given) {
      all.require(given.number());
      return unixIfAsked(ListeningSocket.given(invocation.engine(), given.number()));
    }
    OptionalInt bound = all.boundTo(invocation.engine(), wanted);
    if (bound.isPresent()) {
      return unixIfAsked(ListeningSocket.given(invocation.engine(), bound.getAsInt()));
    }
    requireUnixIfAsked(wanted);
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

  private static GivenSockets givenSockets(Invocation invocation) {
    return GivenSockets.of(
        invocation.environment().value("LISTEN_PID"),
        invocation.environment().value("LISTEN_FDS"),
        invocation.engine().ownProcess().pid());
  }

  private ListeningSocket unixIfAsked(ListeningSocket socket) {
    requireUnixIfAsked(socket.address());
    return socket;
  }

  private void requireUnixIfAsked(Address at) {
    if (Arguments.isSet(passDescriptor) && !(at instanceof Address.UnixSocket)) {
      throw new IpcException.BadUsage(
          "no descriptor can come to '" + at + "': only a Unix socket carries them", null);
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
            "ipc sock listen unix:/run/shell --keep --mode 600 --pty -- bash -i",
            "a shell on a terminal of its own"),
        new Example(
            "ipc sock listen tls:localhost:8443 --tls-cert me.pem -w 5s -- cat",
            "ciphered; the certificate and its key are in one file"),
        new Example("ipc sock listen unix:/run/chat --hub --lifetime 2s", "all hear what one says"),
        new Example(
            "ipc sock listen unix-dgram:/run/notes -c 2 --lines", "two messages, each as a line"),
        new Example(
            "ipc sock listen tcp:0.0.0.0:9000 --allow 10.0.0.0/8 -w 5s",
            "124 if nobody of that network comes within five seconds"));
  }
}
