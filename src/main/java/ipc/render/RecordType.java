package ipc.render;

import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of record and its columns, in their order: the one table that every layout, the options
 * and the manual follow.
 *
 * @param <T> the records
 */
public final class RecordType<T> {
  private final String one;
  private final String many;
  private final List<Column<T>> columns;

  private RecordType(String one, String many, List<Column<T>> columns) {
    this.one = one;
    this.many = many;
    this.columns = columns;
  }

  /**
   * Declares a record type.
   *
   * @param one the field of a JSON document that holds a single record, such as {@code object}
   * @param many the field that holds a listing, such as {@code objects}
   * @param columns in the order of the plain lines, which is a contract: later ones go to the end,
   *     or are not {@link Shown#IN_PLAIN}
   */
  public static <T> RecordType<T> of(String one, String many, List<Column<T>> columns) {
    List<String> names =
        columns.stream().flatMap(c -> Stream.of(c.name(), c.jsonName()).distinct()).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("two columns of one name in " + names);
    }
    return new RecordType<>(one, many, List.copyOf(columns));
  }

  /** The field of a JSON document that holds a single record. */
  public String one() {
    return one;
  }

  /** The field of a JSON document that holds a listing. */
  public String many() {
    return many;
  }

  /** Every column, in order. */
  public List<Column<T>> columns() {
    return columns;
  }

  /** The columns that a view has unasked. */
  public List<Column<T>> columns(View view) {
    return columns.stream().filter(column -> view.includes(column.shown())).toList();
  }
}
