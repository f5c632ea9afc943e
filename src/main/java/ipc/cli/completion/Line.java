package ipc.cli.completion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The words between a verb and the one that is being typed, as the verb would read them. */
final class Line {
  private static final String END_OF_OPTIONS = "--";

  private final CommandSpec spec;
  private final Set<OptionSpec> given = new HashSet<>();
  private final List<String> operands = new ArrayList<>();
  private Optional<OptionSpec> pending = Optional.empty();
  private Optional<List<String>> command = Optional.empty();

  /** Reads the words after a verb. */
  Line(CommandSpec spec, List<String> words) {
    this.spec = spec;
    for (int i = 0; i < words.size() && command.isEmpty(); i++) {
      String word = words.get(i);
      if (pending.isPresent()) {
        pending = Optional.empty();
      } else if (word.equals(END_OF_OPTIONS)) {
        command = Optional.of(List.copyOf(words.subList(i + 1, words.size())));
      } else if (word.startsWith("--")) {
        readLong(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        readShort(word);
      } else {
        operands.add(word);
      }
    }
  }

  private void readLong(String word) {
    int value = word.indexOf('=');
    Optional<OptionSpec> option = option(value < 0 ? word : word.substring(0, value));
    option.ifPresent(given::add);
    if (value < 0) {
      pending = option.filter(Values::isTakenBy);
    }
  }

  /** {@code -fv} is {@code -f -v}, and {@code -c5} is {@code -c 5}. */
  private void readShort(String word) {
    for (int i = 1; i < word.length(); i++) {
      Optional<OptionSpec> option = option("-" + word.charAt(i));
      option.ifPresent(given::add);
      if (option.isEmpty() || Values.isTakenBy(option.get())) {
        pending = i + 1 < word.length() ? Optional.empty() : option;
        return;
      }
    }
  }

  /** The option of a name. */
  Optional<OptionSpec> option(String name) {
    return Optional.ofNullable(spec.optionsMap().get(name));
  }

  /** The option whose value is to be typed. */
  Optional<OptionSpec> pending() {
    return pending;
  }

  /** What follows {@code --}; empty where that has not come. */
  Optional<List<String>> command() {
    return command;
  }

  /** The operands so far. */
  List<String> operands() {
    return operands;
  }

  /** Whether an option of that name is given. */
  boolean has(String name) {
    return option(name).filter(given::contains).isPresent();
  }

  /** The operand to be typed; empty where no more is taken. */
  Optional<PositionalParamSpec> operand() {
    for (PositionalParamSpec operand : spec.positionalParameters()) {
      if (operand.index().min() <= operands.size() && operand.index().max() >= operands.size()) {
        return Optional.of(operand);
      }
    }
    return Optional.empty();
  }

  /** The options that can still be given. */
  List<OptionSpec> options() {
    List<OptionSpec> left = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && (option.isMultiValue() || !given.contains(option))) {
        left.add(option);
      }
    }
    return left;
  }
}
