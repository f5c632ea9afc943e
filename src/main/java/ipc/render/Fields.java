package ipc.render;

import ipc.model.Suggestion;
import ipc.model.ValueException;
import java.util.List;

/**
 * The columns of a record type by the names that a user gives them: the word or the name in JSON,
 * in any case, so that a heading can be typed as it is seen.
 */
record Fields<T>(List<Column<T>> columns) {
  /**
   * Finds a column.
   *
   * @throws ValueException if there is none, with the nearest and all there are
   */
  Column<T> named(String field) {
    for (Column<T> column : columns) {
      if (field.equalsIgnoreCase(column.name()) || field.equalsIgnoreCase(column.jsonName())) {
        return column;
      }
    }
    List<String> names = columns.stream().map(Column::name).toList();
    String nearest =
        Suggestion.nearest(field, names).map(name -> "; did you mean '" + name + "'?").orElse("");
    throw new ValueException(
        "column", field, "there is no such column" + nearest, names.toArray(String[]::new));
  }
}
