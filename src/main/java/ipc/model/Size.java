package ipc.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A number of bytes, with the text that util-linux reads and prints for it.
 *
 * @param bytes 0 to 2^63 - 1
 */
public record Size(long bytes) {
  private static final String KIND = "size";
  private static final String UNITS = "KMGTPE";

  /** Checks the range. */
  public Size {
    if (bytes < 0) {
      throw refusal(Long.toString(bytes), "a size is never negative");
    }
  }

  /**
   * Reads {@code 4096}, {@code 0x1000}, {@code 4K} or {@code 4KiB} (1024 each), {@code 4KB} (1000
   * each), {@code 1.5M}; units K M G T P E, either case. A fraction needs a unit and is rounded
   * down to a whole byte. {@code 512B} is read too, as {@link #human} prints it.
   *
   * <p>util-linux reads a leading zero as octal; that is refused here, so that no script means ten
   * and gets eight.
   *
   * @throws ValueException if it is anything else, or 2^63 bytes or more
   */
  public static Size parse(String text) {
    if (text.startsWith("-")) {
      throw refusal(text, "a size is never negative");
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return hexadecimal(text);
    }
    int whole = WholeNumber.digitsEnd(text, 0, 10);
    if (whole == 0) {
      throw refusal(text, "it does not begin with a number");
    }
    if (whole > 1 && text.charAt(0) == '0') {
      throw refusal(text, "a leading zero would be octal to other tools");
    }
    if (whole < text.length() && text.charAt(whole) == '.') {
      return fraction(text, whole);
    }
    long number =
        WholeNumber.parse(text.substring(0, whole), 10, Long.MAX_VALUE)
            .orElseThrow(() -> tooLarge(text));
    return scaled(text, number, whole);
  }

  /**
   * Returns the size as {@code lsipc} prints it: the largest unit of 1024 that leaves at least one,
   * at most one decimal, rounded to the nearest, such as {@code 512B}, {@code 4K}, {@code 1.5M}.
   */
  public String human() {
    int power = bytes < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    if (power == 0) {
      return bytes + "B";
    }
    int shift = 10 * power;
    long whole = bytes >> shift;
    long rest = bytes & (1L << shift) - 1;
    // Ten times the rest can pass 2^63 at the largest unit: give up low bits, the tenth stays.
    int spare = Math.max(0, shift - 50);
    long tenths = ((rest >> spare) * 10 + (1L << shift - spare - 1)) >> shift - spare;
    if (tenths == 10) {
      whole++;
      tenths = 0;
    }
    return whole + (tenths == 0 ? "" : "." + tenths) + UNITS.charAt(power - 1);
  }

  /** Returns the number of bytes in decimal, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return Long.toString(bytes);
  }

  private static Size hexadecimal(String text) {
    int end = WholeNumber.digitsEnd(text, 2, 16);
    if (end == 2) {
      throw refusal(text, "no digit follows 0x");
    }
    long number =
        WholeNumber.parse(text.substring(2, end), 16, Long.MAX_VALUE)
            .orElseThrow(() -> tooLarge(text));
    return scaled(text, number, end);
  }

  private static Size scaled(String text, long number, int suffixAt) {
    long unit = unit(text, suffixAt);
    if (number > Long.MAX_VALUE / unit) {
      throw tooLarge(text);
    }
    return new Size(number * unit);
  }

  private static Size fraction(String text, int point) {
    int end = WholeNumber.digitsEnd(text, point + 1, 10);
    if (end == point + 1) {
      throw refusal(text, "no digit follows the point");
    }
    long unit = unit(text, end);
    if (unit == 1) {
      throw refusal(text, "a fraction needs a unit");
    }
    BigInteger bytes =
        new BigDecimal(text.substring(0, end))
            .multiply(BigDecimal.valueOf(unit))
            .setScale(0, RoundingMode.DOWN)
            .toBigInteger();
    if (bytes.bitLength() > 63) {
      throw tooLarge(text);
    }
    return new Size(bytes.longValue());
  }

  private static long unit(String text, int suffixAt) {
    String suffix = text.substring(suffixAt);
    if (suffix.isEmpty() || suffix.equalsIgnoreCase("B")) {
      return 1;
    }
    int power = UNITS.indexOf(Character.toUpperCase(suffix.charAt(0))) + 1;
    if (power == 0) {
      throw refusal(text, "no unit " + ByteText.quote(suffix));
    }
    String rest = suffix.substring(1);
    if (rest.isEmpty() || rest.equals("iB") || rest.equals("ib")) {
      return 1L << 10 * power;
    }
    if (rest.equalsIgnoreCase("B")) {
      long unit = 1;
      for (int i = 0; i < power; i++) {
        unit *= 1000;
      }
      return unit;
    }
    throw refusal(text, "no unit " + ByteText.quote(suffix));
  }

  private static ValueException tooLarge(String text) {
    return refusal(text, "more than 2^63 - 1 bytes");
  }

  private static ValueException refusal(String text, String reason) {
    return new ValueException(
        KIND, text, reason, "4096", "4K = 4KiB = 4096", "4KB = 4000", "1.5M", "units K M G T P E");
  }
}
