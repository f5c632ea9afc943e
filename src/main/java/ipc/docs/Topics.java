package ipc.docs;

import ipc.cli.Exit;
import ipc.cli.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pages that are no command's, section 7 of the manual: prose, and between it what is made from
 * the program.
 *
 * @param sources where their prose is
 * @param commands what the program has
 */
record Topics(Sources sources, List<Command> commands) {
  private static final String NAME = "NAME";

  /** The section that tells each exit status, with its words from the contract. */
  private static final String STATUSES = "STATUSES";

  /** More commands than these are told as most of them. */
  private static final int MOST = 20;

  /** The text of a page: its sections in their order, its name first. */
  String page(String topic) {
    Prose prose = sources.prose(topic + Sources.TOPIC).orElseThrow();
    Roff roff = Roff.page(sources, topic, 7, String.join(" ", prose.section(NAME)));
    JsonFields json = new JsonFields(commands);
    Map<String, Consumer<Roff>> made = Map.of("documents", json::documents, "records", json::write);
    for (String heading : prose.sections().keySet()) {
      if (heading.equals(NAME) || heading.equals(References.HEADING)) {
        continue;
      }
      roff.request("SH", Roff.words(heading));
      if (heading.equals(STATUSES)) {
        statuses(ExitStatuses.in(prose.section(heading)), roff);
      } else {
        Prose.write(prose.section(heading), made, roff);
      }
    }
    new References().add(prose).write(roff);
    return roff.text();
  }

  private void statuses(ExitStatuses told, Roff roff) {
    Map<Exit, List<Command>> givers = givers();
    Prose.write(told.before(), Map.of(), roff);
    for (Exit exit : Exit.values()) {
      List<String> text = told.texts().get(exit);
      if (text == null) {
        throw new IllegalStateException("ipc-statuses.7.text does not tell of " + exit);
      }
      roff.request("TP").line(Roff.bold(Integer.toString(exit.status())) + sysexit(exit));
      roff.filled(Roff.sentence(exit.meaning()));
      Prose.writeItem(text, roff);
      roff.request("IP");
      roff.filled("From " + givers(exit, givers.get(exit)) + ".");
    }
  }

  /** The commands that each status is told of. */
  private Map<Exit, List<Command>> givers() {
    Map<Exit, List<Command>> givers = new LinkedHashMap<>();
    for (Exit exit : Exit.values()) {
      givers.put(exit, new ArrayList<>());
    }
    for (Command command : commands) {
      Prose prose = sources.prose(command.page()).orElseGet(() -> Prose.parse(""));
      ExitStatuses.of(command, prose)
          .texts()
          .keySet()
          .forEach(exit -> givers.get(exit).add(command));
    }
    return givers;
  }

  private String givers(Exit exit, List<Command> givers) {
    if (givers.size() == commands.size()) {
      return "every command";
    }
    if (givers.stream().allMatch(command -> command.verb().takesCommand())
        && givers.size()
            == commands.stream().map(Command::verb).filter(Verb::takesCommand).count()) {
      return "every command that takes " + Roff.bold("--") + "\\ " + Roff.italic("CMD");
    }
    List<Command> others = commands.stream().filter(command -> !givers.contains(command)).toList();
    return others.size() * 2 < givers.size() && givers.size() > MOST
        ? "every command but " + names(others)
        : names(givers);
  }

  private static String names(List<Command> commands) {
    if (commands.isEmpty()) {
      return "none";
    }
    return String.join(
        ", ",
        commands.stream()
            .map(command -> Roff.bold("ipc " + command.words()).replace(" ", "\\ "))
            .toList());
  }

  /** What sysexits.h calls it. */
  private static String sysexit(Exit exit) {
    String name =
        switch (exit) {
          case OK -> "EX_OK";
          case USAGE -> "EX_USAGE";
          case DATA -> "EX_DATAERR";
          case NO_SUCH_OBJECT -> "EX_NOINPUT";
          case NO_SUCH_HOST -> "EX_NOHOST";
          case UNAVAILABLE -> "EX_UNAVAILABLE";
          case BUG -> "EX_SOFTWARE";
          case SYSTEM -> "EX_OSERR";
          case EXISTS -> "EX_CANTCREAT";
          case INPUT_OUTPUT -> "EX_IOERR";
          case TRY_AGAIN -> "EX_TEMPFAIL";
          case PROTOCOL -> "EX_PROTOCOL";
          case NOT_PERMITTED -> "EX_NOPERM";
          case NO, TIMED_OUT, NOT_EXECUTABLE, NOT_FOUND -> "";
        };
    return name.isEmpty() ? "" : ", " + Roff.bold(name);
  }
}
