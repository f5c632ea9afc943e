package ipc.docs;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The pages that another one refers to at its end, by section and then by name. */
final class References {
  static final String HEADING = "SEE ALSO";

  private static final Pattern PAGE = Pattern.compile("[A-Za-z0-9_.+-]+\\([1-8]\\)");

  private final TreeSet<String> pages =
      new TreeSet<>(
          Comparator.comparing((String page) -> page.charAt(page.length() - 2))
              .thenComparing(Comparator.naturalOrder()));

  References add(String page) {
    pages.add(page);
    return this;
  }

  /** Adds those that prose names. */
  References add(Prose prose) {
    List<String> lines = prose.section(HEADING);
    PAGE.matcher(String.join(" ", lines)).results().forEach(found -> pages.add(found.group()));
    return this;
  }

  void write(Roff roff) {
    roff.request("SH", HEADING);
    roff.line(String.join(",\n", pages.stream().map(Roff::marked).toList()));
  }
}
