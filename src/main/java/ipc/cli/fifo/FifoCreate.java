package ipc.cli.fifo;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.fifo.FifoPair;
import ipc.engine.fifo.Fifos;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Permissions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc fifo create}: makes named pipes and prints their addresses. */
public final class FifoCreate implements Verb {
  private final PositionalParamSpec addresses =
      Arguments.addresses(Optional.of(Noun.FIFO), "what to create; a bare word is a path");
  private final OptionSpec mode = Arguments.mode(Fifos.DEFAULT_MODE);
  private final OptionSpec group = Arguments.group();
  private final OptionSpec pair =
      Arguments.flag("create ADDRESS.in and ADDRESS.out, for both ways", "--pair");
  private final OptionSpec open =
      Arguments.flag("accept a named pipe of the same mode and group that is there", "--open");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(addresses);
    spec.addOption(mode);
    spec.addOption(group);
    spec.addOption(pair);
    spec.addOption(open);
  }

  @Override
  public Names names() {
    return Names.NEW;
  }

  @Override
  public int run(Invocation invocation) {
    Fifos fifos = new Fifos(invocation.engine());
    Fifos.Shape shape =
        new Fifos.Shape(
            Arguments.<Permissions>value(mode).orElse(Fifos.DEFAULT_MODE),
            Arguments.groupId(invocation, group));
    Fifos.Existing existing = Arguments.isSet(open) ? Fifos.Existing.OPEN : Fifos.Existing.REFUSE;
    Outcomes outcomes = new Outcomes();
    for (Address address : addresses.<List<Address>>getValue()) {
      try {
        if (Arguments.isSet(pair)) {
          createPair(invocation, fifos, FifoPair.of((Address.Fifo) address), shape, existing);
        } else {
          tell(invocation, address, fifos.create((Address.Fifo) address, shape, existing));
        }
      } catch (IpcException failure) {
        invocation.complain(failure);
        outcomes.failed(Exit.statusOf(failure));
      }
    }
    return outcomes.status();
  }

  /** Both or none: half a pair serves nobody. */
  private static void createPair(
      Invocation invocation,
      Fifos fifos,
      FifoPair pair,
      Fifos.Shape shape,
      Fifos.Existing existing) {
    boolean newIn = fifos.create(pair.in(), shape, existing);
    boolean newOut;
    try {
      newOut = fifos.create(pair.out(), shape, existing);
    } catch (IpcException failure) {
      if (newIn) {
        try {
          fifos.unlink(pair.in());
        } catch (IpcException left) {
          failure.addSuppressed(left);
        }
      }
      throw failure;
    }
    tell(invocation, pair.in(), newIn);
    tell(invocation, pair.out(), newOut);
  }

  private static void tell(Invocation invocation, Address address, boolean isNew) {
    invocation.print(address.toString());
    invocation.verdict((isNew ? "created '" : "opened '") + address + "'");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc fifo create jobs", "a named pipe in the working directory"),
        new Example("ipc fifo create /srv/a /srv/b -m 660", "two, for the group as well"),
        new Example("ipc fifo create talk --pair", "talk.in and talk.out, for both ways"),
        new Example("ipc fifo create jobs --open", "the one that is there, if its mode is alike"));
  }
}
