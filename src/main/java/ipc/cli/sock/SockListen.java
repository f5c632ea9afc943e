package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ReadyLine;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.socket.DatagramListener;
import ipc.engine.socket.Listener;
import ipc.engine.socket.ListeningSocket;
import ipc.engine.socket.PeerRules;
import ipc.engine.stream.ReportFile;
import ipc.engine.stream.TaskLoop;
import ipc.model.Address;
import ipc.model.Noun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc sock listen}: takes connections, for our standard streams or for commands. */
public final class SockListen implements Verb {
  private static final int MOST_AT_ONCE = 100_000;

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SOCK), "where to listen; port 0 takes a free one");
  private final OptionSpec keep =
      Arguments.flag("take one connection after another", "-k", "--keep");
  private final OptionSpec concurrent =
      Arguments.number(
          "take up to N connections beside each other, each with a CMD of its own",
          1,
          MOST_AT_ONCE,
          "--concurrent");
  private final OptionSpec count = Arguments.count("end after N connections (default 1)");
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
    spec.addOption(keep);
    spec.addOption(concurrent);
    spec.addOption(count);
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
    boolean isShared = concurrent.getValue() != null && invocation.command().isEmpty();
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
              conversation,
              loop,
              socket.address(),
              report,
              framing.framing(),
              isOnce());
      if (socket.takesDatagrams()) {
        return takeDatagrams(invocation, socket, rules, loop, reception);
      }
      Listener listener =
          new Listener(
              invocation.engine(),
              socket,
              rules,
              Arguments.<Integer>value(concurrent).orElse(1),
              served(),
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
      Reception reception) {
    DatagramInbox inbox =
        new DatagramInbox(
            invocation.engine(),
            socket,
            rules,
            served(),
            Arguments.value(acceptTimeout),
            reception::refused);
    ready.tell(invocation, address.getValue(), socket.address());
    if (invocation.command().isEmpty() && !isOnce()) {
      loop.add(reception.printing(inbox, count.getValue() == null));
    } else {
      int atOnce = Arguments.<Integer>value(concurrent).orElse(1);
      DatagramListener listener =
          new DatagramListener(invocation.engine(), inbox, atOnce, reception);
      reception.of(listener, listener::ended, listener::expire);
      loop.add(listener);
    }
    return serve(invocation, loop, reception);
  }

  private boolean isOnce() {
    return !Arguments.isSet(keep) && concurrent.getValue() == null && count.getValue() == null;
  }

  private OptionalInt served() {
    if (isOnce()) {
      return OptionalInt.of(1);
    }
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
