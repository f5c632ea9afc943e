package ipc.engine.mailbox;

/**
 * A message to send.
 *
 * @param body its bytes
 * @param type for selection, as msgsnd(2); 0 where nobody selects
 * @param priority 0 to 32767, highest first
 */
public record Outgoing(byte[] body, long type, int priority) {
  /** Checks the priority. */
  public Outgoing {
    if (priority < 0 || priority >= Layout.LANES) {
      throw new IllegalArgumentException("a priority is 0 to 32767, not " + priority);
    }
  }
}
