package ipc.shell;

import ipc.cli.Exit;
import ipc.cli.Interpreter.AfterFailure;
import ipc.cli.Invocation;
import ipc.engine.IpcException;
import ipc.engine.job.LineSource;
import ipc.shell.language.Chain;
import ipc.shell.language.LineException;
import ipc.shell.language.Parser;
import java.util.List;
import java.util.Optional;

/** A file of commands: read a line at a time, each run when it is there. */
final class ScriptFile {
  private static final int LONGEST_SHOWN = 200;

  private final Invocation invocation;
  private final String name;
  private final LineSource lines;
  private int lastLine;
  private Optional<Integer> failure = Optional.empty();

  private ScriptFile(Invocation invocation, String name, LineSource lines) {
    this.invocation = invocation;
    this.name = name;
    this.lines = lines;
  }

  /** A file of that path. */
  static ScriptFile open(Invocation invocation, String path) {
    return new ScriptFile(invocation, path, LineSource.open(invocation.engine(), path));
  }

  /** Standard input, which commands do not read then: theirs is empty. */
  static ScriptFile ofStandardInput(Invocation invocation) {
    return new ScriptFile(invocation, "-", LineSource.takeStandardInput(invocation.engine()));
  }

  /**
   * Runs all of it, or up to the first failure.
   *
   * @return 0, or the status of the failure; 71 for several that differ
   */
  int run(Execution execution, AfterFailure afterFailure) {
    try (LineSource _ = lines) {
      Optional<String> unit = nextLine();
      while (unit.isPresent()) {
        int firstLine = lastLine;
        boolean isGood = run(execution, unit.get(), firstLine, afterFailure);
        if (!isGood && afterFailure == AfterFailure.STOP) {
          break;
        }
        unit = nextLine();
      }
      return failure.orElse(0);
    }
  }

  private Optional<String> nextLine() {
    Optional<String> line = lines.next();
    if (line.isPresent()) {
      lastLine++;
    }
    return line;
  }

  /** Runs a line with those that it goes on in; whether all of it succeeded. */
  private boolean run(Execution execution, String first, int firstLine, AfterFailure afterFailure) {
    StringBuilder text = new StringBuilder(first);
    try {
      List<Chain> chains = parse(text);
      execution.setText(text.toString());
      boolean isGood = true;
      for (Chain chain : chains) {
        isGood &= run(execution, chain, text.toString(), firstLine);
        if (!isGood && afterFailure == AfterFailure.STOP) {
          return false;
        }
      }
      return isGood;
    } catch (LineException wrong) {
      complain(wrong, text.toString(), firstLine);
      execution.setStatus(Exit.USAGE.status());
      note(Exit.USAGE.status());
      return false;
    }
  }

  private List<Chain> parse(StringBuilder text) {
    while (true) {
      try {
        return Parser.parse(text.toString());
      } catch (LineException wrong) {
        Optional<String> more = wrong.isIncomplete() ? nextLine() : Optional.empty();
        if (more.isEmpty()) {
          throw wrong;
        }
        text.append('\n').append(more.get());
      }
    }
  }

  private boolean run(Execution execution, Chain chain, String text, int firstLine) {
    try {
      execution.run(chain);
    } catch (LineException wrong) {
      complain(wrong, text, firstLine);
      execution.setStatus(Exit.USAGE.status());
      note(Exit.USAGE.status());
      return false;
    }
    int status = execution.status();
    if (status == 0) {
      return true;
    }
    String shown = Execution.shown(shortened(text.substring(chain.start(), chain.end())));
    int line = firstLine + Place.of(text, chain.start()).line();
    invocation.say(name + ":" + line + ": " + shown + " ended with " + status);
    note(status);
    return false;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private void complain(LineException wrong, String text, int firstLine) {
    Place place = Place.of(text, wrong.start());
    String where = name + ":" + (firstLine + place.line()) + ":" + (place.column() + 1) + ": ";
    invocation.complain(
        new IpcException.BadUsage(where + wrong.getMessage(), wrong.hint().orElse(null)));
  }

  private void note(int status) {
    failure =
        Optional.of(failure.isEmpty() || failure.get() == status ? status : Exit.SYSTEM.status());
  }

  /**
   * Where a character stands.
   *
   * @param line how many lines are before it
   * @param column how many characters are before it in its line
   */
  private record Place(int line, int column) {
    static Place of(String text, int index) {
      int line = 0;
      int begin = 0;
      int end = Math.min(index, text.length());
      for (int i = 0; i < end; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          begin = i + 1;
        }
      }
      return new Place(line, text.codePointCount(begin, end));
    }
  }
}
