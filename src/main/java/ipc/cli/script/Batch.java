package ipc.cli.script;

import ipc.cli.Arguments;
import ipc.cli.Interpreter.AfterFailure;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ipc batch}: runs a file of commands in one process. */
public final class Batch implements Verb {
  private final OptionSpec keepGoing =
      Arguments.flag("go on after a failure; the status tells of it at the end", "--keep-going");
  private final PositionalParamSpec file =
      PositionalParamSpec.builder()
          .paramLabel("FILE")
          .description("the commands, a line each; - is standard input")
          .arity("1")
          .required(true)
          .index("0")
          .type(String.class)
          .build();
  private final PositionalParamSpec arguments =
      PositionalParamSpec.builder()
          .paramLabel("ARG")
          .description("what the commands find in $1, $2 and so on")
          .arity("0..*")
          .index("1..*")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .build();

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(keepGoing);
    spec.addPositional(file);
    spec.addPositional(arguments);
  }

  @Override
  public int run(Invocation invocation) {
    boolean goesOn = Boolean.TRUE.equals(keepGoing.<Boolean>getValue());
    List<String> given = arguments.getValue();
    return invocation
        .interpreter()
        .get()
        .runFile(
            invocation,
            file.getValue(),
            given == null ? List.of() : given,
            goesOn ? AfterFailure.GO_ON : AfterFailure.STOP);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ipc batch setup.ipc", "the commands of a file, up to the first failure"),
        new Example(
            "printf '%s\\n' 'mbox create jobs' 'send mbox:jobs one two' | ipc batch -",
            "commands from a pipe, each as soon as its line is there"),
        new Example(
            "ipc batch --keep-going setup.ipc || echo $?",
            "all of them; the status is that of the failures, 71 if they differ"));
  }
}
