package ipc.cli;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Registry;
import ipc.model.AddressException;
import ipc.model.Suggestion;
import ipc.model.ValueException;
import ipc.render.Palette;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ParameterException;

/** Finds the verb that the words name, runs it, and turns what happened into an exit status. */
public final class Cli {
  /** What {@code --version} prints. */
  public static final String VERSION = "0.1.0";

  private static final String PROGRAM = "ipc";
  private static final String END_OF_OPTIONS = "--";

  private final Engine engine;
  private final Registry registry;
  private final Streams streams;
  private final Environment environment;
  private final Supplier<Interpreter> interpreter;

  /** A command line over an engine, with streams and an environment of its own, and no shell. */
  public Cli(Engine engine, Registry registry, Streams streams, Environment environment) {
    this(
        engine,
        registry,
        streams,
        environment,
        () -> {
          throw new IllegalStateException("no shell was handed in");
        });
  }

  /**
   * {@link #Cli(Engine, Registry, Streams, Environment)} with a shell.
   *
   * @param interpreter makes it when a command asks for it
   */
  public Cli(
      Engine engine,
      Registry registry,
      Streams streams,
      Environment environment,
      Supplier<Interpreter> interpreter) {
    this.interpreter = interpreter;
    this.engine = engine;
    this.registry = registry;
    this.streams = streams;
    this.environment = environment;
  }

  /**
   * Runs one command; everything it wrote is flushed, or the status says that it is lost.
   *
   * @param words the words after the program's name, bytes kept as {@link ipc.model.ByteText} does
   * @return how the process ends
   */
  public Ending run(List<String> words) {
    Palette palette = palette(GlobalOptions.Color.AUTO, streams.errorIsTerminal());
    try {
      Ending ending = dispatch(words);
      streams.out().flush();
      return ending;
    } catch (IpcException failure) {
      return fail(failure, palette, Invocation.Words.NORMAL);
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  private Ending dispatch(List<String> words) {
    if (words.isEmpty()) {
      throw new IpcException.BadUsage("no command is given", "'ipc help' lists the commands");
    }
    String first = words.get(0);
    switch (first) {
      case "help", "--help", "-h" -> {
        return Ending.of(new Help(streams).show(words.subList(1, words.size())));
      }
      case "--version", "version" -> {
        return version(words.subList(1, words.size()));
      }
      default -> {}
    }
    if (first.startsWith("-")) {
      throw new IpcException.BadUsage(
          "option '" + first + "' stands before the command",
          "options follow the verb: 'ipc ls " + first + "', 'ipc shm ls " + first + "'");
    }
    Optional<Catalogue.Group> group = Catalogue.group(first);
    if (group.isPresent()) {
      return dispatch(group.get(), words);
    }
    Catalogue.Entry entry =
        Catalogue.topVerb(first)
            .orElseThrow(() -> unknown("command", first, Help.topWords(), "'ipc help' lists them"));
    return run(CommandTree.leaf(entry, PROGRAM), words.subList(1, words.size()));
  }

  private Ending dispatch(Catalogue.Group group, List<String> words) {
    String noun = group.noun().word();
    String manual = "'ipc help " + noun + "' lists its verbs";
    if (words.size() == 1) {
      throw new IpcException.BadUsage("'ipc " + noun + "' needs a verb", manual);
    }
    String word = words.get(1);
    if (word.equals("--help") || word.equals("-h")) {
      return Ending.of(new Help(streams).show(List.of(noun)));
    }
    Catalogue.Entry entry =
        group
            .verb(word)
            .orElseThrow(() -> unknown("verb", noun + " " + word, Help.words(group), manual));
    return run(CommandTree.leaf(entry, PROGRAM + " " + noun), words.subList(2, words.size()));
  }

  private static IpcException unknown(
      String what, String word, List<String> known, String otherwise) {
    String hint =
        Suggestion.nearest(word, known)
            .map(nearest -> "did you mean 'ipc " + nearest + "'? " + otherwise)
            .orElse(otherwise);
    return new IpcException.BadUsage("there is no " + what + " '" + word + "'", hint);
  }

  private Ending run(CommandTree.Leaf leaf, List<String> words) {
    int end = words.indexOf(END_OF_OPTIONS);
    List<String> own = end < 0 ? words : words.subList(0, end);
    List<String> command = end < 0 ? List.of() : List.copyOf(words.subList(end + 1, words.size()));
    // Help and version win over whatever else is wrong with the line.
    if (own.contains("--help")) {
      return Ending.of(new Help(streams).show(leaf));
    }
    if (own.contains("--version")) {
      return version(own);
    }
    try {
      leaf.line().parseArgs(own.toArray(String[]::new));
    } catch (ParameterException failure) {
      throw Complaints.of(failure);
    }
    if (end >= 0 && !leaf.verb().takesCommand()) {
      String name = leaf.spec().qualifiedName();
      throw new IpcException.BadUsage(
          "'" + name + "' runs no command: nothing may follow '--'",
          "'" + name + " --help' lists its options");
    }
    // An empty variable after '--' must not turn "run it on each" into "print and be done".
    if (end >= 0 && command.isEmpty()) {
      String name = leaf.spec().qualifiedName();
      throw new IpcException.BadUsage(
          "'" + name + "' needs CMD after '--'", "'" + name + " --help' lists its options");
    }
    return execute(leaf, command);
  }

  private Ending execute(CommandTree.Leaf leaf, List<String> command) {
    GlobalOptions global = leaf.global();
    Invocation.Words words =
        global.isQuiet()
            ? Invocation.Words.QUIET
            : global.isVerbose() ? Invocation.Words.VERBOSE : Invocation.Words.NORMAL;
    Palette palette = palette(global.color(), streams.errorIsTerminal());
    Palette tablePalette = palette(global.color(), streams.outIsTerminal());
    Invocation invocation =
        new Invocation(
            engine,
            registry,
            streams,
            environment,
            command,
            words,
            palette,
            tablePalette,
            interpreter);
    try {
      int status = leaf.verb().run(invocation);
      streams.out().flush();
      return Ending.of(status);
    } catch (IpcException failure) {
      return fail(failure, palette, words);
    } catch (AddressException failure) {
      return fail(Complaints.of(failure), palette, words);
    } catch (ValueException failure) {
      return fail(Complaints.of(failure), palette, words);
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  private Ending fail(IpcException failure, Palette palette, Invocation.Words words) {
    Complaints.say(streams.error(), palette, failure, words);
    // What was written before the failure still goes out, unless output is what failed.
    try {
      streams.out().flush();
    } catch (IpcException lost) {
      return Exit.endingOf(lost);
    } catch (IOException lost) {
      throw new IllegalStateException("a stream of ours raised an IOException", lost);
    }
    return Exit.endingOf(failure);
  }

  private Ending version(List<String> words) {
    String text = PROGRAM + " " + VERSION + "\n";
    boolean whole = words.contains("-v") || words.contains("--verbose");
    new Help(streams).write(whole ? text + RuntimeFacts.text() : text);
    return Ending.of(Exit.OK.status());
  }

  private Palette palette(GlobalOptions.Color when, boolean terminal) {
    return switch (when) {
      case ALWAYS -> Palette.ANSI;
      case NEVER -> Palette.PLAIN;
      case AUTO ->
          terminal
                  && environment.value("NO_COLOR").isEmpty()
                  && !environment.value("TERM").orElse("dumb").equals("dumb")
              ? Palette.ANSI
              : Palette.PLAIN;
    };
  }
}
