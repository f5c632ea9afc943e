package ipc.engine.socket;

import java.time.Duration;
import java.util.Optional;

/**
 * How long and how often a connection is tried.
 *
 * @param timeout how long all attempts may take together
 * @param attemptTimeout how long one attempt may take
 * @param retries how many times it is tried again after a failure, 0 to 2^31 - 1
 */
public record DialRules(
    Optional<Duration> timeout, Optional<Duration> attemptTimeout, int retries) {}
