package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.Verdict;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.fifo.FifoOpening;
import ipc.engine.fifo.Fifos;
import ipc.engine.stream.Flow;
import ipc.engine.stream.Pump;
import ipc.engine.stream.RecordFraming;
import ipc.engine.stream.RecordPump;
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo write}: copies standard input into a named pipe, or keeps the pipe alive. */
public final class FifoWrite implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.FIFO), "where to write; a bare word is a path");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec records =
      Arguments.choice(
          "KIND",
          "kind of record",
          List.of(RecordFraming.values()),
          RecordFraming::word,
          "lines, nul or length: write whole records, none torn by other writers",
          "--records");
  private final OptionSpec hold =
      Arguments.flag(
          "print the address, then keep both ends open until a signal; move nothing", "--hold");
  private final OptionSpec lifetime =
      Arguments.duration("with --hold: let it go after this time", "--lifetime");
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(timeout);
    spec.addOption(noWait);
    spec.addOption(records);
    spec.addOption(hold);
    spec.addOption(lifetime);
    verdict.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    Address.Fifo wanted = address.getValue();
    refuseWhatGoesNotTogether();
    FifoOpening opening = new Fifos(invocation.engine()).opening(wanted);
    if (Arguments.isSet(hold)) {
      return hold(invocation, opening, wanted);
    }
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Descriptor output =
            opening.writing(signals, Arguments.deadline(invocation, timeout, noWait))) {
      Flow flow = write(invocation, output, signals);
      Verdict.give(invocation, report, "standard input", wanted.toString(), flow);
      return status(flow, wanted);
    } catch (IpcException.TimedOut nobody) {
      if (Arguments.neverWaits(timeout, noWait)) {
        invocation.verdict("nobody reads '" + wanted + "'");
        return Exit.NO.status();
      }
      throw nobody;
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private void refuseWhatGoesNotTogether() {
    boolean moves = records.getValue() != null || timeout.getValue() != null;
    if (Arguments.isSet(hold) && (moves || Arguments.isSet(noWait))) {
      throw new IpcException.BadUsage(
          "'--hold' writes nothing and waits for nobody", "leave out --records, -w and -n");
    }
    if (!Arguments.isSet(hold) && lifetime.getValue() != null) {
      throw new IpcException.BadUsage(
          "'--lifetime' is for '--hold'", "timeout(1) ends a writer after some time");
    }
  }

  private Flow write(Invocation invocation, Descriptor output, SignalWatch signals) {
    Descriptor input = invocation.engine().standardInput();
    RecordFraming framing = records.getValue();
    if (framing != null) {
      return new RecordPump(invocation.engine(), input, output, framing, signals).run();
    }
    try (Pump pump = new Pump(invocation.engine(), input, output)) {
      return pump.run(signals, Deadline.never());
    }
  }

  private int hold(Invocation invocation, FifoOpening opening, Address wanted) {
    try (SignalWatch signals = invocation.engine().watchSignals();
        Descriptor ends = opening.both()) {
      invocation.print(wanted.toString());
      invocation.flush();
      signals.awaitSignal(invocation.engine().deadline(Arguments.value(lifetime)));
      invocation.verdict("let " + ends.name() + " go");
    }
    return Exit.OK.status();
  }

  private static int status(Flow flow, Address wanted) {
    return switch (flow.first()) {
      case INPUT -> Exit.OK.status();
      case SIGNAL -> throw new IpcException.EndedBySignal(flow.signal().getAsInt());
      case READER ->
          throw new IpcException.TransferFailed(
              "the readers of '"
                  + wanted
                  + "' went away after "
                  + Quantity.of(flow.bytes(), "byte was", "bytes were")
                  + " written"
                  + (flow.unwrittenBytes() == 0
                      ? ""
                      : "; "
                          + Quantity.of(flow.unwrittenBytes(), "more was", "more were")
                          + " read and not written"),
              null);
      case TIME -> throw new IllegalStateException("a writer has no lifetime");
    };
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc fifo write jobs < list", "copy a file to whoever reads"),
        new Example("ipc fifo write jobs -w 5s < list", "124 if nobody reads within five seconds"),
        new Example(
            "ipc fifo write log --records lines < list", "whole lines, beside other writers"),
        new Example("ipc fifo write jobs --hold --lifetime 2s", "no reader comes to the end"));
  }
}
