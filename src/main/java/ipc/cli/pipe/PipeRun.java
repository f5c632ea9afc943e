package ipc.cli.pipe;

import ipc.cli.CommandOptions;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.stream.Flow;
import ipc.engine.stream.Pipeline;
import ipc.engine.stream.ReportFile;
import ipc.model.Quantity;
import ipc.model.Size;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ipc pipe run}: an ordinary pipeline that tells what each command did. */
public final class PipeRun implements Verb {
  private static final String BETWEEN = ":::";

  private final CommandOptions commandOptions = CommandOptions.ofSeveral();
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    commandOptions.addTo(spec);
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Invocation invocation) {
    return commandOptions.run(invocation, this::pipeline);
  }

  private int pipeline(Invocation invocation) {
    Optional<ReportFile> report = Optional.empty();
    try (SignalWatch signals = invocation.engine().watchSignals()) {
      List<List<String>> commands = commands(invocation.command());
      report = verdict.open(invocation);
      List<String> environment = invocation.environment().with(List.of());
      try (Pipeline pipeline =
          Pipeline.start(invocation.engine(), commands, environment, signals)) {
        commandOptions.commandStarted();
        return finish(invocation, pipeline, report);
      }
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int finish(Invocation invocation, Pipeline pipeline, Optional<ReportFile> report) {
    Pipeline.Outcome outcome = pipeline.run(commandOptions.grace());
    for (int i = 0; i < outcome.stages().size(); i++) {
      invocation.verdict(words(outcome.stages(), i));
    }
    report.ifPresent(file -> file.write(json(outcome)));
    if (outcome.signal().isPresent()) {
      throw new IpcException.EndedBySignal(outcome.signal().getAsInt());
    }
    if (outcome.failure().isPresent()) {
      throw outcome.failure().get();
    }
    return outcome.status();
  }

  private static List<List<String>> commands(List<String> words) {
    List<List<String>> commands = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (String word : words) {
      if (word.equals(BETWEEN)) {
        commands.add(List.copyOf(command));
        command.clear();
      } else {
        command.add(word);
      }
    }
    commands.add(List.copyOf(command));
    for (List<String> each : commands) {
      if (each.isEmpty()) {
        throw new IpcException.BadUsage(
            words.isEmpty() ? "'ipc pipe run' needs commands" : "a command is missing at ':::'",
            "as in 'ipc pipe run -- seq 3 ::: wc -l'");
      }
    }
    return commands;
  }

  private static String words(List<Pipeline.Ended> stages, int index) {
    Pipeline.Ended stage = stages.get(index);
    String how =
        "'"
            + stage.command()
            + "' ("
            + stage.pid()
            + ") ended with "
            + stage.status()
            + " after "
            + Verdict.seconds(stage.nanos())
            + " s";
    if (stage.output().isEmpty()) {
      return how + "; how much it wrote is unknown, for standard output is a terminal";
    }
    boolean isLast = index == stages.size() - 1;
    Flow flow = stage.output().get();
    return how
        + "; "
        + Quantity.bytes(flow.bytes())
        + " to "
        + (isLast ? "standard output" : "'" + stages.get(index + 1).command() + "'")
        + " ("
        + new Size(flow.bytesPerSecond()).human()
        + "/s), "
        + switch (flow.first()) {
          case INPUT -> "closed by the writer first";
          case READER -> "closed by the reader first";
          case SIGNAL, TIME -> flow.first().sentence();
        };
  }

  private static byte[] json(Pipeline.Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(bytes);
    try {
      json.beginObject();
      json.name("schema").number(1);
      json.name("status").number(outcome.status());
      json.name("signal");
      number(json, outcome.signal());
      json.name("stages").beginArray();
      for (Pipeline.Ended stage : outcome.stages()) {
        json.beginObject();
        json.name("command").text(stage.command());
        json.name("pid").number(stage.pid());
        json.name("status").number(stage.status());
        json.name("seconds").number(Verdict.seconds(stage.nanos()));
        json.name("output");
        if (stage.output().isPresent()) {
          Flow flow = stage.output().get();
          json.beginObject();
          json.name("bytes").number(flow.bytes());
          json.name("unwrittenBytes").number(flow.unwrittenBytes());
          json.name("seconds").number(Verdict.seconds(flow.nanos()));
          json.name("bytesPerSecond").number(flow.bytesPerSecond());
          json.name("first").text(flow.first().word());
          json.endObject();
        } else {
          json.unknown();
        }
        json.endObject();
      }
      json.endArray().endObject().line().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }

  private static void number(JsonWriter json, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      json.number(value.getAsInt());
    } else {
      json.unknown();
    }
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc pipe run -v -- seq 1000 ::: wc -l", "what each did, on standard error"),
        new Example("ipc pipe run -q -- false ::: cat", "the status of the last that failed: 1"),
        new Example("ipc pipe run -E 99 -- seq 3 ::: ./none", "99, for it could not be started"),
        new Example(
            "ipc pipe run --report report -- seq 1000 ::: head -n 1",
            "141, for seq was cut off; the report tells who closed first"));
  }
}
