package ipc.proc;

import ipc.model.ByteText;

/**
 * What {@code /proc/PID/stat} tells to everyone.
 *
 * @param pid the process
 * @param command its name: at most 15 bytes, 63 for a kernel thread, any bytes but NUL
 * @param state the kernel's letter: {@code R} running, {@code S} asleep, {@code D} asleep and not
 *     to be woken by signals, {@code Z} ended and not yet waited for, {@code T} stopped …
 * @param parentPid 0 where the parent is outside of our pid namespace
 * @param kernelThread a thread of the kernel: no address space, no descriptors
 * @param threads how many threads it has
 * @param startTicks when it started, in clock ticks since boot; with the pid it names the process
 *     for good
 */
public record ProcessStat(
    long pid,
    String command,
    char state,
    long parentPid,
    boolean kernelThread,
    long threads,
    long startTicks) {
  // include/linux/sched.h, shown in field 9.
  private static final long PF_KTHREAD = 0x0020_0000;

  /**
   * Parses the whole of {@code /proc/PID/stat}.
   *
   * <p>The command may hold blanks, parentheses and newlines; but only numbers follow it, so it
   * ends with the last parenthesis of the text.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
   */
  public static Parsed<ProcessStat> parse(byte[] text) {
    int open = indexOf(text, '(');
    int close = lastIndexOf(text, ')');
    if (open < 0 || close < open) {
      return Parsed.malformed(1, "no command in parentheses");
    }
    TextScanner before = new TextScanner(text, 0, open);
    TextScanner after = new TextScanner(text, close + 1, text.length);
    if (!before.nextLine() || !after.nextLine()) {
      return Parsed.malformed(1, "no numbers around the command");
    }
    long pid = before.decimal();
    after.skipBlanks();
    char state = (char) after.octet();
    long parentPid = number(after);
    skip(after, 4); // pgrp session tty_nr tpgid
    long flags = number(after);
    skip(after, 10); // minflt cminflt majflt cmajflt utime stime cutime cstime priority nice
    long threads = number(after);
    skip(after, 1); // itrealvalue
    long startTicks = number(after);
    if (before.failed() || after.failed() || state < 'A' || state > 'z') {
      return Parsed.malformed(1, "not the fields of a process");
    }
    return Parsed.of(
        new ProcessStat(
            pid,
            ByteText.decode(text, open + 1, close),
            state,
            parentPid,
            (flags & PF_KTHREAD) != 0,
            threads,
            startTicks));
  }

  /** Tells whether the process, or at least its first thread, has ended already. */
  public boolean ended() {
    return state == 'Z' || state == 'X';
  }

  private static long number(TextScanner fields) {
    fields.skipBlanks();
    return fields.decimal();
  }

  private static void skip(TextScanner fields, int count) {
    for (int i = 0; i < count; i++) {
      fields.skipBlanks();
      fields.skipWord();
    }
  }

  private static int indexOf(byte[] text, char wanted) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] text, char wanted) {
    for (int i = text.length - 1; i >= 0; i--) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
