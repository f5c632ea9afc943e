package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.nio.charset.StandardCharsets;

/**
 * Names one start of the machine: {@code /proc/sys/kernel/random/boot_id}.
 *
 * @param high the first 16 of its hexadecimal digits
 * @param low the last 16
 */
record BootId(long high, long low) {
  private static final String PATH = "/proc/sys/kernel/random/boot_id";
  private static final int HEX = 16;

  /** The one that runs. */
  static BootId current(Kernel kernel) {
    try (Descriptor file = Descriptor.open(kernel, PATH, FileCalls.O_RDONLY, 0, PATH)) {
      String digits =
          new String(file.readAll(), StandardCharsets.US_ASCII).strip().replace("-", "");
      return new BootId(
          Long.parseUnsignedLong(digits.substring(0, HEX), HEX),
          Long.parseUnsignedLong(digits.substring(HEX), HEX));
    }
  }
}
