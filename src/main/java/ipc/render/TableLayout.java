package ipc.render;

import ipc.model.ByteText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Tables for people; see {@link Layout#table}. */
final class TableLayout implements Layout {
  private static final int GAP = 2;
  // No text is cut below this, nor below its heading: less would say nothing.
  private static final int LEAST_TEXT = 8;
  private static final int LEAST_ADDRESS = 16;

  private final OutputStream out;
  private final int width;
  private final Palette palette;
  // Of the stream; null before its first record.
  private int[] streamWidths;

  TableLayout(OutputStream out, int width, Palette palette) {
    this.out = out;
    this.width = width;
    this.palette = palette;
  }

  @Override
  public <T> void list(Selection<T> selection, List<T> records, Supplier<List<String>> warnings)
      throws IOException {
    table(selection.columns(), selection.apply(records), selection.now(), "");
  }

  @Override
  public <T> void one(Selection<T> selection, T record, Supplier<List<String>> warnings)
      throws IOException {
    int widest = 0;
    for (Column<T> column : selection.columns()) {
      widest = Math.max(widest, column.name().length());
    }
    for (Column<T> column : selection.columns()) {
      Object value = column.valueOf(record);
      String text = ScreenText.inDetail(column.kind(), value, selection.now());
      String name = palette.paint(Palette.Role.HEADER, column.name() + ":");
      write(name + " ".repeat(widest - column.name().length() + 1) + painted(column, text));
      if (value instanceof Rows<?> rows && rows.count() > 0) {
        nested(rows, selection.now());
      }
    }
  }

  @Override
  public <T> void next(Selection<T> selection, T record) throws IOException {
    List<Column<T>> columns = selection.columns();
    if (streamWidths == null) {
      streamWidths = columns.stream().mapToInt(TableLayout::expectedWidth).toArray();
      header(columns, streamWidths, "");
    }
    if (!selection.matches(record)) {
      return;
    }
    List<String> cells = new ArrayList<>();
    for (Column<T> column : columns) {
      Object value = column.valueOf(record);
      cells.add(ScreenText.inStream(column.kind(), value, selection.now()));
    }
    row(columns, cells, streamWidths, "");
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  private <N> void nested(Rows<N> rows, Instant now) throws IOException {
    table(rows.type().columns(View.TABLE), rows.records(), now, "  ");
  }

  private <T> void table(List<Column<T>> columns, List<T> records, Instant now, String indent)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    int[] widths = columns.stream().mapToInt(column -> column.name().length()).toArray();
    for (T record : records) {
      List<String> cells = new ArrayList<>();
      for (Column<T> column : columns) {
        String cell = ScreenText.inList(column.kind(), column.valueOf(record), now);
        widths[cells.size()] = Math.max(widths[cells.size()], DisplayWidth.of(cell));
        cells.add(cell);
      }
      rows.add(cells);
    }
    fit(columns, widths, width - indent.length());
    header(columns, widths, indent);
    for (List<String> cells : rows) {
      for (int i = 0; i < widths.length; i++) {
        cells.set(i, DisplayWidth.shorten(cells.get(i), widths[i]));
      }
      row(columns, cells, widths, indent);
    }
  }

  /**
   * Takes places from the widest text, one at a time, until the line fits; from addresses only when
   * texts have no more to give, for a cut address cannot be pasted. If that is not enough the line
   * is too long and the terminal wraps it: no column is left out in silence.
   */
  private static void fit(List<? extends Column<?>> columns, int[] widths, int room) {
    long excess = (long) GAP * (widths.length - 1) - room;
    for (int each : widths) {
      excess += each;
    }
    for (; excess > 0; excess--) {
      int widest = widest(columns, widths, false);
      if (widest < 0) {
        widest = widest(columns, widths, true);
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int widest(List<? extends Column<?>> columns, int[] widths, boolean addressesToo) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      Column<?> column = columns.get(i);
      boolean address = column.kind() == Kind.ADDRESS;
      int least = Math.max(column.name().length(), address ? LEAST_ADDRESS : LEAST_TEXT);
      if (column.kind().canBeShortened()
          && address == addressesToo
          && widths[i] > least
          && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  // A stream's rows are written before the later ones are known; what is wider pushes its line.
  private static int expectedWidth(Column<?> column) {
    int expected =
        switch (column.kind()) {
          case ADDRESS -> 28;
          case TIME -> 20;
          case TEXT, LIST -> 14;
          case COUNT, SIZE, DURATION, ID -> 7;
          case MODE, PERCENT -> 4;
          case FLAG, RECORDS -> 3;
        };
    return Math.max(expected, column.name().length());
  }

  private void header(List<? extends Column<?>> columns, int[] widths, String indent)
      throws IOException {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String name = columns.get(i).name().toUpperCase(Locale.ROOT);
      String painted = palette.paint(Palette.Role.HEADER, name);
      cell(line, columns.get(i), painted, widths[i] - name.length());
    }
    write(line.toString());
  }

  private void row(
      List<? extends Column<?>> columns, List<String> cells, int[] widths, String indent)
      throws IOException {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String painted = painted(columns.get(i), cell);
      cell(line, columns.get(i), painted, widths[i] - DisplayWidth.of(cell));
    }
    write(line.toString());
  }

  private static void cell(StringBuilder line, Column<?> column, String painted, int spare) {
    String padding = " ".repeat(Math.max(0, spare));
    if (column.kind().alignsRight()) {
      line.append(padding).append(painted);
    } else {
      line.append(painted).append(padding);
    }
    line.append(" ".repeat(GAP));
  }

  private String painted(Column<?> column, String text) {
    return column.kind() == Kind.ADDRESS ? palette.paint(Palette.Role.ADDRESS, text) : text;
  }

  private void write(String line) throws IOException {
    out.write(ByteText.encode(line.stripTrailing() + "\n"));
  }
}
