package ipc.docs;

import ipc.cli.Catalogue;
import ipc.cli.Cli;
import ipc.cli.CommandTree;
import ipc.cli.Exit;
import ipc.cli.Verb;
import ipc.cli.completion.Values;
import ipc.render.Column;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual pages: one a command, one a noun, {@code ipc} and what is told apart from them. */
final class ManualPages {
  private static final String OVERVIEW = "ipc";
  private static final String ADDRESSES = "ipc-addresses";
  private static final String EXIT_STATUS = "EXIT STATUS";

  /** Sections of prose that stand at a place of their own. */
  private static final Set<String> PLACED = Set.of(Prose.DESCRIPTION);

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
    pages.put(ADDRESSES + ".7", addresses());
    for (Catalogue.Group group : Catalogue.groups()) {
      pages.put("ipc-" + group.noun().word() + ".1", group(group));
    }
    for (Command command : commands) {
      pages.put(command.page() + ".1", command(command));
    }
    return pages;
  }

  private Roff begin(String page, int section, String summary) {
    Roff roff = new Roff();
    roff.comment("Made by .ci/generate from the program and src/main/man/" + page + ".text.");
    roff.request(
        "TH",
        page.toUpperCase(Locale.ROOT),
        Integer.toString(section),
        sources.date(),
        "ipc " + Cli.VERSION,
        "ipc manual");
    // Neither broken words nor stretched lines: much of it is to be typed.
    roff.control("nh").control("ad l");
    roff.request("SH", "NAME");
    roff.line(Roff.literal(page) + " \\- " + Roff.words(summary));
    return roff;
  }

  private Prose prose(String page) {
    return sources.prose(page).orElseGet(() -> Prose.parse(""));
  }

  private String command(Command command) {
    String page = command.page();
    Prose prose = prose(page);
    Roff roff = begin(page, 1, command.summary());
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
    sections(prose, roff);
    examples(command.verb(), roff);
    List<String> others = new ArrayList<>(List.of(OVERVIEW + "(1)", ADDRESSES + "(7)"));
    for (Command other : commands) {
      boolean near = other.noun().equals(command.noun()) || other.word().equals(command.word());
      if (near && other != command) {
        others.add(other.page() + "(1)");
      }
    }
    command.noun().ifPresent(noun -> others.add("ipc-" + noun.word() + "(1)"));
    seeAlso(others, roff);
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
    roff.filled(sentence(operand.description()));
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
    roff.filled(sentence(option.description()));
  }

  /** The one line of help, as a sentence. */
  private static String sentence(String... description) {
    String words = String.join(" ", description);
    return Roff.words(Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".");
  }

  private static void columns(List<Verb.Records> types, Roff roff) {
    if (types.isEmpty()) {
      return;
    }
    roff.request("SH", "COLUMNS");
    roff.line("What " + Roff.bold("-o") + " takes, with its name in JSON where that is another.");
    roff.line("Those without a remark are in every form of output; " + Roff.marked("ipc(1)"));
    roff.line("tells the forms.");
    for (Verb.Records records : types) {
      if (types.size() > 1) {
        roff.request("SS", "Of " + Roff.words(records.of()));
      }
      for (Column<?> column : records.type().columns()) {
        column(column, roff);
      }
    }
  }

  private static void column(Column<?> column, Roff roff) {
    String json = column.jsonName();
    String other = json.equals(column.name()) ? "" : " (" + Roff.bold(json) + ")";
    roff.request("TP").line(Roff.bold(column.name()) + other);
    roff.filled(Roff.words(column.description()) + where(column.shown()));
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
  private static void sections(Prose prose, Roff roff) {
    List<String> headings = new ArrayList<>(prose.sections().keySet());
    headings.removeAll(PLACED);
    int statuses = headings.indexOf(EXIT_STATUS);
    for (String heading : headings.subList(0, Math.max(0, statuses))) {
      section(heading, prose, roff);
    }
    exitStatus(prose, roff);
    for (String heading : headings.subList(statuses + 1, headings.size())) {
      section(heading, prose, roff);
    }
  }

  private static void section(String heading, Prose prose, Roff roff) {
    roff.request("SH", Roff.words(heading));
    prose.write(heading, roff);
  }

  private static void exitStatus(Prose prose, Roff roff) {
    roff.request("SH", EXIT_STATUS);
    prose.write(EXIT_STATUS, roff);
    for (Exit exit : Exit.values()) {
      roff.request("TP", "6").line(Roff.bold(Integer.toString(exit.status())));
      roff.filled(sentence(exit.meaning()));
    }
    roff.request("TP", "6").line(Roff.bold("128") + "+" + Roff.italic("n"));
    roff.line("Ended by signal " + Roff.italic("n") + ":");
    roff.line("141 where the reader of the output went away.");
  }

  private static void remainder(Prose prose, Roff roff) {
    for (String heading : prose.sections().keySet()) {
      if (!PLACED.contains(heading)) {
        section(heading, prose, roff);
      }
    }
  }

  private static void examples(Verb verb, Roff roff) {
    roff.request("SH", "EXAMPLES");
    for (Verb.Example example : verb.examples()) {
      roff.request("TP").line(Roff.bold(example.command()));
      roff.filled(sentence(example.what()));
    }
  }

  private static void seeAlso(List<String> pages, Roff roff) {
    roff.request("SH", "SEE ALSO");
    List<String> references = new TreeSet<>(pages).stream().map(Roff::marked).toList();
    roff.line(String.join(",\n", references));
  }

  private String group(Catalogue.Group group) {
    String noun = group.noun().word();
    Prose prose = prose("ipc-" + noun);
    Roff roff = begin("ipc-" + noun, 1, group.summary());
    roff.request("SH", "SYNOPSIS");
    roff.request("SY", Roff.literal("ipc " + noun));
    roff.line(Roff.italic("VERB") + " [" + Roff.italic("OPTION") + "\\ ...]");
    roff.line(Roff.italic("ADDRESS") + "\\ ...\\&");
    roff.request("YS");
    roff.request("SH", Prose.DESCRIPTION);
    prose.write(Prose.DESCRIPTION, roff);
    roff.request("SH", "COMMANDS");
    Command.of(group).forEach(command -> reference(command, roff));
    remainder(prose, roff);
    List<String> others = new ArrayList<>(List.of(OVERVIEW + "(1)", ADDRESSES + "(7)"));
    Command.of(group).forEach(command -> others.add(command.page() + "(1)"));
    seeAlso(others, roff);
    return roff.text();
  }

  private static void reference(Command command, Roff roff) {
    roff.request("TP").line(Roff.bold("ipc " + command.words()));
    roff.filled(sentence(command.summary()));
    roff.line("See " + Roff.marked(command.page() + "(1)") + ".");
  }

  private String overview() {
    Prose prose = prose(OVERVIEW);
    Roff roff = begin(OVERVIEW, 1, "talk and wait between processes: one command for Unix IPC");
    roff.request("SH", "SYNOPSIS");
    roff.request("SY", "ipc");
    roff.line(
        Roff.italic("NOUN") + " " + Roff.italic("VERB") + " [" + Roff.italic("OPTION") + "\\ ...]");
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
    roff.line(Roff.italic("VERB") + " [" + Roff.italic("OPTION") + "\\ ...]");
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
    sections(prose, roff);
    List<String> others = new ArrayList<>(List.of(ADDRESSES + "(7)"));
    Catalogue.groups().forEach(group -> others.add("ipc-" + group.noun().word() + "(1)"));
    commands.forEach(command -> others.add(command.page() + "(1)"));
    others.addAll(List.of("ipcs(1)", "ipcmk(1)", "ipcrm(1)", "shm_overview(7)", "sysvipc(7)"));
    seeAlso(others, roff);
    return roff.text();
  }

  private String addresses() {
    Prose prose = prose(ADDRESSES);
    Roff roff = begin(ADDRESSES, 7, "how ipc names what processes share");
    roff.request("SH", Prose.DESCRIPTION);
    prose.write(Prose.DESCRIPTION, roff);
    remainder(prose, roff);
    seeAlso(
        List.of(
            "ipc(1)",
            "ipc-shm(1)",
            "ftok(3)",
            "shm_overview(7)",
            "mq_overview(7)",
            "sem_overview(7)",
            "sysvipc(7)"),
        roff);
    return roff.text();
  }
}
