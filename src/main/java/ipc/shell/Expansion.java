package ipc.shell;

import ipc.shell.language.Chain;
import ipc.shell.language.LineException;
import ipc.shell.language.Part;
import ipc.shell.language.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes arguments of words: variables, what commands print, {@code ~}, and names of files. A
 * variable is never split: it gives one word, whatever is in it.
 */
final class Expansion {
  private final Values values;
  private final PathPattern.Directories directories;

  /** What stands in for names and commands. */
  interface Values {
    /** The value of a variable; empty where it is not set. */
    Optional<String> variable(String name);

    /** What commands print, as one text; the {@code $} stands at an index. */
    String output(List<Chain> chains, int start);
  }

  /**
   * An argument.
   *
   * @param text what a command gets
   * @param word what it was written as
   */
  record Argument(String text, Word word) {}

  Expansion(Values values, PathPattern.Directories directories) {
    this.values = values;
    this.directories = directories;
  }

  /** The arguments that words stand for: one each, or as many as there are files of a pattern. */
  List<Argument> arguments(List<Word> words) {
    List<Argument> arguments = new ArrayList<>();
    for (Word word : words) {
      PathPattern pattern = new PathPattern();
      expand(word, pattern);
      List<String> paths = pattern.isPattern() ? pattern.paths(directories) : List.of();
      if (paths.isEmpty()) {
        arguments.add(new Argument(pattern.text(), word));
      } else {
        paths.forEach(path -> arguments.add(new Argument(path, word)));
      }
    }
    return arguments;
  }

  /** The one text that a word stands for, where no pattern of files is meant. */
  String text(Word word) {
    PathPattern pattern = new PathPattern();
    expand(word, pattern);
    return pattern.text();
  }

  private void expand(Word word, PathPattern into) {
    boolean isFirst = true;
    for (Part part : word.parts()) {
      // No switch: over types it costs 2 ms at start-up.
      if (part instanceof Part.Text text) {
        expand(word, text, isFirst, into);
      } else if (part instanceof Part.Variable variable) {
        into.addQuoted(value(variable));
      } else {
        Part.Output output = (Part.Output) part;
        into.addQuoted(values.output(output.chains(), output.start()));
      }
      isFirst = false;
    }
  }

  private void expand(Word word, Part.Text part, boolean isFirst, PathPattern into) {
    if (part.isQuoted()) {
      into.addQuoted(part.text());
    } else if (isFirst && isHome(part.text())) {
      into.addQuoted(home(word));
      into.addUnquoted(part.text().substring(1));
    } else {
      into.addUnquoted(part.text());
    }
  }

  private static boolean isHome(String text) {
    return text.equals("~") || text.startsWith("~/");
  }

  private String home(Word word) {
    return values
        .variable("HOME")
        .orElseThrow(() ->
            LineException.wrong(
                "'~' means nothing: HOME is not set", null, word.start(), word.start() + 1));
  }

  private String value(Part.Variable variable) {
    Optional<String> value = values.variable(variable.name());
    if (variable.isForEmpty()) {
      value = value.filter(text -> !text.isEmpty());
    }
    if (value.isPresent()) {
      return value.get();
    }
    if (variable.otherwise().isPresent()) {
      return text(variable.otherwise().get());
    }
    String name = variable.name();
    throw LineException.wrong(
        "the variable '" + name + "' is not set",
        "${" + name + "-} is empty where it is not set",
        variable.start(),
        variable.start() + name.length() + 1);
  }
}
