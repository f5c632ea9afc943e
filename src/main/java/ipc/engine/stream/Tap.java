package ipc.engine.stream;

/** Sees what goes one way, once it was written to the other side. */
public interface Tap {
  /** Takes a copy of some bytes; what it cannot keep at once it keeps in memory. */
  void pass(byte[] bytes, int offset, int count);

  /** Takes a copy of a whole message. */
  default void passMessage(byte[] message) {
    pass(message, 0, message.length);
  }

  /** All of them have passed: the source came to its end. */
  void end();

  /**
   * Goes on keeping what it holds in memory, without waiting.
   *
   * @return whether nothing is held any more; until then no more bytes go this way
   */
  boolean catchUp();
}
