package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.LinkOptions;
import ipc.cli.stream.TlsOptions;
import ipc.cli.stream.Translation;
import ipc.cli.stream.TranslationOptions;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.CommandEnd;
import ipc.engine.conversation.Conversation;
import ipc.engine.conversation.Exchange;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.Session;
import ipc.engine.conversation.StandardStreams;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.conversation.TaskLoop;
import ipc.engine.message.FramedEnd;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.Replies;
import ipc.engine.socket.MessageSocket;
import ipc.engine.socket.PassedDescriptor;
import ipc.engine.socket.SocketEnd;
import ipc.engine.stream.ReportFile;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc sock connect}: talks to whoever listens, by our standard streams or by a command. */
public final class SockConnect implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SOCK), "where to connect");
  private final DialOptions dialling = DialOptions.ofConnecting();
  private final OptionSpec passDescriptor =
      Arguments.number(
          "pass descriptor N of ours to the peer first, over a Unix socket",
          0,
          Integer.MAX_VALUE,
          "--pass-fd");
  private final LinkOptions link = new LinkOptions();
  private final TranslationOptions translation = new TranslationOptions();
  private final FramingOptions framing = new FramingOptions();
  private final ReplyOptions replies = new ReplyOptions();
  private final CastingOptions casting = new CastingOptions();
  private final ShapeOptions shape = new ShapeOptions();
  private final TlsOptions tls = new TlsOptions();
  private final ConversationOptions conversation = new ConversationOptions();
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    dialling.addTo(spec);
    conversation.addTo(spec);
    link.addTo(spec);
    translation.addTo(spec);
    spec.addOption(passDescriptor);
    framing.addTo(spec);
    replies.addTo(spec);
    dialling.addBindTo(spec);
    casting.addToSender(spec);
    shape.addTo(spec);
    tls.addTo(spec, EnumSet.of(TlsSettings.Role.CLIENT));
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    link.check(invocation);
    Arguments.<Integer>value(passDescriptor).ifPresent(number -> check(invocation, number));
    return conversation.run(invocation, this::connect);
  }

  private void check(Invocation invocation, int number) {
    if (!(address.getValue() instanceof Address.UnixSocket)) {
      throw new IpcException.BadUsage(
          "no descriptor can be passed to '"
              + address.getValue()
              + "': only a Unix socket carries them",
          null);
    }
    PassedDescriptor.require(invocation.engine(), number);
  }

  private int connect(Invocation invocation) {
    framing.refuseUnlessMessages(address.getValue());
    replies.refuseUnlessMessages(address.getValue());
    if (FramingOptions.mayCarryMessages(address.getValue())) {
      shape.refuseForMessages(address.getValue());
      translation.refuseLinesOf(address.getValue().toString());
    }
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Translation passing = translation.open(invocation);
        TaskLoop loop = new TaskLoop(invocation.engine(), signals)) {
      Plan plan = new Plan(invocation, passing);
      loop.add(new Session(dial(invocation), plan));
      Optional<SignalWatch.Arrival> signal = loop.run(conversation.lifetime(invocation));
      plan.exchange.ifPresent(exchange -> ExchangeVerdict.give(invocation, report, exchange));
      if (signal.isPresent()) {
        throw new IpcException.EndedBySignal(signal.get().number());
      }
      if (plan.failure.isPresent()) {
        throw plan.failure.get();
      }
      int status = ExchangeVerdict.status(plan.exchange.orElseThrow());
      if (status == Exit.OK.status()) {
        plan.requireReplies();
      }
      return status;
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private Opening dial(Invocation invocation) {
    boolean isTls = address.<Address>getValue().scheme() == Scheme.TLS;
    tls.refuseUnused(isTls ? EnumSet.of(TlsSettings.Role.CLIENT) : Set.of());
    Address wanted = address.getValue();
    if (wanted instanceof Address.Descriptor) {
      throw new IpcException.BadUsage(
          "'" + wanted + "' is open already, and nothing connects to it", null);
    }
    return dialling.dial(
        invocation,
        wanted,
        shape.options(dialling.bind(), casting.options(wanted)),
        to -> tls.client(invocation, Optional.of(to.host())));
  }

  private final class Plan implements Session.Plan {
    private final Invocation invocation;
    private final Translation passing;
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<IpcException> failure = Optional.empty();
    private Optional<Replies> awaited = Optional.empty();

    Plan(Invocation invocation, Translation passing) {
      this.invocation = invocation;
      this.passing = passing;
    }

    @Override
    public Opening second(StreamEnd peer) {
      invocation.verdict("connected to '" + peer.name() + "'");
      Arguments.<Integer>value(passDescriptor).ifPresent(number -> pass(peer, number));
      if (invocation.command().isEmpty()) {
        return Opening.opened(new StandardStreams(invocation.engine()));
      }
      StreamEnd command =
          CommandEnd.start(
              invocation.engine(),
              link.link(),
              invocation.command(),
              invocation.environment().with(PeerVariables.of(peer)));
      conversation.commandStarted();
      return Opening.opened(command);
    }

    private void pass(StreamEnd peer, int number) {
      PassedDescriptor.send(invocation.engine(), ((SocketEnd) peer).descriptor(), number);
    }

    @Override
    public Conversation conversation(StreamEnd peer, StreamEnd ours) {
      return new Conversation(
          invocation.engine(),
          conversation.rules(),
          ours,
          inMessages(peer),
          passing.between(ours.name(), peer.name()),
          done -> exchange = Optional.of(done));
    }

    /** The peer itself, or what is said to it and by it in messages. */
    private StreamEnd inMessages(StreamEnd peer) {
      boolean isOfMessages =
          peer instanceof SocketEnd socket
              && MessageSocket.carriesMessages(invocation.engine(), socket.descriptor().number());
      if (!isOfMessages) {
        return peer;
      }
      MessageSocket messages = new MessageSocket(invocation.engine(), (SocketEnd) peer);
      awaited =
          replies.bound(
              invocation.engine(), messages, messages.hasEnd(), conversation.rules().directions());
      MessageEnd end = awaited.<MessageEnd>map(each -> each).orElse(messages);
      return new FramedEnd(invocation.engine(), end, framing.framing());
    }

    /** Throws if fewer replies came than were asked for. */
    void requireReplies() {
      if (awaited.isPresent() && awaited.get().isShort()) {
        throw new IpcException.TimedOut(
            awaited.get().received()
                + " replies came from '"
                + awaited.get().name()
                + "' in the time of --within, fewer than --replies asks for",
            null);
      }
    }

    @Override
    public void failed(IpcException reason) {
      failure = Optional.of(reason);
    }
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc sock connect unix:/run/echo", "talk to whoever listens there"),
        new Example(
            "ipc sock connect tcp:localhost:13 --retry 5 -w 10s", "wait for a server to come up"),
        new Example(
            "ipc sock connect tcp:localhost:9000 --send-only < list",
            "send a file; 0 when the peer has taken all"),
        new Example(
            "ipc sock connect tls:localhost:8443 --tls-ca ca.pem < list",
            "ciphered, and verified who it is"),
        new Example(
            "printf hello | ipc sock connect udp:localhost:7777 --replies 1",
            "send a datagram and print the first reply; 124 if none comes within a second"),
        new Example(
            "ipc sock connect unix:@app -- sh -c 'echo status; head -1 >&2'",
            "let a command talk"));
  }
}
