package ipc.engine;

/** Is told how far a transfer is, from time to time. */
@FunctionalInterface
public interface Progress {
  /**
   * A round is done.
   *
   * @param doneBytes so far
   */
  void moved(long doneBytes);
}
