package ipc.cli.bridge;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.stream.ExchangeVerdict;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.conversation.Exchange;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Flow;
import ipc.engine.stream.ReportFile;
import java.util.Optional;

/** What became of a bridge: A is the near end, B the far one. */
final class BridgeVerdict {
  private BridgeVerdict() {}

  /** Tells of it: words with {@code -v}, a line of JSON where a report was asked for. */
  static void give(Invocation invocation, Optional<ReportFile> report, Exchange exchange) {
    invocation.verdict(words(exchange));
    ExchangeVerdict.report(report, exchange);
  }

  private static String words(Exchange exchange) {
    return counts(exchange)
        + " in "
        + Verdict.seconds(exchange.nanos())
        + " s; "
        + first(exchange)
        + ending(exchange)
        + unwritten(exchange.sent(), exchange.far())
        + unwritten(exchange.received(), exchange.near())
        + command(exchange);
  }

  private static String counts(Exchange exchange) {
    return ExchangeVerdict.counted(exchange.sent())
        + " from '"
        + exchange.near()
        + "' to '"
        + exchange.far()
        + "', "
        + ExchangeVerdict.counted(exchange.received())
        + " back";
  }

  private static String first(Exchange exchange) {
    return exchange
        .first()
        .map(side ->
            switch (side) {
              case NEAR -> "'" + exchange.near() + "' was at the end first, ";
              case FAR -> "'" + exchange.far() + "' was at the end first, ";
            })
        .orElse("");
  }

  private static String ending(Exchange exchange) {
    return switch (exchange.end()) {
      case CUT -> "'" + whoTookNoMore(exchange) + "' took no more before all was written";
      case RESET -> "a connection was reset";
      case CLEAN, IDLE, LINGER, LEFT, LIFETIME, SIGNAL, OUTPUT_CLOSED, FAILED ->
          ExchangeVerdict.ending(exchange);
    };
  }

  private static String whoTookNoMore(Exchange exchange) {
    return exchange.sent().first() == Closer.READER ? exchange.far() : exchange.near();
  }

  private static String unwritten(Flow flow, String to) {
    return flow.unwrittenBytes() == 0
        ? ""
        : "; " + flow.unwrittenBytes() + " bytes were read and not written to '" + to + "'";
  }

  private static String command(Exchange exchange) {
    return exchange.status().isPresent()
        ? "; '" + exchange.far() + "' ended with " + exchange.status().getAsInt()
        : "";
  }

  /**
   * The exit status of a conversation.
   *
   * @throws IpcException if it did not come to a clean end; the message says how far it came
   */
  static int status(Exchange exchange) {
    String counts = counts(exchange);
    return switch (exchange.end()) {
      case CLEAN, LEFT, SIGNAL -> exchange.status().orElse(Exit.OK.status());
      case CUT ->
          throw new IpcException.TransferFailed(
              "'" + whoTookNoMore(exchange) + "' took no more before all was written: " + counts,
              null);
      case RESET ->
          throw new IpcException.TransferFailed(
              "a connection was reset (ECONNRESET): " + counts, null);
      case IDLE ->
          throw new IpcException.TimedOut(
              "nothing was moved for the time of --idle-timeout: " + counts, null);
      case LINGER ->
          throw new IpcException.TimedOut(
              "the other side did not end in the time of --linger: " + counts, null);
      case LIFETIME -> throw new IpcException.TimedOut("the lifetime is over: " + counts, null);
      case OUTPUT_CLOSED -> throw new IpcException.OutputClosed();
      case FAILED -> throw exchange.failure().orElseThrow();
    };
  }
}
