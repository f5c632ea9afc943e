package ipc.proc;

import java.util.List;
import java.util.Optional;

/**
 * The system call that a thread sleeps in, as {@code /proc/PID/task/TID/syscall} tells it.
 *
 * @param number as this machine's architecture counts; -1 for a thread that sleeps in the kernel
 *     outside of any call
 * @param firstArgument the first argument, 0 for number -1
 */
public record SystemCall(long number, long firstArgument) {
  private static final String RUNNING = "running";

  /**
   * Parses the whole file.
   *
   * @return no value and nothing malformed for a thread that is running
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_pid_syscall.5.html">proc_pid_syscall(5)</a>
   */
  public static Parsed<SystemCall> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no line");
    }
    if (line.passes(RUNNING)) {
      return new Parsed<>(List.of(), List.of());
    }
    long number = line.decimal();
    if (number < 0) {
      return line.failed() ? Parsed.malformed(1, "no number") : Parsed.of(new SystemCall(-1, 0));
    }
    line.skipBlanks();
    if (!line.passes("0x")) {
      line.fail();
    }
    long first = line.unsigned(16);
    return line.failed()
        ? Parsed.malformed(1, "not a call and its arguments")
        : Parsed.of(new SystemCall(number, first));
  }

  /** The System V object that the call waits for; empty for any other call. */
  public Optional<Sleep> sleep() {
    for (SleepingCall call : SleepingCall.values()) {
      if (call.number() == number) {
        // The kernel takes an int and ignores what stands in the register's upper half.
        return Optional.of(new Sleep(call, (int) firstArgument));
      }
    }
    return Optional.empty();
  }

  /**
   * A thread's sleep on a System V object.
   *
   * @param call what it sleeps in
   * @param id the object's id
   */
  public record Sleep(SleepingCall call, int id) {}
}
