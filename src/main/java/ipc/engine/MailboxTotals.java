package ipc.engine;

/**
 * What became of the messages of a mailbox since it was made. Each message that was sent waits, is
 * held, or is dead; or it is in one of {@code taken}, {@code acknowledged}, {@code purged}, {@code
 * lost} and {@code torn}.
 *
 * @param sent how many were sent
 * @param taken how many were taken at most once, and written out
 * @param acknowledged how many were leased, and acknowledged
 * @param givenBack how often one was given back by who had leased it
 * @param redelivered how many deliveries were not the first of their message
 * @param expired how many leases ended because their time was over
 * @param buried how many went to the dead letters
 * @param purged how many were removed by a purge
 * @param lost how many were taken at most once by who then died, as far as that was noticed
 * @param torn how many were found damaged after a start of the machine, and dropped
 */
public record MailboxTotals(
    long sent,
    long taken,
    long acknowledged,
    long givenBack,
    long redelivered,
    long expired,
    long buried,
    long purged,
    long lost,
    long torn) {}
