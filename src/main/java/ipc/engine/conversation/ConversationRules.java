package ipc.engine.conversation;

import java.time.Duration;
import java.util.Optional;

/**
 * What bounds a conversation.
 *
 * @param directions which way bytes go
 * @param idle how long nothing may be moved
 * @param linger how long one direction may go on after the other has ended; where it is empty there
 *     is no limit, unless the command at our end is gone
 * @param grace how long a command may take to end when it is asked to
 */
public record ConversationRules(
    Directions directions, Optional<Duration> idle, Optional<Duration> linger, Duration grace) {

  /** Which way bytes go. */
  public enum Directions {
    /** Both ways. */
    BOTH,
    /** From near to far alone; what comes back is read and forgotten. */
    SEND_ONLY,
    /** From far to near alone. */
    RECEIVE_ONLY
  }
}
