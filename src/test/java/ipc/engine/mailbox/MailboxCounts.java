package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.sys.ForeignDoor;
import ipc.sys.Kernel;
import java.util.List;

/**
 * What a mailbox counts beyond what {@code stat} shows, for tests outside of the engine.
 *
 * @param lost messages lost with receivers that had taken them
 * @param findings what of its lists and counts does not agree
 */
public record MailboxCounts(long lost, List<String> findings) {
  /** Where the word of the lock lies in the file: 0 while nobody has it. */
  public static final long LOCK_AT = Layout.LOCK_AT;

  /** The counts of the mailbox at a path. */
  public static MailboxCounts of(String path) {
    Kernel kernel = new Kernel(new ForeignDoor());
    Engine engine = new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() / 1000);
    long lost;
    try (MailboxFile file = MailboxFile.open(engine, path, path);
        Memory memory =
            Memory.map(kernel, file.probe(), file.layout().lengthBytes(), CrashPoint.never())) {
      lost = memory.getLong(Layout.COUNTERS_AT + (long) Counter.LOST.ordinal() * Long.BYTES);
    }
    try (Mailbox mailbox =
        MailboxFile.open(engine, path, path).attach(engine, CrashPoint.never())) {
      return new MailboxCounts(lost, mailbox.check());
    }
  }
}
