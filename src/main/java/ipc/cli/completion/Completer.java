package ipc.cli.completion;

import ipc.cli.Catalogue;
import ipc.cli.CommandTree;
import ipc.cli.Environment;
import ipc.cli.Verb;
import ipc.engine.Engine;
import ipc.engine.Registry;
import ipc.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Tells how a command line can go on.
 *
 * <p>It never fails: what cannot be known is not offered. It never waits for another process's
 * locks, and gives up looking at this machine after two seconds.
 */
public final class Completer {
  private static final String PROGRAM = "ipc";
  private static final String BETWEEN_COMMANDS = ":::";

  private final Paths paths;
  private final ValueCandidates values;

  /** Completes over the objects of these mechanisms, with the PATH of this environment. */
  public Completer(Engine engine, Registry registry, Environment environment) {
    this.paths = new Paths(engine, environment);
    this.values = new ValueCandidates(engine, registry, paths);
  }

  /**
   * What can stand where a word is being typed, in the order in which it is shown; each begins with
   * what is typed.
   *
   * @param words the words after {@code ipc} and before that one, as a program would get them
   * @param typed what there is of that word, likewise; empty where it has not begun
   */
  public List<Candidate> complete(List<String> words, String typed) {
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate candidate : candidates(words, typed)) {
      if (candidate.text().startsWith(typed)) {
        fitting.add(candidate);
      }
    }
    return fitting;
  }

  private List<Candidate> candidates(List<String> words, String typed) {
    if (words.isEmpty()) {
      return firstWords();
    }
    String first = words.getFirst();
    Optional<Catalogue.Group> group = Catalogue.group(first);
    if (first.equals("help")) {
      return help(words);
    }
    if (group.isEmpty()) {
      return Catalogue.topVerb(first)
          .map(entry -> afterVerb(Optional.empty(), entry, words.subList(1, words.size()), typed))
          .orElseGet(List::of);
    }
    if (words.size() == 1) {
      List<Candidate> found = verbs(group.get());
      found.add(Candidate.word("--help", "list the verbs and end", Candidate.Kind.OPTION));
      return found;
    }
    Optional<Noun> noun = Optional.of(group.get().noun());
    return group
        .get()
        .verb(words.get(1))
        .map(entry -> afterVerb(noun, entry, words.subList(2, words.size()), typed))
        .orElseGet(List::of);
  }

  private static List<Candidate> firstWords() {
    List<Candidate> found = nounsAndVerbs();
    found.add(Candidate.word("help", "show how a command is used", Candidate.Kind.VERB));
    found.add(Candidate.word("--help", "list the commands and end", Candidate.Kind.OPTION));
    found.add(Candidate.word("--version", "show the version and end", Candidate.Kind.OPTION));
    return found;
  }

  private static List<Candidate> nounsAndVerbs() {
    List<Candidate> found = new ArrayList<>();
    for (Catalogue.Group group : Catalogue.groups()) {
      found.add(Candidate.word(group.noun().word(), group.summary(), Candidate.Kind.NOUN));
    }
    for (Catalogue.Entry entry : Catalogue.top()) {
      found.add(Candidate.word(entry.word(), entry.summary(), Candidate.Kind.VERB));
    }
    return found;
  }

  private static List<Candidate> verbs(Catalogue.Group group) {
    List<Candidate> found = new ArrayList<>();
    for (Catalogue.Entry entry : group.verbs()) {
      found.add(Candidate.word(entry.word(), entry.summary(), Candidate.Kind.VERB));
    }
    return found;
  }

  private static List<Candidate> help(List<String> words) {
    if (words.size() == 1) {
      return nounsAndVerbs();
    }
    return words.size() == 2
        ? Catalogue.group(words.get(1)).map(Completer::verbs).orElseGet(List::of)
        : List.of();
  }

  private List<Candidate> afterVerb(
      Optional<Noun> noun, Catalogue.Entry entry, List<String> words, String typed) {
    String path = noun.map(known -> PROGRAM + " " + known.word()).orElse(PROGRAM);
    Verb verb = entry.verb().get();
    Line line = new Line(CommandTree.model(entry, path), words);
    if (line.command().isPresent()) {
      return verb.takesCommand() ? command(noun, line.command().get(), typed) : List.of();
    }
    if (line.pending().isPresent()) {
      return values.of(Values.of(noun, verb, line.pending().get()), line, typed);
    }
    int value = typed.indexOf('=');
    if (typed.startsWith("--") && value > 0) {
      return glued(
          noun, verb, line, typed.substring(0, value), typed.substring(0, value + 1), typed);
    }
    if (typed.startsWith("-") && typed.length() > 2 && typed.charAt(1) != '-') {
      return glued(noun, verb, line, typed.substring(0, 2), typed.substring(0, 2), typed);
    }
    Optional<PositionalParamSpec> operand = line.operand();
    List<Candidate> found = new ArrayList<>();
    operand.ifPresent(
        wanted -> found.addAll(values.of(Values.of(noun, verb, wanted), line, typed)));
    if (typed.startsWith("-") || operand.isEmpty()) {
      found.addAll(options(verb, line));
    }
    return found;
  }

  /** The values of an option that stand in one word with its name. */
  private List<Candidate> glued(
      Optional<Noun> noun, Verb verb, Line line, String name, String before, String typed) {
    Optional<OptionSpec> option = line.option(name).filter(Values::isTakenBy);
    List<Candidate> found = new ArrayList<>();
    if (option.isPresent()) {
      String begun = typed.substring(before.length());
      for (Candidate each : values.of(Values.of(noun, verb, option.get()), line, begun)) {
        found.add(each.after(before));
      }
    }
    return found;
  }

  private static List<Candidate> options(Verb verb, Line line) {
    List<Candidate> found = new ArrayList<>();
    for (OptionSpec option : line.options()) {
      String description = String.join(" ", option.description());
      String told =
          Values.isTakenBy(option) ? option.paramLabel() + ": " + description : description;
      for (String name : option.names()) {
        found.add(Candidate.word(name, told, Candidate.Kind.OPTION));
      }
    }
    if (verb.takesCommand()) {
      found.add(Candidate.word("--", "CMD ARG...: what to run", Candidate.Kind.OPTION));
    }
    return found;
  }

  private List<Candidate> command(Optional<Noun> noun, List<String> words, String typed) {
    List<String> own = words;
    if (noun.isPresent() && noun.get() == Noun.PIPE) {
      own = words.subList(words.lastIndexOf(BETWEEN_COMMANDS) + 1, words.size());
    }
    if (own.isEmpty()) {
      return typed.indexOf('/') < 0 ? paths.commands(typed) : paths.executables(typed);
    }
    String program = own.getFirst();
    return program.substring(program.lastIndexOf('/') + 1).equals(PROGRAM)
        ? candidates(own.subList(1, own.size()), typed)
        : paths.files(typed);
  }
}
