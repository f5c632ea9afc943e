package ipc.render;

import ipc.model.ValueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which columns of which records are shown, and in which order.
 *
 * <ul>
 *   <li>{@code --columns}: words with commas. Plain words are the whole choice, in their order;
 *       {@code +word} alone adds to the view's own; {@code all} is every column. What is named
 *       twice is shown once.
 *   <li>{@code --where}: {@code FIELD OP VALUE}, all must hold. Against a point in time a duration
 *       is an age ({@code changed > 1h}: more than an hour ago), anything else an RFC 3339 time. A
 *       list is {@code =} to each text in it and {@code ~} if one matches; records within a record
 *       are compared by their number. {@code ~} finds a regular expression anywhere in the text, or
 *       in what a plain line would show. Unknown matches nothing but the word {@code unknown}.
 *   <li>{@code --sort}: words with commas, {@code -word} from high to low. Records that tie stay in
 *       their order; the unknown comes last either way.
 * </ul>
 *
 * @param <T> the records
 */
public final class Selection<T> {
  private final RecordType<T> type;
  private final List<Column<T>> columns;
  private final List<Condition<T>> conditions;
  private final List<Key<T>> keys;
  private final Instant now;

  /** One word of {@code --sort}. */
  private record Key<T>(Column<T> column, boolean descending) implements Comparator<T> {
    @Override
    public int compare(T a, T b) {
      Object first = column.valueOf(a);
      Object second = column.valueOf(b);
      if (first == null || second == null) {
        return Boolean.compare(first == null, second == null);
      }
      int order = column.kind().compare(first, second);
      return descending ? -order : order;
    }
  }

  private Selection(
      RecordType<T> type,
      List<Column<T>> columns,
      List<Condition<T>> conditions,
      List<Key<T>> keys,
      Instant now) {
    this.type = type;
    this.columns = List.copyOf(columns);
    this.conditions = List.copyOf(conditions);
    this.keys = List.copyOf(keys);
    this.now = now;
  }

  /**
   * Reads what the user asked.
   *
   * @param view what the columns are chosen for
   * @param now the time of the command, which ages are counted to
   * @throws ValueException if a column does not exist or a value cannot be read
   */
  public static <T> Selection<T> of(RecordType<T> type, View view, Request request, Instant now) {
    Fields<T> fields = new Fields<>(type.columns());
    List<Condition<T>> conditions = new ArrayList<>();
    for (String where : request.where()) {
      conditions.add(Condition.parse(where, fields, now));
    }
    List<Key<T>> keys = new ArrayList<>();
    for (String word : words(request.sort())) {
      boolean descending = word.startsWith("-");
      keys.add(new Key<>(fields.named(descending ? word.substring(1) : word), descending));
    }
    return new Selection<>(
        type, columns(type, view, fields, request.columns()), conditions, keys, now);
  }

  /** The columns to show, in order; none twice. */
  public List<Column<T>> columns() {
    return columns;
  }

  /** Whether a column is shown, compared or sorted by; if not, its values are never asked for. */
  public boolean needs(Column<T> column) {
    return columns.contains(column)
        || conditions.stream().anyMatch(condition -> condition.column() == column)
        || keys.stream().anyMatch(key -> key.column() == column);
  }

  /** Whether every {@code --where} holds for the record. */
  public boolean matches(T record) {
    for (Condition<T> condition : conditions) {
      if (!condition.matches(record)) {
        return false;
      }
    }
    return true;
  }

  /** The records that match, sorted; a new list. */
  public List<T> apply(List<T> records) {
    List<T> matching = new ArrayList<>(records.size());
    for (T record : records) {
      if (matches(record)) {
        matching.add(record);
      }
    }
    // A stable sort by each key, the lightest first, leaves the heaviest in charge.
    for (int i = keys.size() - 1; i >= 0; i--) {
      matching.sort(keys.get(i));
    }
    return matching;
  }

  RecordType<T> type() {
    return type;
  }

  Instant now() {
    return now;
  }

  /** A list that begins with a plus is added, all of it, to what is shown without one. */
  private static <T> List<Column<T>> columns(
      RecordType<T> type, View view, Fields<T> fields, List<String> lists) {
    List<Column<T>> chosen = new ArrayList<>();
    if (lists.stream().allMatch(list -> list.strip().startsWith("+"))) {
      chosen.addAll(type.columns(view));
    }
    for (String word : words(lists)) {
      if (word.equals("all")) {
        chosen.addAll(type.columns());
      } else {
        chosen.add(fields.named(word.startsWith("+") ? word.substring(1) : word));
      }
    }
    return chosen.stream().distinct().toList();
  }

  private static List<String> words(List<String> options) {
    List<String> words = new ArrayList<>();
    for (String option : options) {
      for (String word : option.split(",", -1)) {
        words.add(word.strip());
      }
    }
    return words;
  }
}
