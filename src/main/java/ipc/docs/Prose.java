package ipc.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The prose of one page, by section; the package's description tells its form.
 *
 * @param sections the lines of each, by heading; what stands before the first is under {@link
 *     #DESCRIPTION}
 */
record Prose(Map<String, List<String>> sections) {
  static final String DESCRIPTION = "DESCRIPTION";

  private static final String SECTION = "= ";
  private static final String PART = "== ";
  private static final String POINT = "* ";
  private static final String SHOWN = "| ";
  private static final String TERM = "::";
  private static final String MADE = "%";

  static Prose parse(String text) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    sections.put(DESCRIPTION, lines);
    for (String line : text.lines().toList()) {
      if (line.startsWith(SECTION)) {
        if (lines.stream().allMatch(String::isBlank)) {
          sections.values().remove(lines);
        }
        lines = new ArrayList<>();
        sections.put(line.substring(SECTION.length()), lines);
      } else {
        lines.add(line);
      }
    }
    return new Prose(sections);
  }

  /** The lines of a section; none where it is not there. */
  List<String> section(String heading) {
    return sections.getOrDefault(heading, List.of());
  }

  /** Writes the text of a section; nothing where there is none. */
  void write(String heading, Roff roff) {
    write(section(heading), Map.of(), roff);
  }

  /**
   * Writes lines.
   *
   * @param made writes what stands where a line names it after a percent sign
   */
  static void write(List<String> lines, Map<String, Consumer<Roff>> made, Roff roff) {
    write(lines, made, Block.NONE, roff);
  }

  /** Writes the text of an item whose head is written already. */
  static void writeItem(List<String> lines, Roff roff) {
    write(lines, Map.of(), Block.ITEM, roff);
  }

  private static void write(
      List<String> lines, Map<String, Consumer<Roff>> made, Block before, Roff roff) {
    Block block = before;
    for (String line : lines) {
      if (line.startsWith(MADE)) {
        made.get(line.substring(MADE.length())).accept(roff);
        block = Block.NONE;
      } else {
        block = write(line, block, roff);
      }
    }
    if (block == Block.SHOWN) {
      roff.request("EE").request("RE");
    }
  }

  /** What the lines before belong to. */
  private enum Block {
    /** Nothing yet, or an empty line. */
    NONE,
    PARAGRAPH,
    /** The text of a term or a point. */
    ITEM,
    SHOWN
  }

  private static Block write(String line, Block block, Roff roff) {
    boolean shown = line.startsWith(SHOWN) || line.equals("|");
    if (block == Block.SHOWN && !shown) {
      roff.request("EE").request("RE");
    }
    if (line.isBlank()) {
      return Block.NONE;
    }
    if (shown) {
      if (block != Block.SHOWN) {
        roff.request("PP").request("RS", "4").request("EX");
      }
      roff.line(line.equals("|") ? "" : Roff.literal(line.substring(SHOWN.length())));
      return Block.SHOWN;
    }
    if (line.startsWith(PART)) {
      roff.request("SS", Roff.words(line.substring(PART.length())));
      return Block.NONE;
    }
    if (line.startsWith(POINT)) {
      roff.request("IP", "\\(bu", "2");
      return sentences(line.substring(POINT.length()), roff, Block.ITEM);
    }
    if (line.endsWith(TERM)) {
      roff.request("TP");
      roff.line(Roff.marked(line.substring(0, line.length() - TERM.length())));
      return Block.ITEM;
    }
    if (line.equals("+")) {
      roff.request("IP");
      return Block.ITEM;
    }
    if (block == Block.NONE || block == Block.SHOWN) {
      roff.request("PP");
      return sentences(line, roff, Block.PARAGRAPH);
    }
    return sentences(line, roff, block);
  }

  /** Each sentence on a line of its own, so that roff sets the space after it. */
  private static Block sentences(String line, Roff roff, Block block) {
    Arrays.stream(line.strip().split("(?<=[.?!]) (?=[A-Z`'_0-9]|[a-z][a-z0-9-]*\\([1-8]\\))"))
        .map(Roff::marked)
        .forEach(roff::filled);
    return block;
  }
}
