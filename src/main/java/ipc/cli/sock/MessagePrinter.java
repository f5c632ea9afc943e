package ipc.cli.sock;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.Translation;
import ipc.engine.IpcException;
import ipc.engine.conversation.Conversation;
import ipc.engine.conversation.ConversationRules;
import ipc.engine.conversation.Exchange;
import ipc.engine.conversation.StandardStreams;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.conversation.Task;
import ipc.engine.message.FramedEnd;
import ipc.engine.socket.DatagramInbox;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.ReportFile;
import java.util.Optional;

/** Writes messages that come to standard output, and answers nothing. */
final class MessagePrinter {
  private final Invocation invocation;
  private final DatagramInbox inbox;
  private final Optional<ReportFile> report;
  private final boolean isEndless;
  private Optional<IpcException> fatal = Optional.empty();
  private int status = Exit.OK.status();

  /**
   * A printer.
   *
   * @param isEndless whether the end of the lifetime is the end that was asked for
   */
  MessagePrinter(
      Invocation invocation, DatagramInbox inbox, Optional<ReportFile> report, boolean isEndless) {
    this.invocation = invocation;
    this.inbox = inbox;
    this.report = report;
    this.isEndless = isEndless;
  }

  /** What prints. */
  Task task(ConversationRules rules, Optional<RecordFraming> framing, Translation passing) {
    ConversationRules receiving =
        new ConversationRules(
            ConversationRules.Directions.RECEIVE_ONLY, rules.idle(), rules.linger(), rules.grace());
    StreamEnd near = new StandardStreams(invocation.engine());
    StreamEnd far = new FramedEnd(invocation.engine(), inbox, framing);
    return new Conversation(
        invocation.engine(),
        receiving,
        near,
        far,
        passing.between(near.name(), far.name()),
        this::printed);
  }

  private void printed(Exchange exchange) {
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
      status = ExchangeVerdict.status(exchange);
    } catch (IpcException failure) {
      fatal = Optional.of(failure);
    }
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
    return status;
  }
}
