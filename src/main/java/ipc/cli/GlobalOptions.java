package ipc.cli;

import ipc.model.ValueException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every verb has, with the same meaning. */
final class GlobalOptions {
  /** When words and tables are coloured. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER;

    static Color parse(String text) {
      return switch (text) {
        case "auto" -> AUTO;
        case "always" -> ALWAYS;
        case "never" -> NEVER;
        default ->
            throw new ValueException(
                "time to colour", text, "there is no such time", "auto", "always", "never");
      };
    }
  }

  private final OptionSpec quiet =
      flag("say nothing but failures on standard error", "-q", "--quiet");
  private final OptionSpec verbose =
      flag("tell what was done on standard error, and why the answer is no", "-v", "--verbose");
  private final OptionSpec color =
      OptionSpec.builder("--color")
          .paramLabel("WHEN")
          .arity("1")
          .type(Color.class)
          .converters(Color::parse)
          .completionCandidates(List.of("auto", "always", "never"))
          .description("colour on a terminal: auto, always or never (NO_COLOR is obeyed)")
          .build();
  private final OptionSpec help = flag("show this help and end", "--help");
  private final OptionSpec version = flag("show the version and end", "--version");

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  void addTo(CommandSpec spec) {
    spec.addOption(quiet);
    spec.addOption(verbose);
    spec.addOption(color);
    spec.addOption(help);
    spec.addOption(version);
  }

  private static boolean isSet(OptionSpec option) {
    return Boolean.TRUE.equals(option.<Boolean>getValue());
  }

  boolean isQuiet() {
    return isSet(quiet);
  }

  boolean isVerbose() {
    return isSet(verbose);
  }

  Color color() {
    Color value = color.getValue();
    return value == null ? Color.AUTO : value;
  }
}
