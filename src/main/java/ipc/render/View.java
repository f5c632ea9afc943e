package ipc.render;

/** What the columns are chosen for. */
public enum View {
  /** A listing or a stream for people: a line a record, fitted to the terminal. */
  TABLE(Shown.IN_TABLE),
  /** Tab-separated lines for scripts. */
  PLAIN(Shown.IN_PLAIN),
  /** A single record for people: a line a column. */
  DETAIL(Shown.IN_DETAIL),
  /** JSON. */
  JSON(Shown.IN_DETAIL);

  private final Shown last;

  View(Shown last) {
    this.last = last;
  }

  /** Whether a column that is shown there is in this view unasked. */
  boolean includes(Shown shown) {
    return shown.ordinal() <= last.ordinal();
  }
}
