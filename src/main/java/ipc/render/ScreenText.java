package ipc.render;

import ipc.model.ByteText;
import ipc.model.DurationText;
import ipc.model.Size;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Values for people: sizes and ages in the unit that fits, nothing that commands a terminal. */
final class ScreenText {
  private static final String UNKNOWN = "-";
  private static final String NONE = "none";
  private static final int BITS_OF_EXBI = 60;

  private ScreenText() {}

  /** A cell of a listing: a point in time is its age, records are their number. */
  static String inList(Kind kind, Object value, Instant now) {
    if (value == null) {
      return UNKNOWN;
    }
    return switch (kind) {
      case TEXT, ADDRESS -> ByteText.printable((String) value);
      case COUNT, ID -> value.toString();
      case SIZE -> size(value);
      case MODE -> PlainText.octal(value);
      case TIME -> age((Instant) value, now);
      case DURATION -> DurationText.human((Duration) value);
      case FLAG -> (Boolean) value ? "yes" : "no";
      case PERCENT -> value + "%";
      case LIST -> joined((List<?>) value, ",");
      case RECORDS -> Long.toString(((Rows<?>) value).count());
    };
  }

  /** A cell of a stream: as in a listing, but a point in time as it is, for its age would be 0. */
  static String inStream(Kind kind, Object value, Instant now) {
    return kind == Kind.TIME && value != null
        ? Rfc3339.of((Instant) value)
        : inList(kind, value, now);
  }

  /** The line of a single record: what is rounded in a listing is exact here too. */
  static String inDetail(Kind kind, Object value, Instant now) {
    if (value == null) {
      return UNKNOWN;
    }
    String cell = inList(kind, value, now);
    return switch (kind) {
      case SIZE -> isRounded(value) ? cell + " (" + value + ")" : cell;
      case DURATION -> exactly(cell, PlainText.seconds((Duration) value) + "s");
      case TIME -> Rfc3339.of((Instant) value) + " (" + cell + ")";
      case LIST -> ((List<?>) value).isEmpty() ? NONE : joined((List<?>) value, ", ");
      case RECORDS -> ((Rows<?>) value).count() == 0 ? NONE : cell;
      case TEXT, ADDRESS, COUNT, MODE, ID, FLAG, PERCENT -> cell;
    };
  }

  private static String size(Object bytes) {
    return bytes instanceof BigInteger wide
        // Beyond 8 EiB there is only what the kernel calls no limit.
        ? wide.shiftRight(BITS_OF_EXBI) + "E"
        : new Size((Long) bytes).human();
  }

  private static String exactly(String cell, String seconds) {
    return cell.equals(seconds) ? cell : cell + " (" + seconds + ")";
  }

  private static boolean isRounded(Object bytes) {
    return bytes instanceof BigInteger || (Long) bytes >= 1024;
  }

  private static String age(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    return age.isNegative()
        ? "in " + DurationText.human(age.negated())
        : DurationText.human(age) + " ago";
  }

  private static String joined(List<?> texts, String separator) {
    return texts.stream()
        .map(text -> ByteText.printable((String) text))
        .collect(Collectors.joining(separator));
  }
}
