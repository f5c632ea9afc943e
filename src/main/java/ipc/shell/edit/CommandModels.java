package ipc.shell.edit;

import ipc.cli.Catalogue;
import ipc.cli.CommandTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is known of the commands of ipc by their first words, each looked up once. */
final class CommandModels {
  private static final int MOST_COLUMNS = 100;

  private final Map<String, Set<String>> options = new HashMap<>();

  /**
   * A verb that words name.
   *
   * @param entry of the catalogue
   * @param path what stands before its word
   * @param length how many words name it
   */
  record Named(Catalogue.Entry entry, String path, int length) {
    CommandSpec model() {
      return CommandTree.model(entry, path);
    }
  }

  /** The verb that a line's words name. */
  Optional<Named> verb(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Optional<Catalogue.Group> group = Catalogue.group(words.getFirst());
    if (group.isEmpty()) {
      return Catalogue.topVerb(words.getFirst()).map(entry -> new Named(entry, "ipc", 1));
    }
    return words.size() < 2
        ? Optional.empty()
        : group
            .get()
            .verb(words.get(1))
            .map(entry -> new Named(entry, "ipc " + words.getFirst(), 2));
  }

  /** The names of its options. */
  Set<String> options(Named verb) {
    return options.computeIfAbsent(
        verb.path() + " " + verb.entry().word(),
        _ -> {
          Set<String> names = new HashSet<>();
          for (OptionSpec option : verb.model().options()) {
            names.addAll(List.of(option.names()));
          }
          return names;
        });
  }

  /** How the command is used whose words these are: synopsis and options, or what can follow. */
  List<String> usage(List<String> words, int columns) {
    Optional<Named> verb = verb(words);
    if (verb.isPresent()) {
      CommandLine line = new CommandLine(verb.get().model());
      line.getCommandSpec()
          .usageMessage()
          .width(Math.min(columns, MOST_COLUMNS))
          .sortOptions(false)
          .sortSynopsis(false)
          .abbreviateSynopsis(true);
      return line.getUsageMessage(Ansi.OFF).lines().toList();
    }
    Optional<Catalogue.Group> group =
        words.isEmpty() ? Optional.empty() : Catalogue.group(words.getFirst());
    return group
        .map(known ->
            known.verbs().stream()
                .map(entry -> known.noun().word() + " " + entry.word() + ": " + entry.summary())
                .toList())
        .orElseGet(() -> List.of("'help' tells of the shell, 'ipc help' lists the commands"));
  }
}
