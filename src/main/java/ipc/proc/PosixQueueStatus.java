package ipc.proc;

import java.util.OptionalLong;

/**
 * What a file of the mqueue file system tells about its queue; the number of messages is not there
 * and needs mq_getattr(3).
 *
 * @param queuedBytes the bodies of all messages in the queue
 * @param notifyPid who asked to be told of the next message; empty for nobody
 * @param notifyMethod how it is told: the kernel's SIGEV number (0 by signal, 1 not at all, 2 by a
 *     thread); without meaning when nobody asked
 * @param notifySignal the signal, for method 0
 */
public record PosixQueueStatus(
    long queuedBytes, OptionalLong notifyPid, int notifyMethod, int notifySignal) {
  /**
   * Parses the text of {@code /dev/mqueue/NAME}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man7/mq_overview.7.html">mq_overview(7)</a>
   */
  public static Parsed<PosixQueueStatus> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no line");
    }
    long queuedBytes = field(line, "QSIZE:");
    long method = field(line, "NOTIFY:");
    long signal = field(line, "SIGNO:");
    long pid = field(line, "NOTIFY_PID:");
    if (line.failed() || method != (int) method || signal != (int) signal) {
      return Parsed.malformed(1, "not the state of a queue");
    }
    return Parsed.of(
        new PosixQueueStatus(
            queuedBytes,
            pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid),
            (int) method,
            (int) signal));
  }

  private static long field(TextScanner line, String name) {
    line.skipBlanks();
    if (!line.passes(name)) {
      line.fail();
    }
    line.skipBlanks();
    return line.decimal();
  }
}
