package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.Outgoing;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.Quantity;
import ipc.render.Column;
import ipc.render.Layout;
import ipc.render.RecordType;
import ipc.render.Request;
import ipc.render.Selection;
import ipc.render.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc send}, {@code ipc mbox send}: sends operands, or standard input, as messages. */
public final class Send implements Verb {
  /** Messages that are handed over at once: they share locks, and each is sent by its own store. */
  private static final int MOST_TOGETHER = 256;

  private static final int HIGHEST_PRIORITY = 32_767;

  /** What {@code --json} tells of each message. */
  private record Sent(String address, long sequence, Outgoing message, String durability) {}

  private static final RecordType<Sent> SENT =
      RecordType.of(
          "message",
          "messages",
          List.of(
              Column.<Sent>address("address", "the mailbox", Sent::address),
              Column.<Sent>id("sequence", "its number in the mailbox, rising", Sent::sequence),
              Column.<Sent>size("size", "its length", it -> it.message().body().length),
              Column.<Sent>text("durability", "what it outlives", Sent::durability),
              Column.<Sent>id("type", "what it was given", it -> it.message().type()),
              Column.<Sent>id("priority", "what it was given", it -> it.message().priority())));

  private final List<Example> examples;
  private final PositionalParamSpec address;
  private final PositionalParamSpec data =
      PositionalParamSpec.builder()
          .index("1..*")
          .arity("0..*")
          .paramLabel("DATA")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description("a message each; without any, standard input is the message")
          .build();
  private final OptionSpec lines =
      Arguments.flag("each line of standard input is a message, without its newline", "--lines");
  private final OptionSpec nul =
      Arguments.flag("each part of standard input up to a NUL is a message", "-0", "--nul");
  private final OptionSpec length =
      Arguments.flag(
          "each message of standard input begins with its length: 4 bytes, highest first",
          "--length");
  private final OptionSpec type =
      Arguments.number("a type, for recv --type", 1, Integer.MAX_VALUE, "--type");
  private final OptionSpec priority =
      Arguments.number(
          "0 (the default) to 32767, highest first", 0, HIGHEST_PRIORITY, "--priority");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec json =
      Arguments.flag("tell each message that was sent as a JSON object in a line", "--json");

  private long sent;
  private long typeOfEach;
  private int priorityOfEach;
  private Optional<Teller> teller = Optional.empty();

  private Send(Optional<Noun> noun, String description, List<Example> examples) {
    this.address = Arguments.address(noun, description);
    this.examples = examples;
  }

  /** To whatever takes messages. */
  public static Send toAnything() {
    return new Send(
        Optional.of(Noun.MBOX),
        "where to send; a bare word is mbox:WORD",
        List.of(
            new Example("ipc send mbox:jobs hello", "one message of five bytes"),
            new Example("seq 1000 | ipc send mbox:jobs --lines", "a message a line")));
  }

  /** To a mailbox: a bare word is one of ours. */
  public static Send toMailbox() {
    return new Send(
        Optional.of(Noun.MBOX),
        "where to send; a bare word is mbox:WORD",
        List.of(
            new Example("ipc mbox send jobs one two", "two messages"),
            new Example("ipc mbox send jobs < picture.png", "a file as one message"),
            new Example("find . -print0 | ipc mbox send jobs -0", "a message a name, any bytes"),
            new Example("ipc mbox send jobs --length < saved", "what 'recv --length' has written"),
            new Example("ipc mbox send jobs now --priority 9 -n", "urgent; 75 if it is full")));
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addPositional(data);
    spec.addOption(lines);
    spec.addOption(nul);
    spec.addOption(length);
    spec.addOption(type);
    spec.addOption(priority);
    spec.addOption(timeout);
    spec.addOption(noWait);
    spec.addOption(json);
  }

  @Override
  public Optional<Noun> takesOnly() {
    return Optional.of(Noun.MBOX);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    List<String> given = data.getValue();
    List<String> operands = given == null ? List.of() : given;
    Framing framing = framing(operands);
    Deadline until = Arguments.deadline(invocation, timeout, noWait);
    typeOfEach = Arguments.<Integer>value(type).orElse(0);
    priorityOfEach = Arguments.<Integer>value(priority).orElse(0);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Mailbox mailbox = invocation.mailboxes().attach(wanted, signals)) {
      if (Arguments.isSet(json)) {
        teller = Optional.of(new Teller(invocation, wanted, mailbox));
      }
      if (operands.isEmpty()) {
        MessageInput input =
            new MessageInput(
                invocation.engine().standardInput(), framing, mailbox.capacityBytes(), signals);
        sendInput(mailbox, input, until, signals);
      }
      for (String operand : operands) {
        send(mailbox, outgoing(ByteText.encode(operand)), until, signals);
      }
    } catch (IpcException failure) {
      if (sent > 0) {
        invocation.note("before that, " + counted(sent) + " sent to '" + wanted + "'");
      }
      throw failure;
    }
    invocation.verdict(counted(sent) + " sent to '" + wanted + "'");
    return Exit.OK.status();
  }

  private static String counted(long sent) {
    return Quantity.of(sent, "message was", "messages were");
  }

  private Framing framing(List<String> operands) {
    boolean byLine = Arguments.isSet(lines);
    boolean byNul = Arguments.isSet(nul);
    boolean byLength = Arguments.isSet(length);
    if (byLine && byNul || byLine && byLength || byNul && byLength) {
      throw new IpcException.BadUsage("--lines, --nul and --length exclude each other", null);
    }
    if ((byLine || byNul || byLength) && !operands.isEmpty()) {
      throw new IpcException.BadUsage(
          "--lines, --nul and --length are for standard input, and DATA is given",
          "each DATA is a message as it is");
    }
    return byLine ? Framing.LINES : byNul ? Framing.NUL : byLength ? Framing.LENGTH : Framing.EXACT;
  }

  /** What has come already goes together; nothing waits for what has not. */
  private void sendInput(Mailbox mailbox, MessageInput input, Deadline until, SignalWatch signals) {
    List<Outgoing> together = new ArrayList<>();
    while (true) {
      Optional<byte[]> next;
      try {
        next = input.next();
      } catch (IpcException failure) {
        // What came before the message that cannot be one is sent, as it would be alone.
        mailbox.sendAll(together, until, signals, more -> sent += more);
        throw failure;
      }
      if (next.isEmpty()) {
        return;
      }
      Outgoing message = outgoing(next.get());
      if (teller.isPresent()) {
        send(mailbox, message, until, signals);
      } else {
        together.add(message);
        if (!input.hasWhole() || together.size() == MOST_TOGETHER) {
          mailbox.sendAll(together, until, signals, more -> sent += more);
          together.clear();
        }
      }
    }
  }

  private Outgoing outgoing(byte[] body) {
    return new Outgoing(body, typeOfEach, priorityOfEach);
  }

  private void send(Mailbox mailbox, Outgoing message, Deadline until, SignalWatch signals) {
    long sequence = mailbox.send(message, until, signals);
    sent++;
    teller.ifPresent(each -> each.tell(sequence, message));
  }

  /** Tells of each message; what is the same for all of them is asked once. */
  private static final class Teller {
    private final String address;
    private final String durability;
    private final Layout layout;
    private final Selection<Sent> selection;

    Teller(Invocation invocation, Address address, Mailbox mailbox) {
      Request all = new Request(List.of(), List.of(), List.of());
      this.address = address.toString();
      this.durability = mailbox.persistence().word();
      this.layout = Layout.json(invocation.streams().out());
      this.selection = Selection.of(SENT, View.JSON, all, invocation.engine().now());
    }

    void tell(long sequence, Outgoing message) {
      try {
        layout.next(selection, new Sent(address, sequence, message, durability));
        layout.flush();
      } catch (IOException failure) {
        throw new IllegalStateException("a stream of ours raised an IOException", failure);
      }
    }
  }

  @Override
  public List<Records> records() {
    return List.of(Records.streamed("each message that was sent", SENT));
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
