package ipc.engine.mailbox;

import ipc.engine.ObjectStatus.Persistence;
import ipc.model.Address;
import java.time.Duration;

/**
 * A mailbox that was made, or found as it was wanted.
 *
 * @param address names it
 * @param messages how many fit
 * @param bytes how many bytes of bodies fit
 * @param maxDeliveries how often a message is delivered before it goes to the dead letters
 * @param backoff how long a message stays away when it is first given back
 * @param persistence what it outlives
 * @param isNew whether it was made now
 */
public record MailboxCreated(
    Address address,
    long messages,
    long bytes,
    int maxDeliveries,
    Duration backoff,
    Persistence persistence,
    boolean isNew) {}
