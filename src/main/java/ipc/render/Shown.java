package ipc.render;

/** Where a column is seen unless {@code --columns} says otherwise; each includes the one after. */
public enum Shown {
  /** In every view. */
  IN_TABLE,
  /** In every view but the table of a listing, where room is dear. */
  IN_PLAIN,
  /** In JSON, and where a single object is told line by line. */
  IN_DETAIL,
  /** Only where it is named, or by {@code all}: it costs, or hardly anybody wants it. */
  ON_REQUEST
}
