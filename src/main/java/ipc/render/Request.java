package ipc.render;

import java.util.List;

/**
 * What the user asked of a listing, in the words of the command line.
 *
 * @param columns each {@code --columns} as it was given; empty for the view's own
 * @param where each {@code --where}; all must hold
 * @param sort each {@code --sort}; earlier keys weigh more
 */
public record Request(List<String> columns, List<String> where, List<String> sort) {
  /** Copies the lists. */
  public Request {
    columns = List.copyOf(columns);
    where = List.copyOf(where);
    sort = List.copyOf(sort);
  }

  /** Nothing asked: the view's own columns, every record, in the order that they come in. */
  public static Request none() {
    return new Request(List.of(), List.of(), List.of());
  }
}
