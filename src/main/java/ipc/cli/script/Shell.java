package ipc.cli.script;

import ipc.cli.Invocation;
import ipc.cli.Verb;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ipc shell}: runs what a person types. */
public final class Shell implements Verb {
  @Override
  public void declare(CommandSpec spec) {
    // What it does is told by the lines that are typed.
  }

  @Override
  public int run(Invocation invocation) {
    return invocation.interpreter().get().runTerminal(invocation);
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("ipc shell", "commands with completion and history, until 'exit'"));
  }
}
