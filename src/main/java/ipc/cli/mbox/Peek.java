package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.MailboxLook;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.render.Layout;
import ipc.render.Request;
import ipc.render.Selection;
import ipc.render.View;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc peek}, {@code ipc mbox peek}: prints what waits, and changes nothing. */
public final class Peek implements Verb {
  private final List<Example> examples;
  private final PositionalParamSpec address;
  private final OptionSpec count =
      Arguments.count("show so many, each ended by a newline (or with -0 a NUL)");
  private final OptionSpec all = Arguments.flag("show all that wait", "--all");
  private final OptionSpec dead = Arguments.flag("show the dead letters, not what waits", "--dead");
  private final OptionSpec held =
      Arguments.flag("show what is received and not settled; with --json, by whom", "--held");
  private final PrintingOptions framing = PrintingOptions.withoutLength();

  private Peek(Optional<Noun> noun, String description, List<Example> examples) {
    this.address = Arguments.address(noun, description);
    this.examples = examples;
  }

  /** Into whatever holds messages. */
  public static Peek intoAnything() {
    return new Peek(
        Optional.of(Noun.MBOX),
        "what to look into; a bare word is mbox:WORD",
        List.of(
            new Example("ipc peek mbox:jobs", "the message that would be received next"),
            new Example("ipc peek mbox:jobs --all --json", "all that wait, with their senders")));
  }

  /** Into a mailbox: a bare word is one of ours. */
  public static Peek intoMailbox() {
    return new Peek(
        Optional.of(Noun.MBOX),
        "what to look into; a bare word is mbox:WORD",
        List.of(
            new Example("ipc mbox peek jobs", "the message that would be received next"),
            new Example("ipc mbox peek jobs -c 10", "the next ten, a line each"),
            new Example("ipc mbox peek jobs --held --all --json", "who has what, and how long"),
            new Example("ipc mbox peek jobs --dead --all --json", "the dead letters")));
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(count);
    spec.addOption(all);
    spec.addOption(dead);
    spec.addOption(held);
    framing.addTo(spec);
  }

  @Override
  public Optional<Noun> takesOnly() {
    return Optional.of(Noun.MBOX);
  }

  @Override
  public int run(Invocation invocation) {
    if (Arguments.isSet(all) && count.getValue() != null
        || framing.given() > 1
        || Arguments.isSet(dead) && Arguments.isSet(held)) {
      throw new IpcException.BadUsage(
          "--count and --all exclude each other, so do --nul and --json, and --dead and --held",
          null);
    }
    Address wanted = address.getValue();
    int most = Arguments.isSet(all) ? Integer.MAX_VALUE : Arguments.<Integer>value(count).orElse(1);
    try (SignalWatch signals = invocation.engine().watchSignals();
        MailboxLook look = invocation.mailboxes().look(wanted)) {
      List<Delivery> messages = look.first(kind(), most);
      if (messages.isEmpty()) {
        invocation.verdict("there is no such message in '" + wanted + "'");
        return Exit.NO.status();
      }
      if (Arguments.isSet(held) && framing.isJson()) {
        tell(invocation, look, messages);
        return Exit.OK.status();
      }
      MessageOutput output =
          new MessageOutput(invocation, MessageColumns.peeked(), framing(invocation), signals);
      messages.forEach(output::write);
    }
    return Exit.OK.status();
  }

  private MailboxLook.Kind kind() {
    return Arguments.isSet(dead)
        ? MailboxLook.Kind.DEAD
        : Arguments.isSet(held) ? MailboxLook.Kind.HELD : MailboxLook.Kind.READY;
  }

  private static void tell(Invocation invocation, MailboxLook look, List<Delivery> messages) {
    Request all = new Request(List.of(), List.of(), List.of());
    Instant now = invocation.engine().now();
    Selection<MailboxLook.Held> selection =
        Selection.of(MessageColumns.held(), View.JSON, all, now);
    try {
      Layout layout = Layout.json(invocation.streams().out());
      for (Delivery message : messages) {
        Optional<MailboxLook.Held> held = look.held(message);
        if (held.isPresent()) {
          layout.next(selection, held.get());
        }
      }
      layout.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  private Framing framing(Invocation invocation) {
    boolean many = Arguments.isSet(all) || count.getValue() != null;
    return many ? framing.ofMany() : framing.ofOne(invocation);
  }

  @Override
  public List<Records> records() {
    return List.of(
        Records.streamed("messages", MessageColumns.peeked()),
        Records.streamed("messages that are held", MessageColumns.held()));
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
