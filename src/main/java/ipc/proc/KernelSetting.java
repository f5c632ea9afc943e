package ipc.proc;

/** A file under {@code /proc/sys} that holds one number. */
public final class KernelSetting {
  private KernelSetting() {}

  /**
   * Parses the whole file. A value that does not fit becomes {@link Long#MAX_VALUE}: the kernel's
   * default for {@code kernel.shmmax} is beyond it, and nothing can reach either.
   *
   * <p>The text must end with its newline: these files give all or nothing after the first read(2),
   * so one that was read in small pieces would pass for a smaller number.
   */
  public static Parsed<Long> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no number");
    }
    line.skipBlanks();
    boolean negative = line.startsAt(line.position(), line.lineTo(), "-");
    long value = negative ? line.decimal() : line.unsigned(10);
    if (line.failed() || !line.onlyBlanksLeft() || !line.endsWithNewline()) {
      return Parsed.malformed(1, "not a number");
    }
    return Parsed.of(!negative && value < 0 ? Long.MAX_VALUE : value);
  }
}
