package ipc.shell;

import ipc.cli.CommandRunner;
import ipc.cli.Interpreter;
import ipc.cli.Invocation;
import java.util.ArrayList;
import java.util.List;

/** The language's two uses: files of commands, and what a person types. */
public final class Shell implements Interpreter {
  private static final String STANDARD_INPUT = "-";

  private final CommandRunner commands;

  /**
   * A shell over a command line.
   *
   * @param commands runs our own commands in this process
   */
  public Shell(CommandRunner commands) {
    this.commands = commands;
  }

  @Override
  public int runFile(
      Invocation invocation, String file, List<String> arguments, AfterFailure afterFailure) {
    ScriptFile script =
        file.equals(STANDARD_INPUT)
            ? ScriptFile.ofStandardInput(invocation)
            : ScriptFile.open(invocation, file);
    List<String> numbered = new ArrayList<>(arguments);
    numbered.addFirst(file);
    Jobs jobs = new Jobs();
    Foreground foreground = new InFile(invocation.engine(), jobs);
    Execution execution = new Execution(invocation, commands, foreground, jobs, numbered);
    try {
      return script.run(execution, afterFailure);
    } catch (ShellExit exit) {
      return exit.status();
    }
  }

  @Override
  public int runTerminal(Invocation invocation) {
    try (Interactive shell = new Interactive(invocation, commands)) {
      return shell.run();
    }
  }
}
