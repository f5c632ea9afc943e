package ipc.model;

/** How many there are of something, in words: one is told as one. */
public final class Quantity {
  private Quantity() {}

  /** Returns {@code 1 message}, {@code 2 messages}, {@code 0 messages}. */
  public static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Returns {@code 1 byte}, {@code 2 bytes}, {@code 0 bytes}. */
  public static String bytes(long count) {
    return of(count, "byte", "bytes");
  }

  /** Returns {@code 1 message}, {@code 2 messages}, {@code 0 messages}. */
  public static String messages(long count) {
    return of(count, "message", "messages");
  }
}
