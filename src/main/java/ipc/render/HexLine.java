package ipc.render;

/** A line of the canonical form of hexdump(1): the offset, sixteen bytes, the printable ones. */
public final class HexLine {
  /** How many bytes a line shows. */
  public static final int MOST_BYTES = 16;

  private static final String DIGITS = "0123456789abcdef";
  private static final int OFFSET_DIGITS = 8;

  private HexLine() {}

  /**
   * Adds a line, with its end.
   *
   * @param offset of the first byte
   * @param count at most {@link #MOST_BYTES}
   */
  public static void append(StringBuilder text, long offset, byte[] bytes, int start, int count) {
    offset(text, offset);
    text.append("  ");
    for (int i = 0; i < MOST_BYTES; i++) {
      if (i == MOST_BYTES / 2) {
        text.append(' ');
      }
      if (i < count) {
        digit(text, bytes[start + i] >> 4);
        digit(text, bytes[start + i]);
        text.append(' ');
      } else {
        text.append("   ");
      }
    }
    text.append(" |");
    for (int i = start; i < start + count; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
    }
    text.append("|\n");
  }

  private static void digit(StringBuilder text, int value) {
    text.append(DIGITS.charAt(value & 0xF));
  }

  /** Adds an offset alone. */
  public static void offset(StringBuilder text, long value) {
    String digits = Long.toHexString(value);
    text.append("0".repeat(Math.max(0, OFFSET_DIGITS - digits.length()))).append(digits);
  }
}
