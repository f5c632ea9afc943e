package ipc.render;

import ipc.model.Timestamp;
import ipc.model.ValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Points in time as RFC 3339 writes them, in UTC. */
final class Rfc3339 {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant AFTER_LAST = Instant.ofEpochSecond(253_402_300_800L);

  private Rfc3339() {}

  /** The text; before 1970 and after 9999, which a file can claim, in the longer form of ISO. */
  static String of(Instant time) {
    boolean usual = !time.isBefore(FIRST) && time.isBefore(AFTER_LAST);
    return usual
        ? new Timestamp(time.getEpochSecond(), time.getNano()).toString()
        : time.toString();
  }

  /** Whether a text means to be a date or a time, and not an age. */
  static boolean isMeant(String text) {
    return text.length() > 4 && text.charAt(4) == '-';
  }

  /**
   * Reads a time with its offset, or a date, which is its first moment in UTC.
   *
   * @throws ValueException if it is neither
   */
  static Instant parse(String text) {
    try {
      return text.length() == "2026-11-20".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ValueException(
          "time", text, "not a time of RFC 3339", "2026-11-20", "2026-11-20T03:42:07Z", "1h (ago)");
    }
  }
}
