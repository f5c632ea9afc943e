package ipc.cli.stream;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.conversation.Exchange;
import ipc.engine.stream.Flow;
import ipc.engine.stream.ReportFile;
import ipc.model.Size;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** What became of a conversation: in words, as JSON, and as an exit status. */
public final class ExchangeVerdict {
  private ExchangeVerdict() {}

  /** Tells of it: words with {@code -v}, a line of JSON where a report was asked for. */
  public static void give(Invocation invocation, Optional<ReportFile> report, Exchange exchange) {
    invocation.verdict(words(exchange));
    report(report, exchange);
  }

  /** The line of JSON alone, where a report was asked for. */
  public static void report(Optional<ReportFile> report, Exchange exchange) {
    report.ifPresent(file -> file.write(json(exchange)));
  }

  private static String words(Exchange exchange) {
    return counted(exchange.sent())
        + " to '"
        + exchange.far()
        + "', "
        + counted(exchange.received())
        + " from there in "
        + Verdict.seconds(exchange.nanos())
        + " s ("
        + new Size(bytesPerSecond(exchange)).human()
        + "/s); "
        + first(exchange)
        + ending(exchange)
        + unwritten(exchange.sent(), "sent")
        + unwritten(exchange.received(), "given out")
        + command(exchange);
  }

  /** How much went one way. */
  public static String counted(Flow flow) {
    String bytes = flow.bytes() + " bytes";
    if (flow.records().isEmpty()) {
      return bytes;
    }
    long messages = flow.records().getAsLong();
    return messages + (messages == 1 ? " message, " : " messages, ") + bytes;
  }

  private static long bytesPerSecond(Exchange exchange) {
    long bytes = exchange.sent().bytes() + exchange.received().bytes();
    return exchange.nanos() <= 0 ? 0 : (long) (bytes * 1e9 / exchange.nanos());
  }

  private static String first(Exchange exchange) {
    return exchange
        .first()
        .map(side ->
            switch (side) {
              case NEAR -> "we were at the end first, ";
              case FAR -> "the peer was at the end first, ";
            })
        .orElse("");
  }

  /** How it ended, where that is seen from our side. */
  public static String ending(Exchange exchange) {
    return switch (exchange.end()) {
      case CLEAN -> "ended clean";
      case CUT -> "the peer closed before all was sent";
      case RESET -> "the peer reset the connection";
      case IDLE -> "nothing was moved for too long";
      case LEFT -> "the peer was still sending what nobody wanted";
      case LINGER -> "the other side did not end in time";
      case LIFETIME -> "its time was over";
      case SIGNAL -> "a signal ended it";
      case OUTPUT_CLOSED -> "the reader of standard output went away";
      case FAILED -> exchange.failure().map(IpcException::getMessage).orElse("failed");
    };
  }

  private static String unwritten(Flow flow, String done) {
    return flow.unwrittenBytes() == 0
        ? ""
        : "; " + flow.unwrittenBytes() + " bytes were read and not " + done;
  }

  private static String command(Exchange exchange) {
    return exchange.status().isPresent()
        ? "; '" + exchange.near() + "' ended with " + exchange.status().getAsInt()
        : "";
  }

  private static byte[] json(Exchange exchange) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(bytes);
    try {
      json.beginObject();
      json.name("schema").number(1);
      json.name("near").text(exchange.near());
      json.name("far").text(exchange.far());
      json.name("end").text(exchange.end().word());
      json.name("first");
      text(json, exchange.first().map(Exchange.Side::word));
      json.name("seconds").number(Verdict.seconds(exchange.nanos()));
      flow(json, "sent", exchange.sent());
      flow(json, "received", exchange.received());
      json.name("status");
      if (exchange.status().isPresent()) {
        json.number(exchange.status().getAsInt());
      } else {
        json.unknown();
      }
      json.name("failure");
      text(json, exchange.failure().map(IpcException::getMessage));
      json.endObject().line().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }

  private static void flow(JsonWriter json, String name, Flow flow) throws IOException {
    json.name(name).beginObject();
    json.name("bytes").number(flow.bytes());
    if (flow.records().isPresent()) {
      json.name("messages").number(flow.records().getAsLong());
    }
    json.name("unwrittenBytes").number(flow.unwrittenBytes());
    json.name("seconds").number(Verdict.seconds(flow.nanos()));
    json.endObject();
  }

  private static void text(JsonWriter json, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.text(text.get());
    } else {
      json.unknown();
    }
  }

  /**
   * The exit status of a conversation that was all there was to do.
   *
   * @throws IpcException if it did not come to a clean end; the message says what is missing
   */
  public static int status(Exchange exchange) {
    String peer = "'" + exchange.far() + "'";
    String sent = exchange.sent().bytes() + " bytes were sent, ";
    String counts = sent + exchange.received().bytes() + " received";
    return switch (exchange.end()) {
      case CLEAN, LEFT, SIGNAL -> exchange.status().orElse(Exit.OK.status());
      case CUT ->
          throw new IpcException.TransferFailed(
              peer + " closed the connection before all of the input was sent: " + counts, null);
      case RESET ->
          throw new IpcException.TransferFailed(
              "the connection to " + peer + " was reset (ECONNRESET): " + counts, null);
      case IDLE ->
          throw new IpcException.TimedOut(
              "nothing was moved between us and "
                  + peer
                  + " for the time of --idle-timeout: "
                  + counts,
              null);
      case LINGER ->
          throw new IpcException.TimedOut(
              "the other side did not end in the time of --linger: " + counts + ", with " + peer,
              null);
      case LIFETIME ->
          throw new IpcException.TimedOut(
              "the lifetime is over: " + counts + ", with " + peer, null);
      case OUTPUT_CLOSED -> throw new IpcException.OutputClosed();
      case FAILED -> throw exchange.failure().orElseThrow();
    };
  }
}
