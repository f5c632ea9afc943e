package ipc.engine.mailbox;

/**
 * A message that was received and not settled yet.
 *
 * @param token names this delivery of it
 * @param sequence its number in the mailbox, rising in the order of sending
 * @param body its bytes
 * @param type as its sender gave it
 * @param priority as its sender gave it
 * @param deliveries how many times it was delivered, this time included
 * @param senderPid what the sender says of itself
 * @param senderUid what the sender says of itself
 * @param sentAtNanos when it was sent, nanoseconds since the epoch
 * @param fence rises with each lease of the mailbox; 0 without one
 */
public record Delivery(
    Token token,
    long sequence,
    byte[] body,
    long type,
    int priority,
    int deliveries,
    int senderPid,
    int senderUid,
    long sentAtNanos,
    long fence) {}
