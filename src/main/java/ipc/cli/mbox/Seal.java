package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Noun;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc mbox seal}: lets nobody send any more, so that receivers come to an end. */
public final class Seal implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.MBOX), "the mailbox; a bare word is mbox:WORD");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    try (SignalWatch signals = invocation.engine().watchSignals()) {
      boolean sealed = invocation.mailboxes().seal(wanted, signals);
      invocation.verdict("'" + wanted + (sealed ? "' is sealed now" : "' was sealed before"));
    }
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc mbox seal jobs", "who follows gets what is left, then the end"));
  }
}
