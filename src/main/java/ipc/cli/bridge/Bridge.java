package ipc.cli.bridge;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.sock.DialOptions;
import ipc.cli.sock.FramingOptions;
import ipc.cli.sock.PathOptions;
import ipc.cli.sock.PeerOptions;
import ipc.cli.sock.Reception;
import ipc.cli.sock.ServingOptions;
import ipc.cli.sock.ShapeOptions;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.LinkOptions;
import ipc.cli.stream.ReadyLine;
import ipc.cli.stream.TlsOptions;
import ipc.cli.stream.Verdict;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.FileEnd;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.Session;
import ipc.engine.conversation.TaskLoop;
import ipc.engine.socket.CastOptions;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.Listener;
import ipc.engine.socket.ListeningSocket;
import ipc.engine.socket.PathShape;
import ipc.engine.socket.PeerRules;
import ipc.engine.socket.SocketOptions;
import ipc.engine.stream.ReportFile;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc bridge}: joins two ends, of whatever kind. */
public final class Bridge implements Verb {
  private final PositionalParamSpec first =
      end("A", "1", "0", "an end: opened, connected to, or listened at");
  private final PositionalParamSpec second =
      end("B", "0..1", "1", "the other: opened or connected to; or CMD after '--'");
  private final OptionSpec listen =
      Arguments.flag("let peers connect to A; each gets a B of its own", "--listen");
  private final OptionSpec oneWay =
      Arguments.flag("from A to B alone; what B answers is read and forgotten", "--one-way");
  private final OptionSpec append =
      Arguments.flag("write to the end of a file B instead of replacing it", "--append");
  private final DialOptions dialling = DialOptions.ofEnds();
  private final ServingOptions serving = new ServingOptions("a B of its own");
  private final OptionSpec acceptTimeout =
      Arguments.duration("end with 124 when nobody connects for so long", "--accept-timeout");
  private final PeerOptions peers = new PeerOptions();
  private final ConversationOptions conversation = new ConversationOptions();
  private final FramingOptions framing = new FramingOptions();
  private final TrafficOptions traffic = new TrafficOptions();
  private final PathOptions path = new PathOptions();
  private final ShapeOptions shape = new ShapeOptions();
  private final LinkOptions link = new LinkOptions();
  private final TlsOptions tls = new TlsOptions();
  private final ReadyLine ready = new ReadyLine();
  private final Verdict verdict = new Verdict();

  private static PositionalParamSpec end(
      String label, String arity, String index, String description) {
    return PositionalParamSpec.builder()
        .arity(arity)
        .required(arity.equals("1"))
        .index(index)
        .paramLabel(label)
        .type(Address.class)
        .converters(Address::parse)
        .description(description)
        .build();
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(first);
    spec.addPositional(second);
    spec.addOption(listen);
    spec.addOption(oneWay);
    spec.addOption(append);
    dialling.addTo(spec);
    dialling.addBindTo(spec);
    serving.addTo(spec);
    spec.addOption(acceptTimeout);
    peers.addTo(spec);
    framing.addTo(spec);
    traffic.addTo(spec);
    conversation.addBoundsTo(spec);
    path.addTo(spec);
    shape.addTo(spec);
    link.addTo(spec);
    tls.addTo(spec, EnumSet.allOf(TlsSettings.Role.class));
    ready.addTo(spec);
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public Names names() {
    return Names.ENDS;
  }

  @Override
  public int run(Invocation invocation) {
    check(invocation);
    return conversation.run(invocation, this::join);
  }

  /** What makes no sense is refused before anything is opened. */
  private void check(Invocation invocation) {
    Address a = first.getValue();
    Optional<Address> b = other();
    if (b.isPresent() == !invocation.command().isEmpty()) {
      throw new IpcException.BadUsage(
          "a bridge needs one other end: B, or a command", "ipc bridge A B, ipc bridge A -- CMD");
    }
    Ends.require(a);
    b.ifPresent(Ends::require);
    Engine engine = invocation.engine();
    boolean isMessagesAtB = b.isPresent() && Ends.isOfMessages(engine, b.get());
    MessageRules.check(
        framing.framing(), Ends.isOfMessages(engine, a), isMessagesAtB, traffic.isTeeing());
    if (Ends.isOfMessages(engine, a)) {
      shape.refuseForMessages(a);
    }
    if (Arguments.isSet(append) && !(b.orElse(a) instanceof Address.MappedFile)) {
      throw new IpcException.BadUsage("--append is for a file as B", null);
    }
    link.check(invocation);
    tls.refuseUnused(ciphers(a, b));
    if (shape.isGiven() && !Ends.isSocket(a)) {
      throw new IpcException.BadUsage("'" + a + "' is no socket that could be shaped", null);
    }
    if (Arguments.isSet(listen)) {
      checkServer(a, b);
    } else {
      checkNoServer(a);
    }
  }

  /** The sides of TLS that we are to be. */
  private Set<TlsSettings.Role> ciphers(Address a, Optional<Address> b) {
    Set<TlsSettings.Role> roles = EnumSet.noneOf(TlsSettings.Role.class);
    if (Ends.isTls(a)) {
      roles.add(Arguments.isSet(listen) ? TlsSettings.Role.SERVER : TlsSettings.Role.CLIENT);
    }
    if (b.isPresent() && Ends.isTls(b.get())) {
      roles.add(TlsSettings.Role.CLIENT);
    }
    return roles;
  }

  private void checkServer(Address a, Optional<Address> b) {
    if (!Ends.isListening(a)) {
      throw new IpcException.BadUsage(
          "nobody can connect to '" + a + "'",
          "--listen takes tcp:, tls:, udp:, unix: and fd:N as A");
    }
    if (dialling.bind().isPresent()) {
      throw new IpcException.BadUsage("--bind is for A where it is connected to", null);
    }
    boolean isStandard = b.isPresent() && b.get() instanceof Address.StandardStream;
    if (serving.isConcurrent() && isStandard) {
      throw new IpcException.BadUsage(
          "connections beside each other cannot share standard input and output", null);
    }
    boolean isFile = b.isPresent() && b.get() instanceof Address.MappedFile;
    if (isFile && !serving.isOnce() && !Arguments.isSet(append)) {
      throw new IpcException.BadUsage(
          "each connection would replace what the one before wrote to '" + b.get() + "'",
          "--append keeps all of them");
    }
    if (b.isPresent() && b.get() instanceof Address.Descriptor && !serving.isOnce()) {
      throw new IpcException.BadUsage(
          "'" + b.get() + "' is closed with the first connection: it serves one alone", null);
    }
  }

  private void checkNoServer(Address a) {
    boolean isServer = serving.isGiven() || acceptTimeout.getValue() != null || ready.isGiven();
    if (isServer || peers.isGiven()) {
      throw new IpcException.BadUsage(
          "how many peers connect, when and which, is for a server",
          "--listen lets peers connect to '" + a + "'");
    }
    if (dialling.bind().isPresent() && !Ends.isSocket(a)) {
      throw new IpcException.BadUsage("--bind is for A where it is connected to", null);
    }
  }

  /** The mode and the owner are for what is made: a path to listen at, a file as B. */
  private void checkMade(PathShape made) {
    boolean isOfPath = Arguments.isSet(listen) && first.getValue() instanceof Address.UnixPath;
    boolean isFile = other().isPresent() && other().get() instanceof Address.MappedFile;
    boolean isOwned = made.user().isPresent() || made.group().isPresent();
    if (made.isAsked() && !isOfPath && (isOwned || !isFile)) {
      throw new IpcException.BadUsage(
          "--mode, --user and --group are for the path of a Unix socket that is listened at",
          "--mode is for a file B too");
    }
  }

  private Optional<Address> other() {
    return Optional.ofNullable(second.getValue());
  }

  private int join(Invocation invocation) {
    PathShape made = path.shape(invocation);
    checkMade(made);
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Traffic passing = traffic.open(invocation, framing.framing());
        TaskLoop loop = new TaskLoop(invocation.engine(), signals)) {
      Crossing crossing =
          new Crossing(
              invocation,
              ends(invocation, signals, made),
              first.getValue(),
              other(),
              Arguments.isSet(oneWay),
              conversation,
              passing,
              link.link(),
              report);
      return Arguments.isSet(listen)
          ? serve(invocation, made, crossing, loop)
          : crossOnce(invocation, crossing, loop);
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private Ends ends(Invocation invocation, SignalWatch signals, PathShape made) {
    boolean isOfPath = Arguments.isSet(listen) && first.getValue() instanceof Address.UnixPath;
    return new Ends(
        invocation,
        signals,
        dialling,
        isOfPath ? OptionalInt.empty() : made.mode(),
        Arguments.isSet(append) ? FileEnd.Existing.APPEND : FileEnd.Existing.REPLACE,
        framing.framing(),
        to -> tls.client(invocation, Optional.of(to.host())));
  }

  private int crossOnce(Invocation invocation, Crossing crossing, TaskLoop loop) {
    SocketOptions options = shape.options(dialling.bind(), CastOptions.plain());
    return cross(invocation, crossing, loop, crossing.first(options), false);
  }

  private int cross(
      Invocation invocation, Crossing crossing, TaskLoop loop, Opening opening, boolean isEndless) {
    Crossing.Single single = crossing.single(isEndless);
    loop.add(new Session(opening, single));
    Optional<SignalWatch.Arrival> signal = loop.run(conversation.lifetime(invocation));
    int status = single.status(signal.isPresent());
    if (signal.isPresent()) {
      throw new IpcException.EndedBySignal(signal.get().number());
    }
    return status;
  }

  private int serve(Invocation invocation, PathShape made, Crossing crossing, TaskLoop loop) {
    PeerRules rules = peers.rules(invocation);
    try (ListeningSocket socket = open(invocation, made)) {
      Reception reception =
          new Reception(
              invocation,
              loop,
              framing.framing(),
              Ends.isTls(first.getValue()) ? Optional.of(tls.server(invocation)) : Optional.empty(),
              serving.isOnce(),
              crossing.at(socket.address()));
      if (socket.takesDatagrams()) {
        return takeDatagrams(invocation, socket, rules, loop, crossing, reception);
      }
      Listener listener =
          new Listener(
              invocation.engine(),
              socket,
              rules,
              serving.mostAtOnce(1),
              serving.served(),
              new Listener.Patience(Optional.empty(), Arguments.value(acceptTimeout)),
              reception);
      reception.of(listener, listener::ended, listener::expire);
      ready.tell(invocation, first.getValue(), socket.address());
      loop.add(listener);
      return run(invocation, loop, reception);
    }
  }

  private int run(Invocation invocation, TaskLoop loop, Reception reception) {
    Optional<SignalWatch.Arrival> signal = loop.run(conversation.lifetime(invocation));
    if (signal.isPresent()) {
      throw new IpcException.EndedBySignal(signal.get().number());
    }
    return reception.status();
  }

  /** All datagrams go to one B where nothing comes back from there, else each to one of its own. */
  private int takeDatagrams(
      Invocation invocation,
      ListeningSocket socket,
      PeerRules rules,
      TaskLoop loop,
      Crossing crossing,
      Reception reception) {
    DatagramInbox inbox =
        new DatagramInbox(
            invocation.engine(),
            socket,
            rules,
            serving.served(),
            Arguments.value(acceptTimeout),
            reception::refused);
    ready.tell(invocation, first.getValue(), socket.address());
    boolean isCollecting =
        Arguments.isSet(oneWay) || other().isPresent() && Ends.isOneWay(other().get());
    if (isCollecting) {
      return cross(invocation, crossing, loop, Opening.opened(crossing.framed(inbox)), isEndless());
    }
    DatagramListener listener =
        new DatagramListener(invocation.engine(), inbox, serving.mostAtOnce(1), reception);
    reception.of(listener, listener::ended, listener::expire);
    loop.add(listener);
    return run(invocation, loop, reception);
  }

  /** Whether the end of the lifetime is the end that was asked for. */
  private boolean isEndless() {
    return serving.served().isEmpty();
  }

  private ListeningSocket open(Invocation invocation, PathShape made) {
    Address wanted = first.getValue();
    if (wanted instanceof Address.Descriptor given) {
      return ListeningSocket.given(invocation.engine(), given.number());
    }
    PathShape ofPath = wanted instanceof Address.UnixPath ? made : withoutMode(made);
    return ListeningSocket.open(
        invocation.engine(), wanted, shape.options(Optional.empty(), CastOptions.plain()), ofPath);
  }

  /** The mode is for the file B where A has no path. */
  private PathShape withoutMode(PathShape made) {
    boolean isFile = other().isPresent() && other().get() instanceof Address.MappedFile;
    return isFile ? new PathShape(OptionalInt.empty(), made.user(), made.group()) : made;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "ipc bridge --listen tcp:127.0.0.1:0 unix:app --keep --lifetime 2s",
            "let TCP peers talk to a Unix socket, for two seconds"),
        new Example("ipc bridge fifo:jobs unix:app", "what is written to a named pipe"),
        new Example("ipc bridge - - --rate 1M < list > copy", "a copy, a megabyte a second"),
        new Example(
            "ipc bridge --listen unix:tap unix:app --record talk",
            "stand between the two, and write down what they say"),
        new Example(
            "ipc bridge mbox:jobs file:list --lines --append",
            "each message a line, acknowledged when it is written"));
  }
}
