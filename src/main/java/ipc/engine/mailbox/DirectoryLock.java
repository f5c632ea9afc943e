package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.Errno;
import java.time.Duration;

/**
 * The lock on a directory under which names in it change: flock(2), for an open file description
 * lock wants a file that is open for writing, and a directory never is.
 */
final class DirectoryLock {
  private static final Duration SLICE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DirectoryLock() {}

  /**
   * Takes the lock; closing the directory, or our end, gives it back.
   *
   * @throws IpcException.LimitReached if somebody else keeps it for ten seconds
   */
  static void take(Engine engine, Descriptor directory, SignalWatch signals) {
    Deadline until = engine.within(PATIENCE);
    while (true) {
      int result = engine.kernel().locks().lockWhole(directory.number());
      if (result == 0) {
        return;
      }
      if (Errno.ofResult(result) != Errno.EAGAIN) {
        throw Failures.of("lock", directory.name(), result);
      }
      if (until.expired()) {
        throw new IpcException.LimitReached(
            "cannot change names in '" + directory.name() + "': another process is at it",
            "'fuser -v " + directory.name() + "' shows who has it open");
      }
      signals.pause(SLICE, until);
    }
  }
}
