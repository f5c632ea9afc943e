package ipc.proc;

/**
 * The limits on System V semaphores, the four numbers of {@code /proc/sys/kernel/sem}.
 *
 * @param perArray semaphores in one array (SEMMSL)
 * @param total semaphores in all arrays (SEMMNS)
 * @param operations operations in one semop(2) (SEMOPM)
 * @param arrays arrays (SEMMNI)
 */
public record SemaphoreLimits(long perArray, long total, long operations, long arrays) {
  /**
   * Parses the whole file, with its newline: what breaks off may have lost digits.
   *
   * @see <a
   *     href="https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html">proc_sys_kernel(5)</a>
   */
  public static Parsed<SemaphoreLimits> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no numbers");
    }
    long[] limits = new long[4];
    for (int i = 0; i < limits.length; i++) {
      line.skipBlanks();
      limits[i] = line.decimal();
    }
    if (line.failed() || !line.onlyBlanksLeft() || !line.endsWithNewline()) {
      return Parsed.malformed(1, "not four numbers");
    }
    return Parsed.of(new SemaphoreLimits(limits[0], limits[1], limits[2], limits[3]));
  }
}
