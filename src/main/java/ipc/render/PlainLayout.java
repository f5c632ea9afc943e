package ipc.render;

import ipc.model.ByteText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Tab-separated lines; see {@link Layout#plain}. */
final class PlainLayout implements Layout {
  private final OutputStream out;
  private boolean headerDue;

  PlainLayout(OutputStream out, boolean header) {
    this.out = out;
    this.headerDue = header;
  }

  @Override
  public <T> void list(Selection<T> selection, List<T> records, Supplier<List<String>> warnings)
      throws IOException {
    header(selection);
    for (T record : selection.apply(records)) {
      line(selection, record);
    }
  }

  @Override
  public <T> void one(Selection<T> selection, T record, Supplier<List<String>> warnings)
      throws IOException {
    header(selection);
    line(selection, record);
  }

  @Override
  public <T> void next(Selection<T> selection, T record) throws IOException {
    header(selection);
    if (selection.matches(record)) {
      line(selection, record);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  private void header(Selection<?> selection) throws IOException {
    if (!headerDue) {
      return;
    }
    headerDue = false;
    StringJoiner line = new StringJoiner("\t", "", "\n");
    for (Column<?> column : selection.columns()) {
      line.add(column.name());
    }
    out.write(ByteText.encode(line.toString()));
  }

  private <T> void line(Selection<T> selection, T record) throws IOException {
    StringJoiner line = new StringJoiner("\t", "", "\n");
    for (Column<T> column : selection.columns()) {
      line.add(PlainText.of(column.kind(), column.valueOf(record)));
    }
    out.write(ByteText.encode(line.toString()));
  }
}
