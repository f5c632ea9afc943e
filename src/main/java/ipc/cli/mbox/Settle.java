package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Outcomes;
import ipc.cli.Verb;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Mailbox;
import ipc.engine.mailbox.Token;
import ipc.model.Address;
import ipc.model.Noun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc mbox ack}, {@code nack} and {@code extend}: what becomes of leased messages. */
public final class Settle implements Verb {
  private final Kind kind;
  private final PositionalParamSpec address =
      Arguments.address(Optional.of(Noun.MBOX), "the mailbox; a bare word is mbox:WORD");
  private final PositionalParamSpec tokens =
      PositionalParamSpec.builder()
          .index("1..*")
          .arity("1..*")
          .required(true)
          .paramLabel("TOKEN")
          .type(List.class)
          .auxiliaryTypes(Token.class)
          .converters(Token::parse)
          .description("what 'recv --lease' told of each message")
          .build();
  private final OptionSpec lease =
      Arguments.required(Arguments.duration("how long it is kept from now on: 30s, 5m", "--lease"));

  private final OptionSpec delay =
      Arguments.duration("how long it stays away, whatever the mailbox's back-off", "--delay");
  private final OptionSpec dead =
      Arguments.flag("send it to the dead letters, however often it was delivered", "--dead");

  private enum Kind {
    ACKNOWLEDGE("acknowledged"),
    GIVE_BACK("given back"),
    EXTEND("extended");

    private final String done;

    Kind(String done) {
      this.done = done;
    }
  }

  private Settle(Kind kind) {
    this.kind = kind;
  }

  /** The messages are done: they are gone for good. */
  public static Settle acknowledging() {
    return new Settle(Kind.ACKNOWLEDGE);
  }

  /** The messages return to their places, or to the dead letters. */
  public static Settle givingBack() {
    return new Settle(Kind.GIVE_BACK);
  }

  /** The messages are kept longer. */
  public static Settle extending() {
    return new Settle(Kind.EXTEND);
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addPositional(tokens);
    if (kind == Kind.EXTEND) {
      spec.addOption(lease);
    }
    if (kind == Kind.GIVE_BACK) {
      spec.addOption(delay);
      spec.addOption(dead);
    }
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    if (delay.getValue() != null && Arguments.isSet(dead)) {
      throw new IpcException.BadUsage(
          "--delay and --dead exclude each other: a dead letter does not come back", null);
    }
    if (lease.getValue() != null && lease.<Duration>getValue().isZero()) {
      throw new IpcException.BadUsage(
          "--lease 0 keeps a message for no time: it would be somebody else's at once",
          "'ipc mbox nack' gives it back");
    }
    Outcomes outcomes = new Outcomes();
    try (SignalWatch signals = invocation.engine().watchSignals();
        Mailbox mailbox = invocation.mailboxes().attach(wanted, signals)) {
      for (Token token : tokens.<List<Token>>getValue()) {
        if (settle(mailbox, token)) {
          invocation.verdict("'" + token + "' is " + kind.done);
        } else {
          outcomes.failed(Exit.NO.status());
          invocation.verdict(
              "'" + token + "' is stale: it was settled, or its time was over before");
        }
      }
    }
    return outcomes.status();
  }

  private boolean settle(Mailbox mailbox, Token token) {
    return switch (kind) {
      case ACKNOWLEDGE -> mailbox.settle(token);
      case GIVE_BACK -> giveBack(mailbox, token);
      case EXTEND -> mailbox.extend(token, lease.<Duration>getValue());
    };
  }

  private boolean giveBack(Mailbox mailbox, Token token) {
    if (Arguments.isSet(dead)) {
      return mailbox.bury(token);
    }
    Optional<Duration> span = Arguments.value(delay);
    return span.isPresent() ? mailbox.giveBack(token, span.get()) : mailbox.giveBack(token);
  }

  @Override
  public List<Example> examples() {
    return switch (kind) {
      case ACKNOWLEDGE ->
          List.of(new Example("ipc mbox ack jobs 1-0-1", "it is done; 1 if it was too late"));
      case GIVE_BACK ->
          List.of(
              new Example("ipc mbox nack jobs 1-0-1", "somebody else may have it now"),
              new Example("ipc mbox nack jobs 1-0-1 --delay 1m", "not before a minute is over"),
              new Example("ipc mbox nack jobs 1-0-1 --dead", "nobody can make anything of it"));
      case EXTEND ->
          List.of(new Example("ipc mbox extend jobs 1-0-1 --lease 1m", "one more minute from now"));
    };
  }
}
