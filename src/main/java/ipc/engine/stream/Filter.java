package ipc.engine.stream;

/** Changes bytes that pass, piece by piece; what it makes of them does not depend on the pieces. */
public interface Filter {
  /** How many bytes can come of so many: of a piece, with what was kept back of the one before. */
  int mostBytes(int count);

  /**
   * Changes a piece.
   *
   * @param into receives the result from its beginning
   * @return how many bytes that are
   */
  int change(byte[] from, int count, byte[] into);

  /** Gives out what was kept back, as nothing more will come. */
  int finish(byte[] into);
}
