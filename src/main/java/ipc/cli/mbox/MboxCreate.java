package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Output;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.MailboxCreated;
import ipc.engine.mailbox.Mailboxes;
import ipc.engine.mailbox.Shape;
import ipc.engine.mailbox.Wish;
import ipc.model.Address;
import ipc.model.DurationText;
import ipc.model.Noun;
import ipc.model.Permissions;
import ipc.model.Quantity;
import ipc.model.Size;
import ipc.model.ValueException;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc mbox create}: makes a mailbox, whole or not at all, and prints its address. */
public final class MboxCreate implements Verb {
  /** What it prints; the address alone where a script reads it. */
  public static final RecordType<MailboxCreated> CREATED =
      RecordType.of(
          "mailbox",
          "mailboxes",
          List.of(
              Column.<MailboxCreated>address(
                  "address", "what names it", it -> it.address().toString()),
              Column.<MailboxCreated>count(
                      "capacity-messages", "how many messages fit", MailboxCreated::messages)
                  .shown(Shown.IN_DETAIL),
              Column.<MailboxCreated>size(
                      "capacity", "how many bytes of messages fit", MailboxCreated::bytes)
                  .shown(Shown.IN_DETAIL),
              Column.<MailboxCreated>count(
                      "max-deliver",
                      "how often a message is delivered before it is dead",
                      MailboxCreated::maxDeliveries)
                  .shown(Shown.IN_DETAIL),
              Column.<MailboxCreated>text(
                      "durability", "what it outlives", it -> it.persistence().word())
                  .shown(Shown.IN_DETAIL),
              Column.<MailboxCreated>duration(
                      "backoff",
                      "how long a message stays away when it is first given back",
                      MailboxCreated::backoff)
                  .shown(Shown.IN_DETAIL),
              Column.<MailboxCreated>flag("new", "made now, not found", MailboxCreated::isNew)
                  .shown(Shown.IN_DETAIL)));

  private static final int MOST_MESSAGES = 1 << 26;
  private static final int MOST_DELIVERIES = 255;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.MBOX), "what to create; a bare word is mbox:WORD");
  private final OptionSpec messages = messages("how many messages fit (default 4096)");
  private final OptionSpec bytes =
      Arguments.size("how many bytes of messages fit (default 4M)", "--bytes");
  private final OptionSpec maxDeliver =
      maxDeliver("how often a message is delivered before it goes to the dead letters (default 5)");
  private final OptionSpec backoff =
      backoff("how long a message stays away when it is given back, doubled each time (default 0)");
  private final OptionSpec mode = Arguments.mode(Shape.DEFAULT.mode());
  private final OptionSpec durability =
      durability("kernel: until the system ends; file: until it is removed");
  private final OptionSpec open =
      Arguments.flag("accept an existing mailbox of the same shape", "--open");
  private final Output output = new Output();

  static OptionSpec messages(String description) {
    return Arguments.number(description, 1, MOST_MESSAGES, "--messages");
  }

  static OptionSpec maxDeliver(String description) {
    return Arguments.number(description, 1, MOST_DELIVERIES, "--max-deliver");
  }

  static OptionSpec backoff(String description) {
    return OptionSpec.builder("--backoff")
        .arity("1")
        .paramLabel("DUR")
        .type(Duration.class)
        .converters(MboxCreate::backoffSpan)
        .description(description)
        .build();
  }

  private static Duration backoffSpan(String text) {
    Duration span = DurationText.parse(text);
    if (span.compareTo(Shape.LONGEST_BACKOFF) > 0 || span.getNano() % NANOS_PER_MILLI != 0) {
      throw new ValueException("back-off", text, "up to a day, in whole milliseconds", "5s", "0");
    }
    return span;
  }

  static OptionSpec durability(String description) {
    return Arguments.choice(
        "WHAT",
        "durability",
        List.of(Persistence.KERNEL, Persistence.FILE),
        Persistence::word,
        description,
        "--durability");
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(messages);
    spec.addOption(bytes);
    spec.addOption(maxDeliver);
    spec.addOption(backoff);
    spec.addOption(mode);
    spec.addOption(durability);
    spec.addOption(open);
    output.addTo(spec, Output.Shape.RECORD);
  }

  @Override
  public Names names() {
    return Names.NEW;
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Wish wish =
        new Wish(
            number(messages),
            byteCount(wanted),
            number(maxDeliver),
            Arguments.<Duration>value(backoff),
            Arguments.<Permissions>value(mode),
            Arguments.<Persistence>value(durability));
    Mailboxes mailboxes = invocation.mailboxes();
    try (SignalWatch signals = invocation.engine().watchSignals()) {
      MailboxCreated created = mailboxes.create(wanted, wish, Arguments.isSet(open), signals);
      if (durability.<Persistence>getValue() == Persistence.KERNEL && mailboxes.goAtLogout()) {
        invocation.warn(
            "'"
                + created.address()
                + "' goes when you log out, for logind removes what is in memory (RemoveIPC);"
                + " --durability file keeps it, or 'loginctl enable-linger'");
      }
      output.one(invocation, CREATED, created, List::of);
      invocation.verdict(
          (created.isNew() ? "created '" : "opened '")
              + created.address()
              + "' for "
              + Quantity.messages(created.messages())
              + " of "
              + new Size(created.bytes()).human()
              + " together");
    }
    return Exit.OK.status();
  }

  /** The value of an option that is a number, if it is given. */
  static OptionalInt number(OptionSpec option) {
    Optional<Integer> value = Arguments.value(option);
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  private OptionalLong byteCount(Address wanted) {
    Optional<Size> size = Arguments.value(bytes);
    if (size.isEmpty()) {
      return OptionalLong.empty();
    }
    if (size.get().bytes() < 1 || size.get().bytes() > Shape.MOST_BYTES) {
      throw new IpcException.BadUsage(
          "cannot create '"
              + wanted
              + "' for "
              + size.get().bytes()
              + " bytes of messages: at least 1 and at most "
              + Shape.MOST_BYTES,
          null);
    }
    return OptionalLong.of(size.get().bytes());
  }

  @Override
  public List<Records> records() {
    return List.of(Records.printed("the mailbox", CREATED));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc mbox create jobs", "a mailbox for 4096 messages of 4 MiB together"),
        new Example("ipc mbox create jobs --open", "the one that is there, or a new one"),
        new Example("ipc mbox create /srv/queue.mbox -m 660", "at a path, shared with a group"),
        new Example("ipc mbox create big --bytes 64M --messages 100", "for fewer and larger ones"));
  }
}
