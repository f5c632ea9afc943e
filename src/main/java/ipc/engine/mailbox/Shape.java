package ipc.engine.mailbox;

import ipc.model.Permissions;
import java.time.Duration;

/**
 * What a new mailbox is to be like.
 *
 * @param messages how many fit, at least 1
 * @param bytes how many bytes of bodies fit, at least 1
 * @param maxDeliveries how often a message is delivered before it goes to the dead letters, 1 to
 *     255
 * @param backoff how long a message stays away when it is first given back, twice as long each time
 *     after; zero: not at all
 * @param mode permissions of its file
 */
public record Shape(
    int messages, long bytes, int maxDeliveries, Duration backoff, Permissions mode) {
  /** 4,096 messages and 4 MiB, five deliveries, for its owner alone. */
  public static final Shape DEFAULT =
      new Shape(4096, 4L << 20, 5, Duration.ZERO, new Permissions(0600));

  /** The longest {@link #backoff}. */
  public static final Duration LONGEST_BACKOFF = Duration.ofDays(1);

  /** The most bytes of bodies that fit into any mailbox. */
  public static final long MOST_BYTES = 1L << 38;

  static final int PARTICIPANTS = 64;

  /** A shape without back-off. */
  public Shape(int messages, long bytes, int maxDeliveries, Permissions mode) {
    this(messages, bytes, maxDeliveries, Duration.ZERO, mode);
  }

  Layout layout() {
    // Bodies share blocks: the last block of each is filled by half on average.
    return new Layout(PARTICIPANTS, messages, Layout.blocksFor(bytes + Layout.BLOCK_BYTES));
  }
}
