package ipc.render;

import ipc.model.DurationText;
import ipc.model.Permissions;
import ipc.model.Size;
import ipc.model.Timestamp;
import ipc.model.ValueException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a column's values are: it decides how each layout writes them, how they are ordered, what
 * {@code --where} compares them with, and the unit at the end of the column's name in JSON.
 */
public enum Kind {
  /** A text of the user's or the kernel's, of any bytes. */
  TEXT(""),
  /** The canonical text of an address; a table shortens it last. */
  ADDRESS(""),
  /** How many; a whole number. */
  COUNT(""),
  /** How many bytes. */
  SIZE("Bytes"),
  /** Permission bits, written in octal by every layout. */
  MODE(""),
  /** A point in time. */
  TIME(""),
  /** A span of time, an age or a limit. */
  DURATION("Seconds"),
  /** A number that names something: a process, a user, a message. */
  ID(""),
  /** Yes or no. */
  FLAG(""),
  /** A part of a whole, in whole percents. */
  PERCENT("Percent"),
  /** Texts in an order of their own. */
  LIST(""),
  /** Records of another type; ordered and compared by how many there are. */
  RECORDS("");

  // A file can claim any second; what an Instant cannot hold is as good as its first or last.
  private static final long FIRST_SECOND = Instant.MIN.getEpochSecond();
  private static final long LAST_SECOND = Instant.MAX.getEpochSecond();
  private static final Permissions NO_PERMISSIONS = new Permissions(0);

  private final String unit;

  Kind(String unit) {
    this.unit = unit;
  }

  /** The unit that ends the names of such columns in JSON, or the empty text. */
  String unit() {
    return unit;
  }

  /** Whether its texts can be cut where a line is too narrow; a cut number would be another. */
  boolean canBeShortened() {
    return switch (this) {
      case TEXT, ADDRESS, LIST -> true;
      case COUNT, SIZE, MODE, TIME, DURATION, ID, FLAG, PERCENT, RECORDS -> false;
    };
  }

  /** Whether a table sets it against the right edge of its column, so that digits line up. */
  boolean alignsRight() {
    return switch (this) {
      case COUNT, SIZE, TIME, DURATION, ID, PERCENT, RECORDS -> true;
      case TEXT, ADDRESS, MODE, FLAG, LIST -> false;
    };
  }

  /**
   * Brings what a column's function returned into the one form that the layouts know: String, Long
   * or BigInteger, Instant, Duration, Boolean, a List of String, or {@link Rows}.
   *
   * @return null if it is unknown
   */
  Object normalize(Object raw) {
    Object value = unwrap(raw);
    if (value == null) {
      return null;
    }
    switch (this) {
      case TEXT, ADDRESS -> {
        if (value instanceof String) {
          return value;
        }
      }
      case COUNT, SIZE, MODE, ID, PERCENT -> {
        if (value instanceof Long || value instanceof BigInteger) {
          return value;
        }
        if (value instanceof Integer number) {
          return (long) number;
        }
      }
      case TIME -> {
        if (value instanceof Instant) {
          return value;
        }
        if (value instanceof Long seconds) {
          return Instant.ofEpochSecond(Math.clamp(seconds, FIRST_SECOND, LAST_SECOND));
        }
        if (value instanceof Timestamp time) {
          return Instant.ofEpochSecond(time.epochSeconds(), time.nanos());
        }
      }
      case DURATION -> {
        if (value instanceof Duration) {
          return value;
        }
        if (value instanceof Long seconds) {
          return Duration.ofSeconds(seconds);
        }
      }
      case FLAG -> {
        if (value instanceof Boolean) {
          return value;
        }
      }
      case LIST -> {
        if (value instanceof List<?>) {
          return value;
        }
      }
      case RECORDS -> {
        if (value instanceof Rows<?>) {
          return value;
        }
      }
    }
    throw new IllegalStateException(name() + " cannot hold a " + value.getClass().getName());
  }

  /**
   * Orders two known values of this kind.
   *
   * @return negative, zero or positive, as {@link java.util.Comparator} has it
   */
  int compare(Object a, Object b) {
    return switch (this) {
      case TEXT, ADDRESS -> ((String) a).compareTo((String) b);
      case COUNT, SIZE, MODE, ID, PERCENT -> compareNumbers(a, b);
      case TIME -> ((Instant) a).compareTo((Instant) b);
      case DURATION -> ((Duration) a).compareTo((Duration) b);
      case FLAG -> Boolean.compare((Boolean) a, (Boolean) b);
      case LIST -> compareLists((List<?>) a, (List<?>) b);
      case RECORDS -> Long.compare(((Rows<?>) a).count(), ((Rows<?>) b).count());
    };
  }

  /**
   * Reads what a value of this kind is compared with.
   *
   * @return as {@link #normalize} has it; for RECORDS a Long, their count; for TIME an Instant, or
   *     a Duration, which is an age
   * @throws ValueException if the text cannot be read so
   */
  Object operand(String text) {
    return switch (this) {
      case TEXT, ADDRESS, LIST -> text;
      case COUNT, ID, RECORDS -> wholeNumber(text, text);
      case PERCENT ->
          wholeNumber(text, text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
      case SIZE -> Size.parse(text).bytes();
      case MODE -> (long) Permissions.parse(text, NO_PERMISSIONS).bits();
      case TIME -> Rfc3339.isMeant(text) ? Rfc3339.parse(text) : DurationText.parse(text);
      case DURATION -> DurationText.parse(text);
      case FLAG -> flag(text);
    };
  }

  private static Object unwrap(Object raw) {
    if (raw instanceof OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }
    if (raw instanceof OptionalInt number) {
      return number.isPresent() ? (long) number.getAsInt() : null;
    }
    if (raw instanceof Optional<?> value) {
      return value.orElse(null);
    }
    return raw;
  }

  private static int compareNumbers(Object a, Object b) {
    if (a instanceof Long first && b instanceof Long second) {
      return Long.compare(first, second);
    }
    return wide(a).compareTo(wide(b));
  }

  private static BigInteger wide(Object number) {
    return number instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) number);
  }

  private static int compareLists(List<?> a, List<?> b) {
    int shared = Math.min(a.size(), b.size());
    for (int i = 0; i < shared; i++) {
      int order = ((String) a.get(i)).compareTo((String) b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static Object wholeNumber(String text, String digits) {
    try {
      BigInteger number = new BigInteger(digits);
      return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    } catch (NumberFormatException e) {
      throw new ValueException("number", text, "not a whole number", "12");
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default ->
          throw new ValueException(
              "flag", text, "neither yes nor no", "yes", "no", "true", "false");
    };
  }
}
