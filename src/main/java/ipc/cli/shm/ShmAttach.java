package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.CommandOptions;
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
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.SHM), "what to attach; a bare word is posix-shm:/WORD");
  private final OptionSpec hold =
      Arguments.flag("print the address when attached, and hold it until a signal", "--hold");
  private final OptionSpec readOnly = Arguments.flag("attach for reading only", "--read-only");
  private final OptionSpec lifetime =
      Arguments.duration(
          "let it go after this time; CMD is ended with TERM, then 124", "--lifetime");
  private final CommandOptions commandOptions = new CommandOptions();

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(hold);
    spec.addOption(readOnly);
    spec.addOption(lifetime);
    commandOptions.addTo(spec);
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.command().isEmpty() != Arguments.isSet(hold)) {
      throw new IpcException.BadUsage(
          "'ipc shm attach' needs either '-- CMD' or '--hold'",
          "'ipc shm attach " + address.<Address>getValue() + " -- CMD' holds it while CMD runs");
    }
    return commandOptions.run(invocation, this::attach);
  }

  private int attach(Invocation invocation) {
    SharedSegment.Access access =
        Arguments.isSet(readOnly) ? SharedSegment.Access.READ : SharedSegment.Access.READ_WRITE;
    try (SignalWatch signals = invocation.engine().watchSignals();
        SharedSegment segment =
            new SharedMemory(invocation.engine()).open(address.getValue(), access)) {
      segment.attach();
      if (Arguments.isSet(hold)) {
        return hold(invocation, segment, signals);
      }
      CommandRun command = start(invocation, segment);
      commandOptions.commandStarted();
      return command.await(signals, commandOptions.grace(), deadline(invocation));
    }
  }

  private Deadline deadline(Invocation invocation) {
    return invocation.engine().deadline(Arguments.value(lifetime));
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
