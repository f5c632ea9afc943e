package ipc.render;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * How records are written. Three ways to hand them over: all at once, a single one, or one after
 * the other as they come.
 *
 * <p>A layout writes bytes ({@link ipc.model.ByteText#encode}) to the stream that it was given and
 * leaves it open; only {@link #flush} makes sure that they are there. A failure of the stream is
 * passed on as it is. Warnings are part of a JSON document; for the other layouts they are words,
 * which the caller says on standard error. Not for use by several threads.
 */
public sealed interface Layout extends Flushable permits TableLayout, PlainLayout, JsonLayout {
  /**
   * For people: human sizes and ages under a header, fitted to the width; a single record is a line
   * a column. Unknown is {@code -}.
   *
   * @param width the columns of the terminal, at least 1; {@link Integer#MAX_VALUE} fits nothing
   */
  static Layout table(OutputStream out, int width, Palette palette) {
    return new TableLayout(out, width, palette);
  }

  /**
   * For scripts: one line a record, tabs between the fields. Sizes are bytes, spans are seconds,
   * points in time are seconds since 1970 in UTC, modes are octal, flags {@code yes} and {@code
   * no}, percents have no sign. Unknown is {@code -}, an empty list or text is empty; texts are
   * escaped as {@link ipc.model.ByteText#printable} does it and a text that is {@code -} is {@code
   * \x2d}. Addresses are exact, so that the next command takes them; one with a tab or a newline in
   * it is escaped too.
   */
  static Layout plain(OutputStream out) {
    return new PlainLayout(out, false);
  }

  /** As {@link #plain}, after one line with the columns' words. */
  static Layout plainWithHeader(OutputStream out) {
    return new PlainLayout(out, true);
  }

  /**
   * JSON: one document, {@code {"schema":1,"objects":[…],"warnings":[]}} with a line a record, or
   * one object a line for what comes bit by bit. Numbers are numbers, points in time are RFC 3339,
   * modes are octal texts, unknown is null; bytes that are not UTF-8 as {@link JsonWriter} says.
   */
  static Layout json(OutputStream out) {
    return new JsonLayout(out);
  }

  /**
   * Writes a listing: those of the records that the selection picks, in its order.
   *
   * @param warnings what the listing lacks or may mislead in, one line each; asked for after the
   *     values, which may be what could not be read
   */
  <T> void list(Selection<T> selection, List<T> records, Supplier<List<String>> warnings)
      throws IOException;

  /** Writes a single record, which was asked for by its address: {@code --where} is not applied. */
  <T> void one(Selection<T> selection, T record, Supplier<List<String>> warnings)
      throws IOException;

  /** Writes the next record of a stream if {@code --where} holds for it; it is never sorted. */
  <T> void next(Selection<T> selection, T record) throws IOException;
}
