package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.CommandRun;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.shm.SharedMemory;
import ipc.engine.shm.SharedSegment;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.ValueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code ipc shm attach}: keeps a segment attached, so that it lives and everybody sees it in use,
 * while a command runs or until a signal.
 */
public final class ShmAttach implements Verb {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SHM), "what to attach; a bare word is posix-shm:/WORD");
  private final OptionSpec hold =
      Arguments.flag("print the address when attached, and hold it until a signal", "--hold");
  private final OptionSpec readOnly = Arguments.flag("attach for reading only", "--read-only");
  private final OptionSpec lifetime =
      Arguments.duration(
          "let it go after this time; CMD is ended with TERM, then 124", "--lifetime");
  private final OptionSpec grace =
      Arguments.duration("how long CMD may take to end after a signal (default 10s)", "--grace");
  private final OptionSpec conflictStatus =
      OptionSpec.builder("-E", "--conflict-status")
          .arity("1")
          .paramLabel("N")
          .type(Integer.class)
          .converters(ShmAttach::status)
          .description("end with N for every failure of ours before CMD starts")
          .build();

  private static Integer status(String text) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > 255) {
      throw new ValueException("exit status", text, "not a number from 0 to 255");
    }
    return Integer.valueOf(text);
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(hold);
    spec.addOption(readOnly);
    spec.addOption(lifetime);
    spec.addOption(grace);
    spec.addOption(conflictStatus);
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.command().isEmpty() != Arguments.isSet(hold)) {
      throw new IpcException.BadUsage(
          "'ipc shm attach' needs either '-- CMD' or '--hold'",
          "'ipc shm attach " + address.<Address>getValue() + " -- CMD' holds it while CMD runs");
    }
    SharedSegment.Access access =
        Arguments.isSet(readOnly) ? SharedSegment.Access.READ : SharedSegment.Access.READ_WRITE;
    boolean started = false;
    try (SignalWatch signals = invocation.engine().watchSignals();
        SharedSegment segment =
            new SharedMemory(invocation.engine()).open(address.getValue(), access)) {
      segment.attach();
      if (Arguments.isSet(hold)) {
        return hold(invocation, segment, signals);
      }
      CommandRun command = start(invocation, segment);
      started = true;
      Duration patience = Arguments.<Duration>value(grace).orElse(DEFAULT_GRACE);
      return command.await(signals, patience, deadline(invocation));
    } catch (IpcException failure) {
      Optional<Integer> replaced = Arguments.value(conflictStatus);
      if (started || replaced.isEmpty()) {
        throw failure;
      }
      invocation.complain(failure);
      return replaced.get();
    }
  }

  private Deadline deadline(Invocation invocation) {
    return Arguments.<Duration>value(lifetime)
        .map(invocation.engine()::within)
        .orElse(Deadline.never());
  }

  private int hold(Invocation invocation, SharedSegment segment, SignalWatch signals) {
    invocation.print(segment.address().toString());
    invocation.flush();
    signals.awaitSignal(deadline(invocation));
    return Exit.OK.status();
  }

  private static CommandRun start(Invocation invocation, SharedSegment segment) {
    List<String> environment = new ArrayList<>();
    environment.add("IPC_ADDRESS=" + segment.address());
    environment.add("IPC_SIZE=" + segment.sizeBytes());
    segment.id().ifPresent(id -> environment.add("IPC_ID=" + id));
    segment.descriptor().ifPresent(number -> environment.add("IPC_FD=" + number));
    int[] inherited = segment.descriptor().stream().toArray();
    return CommandRun.start(
        invocation.engine(),
        invocation.command(),
        invocation.environment().with(environment),
        inherited);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc shm attach jobs -- sleep 5", "held for five seconds; 'ipc who' shows it"),
        new Example(
            "ipc shm attach jobs -- sh -c 'stat -L -c %s /dev/fd/$IPC_FD'",
            "the command finds the segment at $IPC_FD"),
        new Example("ipc shm attach jobs --hold --lifetime 2s", "held without a command"));
  }
}
