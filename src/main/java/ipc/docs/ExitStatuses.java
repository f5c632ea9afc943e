package ipc.docs;

import ipc.cli.Exit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page tells of exit statuses: the ones that its prose names, with what they mean there, and
 * those that every command has.
 *
 * @param before what stands before the list
 * @param texts the lines of each status; none where the contract's own words are enough
 */
record ExitStatuses(List<String> before, Map<Exit, List<String>> texts) {
  static final String HEADING = "EXIT STATUS";

  private static final Pattern STATUS = Pattern.compile("([0-9]+)::");

  /** What any command can end with: its words, the machine beneath it, the place of its output. */
  private static final List<Exit> OF_ALL =
      List.of(Exit.OK, Exit.USAGE, Exit.BUG, Exit.SYSTEM, Exit.INPUT_OUTPUT);

  private static final List<Exit> OF_COMMANDS = List.of(Exit.NOT_EXECUTABLE, Exit.NOT_FOUND);

  /** Those of a command; all there are where its prose names none. */
  static ExitStatuses of(Command command, Prose prose) {
    ExitStatuses told = in(prose.section(HEADING));
    if (told.texts.isEmpty()) {
      return new ExitStatuses(told.before, ofAll());
    }
    Map<Exit, List<String>> texts = new EnumMap<>(told.texts);
    OF_ALL.forEach(exit -> texts.putIfAbsent(exit, List.of()));
    if (command.verb().takesCommand()) {
      OF_COMMANDS.forEach(exit -> texts.putIfAbsent(exit, List.of()));
    }
    return new ExitStatuses(told.before, texts);
  }

  /** All there are. */
  static Map<Exit, List<String>> ofAll() {
    Map<Exit, List<String>> texts = new EnumMap<>(Exit.class);
    for (Exit exit : Exit.values()) {
      texts.put(exit, List.of());
    }
    return texts;
  }

  /** Those that lines name. */
  static ExitStatuses in(List<String> lines) {
    List<String> before = new ArrayList<>();
    Map<Exit, List<String>> texts = new EnumMap<>(Exit.class);
    List<String> text = before;
    for (String line : lines) {
      Matcher status = STATUS.matcher(line);
      if (status.matches()) {
        text = new ArrayList<>();
        if (texts.put(exit(Integer.parseInt(status.group(1))), text) != null) {
          throw new IllegalArgumentException("a status is told twice: " + line);
        }
      } else {
        text.add(line);
      }
    }
    return new ExitStatuses(before, texts);
  }

  private static Exit exit(int status) {
    for (Exit exit : Exit.values()) {
      if (exit.status() == status) {
        return exit;
      }
    }
    throw new IllegalArgumentException("there is no exit status " + status);
  }

  void write(Roff roff) {
    Prose.write(before, Map.of(), roff);
    texts.forEach((exit, lines) -> {
      roff.request("TP", "6").line(Roff.bold(Integer.toString(exit.status())));
      if (lines.stream().allMatch(String::isBlank)) {
        roff.filled(Roff.sentence(exit.meaning()));
      } else {
        Prose.writeItem(lines, roff);
      }
    });
    roff.request("TP", "6").line(Roff.bold("128") + "+" + Roff.italic("n"));
    roff.line("Ended by signal " + Roff.italic("n") + ":");
    roff.line("141 where the reader of the output went away.");
  }
}
