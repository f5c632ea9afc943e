package ipc.cli.mbox;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of what prints messages: how one is told from the next. */
final class PrintingOptions {
  private final OptionSpec nul = Arguments.flag("end each message with a NUL", "-0", "--nul");
  private final OptionSpec length =
      Arguments.flag("begin each message with its length: 4 bytes, highest first", "--length");
  private final OptionSpec json =
      Arguments.flag("print each message as a JSON object in a line", "--json");
  private final List<OptionSpec> options;

  private enum Lengths {
    OFFERED,
    NOT_OFFERED
  }

  private PrintingOptions(Lengths lengths) {
    this.options =
        switch (lengths) {
          case OFFERED -> List.of(nul, length, json);
          case NOT_OFFERED -> List.of(nul, json);
        };
  }

  /** All of them. */
  static PrintingOptions all() {
    return new PrintingOptions(Lengths.OFFERED);
  }

  /** For what nobody reads back: no lengths. */
  static PrintingOptions withoutLength() {
    return new PrintingOptions(Lengths.NOT_OFFERED);
  }

  void addTo(CommandSpec spec) {
    options.forEach(spec::addOption);
  }

  boolean isJson() {
    return Arguments.isSet(json);
  }

  /** How many of them are given: they exclude each other. */
  long given() {
    return options.stream().filter(Arguments::isSet).count();
  }

  /** How messages are told that may be several. */
  Framing ofMany() {
    return asked(Framing.LINES);
  }

  /** How a message is told that nothing follows. */
  Framing ofOne(Invocation invocation) {
    return asked(invocation.streams().outIsTerminal() ? Framing.TERMINAL : Framing.EXACT);
  }

  private Framing asked(Framing otherwise) {
    if (Arguments.isSet(json)) {
      return Framing.JSON;
    }
    if (Arguments.isSet(nul)) {
      return Framing.NUL;
    }
    return Arguments.isSet(length) ? Framing.LENGTH : otherwise;
  }
}
