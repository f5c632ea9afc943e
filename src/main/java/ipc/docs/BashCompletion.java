package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.completion.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion for bash, from version 4.3, with or without the package bash-completion.
 *
 * <p>The functions are a source; the tables that they read stand before them.
 */
final class BashCompletion {
  private final List<Command> commands;
  private final String functions;

  BashCompletion(List<Command> commands, String functions) {
    this.commands = commands;
    this.functions = functions;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Completes ipc in bash. Made by .ci/generate.\n\n");
    text.append("_ipc_first='").append(firstWords()).append("'\n");
    text.append("_ipc_nouns='").append(nouns()).append("'\n");
    takesValue(text);
    verbs(text);
    options(text);
    values(text);
    takesCommand(text);
    return text.append(functions).toString();
  }

  private static String nouns() {
    return Catalogue.groups().stream()
        .map(group -> group.noun().word())
        .collect(Collectors.joining(" "));
  }

  private String firstWords() {
    List<String> words = new ArrayList<>(List.of(nouns()));
    commands.stream().filter(c -> c.noun().isEmpty()).forEach(c -> words.add(c.word()));
    words.addAll(List.of("help", "--help", "--version"));
    return String.join(" ", words);
  }

  private static void verbs(StringBuilder text) {
    text.append("_ipc_verbs() {\n  case $1 in\n");
    for (Catalogue.Group group : Catalogue.groups()) {
      String words =
          group.verbs().stream().map(Catalogue.Entry::word).collect(Collectors.joining(" "));
      text.append("    ").append(group.noun().word());
      text.append(") _ipc_offer '").append(words).append(" --help' ;;\n");
    }
    text.append("  esac\n}\n\n");
  }

  /** Which options take a value: those that do in one command and not in another by both names. */
  private void takesValue(StringBuilder text) {
    text.append("_ipc_valued='").append(Command.valuedOptions(commands)).append("'\n\n");
    text.append("_ipc_takes_value() {\n  case \"$1 $2\" in\n    ");
    text.append(
        Command.unvaluedOptions(commands).stream()
            .map(words -> "'" + words + "'")
            .collect(Collectors.joining(" | ")));
    text.append(") return 1 ;;\n  esac\n  [[ \" $_ipc_valued \" == *\" $2 \"* ]]\n}\n\n");
  }

  private void options(StringBuilder text) {
    text.append("_ipc_options() {\n  case $1 in\n");
    for (Command command : commands) {
      List<String> names = new ArrayList<>();
      for (OptionSpec option : command.spec().options()) {
        names.add(String.join(",", option.names()) + (option.isMultiValue() ? "*" : ""));
      }
      if (command.verb().takesCommand()) {
        names.add("--");
      }
      text.append("    '").append(command.words()).append("')\n      _ipc_offer_options '");
      text.append(String.join(" ", names)).append("'\n      ;;\n");
    }
    text.append("  esac\n}\n\n");
  }

  private void values(StringBuilder text) {
    text.append("# $1 is a command and an option, or a command and an operand's number.\n");
    text.append("_ipc_values() {\n  case $1 in\n");
    for (Command command : commands) {
      for (OptionSpec option : command.spec().options()) {
        if (Values.isTakenBy(option)) {
          List<String> patterns = new ArrayList<>();
          for (String name : option.names()) {
            patterns.add("'" + command.words() + " " + name + "'");
          }
          values(String.join(" | ", patterns), command.values(option), text);
        }
      }
      for (PositionalParamSpec operand : command.operands()) {
        boolean many = operand.index().max() > operand.index().min();
        String pattern =
            many
                ? "'" + command.words() + " '[0-9]*"
                : "'" + command.words() + " " + operand.index().min() + "'";
        values(pattern, command.values(operand), text);
      }
    }
    text.append("  esac\n}\n\n");
  }

  private static void values(String pattern, Values values, StringBuilder text) {
    Optional<String> offer =
        switch (values) {
          case Values.Unknown() -> Optional.empty();
          case Values.Words(var words) ->
              Optional.of("_ipc_offer '" + String.join(" ", Values.texts(words)) + "'");
          case Values.WordList(var words) ->
              Optional.of("_ipc_offer_list '" + String.join(" ", Values.texts(words)) + "'");
          case Values.User() -> Optional.of("_ipc_offer_accounts -u");
          case Values.Interface() -> Optional.of("_ipc_offer_interfaces");
          case Values.File() -> Optional.of("_ipc_offer_files ''");
          case Values.Group() -> Optional.of("_ipc_offer_accounts -g");
          case Values.Addresses addresses -> Optional.of(addresses(addresses));
        };
    offer.ifPresent(words ->
        text.append("    ")
            .append(pattern)
            .append(")\n      ")
            .append(words)
            .append("\n      ;;\n"));
  }

  private static String addresses(Values.Addresses addresses) {
    return "_ipc_offer_addresses '"
        + Command.bareNoun(addresses)
        + "' "
        + addresses.names()
        + " "
        + String.join(" ", addresses.beginnings());
  }

  private void takesCommand(StringBuilder text) {
    String patterns =
        commands.stream()
            .filter(command -> command.verb().takesCommand())
            .map(command -> "'" + command.words() + "'")
            .collect(Collectors.joining(" | "));
    text.append("# Whether a command may follow '--'.\n_ipc_takes_command() {\n  case $1 in\n");
    text.append("    ").append(patterns).append(") return 0 ;;\n");
    text.append("    *) return 1 ;;\n  esac\n}\n\n");
  }
}
