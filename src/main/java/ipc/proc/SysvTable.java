package ipc.proc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The shape that the three tables in {@code /proc/sysvipc} share: a header line, then rows. */
final class SysvTable {
  private static final SysvColumn[] KNOWN = SysvColumn.values();

  private SysvTable() {}

  /**
   * Parses a table.
   *
   * @param text the whole file
   * @param needed the columns without which no row can be understood
   * @param entry makes the entry of a row; it may ask for needed columns without more ado
   */
  static <T> Parsed<T> parse(byte[] text, Set<SysvColumn> needed, Function<Row, T> entry) {
    TextScanner scanner = new TextScanner(text);
    if (!scanner.nextLine()) {
      return Parsed.malformed(1, "no header line");
    }
    List<SysvColumn> columns = columns(scanner);
    for (SysvColumn column : needed) {
      if (!columns.contains(column)) {
        return Parsed.malformed(1, "no column '" + column.header() + "'");
      }
    }
    List<T> entries = new ArrayList<>();
    List<Malformed> malformed = new ArrayList<>();
    while (scanner.nextLine()) {
      Row row = new Row(scanner, columns);
      if (row.flaw.isEmpty()) {
        entries.add(entry.apply(row));
      } else {
        malformed.add(new Malformed(scanner.lineNumber(), row.flaw));
      }
    }
    return new Parsed<>(entries, malformed);
  }

  /** Returns the known column at each position of the header line, null where we know none. */
  private static List<SysvColumn> columns(TextScanner header) {
    List<SysvColumn> columns = new ArrayList<>();
    while (!header.onlyBlanksLeft()) {
      int from = header.position();
      header.skipWord();
      SysvColumn known = null;
      for (SysvColumn column : KNOWN) {
        if (column.header().length() == header.position() - from
            && header.startsAt(from, header.position(), column.header())) {
          known = column;
        }
      }
      columns.add(known);
    }
    return columns;
  }

  /** The numbers of one line, by column. */
  static final class Row {
    private final long[] values = new long[KNOWN.length];
    private final Set<SysvColumn> present = EnumSet.noneOf(SysvColumn.class);
    private String flaw = "";

    private Row(TextScanner line, List<SysvColumn> columns) {
      for (SysvColumn column : columns) {
        line.skipBlanks();
        if (column == null) {
          line.skipWord();
          continue;
        }
        if (line.atLineEnd()) {
          flaw = "no value for column '" + column.header() + "'";
          return;
        }
        int from = line.position();
        long value = column == SysvColumn.PERMS ? line.unsigned(8) : line.decimal();
        int to = line.position();
        line.skipWord();
        if (line.failed() || to != line.position() || !column.accepts(value)) {
          flaw =
              "no number for column '"
                  + column.header()
                  + "': '"
                  + line.text(from, line.position())
                  + "'";
          return;
        }
        values[column.ordinal()] = value;
        present.add(column);
      }
    }

    long value(SysvColumn column) {
      return values[column.ordinal()];
    }

    int intValue(SysvColumn column) {
      return (int) values[column.ordinal()];
    }

    /** Returns the value, empty where this kernel's table lacks the column. */
    OptionalLong ifPresent(SysvColumn column) {
      return present.contains(column) ? OptionalLong.of(value(column)) : OptionalLong.empty();
    }

    /** Returns the value, empty for 0: the kernel's word for a time or a pid that never was. */
    OptionalLong unlessZero(SysvColumn column) {
      return value(column) == 0 ? OptionalLong.empty() : OptionalLong.of(value(column));
    }
  }
}
