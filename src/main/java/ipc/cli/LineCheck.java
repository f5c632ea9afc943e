package ipc.cli;

import ipc.engine.IpcException;
import ipc.model.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with the words of a command, and with which, without running it. */
public final class LineCheck {
  private static final String END_OF_OPTIONS = "--";

  private LineCheck() {}

  /**
   * What is wrong.
   *
   * @param failure as the command itself would tell it
   * @param index of the word; as many as there are words where one is missing
   */
  public record Fault(IpcException.BadUsage failure, int index) {}

  /** What is wrong with the words after the program's name; empty where nothing is. */
  public static Optional<Fault> of(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Optional<Catalogue.Group> group = Catalogue.group(words.getFirst());
    if (group.isEmpty()) {
      return Catalogue.topVerb(words.getFirst())
          .flatMap(entry -> of(CommandTree.leaf(entry, "ipc"), words, 1));
    }
    String noun = group.get().noun().word();
    if (words.size() == 1) {
      String hint = "'ipc help " + noun + "' lists its verbs";
      return fault("'ipc " + noun + "' needs a verb", hint, 1);
    }
    String word = words.get(1);
    if (word.equals("--help") || word.equals("-h")) {
      return Optional.empty();
    }
    Optional<Catalogue.Entry> entry = group.get().verb(word);
    if (entry.isEmpty()) {
      String hint = "'ipc help " + noun + "' lists its verbs";
      return fault(
          "there is no verb '" + noun + " " + word + "'",
          Suggestion.nearest(noun + " " + word, Help.words(group.get()))
              .map(nearest -> "did you mean '" + nearest + "'? " + hint)
              .orElse(hint),
          1);
    }
    return of(CommandTree.leaf(entry.get(), "ipc " + noun), words, 2);
  }

  private static Optional<Fault> fault(String message, String hint, int index) {
    return Optional.of(new Fault(new IpcException.BadUsage(message, hint), index));
  }

  private static Optional<Fault> of(CommandTree.Leaf leaf, List<String> words, int from) {
    int end = words.indexOf(END_OF_OPTIONS);
    List<String> own = words.subList(from, end < from ? words.size() : end);
    if (own.contains("--help") || own.contains("--version")) {
      return Optional.empty();
    }
    try {
      leaf.line().parseArgs(own.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException failure) {
      int index = index(failure, own);
      return Optional.of(
          new Fault(Complaints.of(failure), index < 0 ? words.size() : from + index));
    }
  }

  private static int index(ParameterException failure, List<String> own) {
    return switch (failure) {
      case UnmatchedArgumentException unmatched -> own.indexOf(unmatched.getUnmatched().getFirst());
      case MissingParameterException missing -> own.size();
      default -> index(failure.getArgSpec(), failure.getValue(), own);
    };
  }

  /** The word that holds the value, or names the option that it is of; the last of several. */
  private static int index(ArgSpec argument, String value, List<String> own) {
    for (int i = own.size() - 1; i >= 0; i--) {
      String word = own.get(i);
      if (value != null && (word.equals(value) || word.startsWith("-") && word.endsWith(value))) {
        return i;
      }
    }
    List<String> names =
        argument instanceof OptionSpec option ? Arrays.asList(option.names()) : List.of();
    for (int i = own.size() - 1; i >= 0; i--) {
      String word = own.get(i);
      int equals = word.indexOf('=');
      if (names.contains(equals > 0 ? word.substring(0, equals) : word)) {
        return i;
      }
    }
    return -1;
  }
}
