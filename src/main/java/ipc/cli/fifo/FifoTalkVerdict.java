package ipc.cli.fifo;

import ipc.cli.Invocation;
import ipc.cli.stream.Verdict;
import ipc.engine.conversation.PairConversation;
import ipc.engine.fifo.FifoPair;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Flow;
import ipc.engine.stream.ReportFile;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What became of both ways of a conversation. */
final class FifoTalkVerdict {
  private FifoTalkVerdict() {}

  static void give(
      Invocation invocation,
      Optional<ReportFile> report,
      FifoPair pair,
      PairConversation.Outcome outcome) {
    invocation.verdict(
        "sent " + words(outcome.sent(), "our side ended", "the other side went away"));
    invocation.verdict(
        "received " + words(outcome.received(), "the other side ended", "our reader went away"));
    report.ifPresent(file -> file.write(json(pair, outcome)));
  }

  private static String words(Flow flow, String ended, String gone) {
    return flow.bytes()
        + " bytes in "
        + Verdict.seconds(flow.nanos())
        + " s; "
        + switch (flow.first()) {
          case INPUT -> ended;
          case READER -> gone;
          case SIGNAL, TIME -> flow.first().sentence();
        };
  }

  private static byte[] json(FifoPair pair, PairConversation.Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(bytes);
    try {
      json.beginObject();
      json.name("schema").number(1);
      json.name("address").text(pair.name().toString());
      flow(json.name("sent"), outcome.sent());
      flow(json.name("received"), outcome.received());
      number(json.name("status"), outcome.status());
      number(json.name("signal"), outcome.signal());
      json.endObject().line().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }

  private static void flow(JsonWriter json, Flow flow) throws IOException {
    Closer first = flow.first();
    json.beginObject();
    json.name("bytes").number(flow.bytes());
    json.name("unwrittenBytes").number(flow.unwrittenBytes());
    json.name("seconds").number(Verdict.seconds(flow.nanos()));
    json.name("first").text(first.word());
    json.endObject();
  }

  private static void number(JsonWriter json, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      json.number(value.getAsInt());
    } else {
      json.unknown();
    }
  }
}
