package ipc.cli.bridge;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.sock.PeerVariables;
import ipc.cli.sock.Reception;
import ipc.cli.stream.ConversationOptions;
import ipc.engine.IpcException;
import ipc.engine.conversation.CommandEnd;
import ipc.engine.conversation.CommandSink;
import ipc.engine.conversation.Conversation;
import ipc.engine.conversation.ConversationRules;
import ipc.engine.conversation.Exchange;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.Session;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.message.MessageEnd;
import ipc.engine.socket.GivenSockets;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketOptions;
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How the two ends of a bridge are opened, one after the other, and come to talk. */
final class Crossing {
  private final Invocation invocation;
  private final Ends ends;
  private final Address a;
  private final Optional<Address> b;
  private final boolean isOneWay;
  private final ConversationOptions options;
  private final ConversationRules rules;
  private final Traffic traffic;
  private final CommandEnd.Link link;
  private final Optional<ReportFile> report;

  Crossing(
      Invocation invocation,
      Ends ends,
      Address a,
      Optional<Address> b,
      boolean isOneWay,
      ConversationOptions options,
      Traffic traffic,
      CommandEnd.Link link,
      Optional<ReportFile> report) {
    this.invocation = invocation;
    this.ends = ends;
    this.a = a;
    this.b = b;
    this.isOneWay = isOneWay;
    this.options = options;
    this.rules =
        options.rules(
            isOneWay ? ConversationRules.Directions.SEND_ONLY : ConversationRules.Directions.BOTH);
    this.traffic = traffic;
    this.link = link;
    this.report = report;
  }

  private static boolean isStandard(Address address) {
    return address instanceof Address.StandardStream;
  }

  /** Begins to open A. */
  Opening first(SocketOptions shape) {
    return ends.first(a, shape, b.isPresent() && isStandard(b.get()));
  }

  /** An end of messages as A. */
  StreamEnd framed(MessageEnd end) {
    return ends.framed(end);
  }

  private Opening second(StreamEnd first, List<String> variables) {
    boolean canOnlyBeWritten =
        b.isPresent() ? Ends.isOneWay(b.get()) : isOneWay || !first.canBeWritten();
    boolean mustBeRead = isOneWay || canOnlyBeWritten;
    if (mustBeRead && !first.canBeRead()) {
      throw noWay(first.name());
    }
    if (b.isPresent()) {
      return ends.second(b.get(), first, isStandard(a));
    }
    // What was passed to us is not passed on.
    List<String> environment =
        invocation.environment().without(GivenSockets.VARIABLES).with(variables);
    List<String> command = invocation.command();
    StreamEnd end =
        canOnlyBeWritten
            ? CommandSink.start(invocation.engine(), command, environment)
            : CommandEnd.start(invocation.engine(), link, command, environment);
    options.commandStarted();
    return Opening.opened(end);
  }

  private Conversation conversation(StreamEnd a, StreamEnd b, Consumer<Exchange> told) {
    StreamEnd first = ends.framed(a);
    StreamEnd second = ends.framed(b);
    boolean isForth = first.canBeRead() && second.canBeWritten();
    boolean isBack = !isOneWay && second.canBeRead() && first.canBeWritten();
    if (!isForth && !isBack) {
      throw noWay(second.name());
    }
    return new Conversation(
        invocation.engine(),
        rules,
        first,
        second,
        traffic.between(first.name(), second.name()),
        told);
  }

  private IpcException noWay(String at) {
    String other = b.map(Address::toString).orElse(invocation.command().toString());
    return new IpcException.BadUsage(
        "nothing can go between '" + a + "' and '" + other + "': not at '" + at + "'",
        "a file or a named pipe is read as A and written as B");
  }

  private int verdict(Exchange exchange) {
    traffic.settle();
    BridgeVerdict.give(invocation, report, exchange);
    return BridgeVerdict.status(exchange);
  }

  /** What answers the connections that come to A. */
  Reception.Answering at(Address address) {
    return new Reception.Answering() {
      @Override
      public Opening opening(StreamEnd connection, Peer peer) {
        return second(connection, PeerVariables.of(address, peer, connection));
      }

      @Override
      public Conversation conversation(
          StreamEnd connection, StreamEnd other, Consumer<Exchange> told) {
        return Crossing.this.conversation(connection, other, told);
      }

      @Override
      public int verdict(Exchange exchange) {
        return Crossing.this.verdict(exchange);
      }
    };
  }

  /**
   * The plan of a bridge that is crossed once.
   *
   * @param isEndless whether the end of the lifetime is the end that was asked for
   */
  Single single(boolean isEndless) {
    return new Single(isEndless);
  }

  /** A bridge that is crossed once, and what came of it. */
  final class Single implements Session.Plan {
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<IpcException> failure = Optional.empty();
    private final boolean isEndless;

    Single(boolean isEndless) {
      this.isEndless = isEndless;
    }

    @Override
    public Opening second(StreamEnd first) {
      String name = first.name();
      invocation.verdict("'" + name + "' is open");
      return Crossing.this.second(first, List.of("IPC_ADDRESS=" + a, "IPC_PEER=" + name));
    }

    @Override
    public Conversation conversation(StreamEnd first, StreamEnd second) {
      return Crossing.this.conversation(first, second, done -> exchange = Optional.of(done));
    }

    @Override
    public void failed(IpcException reason) {
      failure = Optional.of(reason);
    }

    /**
     * Tells what became of it.
     *
     * @param isInterrupted whether a signal ended it, which says more than its status
     * @throws IpcException if it failed
     */
    int status(boolean isInterrupted) {
      traffic.settle();
      exchange.ifPresent(done -> BridgeVerdict.give(invocation, report, done));
      if (isInterrupted) {
        return Exit.OK.status();
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      Exchange done = exchange.orElseThrow();
      boolean isAsked = isEndless && done.end() == Exchange.End.LIFETIME;
      return isAsked ? Exit.OK.status() : BridgeVerdict.status(done);
    }
  }
}
