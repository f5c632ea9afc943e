package ipc.cli.mbox;

import ipc.engine.mailbox.Selector;
import ipc.model.ValueException;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --type} of a receiver, as msgrcv(2) selects. */
final class TypeChoice {
  private TypeChoice() {}

  static OptionSpec option() {
    return OptionSpec.builder("--type")
        .arity("1")
        .paramLabel("N")
        .type(Selector.class)
        .converters(TypeChoice::parse)
        .description("only type N; ^N every other; -N the lowest type up to N; 0 any")
        .build();
  }

  static Selector parse(String text) {
    if (text.equals("0")) {
      return Selector.ANY;
    }
    if (!text.matches("[-^]?[1-9]\\d{0,17}")) {
      throw new ValueException("type", text, "not a type to select", "5", "-5", "^5", "0");
    }
    return switch (text.charAt(0)) {
      case '-' -> new Selector(Selector.Kind.LOWEST_UP_TO, Long.parseLong(text.substring(1)));
      case '^' -> new Selector(Selector.Kind.NOT, Long.parseLong(text.substring(1)));
      default -> new Selector(Selector.Kind.EXACTLY, Long.parseLong(text));
    };
  }
}
