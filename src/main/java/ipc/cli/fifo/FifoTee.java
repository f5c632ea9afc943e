package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.Verdict;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.fifo.FifoOpening;
import ipc.engine.fifo.Fifos;
import ipc.engine.stream.ReportFile;
import ipc.engine.stream.Tee;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo tee}: copies one input to several named pipes. */
public final class FifoTee implements Verb {
  private final PositionalParamSpec addresses =
      Arguments.addressesOrStandard(
          Noun.FIFO,
          "ADDRESS",
          "what to read, then at least one to write to; '-' is standard input, or output");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec gone =
      Arguments.choice(
          "POLICY",
          "policy",
          List.of(Tee.Gone.values()),
          Tee.Gone::word,
          "when an output's readers go away: end (the default), or drop it and go on",
          "--gone");
  private final Verdict verdict = new Verdict();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(addresses);
    spec.addOption(timeout);
    spec.addOption(noWait);
    spec.addOption(gone);
    verdict.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    List<Address> ends = addresses.getValue();
    Fifos fifos = new Fifos(invocation.engine());
    Optional<FifoOpening> in = opening(fifos, ends.getFirst());
    List<Address> outs = ends.subList(1, ends.size());
    List<Optional<FifoOpening>> openings = new ArrayList<>();
    outs.forEach(out -> openings.add(opening(fifos, out)));
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Descriptor input =
            in.map(FifoOpening::earlyReading).orElseGet(invocation.engine()::standardInput)) {
      Deadline until = Arguments.deadline(invocation, timeout, noWait);
      try (Tee tee = open(invocation.engine(), input, openings, signals, until)) {
        if (in.isPresent() && !tee.awaitInput(until)) {
          throw new IpcException.TimedOut(
              "the time given ran out: nobody wrote to '" + ends.getFirst() + "'", null);
        }
        Tee.Outcome outcome = tee.run();
        FifoTeeVerdict.give(invocation, report, ends, outcome);
        return status(invocation, outs, outcome);
      }
    } catch (IpcException.TimedOut nobody) {
      if (Arguments.neverWaits(timeout, noWait)) {
        invocation.verdict(nobody.getMessage());
        return Exit.NO.status();
      }
      throw nobody;
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private static Optional<FifoOpening> opening(Fifos fifos, Address address) {
    return address instanceof Address.Fifo fifo
        ? Optional.of(fifos.opening(fifo))
        : Optional.empty();
  }

  /** Its input is open already: who writes to it is not kept until the last output has a reader. */
  private Tee open(
      Engine engine,
      Descriptor input,
      List<Optional<FifoOpening>> openings,
      SignalWatch signals,
      Deadline until) {
    List<FifoOpening> named = openings.stream().flatMap(Optional::stream).toList();
    List<Descriptor> opened = FifoOpening.allWriting(named, signals, until);
    List<Descriptor> outputs = new ArrayList<>();
    int next = 0;
    for (Optional<FifoOpening> opening : openings) {
      outputs.add(opening.isPresent() ? opened.get(next++) : engine.standardOutput());
    }
    try {
      Tee.Gone policy = Arguments.<Tee.Gone>value(gone).orElse(Tee.Gone.END);
      return new Tee(engine, input, outputs, policy, signals);
    } catch (IpcException failure) {
      outputs.forEach(Descriptor::close);
      throw failure;
    }
  }

  private static int status(Invocation invocation, List<Address> outs, Tee.Outcome outcome) {
    if (outcome.signal().isPresent()) {
      throw new IpcException.EndedBySignal(outcome.signal().getAsInt());
    }
    boolean onlyStandard = true;
    for (int i = 0; i < outs.size(); i++) {
      if (outcome.branches().get(i).isDead() && outs.get(i) instanceof Address.Fifo) {
        onlyStandard = false;
      }
    }
    return switch (outcome.first()) {
      case INPUT -> {
        for (int i = 0; i < outs.size(); i++) {
          if (outcome.branches().get(i).isDead()) {
            invocation.note(
                "dropped " + FifoTeeVerdict.words(outs.get(i), outcome.branches().get(i)));
          }
        }
        yield Exit.OK.status();
      }
      case READER -> {
        if (onlyStandard) {
          throw new IpcException.OutputClosed();
        }
        throw new IpcException.TransferFailed(
            "ended before the input did: " + firstDead(outs, outcome), null);
      }
      case SIGNAL, TIME -> throw new IllegalStateException("neither ends it without a signal");
    };
  }

  private static String firstDead(List<Address> outs, Tee.Outcome outcome) {
    for (int i = 0; i < outs.size(); i++) {
      if (outcome.branches().get(i).isDead() && outs.get(i) instanceof Address.Fifo) {
        return FifoTeeVerdict.words(outs.get(i), outcome.branches().get(i));
      }
    }
    throw new IllegalStateException("no output is dead");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc fifo tee - left right < list", "a file to two readers"),
        new Example("ipc fifo tee jobs - copy -w 5s > log", "what is written, also to a file"),
        new Example(
            "ipc fifo tee - left right --gone drop < list",
            "go on with one when the other leaves"));
  }
}
