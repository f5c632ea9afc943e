package ipc.render;

import java.util.List;
import java.util.function.Function;

/**
 * One column of a record type: its word, what it means, and how to take it from a record. Tables,
 * plain lines, JSON, {@code --columns}, {@code --where}, {@code --sort}, help and manual all follow
 * from it.
 *
 * <p>The word is lower case with hyphens ({@code last-pid}); it heads the column and is what the
 * options take. The name in JSON follows from it: the word in camel case, and the unit of its kind,
 * so that {@code size} of kind {@link Kind#SIZE} is {@code sizeBytes}, {@code age} is {@code
 * ageSeconds} and {@code used} is {@code usedPercent}. Both are a contract with scripts.
 *
 * <p>A value function returns null, or an empty Optional, OptionalLong or OptionalInt, for what is
 * not known; else the class that its factory names.
 *
 * @param <T> the records
 */
public final class Column<T> {
  private final Kind kind;
  private final String name;
  private final String jsonName;
  private final String description;
  private final Shown shown;
  private final Function<? super T, ?> value;

  private Column(
      Kind kind, String name, String description, Shown shown, Function<? super T, ?> value) {
    this.kind = kind;
    this.name = name;
    this.jsonName = camelCase(name) + kind.unit();
    this.description = description;
    this.shown = shown;
    this.value = value;
  }

  /** A column of texts: String, as {@link ipc.model.ByteText} reads bytes. */
  public static <T> Column<T> text(String name, String description, Function<? super T, ?> value) {
    return of(Kind.TEXT, name, description, value);
  }

  /** A column of canonical addresses: String. */
  public static <T> Column<T> address(
      String name, String description, Function<? super T, ?> value) {
    return of(Kind.ADDRESS, name, description, value);
  }

  /** A column of numbers that count: Long, Integer, or BigInteger above {@link Long#MAX_VALUE}. */
  public static <T> Column<T> count(String name, String description, Function<? super T, ?> value) {
    return of(Kind.COUNT, name, description, value);
  }

  /** A column of sizes in bytes: Long, Integer, or BigInteger above {@link Long#MAX_VALUE}. */
  public static <T> Column<T> size(String name, String description, Function<? super T, ?> value) {
    return of(Kind.SIZE, name, description, value);
  }

  /** A column of permission bits: Long or Integer. */
  public static <T> Column<T> mode(String name, String description, Function<? super T, ?> value) {
    return of(Kind.MODE, name, description, value);
  }

  /** A column of points in time: Long, seconds since 1970 in UTC, Timestamp or Instant. */
  public static <T> Column<T> time(String name, String description, Function<? super T, ?> value) {
    return of(Kind.TIME, name, description, value);
  }

  /** A column of spans of time: Long, in seconds, or Duration. */
  public static <T> Column<T> duration(
      String name, String description, Function<? super T, ?> value) {
    return of(Kind.DURATION, name, description, value);
  }

  /** A column of numbers that name something: Long or Integer. */
  public static <T> Column<T> id(String name, String description, Function<? super T, ?> value) {
    return of(Kind.ID, name, description, value);
  }

  /** A column of yes and no: Boolean. */
  public static <T> Column<T> flag(String name, String description, Function<? super T, ?> value) {
    return of(Kind.FLAG, name, description, value);
  }

  /** A column of whole percents: Long or Integer. */
  public static <T> Column<T> percent(
      String name, String description, Function<? super T, ?> value) {
    return of(Kind.PERCENT, name, description, value);
  }

  /** A column of lists of texts. */
  public static <T> Column<T> list(
      String name, String description, Function<? super T, List<String>> value) {
    return of(Kind.LIST, name, description, value);
  }

  /** A column of records of another type, which has columns of its own. */
  public static <T, N> Column<T> records(
      String name, String description, RecordType<N> type, Function<? super T, List<N>> value) {
    return of(
        Kind.RECORDS,
        name,
        description,
        record -> {
          List<N> records = value.apply(record);
          return records == null ? null : new Rows<>(type, records);
        });
  }

  private static <T> Column<T> of(
      Kind kind, String name, String description, Function<? super T, ?> value) {
    return new Column<>(kind, name, description, Shown.IN_TABLE, value);
  }

  /**
   * The same column, seen elsewhere.
   *
   * @param where the widest view that has it unasked; {@link Shown#IN_TABLE} if never said
   */
  public Column<T> shown(Shown where) {
    return new Column<>(kind, name, description, where, value);
  }

  /** The same column of records that hold such a one. */
  public <U> Column<U> within(Function<? super U, ? extends T> part) {
    return new Column<>(kind, name, description, shown, part.andThen(value));
  }

  /** What its values are. */
  public Kind kind() {
    return kind;
  }

  /** Its word: the heading, and what the options take. */
  public String name() {
    return name;
  }

  /** Its name in JSON. */
  public String jsonName() {
    return jsonName;
  }

  /** What it tells, in one line without a full stop, for help and manual. */
  public String description() {
    return description;
  }

  /** Where it is seen unasked. */
  public Shown shown() {
    return shown;
  }

  /** The value as {@link Kind#normalize} has it, null if unknown. */
  Object valueOf(T record) {
    return kind.normalize(value.apply(record));
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9' && i > 0;
      boolean hyphen = c == '-' && i > 0 && i < name.length() - 1 && !upper;
      if (!letter && !digit && !hyphen) {
        throw new IllegalArgumentException("not a column's word: '" + name + "'");
      }
      if (!hyphen) {
        camel.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = hyphen;
    }
    return camel.toString();
  }
}
