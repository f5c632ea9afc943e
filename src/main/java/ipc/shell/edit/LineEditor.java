package ipc.shell.edit;

import ipc.engine.Engine;
import ipc.engine.job.JobTerminal;
import ipc.model.ByteText;
import ipc.shell.language.LineException;
import ipc.shell.language.Parser;
import ipc.shell.language.Sketch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/** Reads lines from a person. */
public final class LineEditor implements AutoCloseable {
  private static final String SECONDARY_PROMPT = "> ";
  private static final String HELP = "ipc-help";
  private static final String ACCEPT_SUGGESTION = "ipc-accept-suggestion";

  private final EditTerminal terminal;
  private final Reader reader;
  private final TypedHistory history;
  private final CommandModels models = new CommandModels();
  private boolean isReading;

  /** What came of a line. */
  public sealed interface Read {
    /** A line, perhaps of several. */
    record Line(String text) implements Read {}

    /** Who typed has left the line. */
    record Left() implements Read {}

    /** There is no more to come. */
    record End() implements Read {}
  }

  /** Whether a line is coloured. */
  public enum Colours {
    /** It is. */
    ON,
    /** It is not. */
    OFF
  }

  /**
   * An editor.
   *
   * @param type what the terminal calls itself, {@code dumb} for one without abilities
   */
  public LineEditor(
      Engine engine,
      JobTerminal terminal,
      KeySource keys,
      String type,
      Surroundings surroundings,
      TypedHistory history,
      Colours colours) {
    try {
      this.terminal =
          new EditTerminal(terminal, new KeyReader(engine, keys), TerminalType.of(type));
      this.reader = new Reader(this.terminal);
    } catch (IOException failure) {
      throw new IllegalStateException("a terminal of ours raised an IOException", failure);
    }
    this.history = history;
    furnish(surroundings, colours);
    history.loadLines();
  }

  private void furnish(Surroundings surroundings, Colours colours) {
    reader.setParser(LineEditor::parse);
    reader.setCompleter(new LineCompleter(surroundings));
    reader.setHistory(history);
    reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, SECONDARY_PROMPT);
    reader.setVariable(LineReader.BELL_STYLE, "none");
    reader.setVariable(LineReader.LIST_MAX, 200);
    reader.setVariable(LineReader.HISTORY_SIZE, 20_000);
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.HISTORY_REDUCE_BLANKS, false);
    reader.option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
    reader.option(LineReader.Option.LIST_PACKED, false);
    reader.option(LineReader.Option.AUTO_PARAM_SLASH, false);
    reader.option(LineReader.Option.AUTO_REMOVE_SLASH, false);
    reader.option(LineReader.Option.COMPLETE_MATCHER_CAMELCASE, false);
    reader.option(LineReader.Option.GLOB_COMPLETE, false);
    reader.option(LineReader.Option.INSERT_TAB, false);
    if (isDumb()) {
      return;
    }
    if (colours == Colours.ON) {
      reader.setHighlighter(new LineHighlighter(surroundings, models));
    }
    reader.setAutosuggestion(LineReader.SuggestionType.HISTORY);
    bind(HELP, this::showHelp, "\033OP", "\033[11~", "\033[[A", KeyMap.alt('h'));
    bind(ACCEPT_SUGGESTION, this::acceptSuggestion, "\033[C", "\033OC", KeyMap.ctrl('f'));
  }

  private void bind(String name, org.jline.reader.Widget widget, String... keys) {
    reader.getWidgets().put(name, widget);
    KeyMap<Binding> map = reader.getKeyMaps().get(LineReader.MAIN);
    for (String key : keys) {
      map.bind(new Reference(name), key);
    }
  }

  private boolean isDumb() {
    return terminal.getType().equals(Terminal.TYPE_DUMB);
  }

  private static ParsedLine parse(
      String line, int cursor, org.jline.reader.Parser.ParseContext context) {
    if (context == org.jline.reader.Parser.ParseContext.ACCEPT_LINE && isToBeContinued(line)) {
      throw new EOFError(-1, -1, "the line goes on");
    }
    return TypedWord.of(line, cursor);
  }

  /** jline's reader with text of ours below the line. */
  private static final class Reader extends LineReaderImpl {
    private boolean showsHelp;

    Reader(Terminal terminal) throws IOException {
      super(terminal, "ipc", null);
    }

    void show(AttributedString text) {
      post = () -> text;
      showsHelp = true;
    }

    @Override
    public Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
      Binding binding = super.readBinding(keys, local);
      if (showsHelp) {
        showsHelp = false;
        post = null;
      }
      return binding;
    }
  }

  private boolean showHelp() {
    Sketch sketch = Sketch.of(reader.getBuffer().upToCursor());
    List<String> words = new ArrayList<>();
    sketch.drafts().getLast().words().forEach(piece -> words.add(piece.text()));
    if (words.size() > 1 && words.getFirst().equals("ipc")) {
      words.removeFirst();
    }
    List<String> lines = models.usage(words, terminal.getWidth());
    int most = Math.max(1, terminal.getHeight() - 3);
    AttributedStringBuilder text = new AttributedStringBuilder();
    for (int i = 0; i < Math.min(lines.size(), most); i++) {
      text.append(i == 0 ? "" : "\n").append(lines.get(i));
    }
    if (lines.size() > most) {
      text.append("\n... 'help ").append(String.join(" ", words)).append("' shows all");
    }
    reader.show(text.toAttributedString());
    return true;
  }

  private boolean acceptSuggestion() {
    String tip = reader.getTailTip();
    if (reader.getBuffer().cursor() == reader.getBuffer().length()
        && tip != null
        && !tip.isEmpty()) {
      reader.getBuffer().write(tip);
    } else {
      reader.callWidget(LineReader.FORWARD_CHAR);
    }
    return true;
  }

  /**
   * Reads a line.
   *
   * @param prompt what stands before it, with colours of a terminal perhaps
   */
  public Read read(String prompt) {
    isReading = true;
    try {
      if (isDumb()) {
        return plainLine(prompt);
      }
      String line = reader.readLine(prompt);
      return line == null ? new Read.End() : new Read.Line(line);
    } catch (UserInterruptException | InterruptedIOException left) {
      return new Read.Left();
    } catch (EndOfFileException end) {
      return new Read.End();
    } finally {
      isReading = false;
    }
  }

  /** A line that the terminal itself lets one edit, with those that it goes on in. */
  private Read plainLine(String prompt) throws InterruptedIOException {
    StringBuilder line = new StringBuilder();
    write(prompt);
    while (true) {
      int key = read();
      if (key == KeyReader.EOF) {
        return new Read.End();
      }
      if (key == '\n' && !isToBeContinued(line.toString())) {
        if (!line.toString().startsWith(" ")) {
          history.add(line.toString());
        }
        return new Read.Line(line.toString());
      }
      line.append((char) key);
      if (key == '\n') {
        write(SECONDARY_PROMPT);
      }
    }
  }

  private int read() throws InterruptedIOException {
    try {
      return terminal.reader().read();
    } catch (InterruptedIOException left) {
      write("\n");
      throw left;
    } catch (IOException failure) {
      throw new IllegalStateException("a terminal of ours raised an IOException", failure);
    }
  }

  private void write(String text) {
    terminal.writer().write(text);
    terminal.flush();
  }

  private static boolean isToBeContinued(String line) {
    try {
      Parser.parse(line);
      return false;
    } catch (LineException wrong) {
      return wrong.isIncomplete(); // what is wrong is told when the line is run
    }
  }

  /** Shows a line above the one that is being typed, or where the cursor is if none is. */
  public void show(String line) {
    if (isReading && !isDumb()) {
      reader.printAbove(AttributedString.fromAnsi(line));
    } else {
      write((isReading ? "\n" : "") + line + "\n");
    }
  }

  /** Draws the line anew, for a terminal of another size. */
  public void resize() {
    if (isReading) {
      terminal.raise(Terminal.Signal.WINCH);
    }
  }

  /** How many columns a text takes. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      width += Math.max(0, WCWidth.wcwidth(point));
    }
    return width;
  }

  /** The width of the terminal. */
  public int columns() {
    return terminal.getWidth();
  }

  /** What was typed, the oldest first, a number before each. */
  public String history() {
    StringBuilder text = new StringBuilder();
    history.forEach(entry ->
        text.append(entry.index() + 1)
            .append("  ")
            .append(entry.line().replace("\n", "\n    "))
            .append('\n'));
    return text.toString();
  }

  /** What keeps the history from being kept. */
  public Optional<String> trouble() {
    return history.trouble().map(failure -> ByteText.printable(failure.getMessage()));
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException failure) {
      throw new IllegalStateException("a terminal of ours raised an IOException", failure);
    }
  }
}
