package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.CommandOptions;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.cli.stream.Verdict;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.PairConversation;
import ipc.engine.fifo.FifoOpening;
import ipc.engine.fifo.FifoPair;
import ipc.engine.fifo.Fifos;
import ipc.engine.stream.Closer;
import ipc.engine.stream.ReportFile;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo connect} and {@code ipc fifo listen}: both ways over a pair of named pipes. */
public final class FifoTalk implements Verb {
  /** On which side of the pair we are. */
  private enum Side {
    CONNECTING("connect"),
    LISTENING("listen");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    Address.Fifo reads(FifoPair pair) {
      return this == CONNECTING ? pair.out() : pair.in();
    }

    Address.Fifo writes(FifoPair pair) {
      return this == CONNECTING ? pair.in() : pair.out();
    }
  }

  private final Side side;
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.FIFO), "the pair ADDRESS.in and ADDRESS.out");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec linger =
      Arguments.duration(
          "how long the rest may take when one side has ended; then 124", "--linger");
  private final CommandOptions commandOptions = new CommandOptions();
  private final Verdict verdict = new Verdict();

  private FifoTalk(Side side) {
    this.side = side;
  }

  /** {@code ipc fifo connect}: writes what the other side reads as its {@code .in}. */
  public static FifoTalk connecting() {
    return new FifoTalk(Side.CONNECTING);
  }

  /** {@code ipc fifo listen}: reads {@code .in} and writes {@code .out}. */
  public static FifoTalk listening() {
    return new FifoTalk(Side.LISTENING);
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(timeout);
    spec.addOption(noWait);
    spec.addOption(linger);
    commandOptions.addTo(spec);
    verdict.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public Names names() {
    return Names.PAIRS;
  }

  @Override
  public int run(Invocation invocation) {
    commandOptions.refuseWithoutCommand(invocation);
    return commandOptions.run(invocation, this::talk);
  }

  private int talk(Invocation invocation) {
    FifoPair pair = FifoPair.of(address.getValue());
    Fifos fifos = new Fifos(invocation.engine());
    FifoOpening reading = fifos.opening(side.reads(pair));
    FifoOpening writing = fifos.opening(side.writes(pair));
    Optional<ReportFile> report = verdict.open(invocation);
    try (SignalWatch signals = invocation.engine().watchSignals();
        PairConversation conversation =
            new PairConversation(
                invocation.engine(), signals, writing::tryWriting, reading.earlyReading())) {
      Deadline until = Arguments.deadline(invocation, timeout, noWait);
      if (!conversation.awaitPeer(until)) {
        return nobody(invocation, pair);
      }
      PairConversation.Outcome outcome = run(invocation, conversation, pair);
      FifoTalkVerdict.give(invocation, report, pair, outcome);
      return status(pair, outcome);
    } finally {
      report.ifPresent(ReportFile::close);
    }
  }

  private int nobody(Invocation invocation, FifoPair pair) {
    String who =
        (side == Side.CONNECTING ? "nobody serves '" : "nobody connects to '") + pair.name() + "'";
    if (!Arguments.neverWaits(timeout, noWait)) {
      throw new IpcException.TimedOut("the time given ran out: " + who, null);
    }
    invocation.verdict(who);
    return commandOptions.statusFor(Exit.NO);
  }

  private PairConversation.Outcome run(
      Invocation invocation, PairConversation conversation, FifoPair pair) {
    Optional<Duration> rest = Arguments.value(linger);
    if (invocation.command().isEmpty()) {
      return conversation.run(rest);
    }
    return conversation.run(
        invocation.command(),
        invocation.environment().with(List.of("IPC_ADDRESS=" + pair.name())),
        commandOptions::commandStarted,
        commandOptions.grace(),
        rest);
  }

  private static int status(FifoPair pair, PairConversation.Outcome outcome) {
    if (outcome.signal().isPresent()) {
      throw new IpcException.EndedBySignal(outcome.signal().getAsInt());
    }
    if (outcome.failure().isPresent()) {
      throw outcome.failure().get();
    }
    if (outcome.status().isPresent() && outcome.status().getAsInt() != Exit.OK.status()) {
      return outcome.status().getAsInt();
    }
    if (outcome.status().isEmpty() && outcome.received().first() == Closer.READER) {
      throw new IpcException.OutputClosed();
    }
    if (outcome.isCut()) {
      throw new IpcException.TransferFailed(
          "the other side of '"
              + pair.name()
              + "' went away after "
              + outcome.sent().bytes()
              + " bytes were written to it, and there were more",
          null);
    }
    if (outcome.isLate()) {
      throw new IpcException.TimedOut(
          "the time to linger is over: '" + pair.name() + "' has not come to its end", null);
    }
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    String command = "ipc fifo " + side.word + " ";
    return switch (side) {
      case CONNECTING ->
          List.of(
              new Example(command + "talk < question", "print what is answered"),
              new Example(command + "talk -w 5s < question", "124 if nobody serves it by then"),
              new Example(command + "talk -- ./client", "a command that asks and reads answers"));
      case LISTENING ->
          List.of(
              new Example(command + "talk -- tr a-z A-Z", "serve one conversation by a command"),
              new Example(command + "talk --linger 5s < answer", "give a file, print what comes"));
    };
  }
}
