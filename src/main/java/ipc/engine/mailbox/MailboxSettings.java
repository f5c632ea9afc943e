package ipc.engine.mailbox;

import java.util.Optional;

/**
 * What the environment says of mailboxes; it is read by who starts us.
 *
 * @param ipcHome the directory that holds all of them, instead of the usual two
 * @param stateHome the directory above the one for mailboxes that outlive a restart
 * @param home the user's home, for where that is not given
 * @param crashPoint where this process is to end, in tests
 */
public record MailboxSettings(
    Optional<String> ipcHome,
    Optional<String> stateHome,
    Optional<String> home,
    CrashPoint crashPoint) {

  /** All mailboxes in one directory. */
  public static MailboxSettings in(String directory) {
    return new MailboxSettings(
        Optional.of(directory), Optional.empty(), Optional.empty(), CrashPoint.never());
  }
}
