package ipc.cli.fifo;

import ipc.cli.Invocation;
import ipc.cli.stream.Verdict;
import ipc.engine.stream.ReportFile;
import ipc.engine.stream.Tee;
import ipc.model.Address;
import ipc.render.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What became of one input and of each of its outputs. */
final class FifoTeeVerdict {
  private FifoTeeVerdict() {}

  static void give(
      Invocation invocation, Optional<ReportFile> report, List<Address> ends, Tee.Outcome outcome) {
    invocation.verdict(
        outcome.bytes()
            + " bytes from "
            + (ends.getFirst() instanceof Address.Fifo fifo ? fifo.toString() : "standard input")
            + " in "
            + Verdict.seconds(outcome.nanos())
            + " s; "
            + outcome.first().sentence());
    for (int i = 0; i < outcome.branches().size(); i++) {
      invocation.verdict(words(ends.get(i + 1), outcome.branches().get(i)));
    }
    report.ifPresent(file -> file.write(json(ends, outcome)));
  }

  /** What became of one output. */
  static String words(Address address, Tee.Branch branch) {
    boolean isFifo = address instanceof Address.Fifo;
    return branch.bytes()
        + " bytes to "
        + (isFifo ? address.toString() : "standard output")
        + (branch.isDead() ? "; its readers went away" : "")
        + (branch.unwrittenBytes() > 0
            ? "; " + branch.unwrittenBytes() + " more were read and not written"
            : "");
  }

  private static byte[] json(List<Address> ends, Tee.Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(bytes);
    try {
      json.beginObject();
      json.name("schema").number(1);
      json.name("from").text(ends.getFirst().toString());
      json.name("bytes").number(outcome.bytes());
      json.name("seconds").number(Verdict.seconds(outcome.nanos()));
      json.name("first").text(outcome.first().word());
      json.name("signal");
      if (outcome.signal().isPresent()) {
        json.number(outcome.signal().getAsInt());
      } else {
        json.unknown();
      }
      json.name("outputs").beginArray();
      for (int i = 0; i < outcome.branches().size(); i++) {
        Tee.Branch branch = outcome.branches().get(i);
        json.beginObject();
        json.name("to").text(ends.get(i + 1).toString());
        json.name("bytes").number(branch.bytes());
        json.name("unwrittenBytes").number(branch.unwrittenBytes());
        json.name("readersGone").flag(branch.isDead());
        json.endObject();
      }
      json.endArray().endObject().line().flush();
    } catch (IOException failure) {
      throw new IllegalStateException("memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }
}
