package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.completion.Values;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion for zsh, which shows what each word does. */
final class ZshCompletion {
  private final List<Command> commands;
  private final String functions;

  ZshCompletion(List<Command> commands, String functions) {
    this.commands = commands;
    this.functions = functions;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("#compdef ipc\n# Completes ipc in zsh. Made by .ci/generate.\n\n");
    text.append("typeset -ga _ipc_nouns=(");
    text.append(
        String.join(" ", Catalogue.groups().stream().map(group -> group.noun().word()).toList()));
    text.append(")\ntypeset -ga _ipc_takes_command=(");
    text.append(
        String.join(
            " ",
            commands.stream()
                .filter(command -> command.verb().takesCommand())
                .map(command -> quoted("ipc " + command.words()))
                .toList()));
    text.append(")\n\n");
    firstWords(text);
    verbs(text);
    arguments(text);
    return text.append(functions).toString();
  }

  private void firstWords(StringBuilder text) {
    text.append("_ipc_first() {\n  local -a first=(\n");
    for (Catalogue.Group group : Catalogue.groups()) {
      described(text, group.noun().word(), group.summary());
    }
    for (Command command : commands) {
      if (command.noun().isEmpty()) {
        described(text, command.word(), command.summary());
      }
    }
    described(text, "help", "show how a command is used");
    described(text, "--version", "show the version and end");
    text.append("  )\n  _describe -t commands command first\n}\n\n");
  }

  private static void verbs(StringBuilder text) {
    text.append("_ipc_verbs() {\n  local -a verbs\n  case $1 in\n");
    for (Catalogue.Group group : Catalogue.groups()) {
      text.append("    ").append(group.noun().word()).append(") verbs=(\n");
      group.verbs().forEach(entry -> described(text, entry.word(), entry.summary()));
      text.append("    ) ;;\n");
    }
    text.append("  esac\n  _describe -t verbs verb verbs\n}\n\n");
  }

  private static void described(StringBuilder text, String word, String description) {
    text.append("    ").append(quoted(word + ":" + description.replace(":", "\\:"))).append('\n');
  }

  private void arguments(StringBuilder text) {
    text.append("_ipc_arguments() {\n  case $1 in\n");
    for (Command command : commands) {
      text.append("    ").append(quoted("ipc " + command.words())).append(")\n");
      text.append("      _arguments -s -S :");
      for (OptionSpec option : command.spec().options()) {
        text.append(" \\\n        ").append(option(command, option));
      }
      for (PositionalParamSpec operand : command.operands()) {
        boolean many = operand.index().max() > operand.index().min();
        String place = many ? "*" : Integer.toString(operand.index().min() + 1);
        String words = place + ":" + operand.paramLabel() + ":" + action(command.values(operand));
        text.append(" \\\n        ").append(quoted(words));
      }
      text.append("\n      ;;\n");
    }
    text.append("  esac\n}\n\n");
  }

  private static String option(Command command, OptionSpec option) {
    String description = "[" + escaped(String.join(" ", option.description())) + "]";
    String value =
        Values.isTakenBy(option)
            ? ":" + escaped(option.paramLabel()) + ":" + action(command.values(option))
            : "";
    boolean repeatable = option.isMultiValue();
    String[] names = option.names();
    if (names.length == 1) {
      return quoted((repeatable ? "*" : "") + name(option, names[0]) + description + value);
    }
    StringBuilder forms = new StringBuilder();
    for (String name : names) {
      forms.append(forms.isEmpty() ? "" : ",").append(name(option, name));
    }
    String before = repeatable ? quoted("*") : quoted("(" + String.join(" ", names) + ")");
    return before + "{" + forms + "}" + quoted(description + value);
  }

  private static String name(OptionSpec option, String name) {
    boolean takesValue = Values.isTakenBy(option);
    return takesValue ? name + (name.startsWith("--") ? "=" : "+") : name;
  }

  private static String action(Values values) {
    return switch (values) {
      case Values.Unknown() -> " ";
      case Values.Words(var words) -> "(" + String.join(" ", Values.texts(words)) + ")";
      case Values.WordList(var words) ->
          "_values -s , column " + String.join(" ", Values.texts(words));
      case Values.User() -> "_users";
      case Values.Interface() -> "_net_interfaces";
      case Values.File() -> "_files";
      case Values.Group() -> "_groups";
      case Values.Addresses addresses -> addresses(addresses);
    };
  }

  /** A leading space in an action keeps _arguments from adding words of its own. */
  private static String addresses(Values.Addresses addresses) {
    return " _ipc_addresses \"" + Command.bareNoun(addresses) + "\" " + addresses.names();
  }

  /** What stands between brackets or colons of a specification. */
  private static String escaped(String words) {
    return words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String words) {
    return "'" + words.replace("'", "'\\''") + "'";
  }
}
