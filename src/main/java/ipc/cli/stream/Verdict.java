package ipc.cli.stream;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.stream.Flow;
import ipc.engine.stream.ReportFile;
import ipc.model.Quantity;
import ipc.model.Size;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What became of the bytes: words with {@code -v}, JSON with {@code --report}. */
public final class Verdict {
  private static final long NANOS_PER_MILLISECOND = 1_000_000L;
  private static final int MILLISECONDS_PER_SECOND = 1000;

  private final OptionSpec report =
      Arguments.text(
          "FILE|fd:N",
          "write there as JSON what became of the bytes; nothing if none could move",
          "--report");

  /** Adds its option to a verb. */
  public void addTo(CommandSpec spec) {
    spec.addOption(report);
  }

  /** Refuses a report where there is none. */
  public void refuse(String option) {
    if (report.getValue() != null) {
      throw new IpcException.BadUsage("'--report' is not for " + option, "-v tells in words");
    }
  }

  /** Opens the report, so that a place that cannot be written ends the command before it begins. */
  public Optional<ReportFile> open(Invocation invocation) {
    return Arguments.<String>value(report)
        .map(place -> ReportFile.open(invocation.engine(), place));
  }

  /** Tells of one flow. */
  public static void give(
      Invocation invocation, Optional<ReportFile> report, String from, String to, Flow flow) {
    invocation.verdict(words(from, to, flow));
    report.ifPresent(file -> file.write(json(from, to, flow)));
  }

  private static String words(String from, String to, Flow flow) {
    String records =
        flow.records().isPresent()
            ? Quantity.of(flow.records().getAsLong(), "record", "records") + ", "
            : "";
    String lost =
        flow.unwrittenBytes() == 0
            ? ""
            : "; "
                + Quantity.of(flow.unwrittenBytes(), "more was", "more were")
                + " read and not written";
    return records
        + Quantity.bytes(flow.bytes())
        + " from "
        + from
        + " to "
        + to
        + " in "
        + seconds(flow.nanos())
        + " s ("
        + new Size(flow.bytesPerSecond()).human()
        + "/s); "
        + flow.first().sentence()
        + lost;
  }

  /** With three decimals, as people and JSON read them. */
  public static String seconds(long nanos) {
    long milliseconds = nanos / NANOS_PER_MILLISECOND;
    String fraction = Long.toString(milliseconds % MILLISECONDS_PER_SECOND);
    return milliseconds / MILLISECONDS_PER_SECOND
        + "."
        + "0".repeat(3 - fraction.length())
        + fraction;
  }

  private static byte[] json(String from, String to, Flow flow) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(bytes);
    try {
      json.beginObject();
      json.name("schema").number(1);
      json.name("from").text(from);
      json.name("to").text(to);
      json.name("bytes").number(flow.bytes());
      json.name("unwrittenBytes").number(flow.unwrittenBytes());
      if (flow.records().isPresent()) {
        json.name("records").number(flow.records().getAsLong());
      }
      json.name("seconds").number(seconds(flow.nanos()));
      json.name("bytesPerSecond").number(flow.bytesPerSecond());
      json.name("first").text(flow.first().word());
      json.name("signal");
      if (flow.signal().isPresent()) {
        json.number(flow.signal().getAsInt());
      } else {
        json.unknown();
      }
      json.endObject().line().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }
}
