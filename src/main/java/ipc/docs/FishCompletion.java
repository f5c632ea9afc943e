package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.completion.Values;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion for fish, which shows what each word does. */
final class FishCompletion {
  private final List<Command> commands;
  private final String functions;

  FishCompletion(List<Command> commands, String functions) {
    this.commands = commands;
    this.functions = functions;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Completes ipc in fish. Made by .ci/generate.\n\n");
    text.append("set -g __ipc_valued ").append(Command.valuedOptions(commands)).append('\n');
    text.append("set -g __ipc_unvalued");
    Command.unvaluedOptions(commands).forEach(words -> text.append(' ').append(quoted(words)));
    text.append("\n\n");
    text.append(functions).append('\n');
    for (Catalogue.Group group : Catalogue.groups()) {
      word(text, "__ipc_at", group.noun().word(), group.summary());
    }
    for (Command command : commands) {
      if (command.noun().isEmpty()) {
        word(text, "__ipc_at", command.word(), command.summary());
      }
    }
    word(text, "__ipc_at", "help", "show how a command is used");
    option(text, "__ipc_at", "-l version", "show the version and end");
    afterHelp(text);
    for (Catalogue.Group group : Catalogue.groups()) {
      for (Catalogue.Entry entry : group.verbs()) {
        word(text, "__ipc_at " + group.noun().word(), entry.word(), entry.summary());
      }
    }
    commands.forEach(command -> command(text, command));
    return text.toString();
  }

  private void afterHelp(StringBuilder text) {
    for (Catalogue.Group group : Catalogue.groups()) {
      word(text, "__ipc_at help", group.noun().word(), group.summary());
      for (Catalogue.Entry entry : group.verbs()) {
        word(text, "__ipc_at help " + group.noun().word(), entry.word(), entry.summary());
      }
    }
    for (Command command : commands) {
      if (command.noun().isEmpty()) {
        word(text, "__ipc_at help", command.word(), command.summary());
      }
    }
  }

  private static void command(StringBuilder text, Command command) {
    String after = "__ipc_after " + command.words();
    text.append("\n# ipc ").append(command.words()).append('\n');
    for (OptionSpec option : command.spec().options()) {
      StringBuilder flags = new StringBuilder();
      for (String name : option.names()) {
        flags.append(flags.isEmpty() ? "" : " ");
        flags.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      }
      if (Values.isTakenBy(option)) {
        flags.append(" -x").append(action(command.values(option)));
      }
      option(text, after, flags.toString(), String.join(" ", option.description()));
    }
    int depth = command.words().split(" ").length;
    for (PositionalParamSpec operand : command.operands()) {
      boolean many = operand.index().max() > operand.index().min();
      String condition =
          many ? after : after + "; and __ipc_operand " + operand.index().min() + " " + depth;
      String action = action(command.values(operand));
      if (!action.isEmpty()) {
        option(text, condition, action.strip(), operand.paramLabel());
      }
    }
    if (command.verb().takesCommand()) {
      String condition = "contains -- -- (commandline -opc); and __ipc_begins " + command.words();
      text.append("complete -c ipc -n ").append(quoted(condition));
      text.append(" -a '(__ipc_command)'\n");
    }
  }

  private static void word(StringBuilder text, String condition, String word, String description) {
    option(text, condition, "-a " + word, description);
  }

  private static void option(
      StringBuilder text, String condition, String flags, String description) {
    text.append("complete -c ipc -n ").append(quoted(condition)).append(' ').append(flags);
    text.append(" -d ").append(quoted(description)).append('\n');
  }

  private static String action(Values values) {
    return switch (values) {
      case Values.Unknown() -> "";
      case Values.Words(var words) -> " -a " + quoted(String.join(" ", Values.texts(words)));
      case Values.WordList(var words) ->
          " -a " + quoted("(__ipc_list " + String.join(" ", Values.texts(words)) + ")");
      case Values.User() -> " -a '(__fish_complete_users)'";
      case Values.Interface() -> " -a '(__fish_print_interfaces)'";
      case Values.File() -> " -a '(__fish_complete_path)'";
      case Values.Group() -> " -a '(__fish_complete_groups)'";
      case Values.Addresses addresses -> addresses(addresses);
    };
  }

  private static String addresses(Values.Addresses addresses) {
    String words = "\"" + Command.bareNoun(addresses) + "\" " + addresses.names();
    return " -k -a " + quoted("(__ipc_addresses " + words + ")");
  }

  private static String quoted(String words) {
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
