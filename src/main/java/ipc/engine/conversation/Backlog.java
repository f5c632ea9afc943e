package ipc.engine.conversation;

import java.util.ArrayDeque;

/** Pieces that wait to be written to one reader, in order; several backlogs share the pieces. */
final class Backlog {
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
  private int done; // bytes of the first piece that were written
  private long bytes;

  void add(byte[] piece) {
    pieces.add(piece);
    bytes += piece.length;
  }

  /** How many bytes wait. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  byte[] first() {
    return pieces.element();
  }

  /** Where in the first piece to go on. */
  int offset() {
    return done;
  }

  /** So many more bytes of the first piece were written. */
  void written(int count) {
    done += count;
    bytes -= count;
    if (done == pieces.element().length) {
      pieces.remove();
      done = 0;
    }
  }
}
