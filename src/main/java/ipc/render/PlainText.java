package ipc.render;

import ipc.model.ByteText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/**
 * The fields of plain lines: exact, in fixed units, never with a tab or a newline in them.
 *
 * <p>Texts are escaped as {@link ByteText#printable} does it, a text that is a hyphen is {@code
 * \x2d}. Addresses are written as they are, unless that would break the line. The texts of a list
 * have a comma between them, and {@code \x2c} for one of their own. Records within a record are
 * their own plain fields with a space between them and a comma between records; what these two are
 * inside a field is {@code \x20} and {@code \x2c}.
 */
final class PlainText {
  /** What stands for an unknown value. */
  static final String UNKNOWN = "-";

  private PlainText() {}

  /**
   * Writes a value.
   *
   * @param value as {@link Kind#normalize} has it; null is unknown
   */
  static String of(Kind kind, Object value) {
    return value == null ? UNKNOWN : known(kind, value);
  }

  /** Four octal digits, as the tools that set permissions take them. */
  static String octal(Object bits) {
    String digits = Long.toOctalString((Long) bits);
    return digits.length() < 4 ? "0".repeat(4 - digits.length()) + digits : digits;
  }

  /** A span in seconds, with a fraction only if there is one, and no needless zeros. */
  static String seconds(Duration span) {
    return seconds(span.getSeconds(), span.getNano());
  }

  private static String known(Kind kind, Object value) {
    return switch (kind) {
      case TEXT -> text((String) value);
      case ADDRESS -> address((String) value);
      case COUNT, SIZE, ID, PERCENT -> value.toString();
      case MODE -> octal(value);
      case TIME -> seconds(((Instant) value).getEpochSecond(), ((Instant) value).getNano());
      case DURATION -> seconds((Duration) value);
      case FLAG -> (Boolean) value ? "yes" : "no";
      case LIST -> list((List<?>) value);
      case RECORDS -> records((Rows<?>) value);
    };
  }

  private static String text(String text) {
    return text.equals(UNKNOWN) ? "\\x2d" : ByteText.printable(text);
  }

  /** Byte for byte, for the next command takes it so; only what would break the line is escaped. */
  private static String address(String address) {
    boolean breaks =
        address.indexOf('\t') >= 0 || address.indexOf('\n') >= 0 || address.indexOf('\r') >= 0;
    return breaks ? ByteText.printable(address) : address;
  }

  private static String list(List<?> texts) {
    StringJoiner joined = new StringJoiner(",");
    for (Object text : texts) {
      joined.add(text((String) text).replace(",", "\\x2c"));
    }
    return joined.toString();
  }

  private static <N> String records(Rows<N> rows) {
    StringJoiner joined = new StringJoiner(",");
    List<Column<N>> columns = rows.type().columns(View.PLAIN);
    for (N record : rows.records()) {
      StringJoiner fields = new StringJoiner(" ");
      for (Column<N> column : columns) {
        String field = of(column.kind(), column.valueOf(record));
        fields.add(field.replace(" ", "\\x20").replace(",", "\\x2c"));
      }
      joined.add(fields.toString());
    }
    return joined.toString();
  }

  private static String seconds(long seconds, int nanos) {
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    return BigDecimal.valueOf(seconds)
        .add(BigDecimal.valueOf(nanos, 9))
        .stripTrailingZeros()
        .toPlainString();
  }
}
