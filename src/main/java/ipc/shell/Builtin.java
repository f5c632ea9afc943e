package ipc.shell;

import java.util.List;
import java.util.Optional;

/** A command of the shell itself: what changes the shell, or is known by it alone. */
enum Builtin {
  CD("cd", "[DIR]", "go to a directory, or home"),
  PWD("pwd", "", "print the working directory"),
  ECHO("echo", "[WORD...]", "print words"),
  SET("set", "", "print the variables"),
  UNSET("unset", "NAME...", "forget variables"),
  EXPORT("export", "NAME[=VALUE]...", "let commands have variables"),
  SOURCE("source", "FILE", "run the lines of a file here"),
  JOBS("jobs", "", "list what runs in the background or is stopped"),
  FG("fg", "[%JOB]", "bring a job back, and wait for it"),
  BG("bg", "[%JOB]", "let a stopped job run on in the background"),
  WAIT("wait", "[%JOB...]", "wait for the jobs in the background"),
  KILL("kill", "[-SIGNAL] %JOB|PID...", "send jobs or processes a signal"),
  HISTORY("history", "", "list what was typed"),
  HELP("help", "[COMMAND...]", "show this, or the help of a command"),
  TRUE("true", "", "do nothing: 0"),
  FALSE("false", "", "do nothing: 1"),
  EXIT("exit", "[STATUS]", "end the shell, or the file");

  private final String word;
  private final String synopsis;
  private final String summary;

  Builtin(String word, String synopsis, String summary) {
    this.word = word;
    this.synopsis = synopsis;
    this.summary = summary;
  }

  String word() {
    return word;
  }

  /** What may follow its word. */
  String synopsis() {
    return synopsis;
  }

  String summary() {
    return summary;
  }

  /** Whether it prints, so that a pipeline may begin with it. */
  boolean isPrinter() {
    return switch (this) {
      case PWD, ECHO, SET, JOBS, HISTORY, HELP, TRUE, FALSE -> true;
      case CD, UNSET, EXPORT, SOURCE, FG, BG, WAIT, KILL, EXIT -> false;
    };
  }

  /** Whether there is a program of that name too, which does the same. */
  boolean isProgramToo() {
    return switch (this) {
      case PWD, ECHO, TRUE, FALSE, KILL -> true;
      default -> false;
    };
  }

  /** The command of the shell that words name. */
  static Optional<Builtin> of(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String first = words.getFirst();
    if (first.equals("quit")) {
      return Optional.of(EXIT);
    }
    // 'wait ADDRESS' and 'help COMMAND' are commands of ipc.
    boolean isWaitForJobs = words.stream().skip(1).allMatch(word -> word.startsWith("%"));
    if (first.equals(WAIT.word) && !isWaitForJobs || first.equals(HELP.word) && words.size() > 1) {
      return Optional.empty();
    }
    for (Builtin each : values()) {
      if (each.word.equals(first)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
