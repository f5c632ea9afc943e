package ipc.render;

import ipc.model.ValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One {@code --where 'FIELD OP VALUE'}.
 *
 * <p>A value that is not known matches nothing, neither {@code =} nor {@code !=}. The word {@code
 * unknown} asks for it: {@code owner = unknown} and {@code owner != unknown}. In a column of texts
 * it is also met by the text itself.
 */
final class Condition<T> {
  private static final String UNKNOWN = "unknown";

  private final Column<T> column;
  private final Operator operator;
  // A Pattern for FINDS, null for the word unknown, else as Kind.operand reads it.
  private final Object operand;
  private final Instant now;

  private Condition(Column<T> column, Operator operator, Object operand, Instant now) {
    this.column = column;
    this.operator = operator;
    this.operand = operand;
    this.now = now;
  }

  /**
   * Reads a condition.
   *
   * @param columns those that it may name
   * @param now what ages are counted to
   * @throws ValueException if it cannot be read
   */
  static <T> Condition<T> parse(String text, Fields<T> columns, Instant now) {
    int start = 0;
    while (start < text.length() && !Operator.isPart(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && Operator.isPart(text.charAt(end))) {
      end++;
    }
    String field = text.substring(0, start).strip();
    if (field.isEmpty() || start == end) {
      throw new ValueException(
          "condition", text, "not of the form FIELD OP VALUE", "size >= 4K", "address ~ ^posix-");
    }
    Column<T> column = columns.named(field);
    Operator operator = Operator.parse(text.substring(start, end));
    String value = text.substring(end).strip();
    return new Condition<>(column, operator, operand(column, operator, value), now);
  }

  Column<T> column() {
    return column;
  }

  /** Whether it holds for a record. */
  boolean matches(T record) {
    Object value = column.valueOf(record);
    if (operand == null) {
      boolean unknown = value == null || UNKNOWN.equals(value);
      return unknown == (operator == Operator.EQUAL);
    }
    if (value == null) {
      return false;
    }
    if (operand instanceof Pattern pattern) {
      return finds(pattern, value);
    }
    return switch (column.kind()) {
      case LIST -> ((List<?>) value).contains(operand) == (operator == Operator.EQUAL);
      case RECORDS -> operator.holds(Kind.COUNT.compare(((Rows<?>) value).count(), operand));
      case TIME -> operator.holds(compareTime((Instant) value));
      case TEXT, ADDRESS, COUNT, SIZE, MODE, DURATION, ID, FLAG, PERCENT ->
          operator.holds(column.kind().compare(value, operand));
    };
  }

  private boolean finds(Pattern pattern, Object value) {
    if (value instanceof String text) {
      return pattern.matcher(text).find();
    }
    if (value instanceof List<?> texts) {
      return texts.stream().anyMatch(text -> pattern.matcher((String) text).find());
    }
    return pattern.matcher(PlainText.of(column.kind(), value)).find();
  }

  private int compareTime(Instant value) {
    if (operand instanceof Duration age) {
      // Whole seconds, as the plain layout shows them: else no age would ever be equal.
      return Kind.DURATION.compare(
          Duration.ofSeconds(Duration.between(value, now).toSeconds()), age);
    }
    return Kind.TIME.compare(value, operand);
  }

  private static Object operand(Column<?> column, Operator operator, String value) {
    if (operator == Operator.FINDS) {
      return pattern(column, value);
    }
    if (operator.ordersValues() && (column.kind() == Kind.LIST || value.equals(UNKNOWN))) {
      throw new ValueException(
          kind(column),
          value,
          "it has no place in an order for '" + operator + "'",
          "=",
          "!=",
          "~");
    }
    if (value.equals(UNKNOWN)) {
      return null;
    }
    try {
      return column.kind().operand(value);
    } catch (ValueException e) {
      throw new ValueException(
          kind(column), value, e.reason(), e.accepted().toArray(String[]::new));
    }
  }

  private static Pattern pattern(Column<?> column, String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new ValueException(
          kind(column), value, "not a regular expression of java.util.regex", "\\Qliteral\\E");
    }
  }

  // As in "bad size value '4X': no unit 'X'".
  private static String kind(Column<?> column) {
    return column.name() + " value";
  }
}
