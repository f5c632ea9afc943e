package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.CommandTree;
import ipc.cli.Verb;
import ipc.cli.completion.Values;
import ipc.model.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command as its documents see it.
 *
 * @param noun what its bare words mean; empty for a verb that stands alone
 * @param word the verb, as typed
 * @param summary one line
 * @param spec its options and operands
 * @param verb its examples and records
 */
record Command(Optional<Noun> noun, String word, String summary, CommandSpec spec, Verb verb) {

  /** Every command of the catalogue: those that stand alone, then noun by noun. */
  static List<Command> all() {
    List<Command> commands = new ArrayList<>();
    for (Catalogue.Entry entry : Catalogue.top()) {
      commands.add(of(Optional.empty(), entry));
    }
    for (Catalogue.Group group : Catalogue.groups()) {
      commands.addAll(of(group));
    }
    return commands;
  }

  /** The commands of a noun. */
  static List<Command> of(Catalogue.Group group) {
    return group.verbs().stream().map(entry -> of(Optional.of(group.noun()), entry)).toList();
  }

  private static Command of(Optional<Noun> noun, Catalogue.Entry entry) {
    String path = noun.map(known -> "ipc " + known.word()).orElse("ipc");
    CommandSpec spec = CommandTree.model(entry, path);
    return new Command(noun, entry.word(), entry.summary(), spec, entry.verb().get());
  }

  /** The words after {@code ipc}, as typed. */
  String words() {
    return noun.map(known -> known.word() + " ").orElse("") + word;
  }

  /** The name of its manual page. */
  String page() {
    return "ipc-" + words().replace(' ', '-');
  }

  /** Its options without those that every command has. */
  List<OptionSpec> ownOptions() {
    Set<String> global = names(CommandTree.globalOptions());
    return spec.options().stream()
        .filter(option -> !global.contains(option.longestName()))
        .toList();
  }

  private static Set<String> names(List<OptionSpec> options) {
    return options.stream().map(OptionSpec::longestName).collect(Collectors.toSet());
  }

  /** Its operands, in order. */
  List<PositionalParamSpec> operands() {
    return spec.positionalParameters();
  }

  /** What can stand for an option's value or an operand. */
  Values values(ArgSpec argument) {
    return Values.of(noun, verb, argument);
  }

  /** The noun whose bare words mean something; empty where they mean nothing. */
  static String bareNoun(Values.Addresses addresses) {
    return addresses.spelling() == Values.Spelling.BARE
        ? addresses.noun().orElseThrow().word()
        : "";
  }

  /** Every name of an option that takes a value, with spaces between them. */
  static String valuedOptions(List<Command> commands) {
    TreeSet<String> names = new TreeSet<>();
    for (Command command : commands) {
      for (OptionSpec option : command.spec().options()) {
        if (Values.isTakenBy(option)) {
          names.addAll(List.of(option.names()));
        }
      }
    }
    return String.join(" ", names);
  }

  /** Each option that takes none, though it does in another command, after its command. */
  static List<String> unvaluedOptions(List<Command> commands) {
    Set<String> valued = Set.of(valuedOptions(commands).split(" "));
    List<String> found = new ArrayList<>();
    for (Command command : commands) {
      for (OptionSpec option : command.spec().options()) {
        for (String name : option.names()) {
          if (!Values.isTakenBy(option) && valued.contains(name)) {
            found.add(command.words() + " " + name);
          }
        }
      }
    }
    return found;
  }
}
