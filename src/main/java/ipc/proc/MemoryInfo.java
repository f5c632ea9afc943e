package ipc.proc;

import ipc.model.ByteText;
import java.util.OptionalLong;

/**
 * What {@code /proc/meminfo} tells of the room there is.
 *
 * @param availableBytes what new work can have without swapping
 * @param freeSwapBytes what can still be swapped out
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html">proc_meminfo(5)</a>
 */
public record MemoryInfo(OptionalLong availableBytes, OptionalLong freeSwapBytes) {
  private static final long KIB = 1024;

  /** Parses the file; what is missing or no number is empty. */
  public static MemoryInfo parse(byte[] text) {
    OptionalLong available = OptionalLong.empty();
    OptionalLong swap = OptionalLong.empty();
    for (String line : ByteText.decode(text).split("\n")) {
      if (line.startsWith("MemAvailable:")) {
        available = kibibytes(line);
      } else if (line.startsWith("SwapFree:")) {
        swap = kibibytes(line);
      }
    }
    return new MemoryInfo(available, swap);
  }

  /** {@code MemAvailable: 24000000 kB}. */
  private static OptionalLong kibibytes(String line) {
    String number = line.substring(line.indexOf(':') + 1).replace("kB", "").strip();
    return number.matches("\\d{1,15}")
        ? OptionalLong.of(Long.parseLong(number) * KIB)
        : OptionalLong.empty();
  }
}
