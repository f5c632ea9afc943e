package ipc.cli.shm;

import ipc.cli.Arguments;
import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.Condition;
import ipc.engine.ObjectWait;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.ValueException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc wait}, {@code ipc shm wait}: waits until an object is there, used, free or gone. */
public final class ShmWait implements Verb {
  private final Optional<Noun> noun;
  private final PositionalParamSpec address;
  private final PositionalParamSpec condition =
      PositionalParamSpec.builder()
          .index("1")
          .arity("1")
          .required(true)
          .paramLabel("CONDITION")
          .type(Condition.class)
          .converters(ShmWait::condition)
          .completionCandidates(Condition.words())
          .description("present, removed, used (somebody has it), or unused")
          .build();
  private final OptionSpec timeout = Arguments.timeout();
  private final OptionSpec noWait = Arguments.noWait();

  /** For shared memory: a bare word is a POSIX segment. */
  public ShmWait() {
    this(Optional.of(Noun.SHM));
  }

  private ShmWait(Optional<Noun> noun) {
    this.noun = noun;
    this.address = Arguments.address(noun, "what to wait for");
  }

  /** For every kind of object: a full address. */
  public static ShmWait ofAnything() {
    return new ShmWait(Optional.empty());
  }

  private static Condition condition(String word) {
    return Condition.of(word)
        .orElseThrow(() ->
            new ValueException(
                "condition",
                word,
                "there is no such condition",
                Condition.words().toArray(String[]::new)));
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
    new ObjectWait(invocation.engine(), invocation.registry().of(wanted), wanted)
        .await(until, Arguments.deadline(invocation, timeout, noWait));
    invocation.verdict("'" + wanted + "' is " + until.word());
    return Exit.OK.status();
  }

  @Override
  public List<Example> examples() {
    return noun.isPresent()
        ? List.of(
            new Example("ipc shm wait jobs present -w 10s", "until somebody has created it"),
            new Example("ipc shm wait jobs unused && ipc shm rm jobs", "remove it when it is free"))
        : List.of(
            new Example("ipc wait posix-shm:/jobs present -w 10s", "until somebody created it"),
            new Example("ipc wait sysv-shm:0x1234 removed -n", "124 while it is still there"));
  }
}
