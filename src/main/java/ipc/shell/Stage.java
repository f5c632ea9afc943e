package ipc.shell;

import ipc.cli.Environment;
import ipc.cli.LineCheck;
import ipc.engine.IpcException;
import ipc.model.Suggestion;
import ipc.shell.language.Command;
import ipc.shell.language.LineException;
import ipc.shell.language.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One command with all that its words stand for, and nothing of it begun.
 *
 * @param command as it was written
 * @param kind what runs it
 * @param words what it gets, its name first; the name {@code ipc} is left out
 * @param origins what each of them was written as
 * @param own variables that are its own
 */
record Stage(
    Command command, Kind kind, List<String> words, List<Word> origins, Map<String, String> own) {
  private static final String OWN_NAME = "ipc";

  /** What runs a command. */
  enum Kind {
    /** Ourselves. */
    OWN,
    /** The shell. */
    BUILTIN,
    /** A program that is found by PATH. */
    PROGRAM,
    /** Nobody, unless a program is meant. */
    UNKNOWN
  }

  /** A command that nothing changes any more. */
  Stage {
    words = List.copyOf(words);
    origins = List.copyOf(origins);
    own = Map.copyOf(own);
  }

  static Stage of(Command command, List<Expansion.Argument> arguments, Map<String, String> own) {
    List<String> words = arguments.stream().map(Expansion.Argument::text).toList();
    List<Word> origins = arguments.stream().map(Expansion.Argument::word).toList();
    if (command.isProgram()) {
      return new Stage(command, Kind.PROGRAM, words, origins, own);
    }
    if (words.getFirst().equals(OWN_NAME)) {
      int count = words.size();
      return new Stage(command, Kind.OWN, words.subList(1, count), origins.subList(1, count), own);
    }
    Kind kind =
        Builtin.of(words).isPresent()
            ? Kind.BUILTIN
            : Execution.isOwn(words.getFirst()) ? Kind.OWN : Kind.UNKNOWN;
    return new Stage(command, kind, words, origins, own);
  }

  /** Raises what is wrong with the words of a command of ours, with its place. */
  void requireRight() {
    if (kind != Kind.OWN) {
      return;
    }
    Optional<LineCheck.Fault> fault = LineCheck.of(words);
    if (fault.isEmpty()) {
      return;
    }
    int index = fault.get().index();
    boolean isMissing = index >= origins.size();
    int start = isMissing ? command.end() : origins.get(index).start();
    int end = isMissing ? start + 1 : origins.get(index).end();
    IpcException failure = fault.get().failure();
    throw LineException.wrong(failure.getMessage(), failure.hint().orElse(null), start, end);
  }

  /** The command of the shell that it is; for that kind alone. */
  Builtin builtin() {
    return Builtin.of(words).orElseThrow();
  }

  Environment environment(Variables variables) {
    return variables.environment(own);
  }

  /** Raises that nothing of that name is there, unless something is. */
  void requireKnown() {
    if (kind != Kind.UNKNOWN) {
      return;
    }
    String name = words.getFirst();
    String program = "'!" + name + "' runs the program of that name";
    Optional<String> nearest = Suggestion.nearest(name, Execution.knownWords());
    Word word = command.words().getFirst();
    throw LineException.wrong(
        "there is no command " + Execution.shown(name),
        nearest.map(known -> "did you mean '" + known + "'? " + program).orElse(program),
        word.start(),
        word.end());
  }

  /** The same as part of a pipeline, where a word that is no command of ours is a program. */
  Stage inPipeline(boolean isFirst) {
    if (kind == Kind.UNKNOWN) {
      return new Stage(command, Kind.PROGRAM, words, origins, own);
    }
    if (kind != Kind.BUILTIN || isFirst && builtin().isPrinter()) {
      return this;
    }
    if (builtin().isProgramToo()) {
      return new Stage(command, Kind.PROGRAM, words, origins, own);
    }
    Word word = command.words().getFirst();
    throw LineException.wrong(
        "'" + words.getFirst() + "' is a command of the shell, which cannot stand here",
        null,
        word.start(),
        word.end());
  }

  /** What is executed, and its arguments. */
  List<String> arguments(Programs programs) {
    List<String> arguments = new ArrayList<>(words);
    if (kind == Kind.OWN) {
      arguments.addFirst(programs.launcher());
    } else {
      arguments.set(0, programs.path(words.getFirst()));
    }
    return arguments;
  }
}
