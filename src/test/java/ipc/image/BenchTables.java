package ipc.image;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that a benchmark prints, a heading before each. */
final class BenchTables {
  private BenchTables() {}

  /**
   * How many rows each part printed that are ours.
   *
   * @param row a regular expression for one of ours
   */
  static Map<String, Integer> rows(String tables, String row) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    String part = "";
    for (String line : tables.lines().toList()) {
      if (line.startsWith("### ")) {
        part = line.substring("### ".length());
      } else if (line.matches(row)) {
        rows.merge(part, 1, Integer::sum);
      }
    }
    return rows;
  }
}
