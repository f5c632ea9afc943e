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
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo read}: copies what is written to a named pipe to standard output. */
public final class FifoRead implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.FIFO), "what to read; a bare word is a path");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec follow =
      Arguments.flag("go on when the writers have gone: others may come", "-f", "--follow");
  private final OptionSpec lifetime =
      Arguments.duration("stop after this time, whatever is left", "--lifetime");
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(timeout);
    spec.addOption(noWait);
    spec.addOption(follow);
    spec.addOption(lifetime);
    verdict.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    Address.Fifo wanted = address.getValue();
    FifoOpening opening = new Fifos(invocation.engine()).opening(wanted);
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals()) {
      return read(invocation, opening, wanted, report, signals);
    } catch (IpcException.TimedOut nothing) {
      if (Arguments.neverWaits(timeout, noWait)) {
        invocation.verdict("nothing waits in '" + wanted + "'");
        return Exit.NO.status();
      }
      throw nothing;
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int read(
      Invocation invocation,
      FifoOpening opening,
      Address wanted,
      Optional<ReportFile> report,
      SignalWatch signals) {
    try (Descriptor input = open(opening, invocation, signals)) {
      Descriptor output = invocation.engine().standardOutput();
      try (Pump pump = new Pump(invocation.engine(), input, output)) {
        Flow flow = pump.run(signals, end(invocation));
        Verdict.give(invocation, report, wanted.toString(), "standard output", flow);
        return status(flow, wanted);
      }
    }
  }

  private Descriptor open(FifoOpening opening, Invocation invocation, SignalWatch signals) {
    Deadline until = Arguments.deadline(invocation, timeout, noWait);
    return Arguments.isSet(follow)
        ? opening.following(signals, until)
        : opening.reading(signals, until);
  }

  private Deadline end(Invocation invocation) {
    if (Arguments.neverWaits(timeout, noWait)) {
      return Deadline.immediate();
    }
    return invocation.engine().deadline(Arguments.value(lifetime));
  }

  private int status(Flow flow, Address wanted) {
    return switch (flow.first()) {
      case INPUT -> Exit.OK.status();
      case READER -> throw new IpcException.OutputClosed();
      case SIGNAL -> throw new IpcException.EndedBySignal(flow.signal().getAsInt());
      case TIME -> {
        if (Arguments.neverWaits(timeout, noWait)) {
          yield flow.bytes() > 0 ? Exit.OK.status() : Exit.NO.status();
        }
        if (Arguments.isSet(follow)) {
          yield Exit.OK.status();
        }
        throw new IpcException.TimedOut(
            "the lifetime is over: '" + wanted + "' still has writers", null);
      }
    };
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc fifo read jobs > all", "what is written, up to the last writer's end"),
        new Example("ipc fifo read jobs -w 5s", "124 if nobody writes within five seconds"),
        new Example("ipc fifo read jobs -n", "what waits now; 1 if nothing does"),
        new Example(
            "ipc fifo read jobs --follow --lifetime 2s",
            "of one writer after another, two seconds"));
  }
}
