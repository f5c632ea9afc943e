package ipc.cli.sock;

import ipc.cli.Environment;
import ipc.cli.Invocation;
import ipc.cli.stream.ConversationOptions;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.LinkOptions;
import ipc.cli.stream.Translation;
import ipc.engine.Descriptor;
import ipc.engine.conversation.CommandEnd;
import ipc.engine.conversation.Conversation;
import ipc.engine.conversation.ConversationRules;
import ipc.engine.conversation.Exchange;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StandardStreams;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.socket.GivenSockets;
import ipc.engine.socket.PassedDescriptor;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketEnd;
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import ipc.model.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A command for each connection, or our standard streams for one after another. */
final class Answer implements Reception.Answering {
  private final Invocation invocation;
  private final Address at;
  private final Optional<ReportFile> report;
  private final ConversationOptions conversation;
  private final LinkOptions link;
  private final Translation translation;
  private final boolean passesDescriptor;
  private final ConversationRules rules;

  Answer(
      Invocation invocation,
      Address at,
      Optional<ReportFile> report,
      ConversationOptions conversation,
      LinkOptions link,
      Translation translation,
      boolean passesDescriptor) {
    this.invocation = invocation;
    this.at = at;
    this.report = report;
    this.conversation = conversation;
    this.link = link;
    this.translation = translation;
    this.passesDescriptor = passesDescriptor;
    this.rules = conversation.rules();
  }

  @Override
  public Opening opening(StreamEnd connection, Peer peer) {
    if (invocation.command().isEmpty()) {
      return Opening.opened(new StandardStreams(invocation.engine()));
    }
    List<String> variables = PeerVariables.of(at, peer, connection);
    if (!passesDescriptor) {
      return Opening.opened(start(variables));
    }
    // Only a Unix socket of ours takes connections here.
    Descriptor socket = ((SocketEnd) connection).descriptor();
    Deadline until = invocation.engine().deadline(rules.idle());
    return new PassedDescriptor(
        invocation.engine(),
        socket,
        until,
        passed -> {
          variables.add("IPC_FD=" + passed.number());
          return start(variables, passed.number());
        });
  }

  private StreamEnd start(List<String> variables, int... inherited) {
    // What was passed to us is not passed on.
    Environment environment = invocation.environment().without(GivenSockets.VARIABLES);
    StreamEnd command =
        CommandEnd.start(
            invocation.engine(),
            link.link(),
            invocation.command(),
            environment.with(variables),
            inherited);
    conversation.commandStarted();
    return command;
  }

  @Override
  public Conversation conversation(StreamEnd connection, StreamEnd ours, Consumer<Exchange> told) {
    return new Conversation(
        invocation.engine(),
        rules,
        ours,
        connection,
        translation.between(ours.name(), connection.name()),
        told);
  }

  @Override
  public int verdict(Exchange exchange) {
    ExchangeVerdict.give(invocation, report, exchange);
    return ExchangeVerdict.status(exchange);
  }
}
