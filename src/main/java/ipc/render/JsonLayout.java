package ipc.render;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Documents and streams of objects; see {@link Layout#json}. */
final class JsonLayout implements Layout {
  // Rises when a field changes its meaning or goes; a new field is no change of schema.
  private static final long SCHEMA = 1;

  private final JsonWriter json;

  JsonLayout(OutputStream out) {
    this.json = new JsonWriter(out);
  }

  @Override
  public <T> void list(Selection<T> selection, List<T> records, Supplier<List<String>> warnings)
      throws IOException {
    json.beginObject().name("schema").number(SCHEMA).name(selection.type().many()).beginArray();
    List<T> chosen = selection.apply(records);
    for (T record : chosen) {
      json.elementOnItsLine();
      object(selection.columns(), record);
    }
    if (!chosen.isEmpty()) {
      json.line();
    }
    json.endArray();
    end(warnings.get());
  }

  @Override
  public <T> void one(Selection<T> selection, T record, Supplier<List<String>> warnings)
      throws IOException {
    json.beginObject().name("schema").number(SCHEMA).name(selection.type().one());
    object(selection.columns(), record);
    end(warnings.get());
  }

  @Override
  public <T> void next(Selection<T> selection, T record) throws IOException {
    if (selection.matches(record)) {
      object(selection.columns(), record);
      json.line();
    }
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  private void end(List<String> warnings) throws IOException {
    json.name("warnings").beginArray();
    for (String warning : warnings) {
      json.text(warning);
    }
    json.endArray().endObject().line();
  }

  private <T> void object(List<Column<T>> columns, T record) throws IOException {
    json.beginObject();
    for (Column<T> column : columns) {
      json.name(column.jsonName());
      value(column.kind(), column.valueOf(record));
    }
    json.endObject();
  }

  private void value(Kind kind, Object value) throws IOException {
    if (value == null) {
      json.unknown();
      return;
    }
    switch (kind) {
      case TEXT, ADDRESS -> json.text((String) value);
      case COUNT, SIZE, ID, PERCENT -> json.number(value.toString());
      case MODE -> json.text(PlainText.octal(value));
      case TIME -> json.text(Rfc3339.of((Instant) value));
      case DURATION -> json.number(PlainText.seconds((Duration) value));
      case FLAG -> json.flag((Boolean) value);
      case LIST -> {
        json.beginArray();
        for (Object text : (List<?>) value) {
          json.text((String) text);
        }
        json.endArray();
      }
      case RECORDS -> records((Rows<?>) value);
    }
  }

  private <N> void records(Rows<N> rows) throws IOException {
    json.beginArray();
    List<Column<N>> columns = rows.type().columns(View.JSON);
    for (N record : rows.records()) {
      object(columns, record);
    }
    json.endArray();
  }
}
