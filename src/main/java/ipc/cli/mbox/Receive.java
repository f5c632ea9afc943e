package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.CommandOptions;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.ProcessIdentity;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.Selector;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code ipc recv}, {@code ipc mbox recv}: prints messages, each settled when its bytes have been
 * written out, or runs a command on each.
 */
public final class Receive implements Verb {
  /** Messages that share a lock of the mailbox. */
  private static final int MOST_TOGETHER = 64;

  private static final int MOST_JOBS = 1000;

  private final List<Example> examples;
  private final PositionalParamSpec address;
  private final OptionSpec count =
      Arguments.count("receive so many, each ended by a newline (or with -0 a NUL)");
  private final OptionSpec all =
      Arguments.flag("receive what is there now, and never wait", "--all");
  private final OptionSpec follow =
      Arguments.flag("go on until it is sealed and empty", "-f", "--follow");
  private final PrintingOptions framing = PrintingOptions.all();
  private final OptionSpec type = TypeChoice.option();
  private final OptionSpec lease =
      Arguments.duration("keep it for so long only: it comes back unless it is acked", "--lease");
  private final OptionSpec holder =
      Arguments.holder("with --lease: it comes back too when that process is gone");
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();
  private final OptionSpec jobs =
      Arguments.number(
          "run up to N commands beside each other (default 1)", 1, MOST_JOBS, "-j", "--jobs");
  private final CommandOptions commandOptions = new CommandOptions(jobs);

  private Receive(Optional<Noun> noun, String description, List<Example> examples) {
    this.address = Arguments.address(noun, description);
    this.examples = examples;
  }

  /** From whatever holds messages. */
  public static Receive fromAnything() {
    return new Receive(
        Optional.of(Noun.MBOX),
        "what to receive from; a bare word is mbox:WORD",
        List.of(
            new Example("ipc recv mbox:jobs", "wait for a message and print exactly its bytes"),
            new Example("ipc recv mbox:jobs --follow | while read -r job; do :; done", "lines")));
  }

  /** From a mailbox: a bare word is one of ours. */
  public static Receive fromMailbox() {
    return new Receive(
        Optional.of(Noun.MBOX),
        "what to receive from; a bare word is mbox:WORD",
        List.of(
            new Example("ipc mbox recv jobs -w 5s", "one message; 124 after five seconds"),
            new Example("ipc mbox recv jobs --all -0 | xargs -0 -r ls -d", "all that is there"),
            new Example(
                "ipc mbox recv jobs --follow -- ./work", "./work gets each on standard input"),
            new Example("ipc mbox recv jobs --all -j 4 -- ./work", "four at a time"),
            new Example("ipc mbox recv jobs --lease 30s --json -n", "to be acked in 30 seconds"),
            new Example("ipc mbox recv jobs --lease 1h --holder $$", "or until this shell ends")));
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addOption(count);
    spec.addOption(all);
    spec.addOption(follow);
    framing.addTo(spec);
    spec.addOption(type);
    spec.addOption(lease);
    spec.addOption(holder);
    spec.addOption(timeout);
    spec.addOption(noWait);
    commandOptions.addTo(spec);
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public Optional<Noun> takesOnly() {
    return Optional.of(Noun.MBOX);
  }

  @Override
  public int run(Invocation invocation) {
    checkCombination(invocation);
    commandOptions.refuseWithoutCommand(invocation);
    return commandOptions.run(invocation, this::receive);
  }

  private void checkCombination(Invocation invocation) {
    boolean byCount = count.<Integer>getValue() != null;
    refuse(
        byCount && Arguments.isSet(all)
            || byCount && Arguments.isSet(follow)
            || Arguments.isSet(all) && Arguments.isSet(follow),
        "--count, --all and --follow exclude each other");
    refuse(
        Arguments.isSet(follow) && Arguments.isSet(noWait),
        "--follow waits, and --no-wait never does");
    refuse(
        Arguments.isSet(all) && (Arguments.isSet(noWait) || timeout.getValue() != null),
        "--all never waits: it takes no time");
    refuse(
        framing.given() > 1,
        "--nul, --length and --json exclude each other: each is told in one way");
    refuse(
        lease.getValue() != null && lease.<Duration>getValue().isZero(),
        "--lease 0 keeps a message for no time: it would be somebody else's at once");
    refuse(
        holder.getValue() != null && lease.getValue() == null,
        "--holder ends a lease earlier, and there is no --lease");
    refuse(
        !invocation.command().isEmpty() && (framing.given() > 0 || lease.getValue() != null),
        "--nul, --length, --json and --lease are for printing, and CMD has the message while it"
            + " runs");
  }

  /** What is received comes back when the process of {@code --holder} is gone. */
  private void hold(Invocation invocation, Mailbox mailbox) {
    Optional<Integer> pid = Arguments.value(holder);
    if (pid.isPresent()) {
      mailbox.holdFor(ProcessIdentity.of(invocation.engine(), pid.get()));
    }
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new IpcException.BadUsage(why, null);
    }
  }

  private int receive(Invocation invocation) {
    Address wanted = address.getValue();
    Selector selector = Arguments.<Selector>value(type).orElse(Selector.ANY);
    try (SignalWatch signals = invocation.engine().watchSignals();
        Mailbox mailbox = invocation.mailboxes().attach(wanted, signals)) {
      hold(invocation, mailbox);
      boolean everything = Arguments.isSet(all);
      long most = Arguments.isSet(follow) ? Long.MAX_VALUE : everything ? mailbox.ready() : count();
      Deadline until =
          everything ? Deadline.immediate() : Arguments.deadline(invocation, timeout, noWait);
      long received = 0;
      int status = Exit.OK.status();
      if (invocation.command().isEmpty()) {
        MessageOutput output =
            new MessageOutput(invocation, MessageColumns.received(), framing(invocation), signals);
        int printed = 1;
        while (received < most && printed > 0) {
          printed =
              lease.getValue() == null
                  ? printSome(mailbox, selector, most - received, until, output, signals)
                  : printLeased(invocation, mailbox, selector, until, output, signals);
          received += printed;
        }
      } else {
        try (Work work =
            new Work(
                invocation,
                wanted,
                mailbox,
                Arguments.<Integer>value(jobs).orElse(1),
                commandOptions.grace(),
                signals)) {
          received = work.run(selector, most, until, commandOptions::commandStarted);
          status = work.status();
        }
      }
      invocation.verdict(Quantity.messages(received) + " received from '" + wanted + "'");
      boolean enough = isEnough(invocation, mailbox, received, most, until);
      return enough ? status : Exit.NO.status();
    }
  }

  private long count() {
    return Arguments.<Integer>value(count).orElse(1);
  }

  private Framing framing(Invocation invocation) {
    boolean many = count.getValue() != null || Arguments.isSet(all) || Arguments.isSet(follow);
    return many ? framing.ofMany() : framing.ofOne(invocation);
  }

  /**
   * Prints what is there, each message taken before and settled after its bytes are written. What
   * has to wait for our reader is let go first: another receiver may be faster.
   *
   * @return how many
   */
  private static int printSome(
      Mailbox mailbox,
      Selector selector,
      long most,
      Deadline until,
      MessageOutput output,
      SignalWatch signals) {
    int together = (int) Math.min(most, MOST_TOGETHER);
    List<Delivery> inHand = mailbox.reserveSome(selector, together, until, signals);
    int kept = inHand.size();
    for (int i = 0; i < kept; i++) {
      Delivery message = inHand.get(i);
      if (!output.hasRoomFor(message)) {
        mailbox.release(inHand.subList(i + 1, kept));
        kept = i + 1;
      }
      mailbox.take(message.token());
      output.write(message);
      mailbox.settle(message.token());
    }
    return kept;
  }

  private int printLeased(
      Invocation invocation,
      Mailbox mailbox,
      Selector selector,
      Deadline until,
      MessageOutput output,
      SignalWatch signals) {
    Optional<Delivery> next = mailbox.receive(selector, Arguments.value(lease), until, signals);
    if (next.isEmpty()) {
      return 0;
    }
    Delivery message = next.get();
    try {
      output.write(message);
    } catch (IpcException failure) {
      mailbox.putBack(message.token()); // nobody has seen it
      throw failure;
    }
    if (!framing.isJson()) {
      invocation.note(
          "message "
              + message.sequence()
              + " comes back unless it is settled: ipc mbox ack "
              + address.<Address>getValue()
              + " "
              + message.token());
    }
    return 1;
  }

  /** Whether as many came as were asked for; what did not come in time is a failure. */
  private boolean isEnough(
      Invocation invocation, Mailbox mailbox, long received, long most, Deadline until) {
    boolean some = received > 0;
    if (received == most && some || Arguments.isSet(follow) && mailbox.hasEnded()) {
      return true;
    }
    String name = "'" + address.<Address>getValue() + "'";
    if (mailbox.hasEnded()) {
      return no(invocation, name + " is sealed and has no more messages");
    }
    if (until != Deadline.immediate()) {
      throw new IpcException.TimedOut(
          "the time given ran out: "
              + (some ? "no more than " + received + " came from " : "no message came from ")
              + name,
          null);
    }
    return some || no(invocation, "no message waits in " + name);
  }

  /** Before a command, the answer no has a status that {@code -E} may replace. */
  private static boolean no(Invocation invocation, String why) {
    if (!invocation.command().isEmpty()) {
      throw new IpcException.AnswerIsNo(why, null);
    }
    invocation.verdict(why);
    return false;
  }

  @Override
  public List<Records> records() {
    return List.of(Records.streamed("messages", MessageColumns.received()));
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
