package ipc.engine;

/**
 * How far a scan saw in its search for the users of an object.
 *
 * @param looked the processes that were looked into, or should have been
 * @param unread how many of them could not be
 * @param hidden whether {@code /proc} hides processes of other users, which then nobody counts
 */
public record Coverage(int looked, int unread, boolean hidden) {

  /** Whether no user can have been missed. */
  public boolean isComplete() {
    return unread == 0 && !hidden;
  }
}
