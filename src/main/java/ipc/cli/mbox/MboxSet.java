package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Adjustment;
import ipc.engine.mailbox.Shape;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc mbox set}: changes a mailbox that is in use, as far as its file need not grow. */
public final class MboxSet implements Verb {
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.MBOX), "what to change; a bare word is mbox:WORD");
  private final OptionSpec maxDeliver =
      MboxCreate.maxDeliver("how often a message is delivered before it goes to the dead letters");
  private final OptionSpec backoff =
      MboxCreate.backoff("how long a message stays away when it is given back, doubled each time");
  private final OptionSpec mode =
      OptionSpec.builder("-m", "--mode")
          .arity("1")
          .paramLabel("MODE")
          .type(String.class)
          .converters(MboxSet::checkedMode)
          .description("permissions of a mailbox at a path: octal, or as chmod takes them")
          .build();
  private final OptionSpec messages = MboxCreate.messages("refused: it cannot be changed in use");
  private final OptionSpec bytes =
      Arguments.size("refused: it cannot be changed in use", "--bytes");
  private final OptionSpec durability =
      MboxCreate.durability("refused: it cannot be changed in use");

  /** Whether it can be read is known now; what it changes, only when the mailbox is open. */
  private static String checkedMode(String text) {
    Permissions.parse(text, Shape.DEFAULT.mode());
    return text;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(maxDeliver);
    spec.addOption(backoff);
    spec.addOption(mode);
    spec.addOption(messages);
    spec.addOption(bytes);
    spec.addOption(durability);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    refuseFixed(wanted);
    OptionalInt deliveries = MboxCreate.number(maxDeliver);
    Optional<Duration> span = Arguments.value(backoff);
    Optional<String> modeText = Arguments.value(mode);
    if (deliveries.isEmpty() && span.isEmpty() && modeText.isEmpty()) {
      throw new IpcException.BadUsage(
          "nothing is said that '" + wanted + "' is to be changed to",
          "'ipc mbox set --help' lists what can be changed");
    }
    Optional<UnaryOperator<Permissions>> newMode =
        modeText.map(text -> now -> Permissions.parse(text, now));
    try (SignalWatch signals = invocation.engine().watchSignals()) {
      invocation.mailboxes().adjust(wanted, new Adjustment(deliveries, span, newMode), signals);
    }
    invocation.verdict("'" + wanted + "' is changed");
    return Exit.OK.status();
  }

  private void refuseFixed(Address wanted) {
    List<String> fixed = new ArrayList<>();
    for (OptionSpec option : List.of(messages, bytes, durability)) {
      if (option.getValue() != null) {
        fixed.add(option.longestName());
      }
    }
    if (!fixed.isEmpty()) {
      throw new IpcException.Unsupported(
          "cannot change "
              + String.join(", ", fixed)
              + " of '"
              + wanted
              + "': its file was laid out for that when it was made, and nothing is changed",
          "'ipc mbox create' makes another; 'ipc mbox recv OLD --all -0 | ipc mbox send NEW -0'"
              + " moves what waits");
    }
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc mbox set jobs --max-deliver 10", "try each message ten times"),
        new Example("ipc mbox set jobs --backoff 5s", "after 5 seconds, 10 seconds, 20 seconds"),
        new Example("ipc mbox set /srv/queue.mbox -m g+rw", "let the group in"));
  }
}
