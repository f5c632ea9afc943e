package ipc.cli;

import ipc.render.Layout;
import ipc.render.RecordType;
import ipc.render.Request;
import ipc.render.Selection;
import ipc.render.View;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that say how records are printed, and the printing: table, plain or JSON from one
 * column table.
 *
 * <p>On a terminal a table, elsewhere plain lines, unless an option says otherwise.
 */
public final class Output {
  private final OptionSpec json =
      OptionSpec.builder("--json")
          .arity("0")
          .type(boolean.class)
          .description("one JSON document, its field names fixed")
          .build();
  private final OptionSpec plain =
      OptionSpec.builder("--plain")
          .arity("0")
          .type(boolean.class)
          .description("lines of fields between tabs, as off a terminal")
          .build();
  private final OptionSpec header =
      OptionSpec.builder("--header")
          .arity("0")
          .type(boolean.class)
          .description("a line of column names before plain lines")
          .build();
  private final OptionSpec columns =
      OptionSpec.builder("-o", "--columns")
          .arity("1")
          .paramLabel("LIST")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description("the columns, with commas between; +NAME adds one, 'all' is all of them")
          .build();
  private final OptionSpec where =
      OptionSpec.builder("--where")
          .arity("1")
          .paramLabel("'FIELD OP VALUE'")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description(
              "only what this holds for; OP is = != < <= > >= ~; repeatable, all must hold")
          .build();
  private final OptionSpec sort =
      OptionSpec.builder("--sort")
          .arity("1")
          .paramLabel("LIST")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description("order by these columns; -NAME is descending")
          .build();

  /** What a command prints. */
  public enum Shape {
    /** A listing, which can be picked from and sorted. */
    LISTING,
    /** One record an operand. */
    RECORD
  }

  /**
   * Adds the options to a verb, each once.
   *
   * @param shape which of them make sense
   */
  public void addTo(CommandSpec spec, Shape shape) {
    spec.addOption(json);
    spec.addOption(plain);
    spec.addOption(header);
    spec.addOption(columns);
    if (shape == Shape.LISTING) {
      spec.addOption(where);
      spec.addOption(sort);
    }
  }

  /**
   * Prints a listing.
   *
   * @param records all of them; {@code --where} picks
   * @param warnings asked for after the values were: a value may be what could not be read
   */
  public <T> void list(
      Invocation invocation, RecordType<T> type, List<T> records, Supplier<List<String>> warnings) {
    View view = view(invocation, View.TABLE);
    Selection<T> selection = selection(invocation, type, view);
    try {
      Layout layout = layout(invocation, view);
      layout.list(selection, records, warnings);
      layout.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
    warn(invocation, view, warnings.get());
  }

  /** Prints one record; see {@link #list}. */
  public <T> void one(
      Invocation invocation, RecordType<T> type, T record, Supplier<List<String>> warnings) {
    View view = view(invocation, View.DETAIL);
    Selection<T> selection = selection(invocation, type, view);
    try {
      Layout layout = layout(invocation, view);
      layout.one(selection, record, warnings);
      layout.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
    warn(invocation, view, warnings.get());
  }

  /**
   * Refuses columns that a record does not have: for a verb that is to do nothing then.
   *
   * @throws ipc.model.ValueException if there is no such column
   */
  public <T> void check(Invocation invocation, RecordType<T> type) {
    selection(invocation, type, view(invocation, View.DETAIL));
  }

  /** Whether one JSON document is wanted, so that nothing else may go to standard output. */
  public boolean isJson() {
    return isSet(json);
  }

  private static void warn(Invocation invocation, View view, List<String> warnings) {
    if (view != View.JSON) {
      warnings.forEach(invocation::warn);
    }
  }

  private View view(Invocation invocation, View onTerminal) {
    if (isSet(json)) {
      return View.JSON;
    }
    return isSet(plain) || !invocation.streams().outIsTerminal() ? View.PLAIN : onTerminal;
  }

  private Layout layout(Invocation invocation, View view) {
    Streams streams = invocation.streams();
    return switch (view) {
      case JSON -> Layout.json(streams.out());
      case PLAIN ->
          isSet(header) ? Layout.plainWithHeader(streams.out()) : Layout.plain(streams.out());
      case TABLE, DETAIL ->
          Layout.table(streams.out(), streams.columns(), invocation.tablePalette());
    };
  }

  private <T> Selection<T> selection(Invocation invocation, RecordType<T> type, View view) {
    Instant now = invocation.engine().now();
    return Selection.of(type, view, new Request(values(columns), values(where), values(sort)), now);
  }

  private static boolean isSet(OptionSpec option) {
    return Boolean.TRUE.equals(option.<Boolean>getValue());
  }

  private static List<String> values(OptionSpec option) {
    List<String> values = option.getValue();
    return values == null ? List.of() : values;
  }
}
