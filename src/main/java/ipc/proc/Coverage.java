package ipc.proc;

import java.util.List;

/**
 * How much of the processes a scan could look into.
 *
 * @param looked the processes that were looked into, or should have been: all but threads of the
 *     kernel, and those that have ended
 * @param unreadable the pids among them that could not be looked into, ascending
 */
public record Coverage(int looked, List<Long> unreadable) {
  /** Copies the list. */
  public Coverage {
    unreadable = List.copyOf(unreadable);
  }

  /** Tells whether nothing was left out. */
  public boolean complete() {
    return unreadable.isEmpty();
  }
}
