package ipc.cli.status;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Condition;
import ipc.engine.ObjectWait;
import ipc.engine.socket.OpenWait;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Noun;
import ipc.model.ValueException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc wait}, {@code ipc shm wait}, {@code ipc mbox wait}: waits until an object is so. */
public final class Wait implements Verb {
  private final List<Example> examples;
  private final PositionalParamSpec address;
  private final PositionalParamSpec condition;
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();

  private Wait(
      Optional<Noun> noun, List<String> conditions, String meanings, List<Example> examples) {
    this.examples = examples;
    this.address = Arguments.address(noun, "what to wait for");
    this.condition =
        PositionalParamSpec.builder()
            .index("1")
            .arity("1")
            .required(true)
            .paramLabel("CONDITION")
            .type(Condition.class)
            .converters(word -> condition(word, conditions))
            .completionCandidates(conditions)
            .description(meanings)
            .build();
  }

  /** For every kind of object: a full address. */
  public static Wait ofAnything() {
    return new Wait(
        Optional.empty(),
        Condition.words(),
        "present, removed, used, unused; of messages empty, drained, ready, full, sealed; of"
            + " sockets open, closed",
        List.of(
            new Example("ipc wait posix-shm:/jobs present -w 10s", "until somebody created it"),
            new Example("ipc wait tcp:localhost:9000 open -w 30s", "until a server is up"),
            new Example("ipc wait sysv-shm:0x1234 removed -n", "124 while it is still there")));
  }

  /** For shared memory: a bare word is a POSIX segment. */
  public static Wait ofSegments() {
    return new Wait(
        Optional.of(Noun.SHM),
        Condition.generalWords(),
        "present, removed, used (somebody has it), or unused",
        List.of(
            new Example("ipc shm wait jobs present -w 10s", "until somebody has created it"),
            new Example(
                "ipc shm wait jobs unused && ipc shm rm jobs", "remove it when it is free")));
  }

  /** For named pipes: a bare word is a path. */
  public static Wait ofFifos() {
    return new Wait(
        Optional.of(Noun.FIFO),
        Condition.generalWords(),
        "present, removed, used (somebody has it open), or unused",
        List.of(
            new Example("ipc fifo wait jobs present -w 10s", "until somebody has created it"),
            new Example("ipc fifo wait jobs used -n", "124 while nobody has it open")));
  }

  /** For sockets. */
  public static Wait ofSockets() {
    return new Wait(
        Optional.of(Noun.SOCK),
        Condition.socketWords(),
        "open (a connection can be made), closed (nobody listens), present, removed, used, unused",
        List.of(
            new Example("ipc sock wait tcp:localhost:9000 open -w 30s", "until a server is up"),
            new Example("ipc sock wait unix:/run/app open -n", "124 if nobody listens there now"),
            new Example(
                "ipc sock wait tcp:localhost:9000 closed -w 10s", "until its port is free")));
  }

  /** For mailboxes: a bare word is one of ours. */
  public static Wait ofMailboxes() {
    return new Wait(
        Optional.of(Noun.MBOX),
        Condition.messageWords(),
        "ready (a message waits), empty, drained (all are settled), full, sealed, or as for others",
        List.of(
            new Example(
                "ipc mbox wait jobs drained -w 5m", "until all is done, five minutes at most"),
            new Example("ipc mbox wait jobs empty -n", "124 while a message waits"),
            new Example("ipc mbox wait jobs ready && ./start", "start when there is work")));
  }

  private static Condition condition(String word, List<String> conditions) {
    return Condition.of(word)
        .filter(found -> conditions.contains(found.word()))
        .orElseThrow(() ->
            new ValueException(
                "condition",
                word,
                "there is no such condition",
                conditions.toArray(String[]::new)));
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(address);
    spec.addPositional(condition);
    spec.addOption(timeout);
    spec.addOption(noWait);
  }

  @Override
  public int run(Invocation invocation) {
    Address wanted = address.getValue();
    Condition until = condition.getValue();
    Deadline deadline = Arguments.deadline(invocation, timeout, noWait);
    if (until == Condition.OPEN) {
      OpenWait.await(invocation.engine(), wanted, deadline);
    } else {
      new ObjectWait(invocation.engine(), invocation.registry().of(wanted), wanted)
          .await(until, deadline);
    }
    invocation.verdict("'" + wanted + "' is " + until.word());
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return examples;
  }
}
