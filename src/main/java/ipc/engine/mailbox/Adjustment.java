package ipc.engine.mailbox;

import ipc.model.Permissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What is to be changed in a mailbox that is in use; what is not said stays.
 *
 * @param maxDeliveries how often a message is delivered before it goes to the dead letters, 1 to
 *     255
 * @param backoff how long a message stays away when it is first given back, a day at most
 * @param mode the new permissions, from those it has; of a path alone
 */
public record Adjustment(
    OptionalInt maxDeliveries,
    Optional<Duration> backoff,
    Optional<UnaryOperator<Permissions>> mode) {}
