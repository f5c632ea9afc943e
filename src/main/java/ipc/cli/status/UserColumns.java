package ipc.cli.status;

import ipc.engine.Use;
import ipc.render.Column;
import ipc.render.RecordType;
import ipc.render.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns in which the users of an object are shown. */
final class UserColumns {
  private UserColumns() {}

  /**
   * A process that uses an object.
   *
   * @param address the object
   * @param use the process
   */
  record Row(String address, Use use) {}

  /** The users of one object, inside its record. */
  static RecordType<Use> nested() {
    return RecordType.of("user", "users", columns(use -> use));
  }

  /** The users of several objects. */
  static RecordType<Row> listed() {
    List<Column<Row>> columns = new ArrayList<>(columns(Row::use));
    int afterCount = columns.size() - 1;
    columns.add(afterCount, Column.address("address", "the object that is used", Row::address));
    return RecordType.of("user", "users", columns);
  }

  private static <T> List<Column<T>> columns(Function<T, Use> use) {
    return List.of(
        Column.id("pid", "the process", row -> use.apply(row).pid()),
        Column.text("user", "whom it runs as", row -> use.apply(row).user()),
        Column.text("command", "its name", row -> use.apply(row).command()),
        Column.text(
            "how",
            "attached, mapped, open, listening, waiting in a call, or with which end of a pipe",
            row -> use.apply(row).how().word()),
        Column.text(
            "access",
            "write if it may change the object, else read",
            row -> use.apply(row).writes() ? "write" : "read"),
        Column.count("count", "how many times", row -> use.apply(row).count()),
        Column.<T>id("uid", "the number of the user", row -> uid(use.apply(row)))
            .shown(Shown.IN_DETAIL));
  }

  private static Long uid(Use use) {
    // -1, which is nobody's number, is what could not be read.
    return use.uid() == -1 ? null : Integer.toUnsignedLong(use.uid());
  }
}
