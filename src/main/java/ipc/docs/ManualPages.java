package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.CommandTree;
import ipc.cli.Verb;
import ipc.cli.completion.Values;
import ipc.render.Column;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual pages: one a command, one a noun, {@code ipc} and what is told apart from them. */
final class ManualPages {
  private static final String OVERVIEW = "ipc";
  private static final String SUMMARY = "talk and wait between processes: one command for Unix IPC";
  private static final String ADDRESSES = "ipc(7)";
  private static final String STATUSES = "ipc-statuses(7)";

  /** Sections of prose that stand at a place of their own. */
  private static final Set<String> PLACED = Set.of(Prose.DESCRIPTION, References.HEADING);

  private final Sources sources;
  private final List<Command> commands;

  ManualPages(Sources sources, List<Command> commands) {
    this.sources = sources;
    this.commands = commands;
  }

  /** The text of each page by its file's name. */
  Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(OVERVIEW + ".1", overview());
    Topics topics = new Topics(sources, commands);
    sources.topics().forEach(topic -> pages.put(topic + Sources.TOPIC, topics.page(topic)));
    for (Catalogue.Group group : Catalogue.groups()) {
      pages.put("ipc-" + group.noun().word() + ".1", group(group));
    }
    for (Command command : commands) {
      pages.put(command.page() + ".1", command(command));
    }
    return pages;
  }

  private Prose prose(String page) {
    return sources.prose(page).orElseGet(() -> Prose.parse(""));
  }

  private String command(Command command) {
    String page = command.page();
    Prose prose = prose(page);
    Roff roff = Roff.page(sources, page, 1, command.summary());
    roff.request("SH", "SYNOPSIS");
    synopsis(command, roff);
    roff.request("SH", Prose.DESCRIPTION);
    prose.write(Prose.DESCRIPTION, roff);
    if (!command.operands().isEmpty()) {
      roff.request("SH", "OPERANDS");
      command.operands().forEach(operand -> operand(operand, roff));
    }
    roff.request("SH", "OPTIONS");
    command.ownOptions().forEach(option -> option(option, roff));
    if (!command.ownOptions().isEmpty()) {
      roff.request("SS", "Of every command");
    }
    CommandTree.globalOptions().forEach(option -> option(option, roff));
    columns(command.verb().records(), roff);
    sections(prose, ExitStatuses.of(command, prose), roff);
    examples(command.verb().examples(), roff);
    References others = new References().add(OVERVIEW + "(1)").add(ADDRESSES).add(STATUSES);
    for (Command other : commands) {
      boolean near =
          command.noun().isPresent() && other.noun().equals(command.noun())
              || other.word().equals(command.word());
      if (near && other != command) {
        others.add(other.page() + "(1)");
      }
    }
    command.noun().ifPresent(noun -> others.add("ipc-" + noun.word() + "(1)"));
    boolean reports =
        command.ownOptions().stream().anyMatch(option -> option.longestName().equals("--report"));
    if (reports || !command.verb().records().isEmpty()) {
      others.add("ipc-json(7)");
    }
    others.add(prose).write(roff);
    return roff.text();
  }

  private static void synopsis(Command command, Roff roff) {
    roff.request("SY", Roff.literal("ipc " + command.words()));
    for (OptionSpec option : command.ownOptions()) {
      StringBuilder words = new StringBuilder(Roff.bold(option.shortestName()));
      if (Values.isTakenBy(option)) {
        words.append("\\ ").append(Roff.italic(option.paramLabel()).replace(" ", "\\ "));
      }
      roff.line(option.required() ? words.toString() : "[" + words + "]");
    }
    for (PositionalParamSpec operand : command.operands()) {
      boolean many = operand.arity().isVariable();
      String label = Roff.italic(operand.paramLabel()) + (many ? "\\ ...\\&" : "");
      roff.line(operand.arity().min() == 0 ? "[" + label + "]" : label);
    }
    if (command.verb().takesCommand()) {
      String words = Roff.bold("--") + "\\ " + Roff.italic("CMD") + "\\ [" + Roff.italic("ARG");
      roff.line("[" + words + "\\ ...]]");
    }
    roff.request("YS");
  }

  private static void operand(PositionalParamSpec operand, Roff roff) {
    roff.request("TP").line(Roff.italic(operand.paramLabel()));
    roff.filled(Roff.sentence(operand.description()));
  }

  private static void option(OptionSpec option, Roff roff) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      String value = name.startsWith("--") ? "=" : "\\ ";
      names.add(
          Roff.bold(name)
              + (Values.isTakenBy(option) ? value + Roff.italic(option.paramLabel()) : ""));
    }
    roff.request("TP").line(String.join(", ", names));
    roff.filled(Roff.sentence(option.description()));
  }

  private static void columns(List<Verb.Records> types, Roff roff) {
    if (types.isEmpty()) {
      return;
    }
    boolean isStream = types.get(0).form() == Verb.Records.Form.STREAM;
    if (isStream) {
      roff.request("SH", "JSON FIELDS");
      roff.line("What " + Roff.bold("--json") + " tells; " + Roff.marked("ipc-json(7)"));
      roff.line("tells the types.");
    } else {
      roff.request("SH", "COLUMNS");
      roff.line("What " + Roff.bold("-o") + " takes, with its name in JSON where that is another.");
      roff.line("Those without a remark are in every form of output; " + Roff.marked("ipc(1)"));
      roff.line("tells the forms.");
    }
    for (Verb.Records records : types) {
      if (types.size() > 1) {
        roff.request("SS", "Of " + Roff.words(records.of()));
      }
      for (Column<?> column : records.type().columns()) {
        roff.request("TP").line(isStream ? Roff.bold(column.jsonName()) : names(column));
        roff.filled(Roff.words(column.description()) + where(column.shown()));
      }
    }
  }

  private static String names(Column<?> column) {
    String json = column.jsonName();
    return Roff.bold(column.name())
        + (json.equals(column.name()) ? "" : " (" + Roff.bold(json) + ")");
  }

  private static String where(Shown shown) {
    return switch (shown) {
      case IN_TABLE -> "";
      case IN_PLAIN -> "; not in tables";
      case IN_DETAIL -> "; in details and in JSON";
      case ON_REQUEST -> "; only where it is named";
    };
  }

  /** The statuses, before them the sections that stand before them in the prose, then the rest. */
  private static void sections(Prose prose, ExitStatuses statuses, Roff roff) {
    List<String> headings = new ArrayList<>(prose.sections().keySet());
    headings.removeAll(PLACED);
    int place = headings.indexOf(ExitStatuses.HEADING);
    for (String heading : headings.subList(0, Math.max(0, place))) {
      section(heading, prose, roff);
    }
    roff.request("SH", ExitStatuses.HEADING);
    statuses.write(roff);
    for (String heading : headings.subList(place + 1, headings.size())) {
      section(heading, prose, roff);
    }
  }

  private static void section(String heading, Prose prose, Roff roff) {
    roff.request("SH", Roff.words(heading));
    prose.write(heading, roff);
  }

  private static void remainder(Prose prose, Roff roff) {
    for (String heading : prose.sections().keySet()) {
      if (!PLACED.contains(heading)) {
        section(heading, prose, roff);
      }
    }
  }

  private static void examples(List<Verb.Example> examples, Roff roff) {
    roff.request("SH", "EXAMPLES");
    for (Verb.Example example : examples) {
      roff.request("TP").line(Roff.bold(example.command()));
      roff.filled(Roff.sentence(example.what()));
    }
  }

  private String group(Catalogue.Group group) {
    String noun = group.noun().word();
    Prose prose = prose("ipc-" + noun);
    Roff roff = Roff.page(sources, "ipc-" + noun, 1, group.summary());
    roff.request("SH", "SYNOPSIS");
    roff.request("SY", Roff.literal("ipc " + noun));
    roff.line(Roff.italic("VERB") + " [" + Roff.italic("OPTION") + "\\ ...]\\&");
    roff.line(Roff.italic("ADDRESS") + "\\ ...\\&");
    roff.request("YS");
    roff.request("SH", Prose.DESCRIPTION);
    prose.write(Prose.DESCRIPTION, roff);
    roff.request("SH", "COMMANDS");
    List<Command> verbs = Command.of(group);
    verbs.forEach(command -> reference(command, roff));
    roff.request("SH", "OPTIONS");
    roff.line("Each command's page lists its own; " + Roff.marked("ipc(1)"));
    roff.line("lists those of every command.");
    roff.request("SH", ExitStatuses.HEADING);
    roff.line("Each command's page lists its own; " + Roff.marked(STATUSES));
    roff.line("tells what a script can do about them.");
    remainder(prose, roff);
    examples(verbs.stream().map(command -> command.verb().examples().getFirst()).toList(), roff);
    References others = new References().add(OVERVIEW + "(1)").add(ADDRESSES).add(STATUSES);
    verbs.forEach(command -> others.add(command.page() + "(1)"));
    others.add(prose).write(roff);
    return roff.text();
  }

  private static void reference(Command command, Roff roff) {
    roff.request("TP").line(Roff.bold("ipc " + command.words()));
    roff.filled(Roff.sentence(command.summary()));
    roff.line("See " + Roff.marked(command.page() + "(1)") + ".");
  }

  private String overview() {
    Prose prose = prose(OVERVIEW);
    Roff roff = Roff.page(sources, OVERVIEW, 1, SUMMARY);
    roff.request("SH", "SYNOPSIS");
    roff.request("SY", "ipc");
    roff.line(
        Roff.italic("NOUN")
            + " "
            + Roff.italic("VERB")
            + " ["
            + Roff.italic("OPTION")
            + "\\ ...]\\&");
    roff.line(Roff.italic("ADDRESS") + "\\ ...\\&");
    roff.line(
        "["
            + Roff.bold("--")
            + "\\ "
            + Roff.italic("CMD")
            + "\\ ["
            + Roff.italic("ARG")
            + "\\ ...]]");
    roff.request("YS");
    roff.request("SY", "ipc");
    roff.line(Roff.italic("VERB") + " [" + Roff.italic("OPTION") + "\\ ...]\\&");
    roff.line("[" + Roff.italic("ADDRESS") + "\\ ...]");
    roff.request("YS");
    roff.request("SY", "ipc");
    roff.line(Roff.bold("help") + " [" + Roff.italic("NOUN") + "\\ [" + Roff.italic("VERB") + "]]");
    roff.request("YS");
    roff.request("SH", Prose.DESCRIPTION);
    prose.write(Prose.DESCRIPTION, roff);
    roff.request("SH", "COMMANDS");
    commands.forEach(command -> reference(command, roff));
    roff.request("SH", "OPTIONS");
    roff.line("Every command has these:");
    CommandTree.globalOptions().forEach(option -> option(option, roff));
    List<String> before = prose.section(ExitStatuses.HEADING);
    sections(prose, new ExitStatuses(before, ExitStatuses.ofAll()), roff);
    References others = new References();
    sources.topics().forEach(topic -> others.add(topic + "(7)"));
    Catalogue.groups().forEach(group -> others.add("ipc-" + group.noun().word() + "(1)"));
    commands.forEach(command -> others.add(command.page() + "(1)"));
    others.add(prose).write(roff);
    return roff.text();
  }
}
