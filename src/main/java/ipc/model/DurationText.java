package ipc.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.OptionalLong;

/** The text of a time span, as an option takes it and as a table shows it. */
public final class DurationText {
  private static final String KIND = "duration";
  private static final long SECOND = 1_000_000_000L;

  private DurationText() {}

  /**
   * Reads {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1.5h}; a bare number is seconds. Units ns,
   * us, ms, s, m, h, d, in lower case.
   *
   * @throws ValueException if it is anything else, negative, finer than a nanosecond or longer than
   *     a {@link Duration} can be
   */
  public static Duration parse(String text) {
    if (text.startsWith("-")) {
      throw refusal(text, "a duration is never negative");
    }
    int end = WholeNumber.digitsEnd(text, 0, 10);
    if (end == 0) {
      throw refusal(text, "it does not begin with a number");
    }
    if (end < text.length() && text.charAt(end) == '.') {
      return fraction(text, end);
    }
    long unit = unitNanos(text, end);
    OptionalLong number = WholeNumber.parse(text.substring(0, end), 10, Long.MAX_VALUE);
    if (number.isEmpty()) {
      throw tooLong(text);
    }
    try {
      return unit < SECOND
          ? ofSubseconds(number.getAsLong(), SECOND / unit, unit)
          : Duration.ofSeconds(Math.multiplyExact(number.getAsLong(), unit / SECOND));
    } catch (ArithmeticException overflow) {
      throw tooLong(text);
    }
  }

  /**
   * Returns the span in its largest unit of which there is a whole one, rounded down: {@code 0s},
   * {@code 250ms}, {@code 3s}, {@code 5m}, {@code 2h}, {@code 4d}. Made for ages: it loses the
   * rest.
   */
  public static String human(Duration duration) {
    if (duration.isNegative()) {
      // The most negative span has no positive counterpart; its age in days does not care.
      Duration positive =
          duration.getSeconds() == Long.MIN_VALUE
              ? Duration.ofSeconds(Long.MAX_VALUE)
              : duration.negated();
      return "-" + human(positive);
    }
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    if (seconds == 0 && nanos > 0) {
      return nanos < 1000
          ? nanos + "ns"
          : nanos < 1_000_000 ? nanos / 1000 + "us" : nanos / 1_000_000 + "ms";
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  private static Duration ofSubseconds(long number, long perSecond, long unitNanos) {
    return Duration.ofSeconds(number / perSecond, number % perSecond * unitNanos);
  }

  private static Duration fraction(String text, int point) {
    int end = WholeNumber.digitsEnd(text, point + 1, 10);
    if (end == point + 1) {
      throw refusal(text, "no digit follows the point");
    }
    BigDecimal nanos =
        new BigDecimal(text.substring(0, end))
            .multiply(BigDecimal.valueOf(unitNanos(text, end)))
            .stripTrailingZeros();
    if (nanos.scale() > 0) {
      throw refusal(text, "it is finer than a nanosecond");
    }
    BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(BigInteger.valueOf(SECOND));
    if (parts[0].bitLength() > 63) {
      throw tooLong(text);
    }
    return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
  }

  private static long unitNanos(String text, int from) {
    String unit = text.substring(from);
    return switch (unit) {
      case "ns" -> 1;
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "", "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3600 * SECOND;
      case "d" -> 86_400 * SECOND;
      default -> throw refusal(text, "no unit " + ByteText.quote(unit));
    };
  }

  private static ValueException tooLong(String text) {
    return refusal(text, "more than 2^63 - 1 seconds");
  }

  private static ValueException refusal(String text, String reason) {
    return new ValueException(
        KIND, text, reason, "250ms", "2s", "5m", "1.5h", "2 = 2s", "units ns us ms s m h d");
  }
}
