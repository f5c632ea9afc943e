package ipc.model;

/**
 * A moment of the wall clock.
 *
 * @param epochSeconds seconds since 1970 without leap seconds, to the end of the year 9999
 * @param nanos 0 to 999,999,999
 */
public record Timestamp(long epochSeconds, int nanos) {
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  /** Checks the ranges. */
  public Timestamp {
    if (epochSeconds < 0 || epochSeconds > LAST_SECOND) {
      throw refusal(epochSeconds, "only the years 1970 to 9999 have a text");
    }
    if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw refusal(nanos, "nanoseconds are 0 to 999999999");
    }
  }

  /**
   * Returns the moment in UTC as RFC 3339 writes it, such as {@code 2026-11-20T03:42:07Z}; three,
   * six or nine decimals of the second where it is not whole.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339, 5.6</a>
   */
  @Override
  public String toString() {
    long day = epochSeconds / SECONDS_PER_DAY;
    int second = (int) (epochSeconds % SECONDS_PER_DAY);
    StringBuilder text = new StringBuilder(30);
    appendDate(text, day);
    text.append('T');
    appendDigits(text, second / 3600, 2);
    text.append(':');
    appendDigits(text, second / 60 % 60, 2);
    text.append(':');
    appendDigits(text, second % 60, 2);
    appendFraction(text);
    return text.append('Z').toString();
  }

  /**
   * Counts in years that begin in March, so that the leap day is the last, and in eras of 400
   * years, which all have 146,097 days; the first of March of the year 0 lies 719,468 days before
   * 1970.
   */
  private static void appendDate(StringBuilder text, long day) {
    long shifted = day + 719_468;
    long era = shifted / 146_097;
    int dayOfEra = (int) (shifted % 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    // From March on, five months have 153 days, again and again.
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
    appendDigits(text, year, 4);
    text.append('-');
    appendDigits(text, month, 2);
    text.append('-');
    appendDigits(text, dayOfMonth, 2);
  }

  private void appendFraction(StringBuilder text) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    if (nanos % 1_000_000 == 0) {
      appendDigits(text, nanos / 1_000_000, 3);
    } else if (nanos % 1000 == 0) {
      appendDigits(text, nanos / 1000, 6);
    } else {
      appendDigits(text, nanos, 9);
    }
  }

  private static void appendDigits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    text.repeat('0', width - digits.length()).append(digits);
  }

  private static ValueException refusal(long number, String reason) {
    return new ValueException("time", Long.toString(number), reason);
  }
}
