package ipc.shell;

import ipc.cli.Exit;
import ipc.engine.IpcException;
import ipc.engine.job.Signals;
import ipc.engine.job.WorkingDirectory;
import ipc.model.ByteText;
import ipc.model.ValueException;
import ipc.shell.language.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Runs the commands of the shell itself. */
final class Builtins {
  private static final int LONGEST_WORD = 28;

  private final Execution execution;
  private final WorkingDirectory directory;
  private final Foreground foreground;

  Builtins(Execution execution, WorkingDirectory directory, Foreground foreground) {
    this.execution = execution;
    this.directory = directory;
    this.foreground = foreground;
  }

  /**
   * Runs one; what it prints has left us when this returns.
   *
   * @param words its word first
   * @return its status
   */
  int run(Builtin builtin, List<String> words) {
    List<String> operands = words.subList(1, words.size());
    try {
      return switch (builtin) {
        case CD -> changeDirectory(operands);
        case PWD -> print(directory.path() + "\n");
        case ECHO -> print(String.join(" ", operands) + "\n");
        case SET -> printVariables(operands);
        case UNSET -> unset(operands);
        case EXPORT -> export(operands);
        case SOURCE -> execution.source(one(builtin, operands));
        case JOBS -> printJobs();
        case FG -> foreground.resume(job(operands));
        case BG -> letRun(operands);
        case WAIT -> waitFor(operands);
        case KILL -> kill(operands);
        case HISTORY -> print(foreground.history());
        case HELP -> help();
        case TRUE -> 0;
        case FALSE -> Exit.NO.status();
        case EXIT -> throw exit(operands);
      };
    } catch (ValueException failure) {
      String hint = failure.hint();
      throw new IpcException.BadUsage(failure.getMessage(), hint.isEmpty() ? null : hint);
    }
  }

  private int print(String text) {
    try {
      OutputStream out = execution.invocation().streams().out();
      out.write(ByteText.encode(text));
      out.flush();
      return 0;
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  private static String one(Builtin builtin, List<String> operands) {
    if (operands.size() != 1) {
      throw usage(builtin);
    }
    return operands.getFirst();
  }

  private static IpcException usage(Builtin builtin) {
    return new IpcException.BadUsage(
        "'" + builtin.word() + "' is used so: " + builtin.word() + " " + builtin.synopsis(), null);
  }

  private int changeDirectory(List<String> operands) {
    String before = directory.path();
    String target =
        operands.isEmpty()
            ? execution
                .variables()
                .get("HOME")
                .orElseThrow(() -> new IpcException.BadUsage("HOME is not set", null))
            : one(Builtin.CD, operands);
    boolean isBack = target.equals("-");
    if (isBack) {
      target =
          execution
              .variables()
              .get("OLDPWD")
              .orElseThrow(() -> new IpcException.BadUsage("there is no directory before", null));
    }
    directory.change(target);
    execution.variables().set("OLDPWD", before);
    execution.variables().set("PWD", directory.path());
    return isBack ? print(directory.path() + "\n") : 0;
  }

  private int printVariables(List<String> operands) {
    if (!operands.isEmpty()) {
      throw new IpcException.BadUsage("'set' takes no operand", "'NAME=value' sets a variable");
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : execution.variables().sorted().entrySet()) {
      text.append(each.getKey()).append('=').append(Words.quoted(each.getValue())).append('\n');
    }
    return print(text.toString());
  }

  private int unset(List<String> operands) {
    if (operands.isEmpty()) {
      throw usage(Builtin.UNSET);
    }
    operands.forEach(execution.variables()::unset);
    return 0;
  }

  private int export(List<String> operands) {
    if (operands.isEmpty()) {
      throw usage(Builtin.EXPORT);
    }
    for (String each : operands) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!Words.isName(name)) {
        throw new IpcException.BadUsage(
            Execution.shown(name) + " can be no name of a variable", null);
      }
      if (equals >= 0) {
        execution.variables().set(name, each.substring(equals + 1));
      }
      execution.variables().export(name);
    }
    return 0;
  }

  private int printJobs() {
    StringBuilder text = new StringBuilder();
    for (Jobs.Entry each : execution.jobs().all()) {
      text.append(each).append('\n');
    }
    return print(text.toString());
  }

  private Jobs.Entry job(List<String> operands) {
    execution.jobs().update();
    return execution.jobs().named(operands.isEmpty() ? "%" : one(Builtin.FG, operands));
  }

  private int letRun(List<String> operands) {
    foreground.resumeBehind(job(operands));
    return 0;
  }

  /** The status of the last that failed: nobody else will tell. */
  private int waitFor(List<String> operands) {
    List<Jobs.Entry> wanted =
        operands.isEmpty()
            ? execution.jobs().all()
            : operands.stream().map(execution.jobs()::named).toList();
    int status = 0;
    for (Jobs.Entry each : wanted) {
      int own = foreground.awaitBehind(each);
      status = own == 0 ? status : own;
    }
    return status;
  }

  private int kill(List<String> operands) {
    int signal = Signals.parse("TERM");
    List<String> targets = operands;
    if (!operands.isEmpty() && operands.getFirst().startsWith("-")) {
      signal = Signals.parse(operands.getFirst().substring(1));
      targets = operands.subList(1, operands.size());
    }
    if (targets.isEmpty()) {
      throw usage(Builtin.KILL);
    }
    for (String target : targets) {
      if (target.startsWith("%")) {
        execution.jobs().update();
        execution.jobs().named(target).job().end(signal);
      } else {
        Signals.send(execution.invocation().engine(), pid(target), signal);
      }
    }
    return 0;
  }

  private static int pid(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException failure) {
      throw new ValueException("process", text, "it is neither a pid nor a job", "1234", "%1");
    }
  }

  private int help() {
    StringBuilder text = new StringBuilder();
    text.append(
        "A line is a command of ipc, without the word 'ipc': 'ls', 'send mbox:jobs one'.\n");
    text.append("Besides there are '!PROGRAM', pipes, redirections, ';', '&&', '||', '&' and\n");
    text.append("variables; ipc-batch(1) tells of them. And these commands of the shell:\n\n");
    for (Builtin each : Builtin.values()) {
      String word = each.word() + " " + each.synopsis();
      text.append("  ").append(word);
      text.append(" ".repeat(Math.max(1, LONGEST_WORD - word.length())));
      text.append(each.summary()).append('\n');
    }
    text.append(foreground.keys());
    text.append("\n'ipc help' lists the commands of ipc, 'help COMMAND' shows one.\n");
    return print(text.toString());
  }

  private ShellExit exit(List<String> operands) {
    if (operands.isEmpty()) {
      return new ShellExit(execution.status());
    }
    String text = one(Builtin.EXIT, operands);
    int status;
    try {
      status = Integer.parseInt(text);
    } catch (NumberFormatException failure) {
      status = -1;
    }
    if (status < 0 || status > 255) {
      throw new ValueException("status", text, "it is no number from 0 to 255");
    }
    return new ShellExit(status);
  }
}
