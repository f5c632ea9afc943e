package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Mailbox;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc mbox purge}: removes the messages of a mailbox, and tells how many. */
public final class Purge implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.MBOX), "the mailbox; a bare word is mbox:WORD");
  private final OptionSpec dead =
      Arguments.flag("remove the dead letters, not what waits", "--dead");

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(dead);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Mailbox.Purge which = Arguments.isSet(dead) ? Mailbox.Purge.DEAD : Mailbox.Purge.READY;
    try (SignalWatch signals = invocation.engine().watchSignals();
        Mailbox mailbox = invocation.mailboxes().attach(wanted, signals)) {
      long purged = mailbox.purge(which, signals);
      if (purged > 0) {
        invocation.note("removed " + Quantity.messages(purged) + " from '" + wanted + "'");
      }
    }
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc mbox purge jobs", "remove what waits; what is held stays"),
        new Example("ipc mbox purge jobs --dead", "remove the dead letters"));
  }
}
