package ipc.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * picocli's model of a verb, built for the one verb that a command line names: building all of them
 * would cost more than running most.
 */
public final class CommandTree {
  private CommandTree() {}

  /**
   * A verb with its model.
   *
   * @param verb the verb
   * @param global its global options
   * @param line parses its words
   */
  record Leaf(Verb verb, GlobalOptions global, CommandLine line) {
    CommandSpec spec() {
      return line.getCommandSpec();
    }
  }

  /** One verb, ready to parse what follows its words; {@code path} is what stands before. */
  static Leaf leaf(Catalogue.Entry entry, String path) {
    Verb verb = entry.verb().get();
    GlobalOptions global = new GlobalOptions();
    CommandSpec spec = CommandSpec.create().name(path + " " + entry.word());
    // ${…} in texts is not ours to replace: looking for it loads resource bundles.
    spec.interpolateVariables(false);
    verb.declare(spec);
    global.addTo(spec);
    spec.usageMessage().description(entry.summary());
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(false);
    return new Leaf(verb, global, line);
  }

  /** The options that every verb has, for documents. */
  public static List<OptionSpec> globalOptions() {
    CommandSpec spec = CommandSpec.create();
    new GlobalOptions().addTo(spec);
    return List.copyOf(spec.options());
  }

  /** The model of one verb, for documents. */
  public static CommandSpec model(Catalogue.Entry entry, String path) {
    return leaf(entry, path).spec();
  }
}
