package ipc.shell.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line as far as it is typed: its words with their places, whatever is missing or wrong. For who
 * colours a line, completes it or helps with it; who runs it asks the {@link Parser}.
 */
public final class Sketch {
  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private Draft draft;
  private int index;
  private boolean isFileNext;

  /** What a piece of a line is. */
  public enum Kind {
    /** A command or an argument. */
    WORD,
    /** {@code NAME=value} before a command. */
    ASSIGNMENT,
    /** Where a redirection leads. */
    FILE,
    /** What joins or ends commands, or redirects. */
    OPERATOR,
    /** From a {@code #} on. */
    COMMENT
  }

  /**
   * A piece of a line.
   *
   * @param kind what it is
   * @param start index of its first character
   * @param end index after its last
   * @param text what it stands for: without quotes, with variables as they are written
   * @param quote the quote that is open at its end, {@code '} or {@code "}; 0 where none is
   */
  public record Piece(Kind kind, int start, int end, String text, char quote) {}

  /** A command as far as it is typed. */
  public static final class Draft {
    private final List<Piece> words = new ArrayList<>();
    private final boolean isBehindPipe;
    private boolean isBeforePipe;
    private boolean isProgram;

    Draft(boolean isBehindPipe) {
      this.isBehindPipe = isBehindPipe;
    }

    /** Its words, that of the command first. */
    public List<Piece> words() {
      return words;
    }

    /** Whether it is part of a pipeline, where any word can be a program. */
    public boolean isInPipeline() {
      return isBehindPipe || isBeforePipe;
    }

    /** Whether it began with {@code !}. */
    public boolean isProgram() {
      return isProgram;
    }
  }

  private Sketch(String text) {
    this.text = text;
  }

  /** Looks at a line. */
  public static Sketch of(String text) {
    Sketch sketch = new Sketch(text);
    sketch.draft = new Draft(false);
    sketch.drafts.add(sketch.draft);
    while (sketch.index < text.length()) {
      sketch.piece();
    }
    return sketch;
  }

  /** All pieces in their order. */
  public List<Piece> pieces() {
    return pieces;
  }

  /** The commands, also one that has not begun. */
  public List<Draft> drafts() {
    return drafts;
  }

  /** The piece that ends where the line ends, and so can go on. */
  public Optional<Piece> last() {
    if (pieces.isEmpty() || pieces.getLast().end() < text.length()) {
      return Optional.empty();
    }
    return Optional.of(pieces.getLast());
  }

  /** Whether the next word is where a redirection leads. */
  public boolean isFileNext() {
    return isFileNext;
  }

  private void piece() {
    char character = text.charAt(index);
    switch (character) {
      case ' ', '\t' -> index++;
      case '#' -> comment();
      case ';', '\n', '(', ')' -> operator(1, true);
      case '&' -> ampersand();
      case '|' -> pipe();
      case '<', '>' -> redirection();
      case '!' -> exclamation();
      default -> word();
    }
  }

  private void comment() {
    int end = text.indexOf('\n', index);
    end = end < 0 ? text.length() : end;
    pieces.add(new Piece(Kind.COMMENT, index, end, text.substring(index, end), '\0'));
    index = end;
  }

  private void operator(int length, boolean endsCommand) {
    String operator = text.substring(index, index + length);
    pieces.add(new Piece(Kind.OPERATOR, index, index + length, operator, '\0'));
    index += length;
    isFileNext = false;
    if (endsCommand) {
      draft = new Draft(operator.equals("|"));
      drafts.add(draft);
    }
  }

  private void ampersand() {
    if (text.startsWith("&>", index)) {
      operator(text.startsWith("&>>", index) ? 3 : 2, false);
      isFileNext = true;
    } else {
      operator(text.startsWith("&&", index) ? 2 : 1, true);
    }
  }

  private void pipe() {
    boolean isOr = text.startsWith("||", index);
    draft.isBeforePipe |= !isOr;
    operator(isOr ? 2 : 1, true);
  }

  private void redirection() {
    if (text.startsWith(">&", index)) {
      operator(Math.min(3, text.length() - index), false);
    } else {
      operator(text.startsWith(">>", index) ? 2 : 1, false);
      isFileNext = true;
    }
  }

  private void exclamation() {
    boolean isAlone = index + 1 < text.length() && text.charAt(index + 1) == ' ';
    if (!draft.words.isEmpty() || draft.isProgram) {
      word();
    } else {
      draft.isProgram = !isAlone;
      operator(1, false);
    }
  }

  private void word() {
    int start = index;
    StringBuilder plain = new StringBuilder();
    char quote = '\0';
    while (index < text.length()) {
      char character = text.charAt(index);
      if (quote == '\0' && isEnd(character)) {
        break;
      }
      if (character == '\\' && quote != '\'' && index + 1 < text.length()) {
        plain.append(text.charAt(index + 1));
        index += 2;
      } else if (character == '$' && quote != '\'' && text.startsWith("$(", index)) {
        output(plain);
      } else if (quote == '\0' && (character == '\'' || character == '"')) {
        quote = character;
        index++;
      } else if (quote != '\0' && character == quote) {
        quote = '\0';
        index++;
      } else {
        plain.append(character);
        index++;
      }
    }
    add(start, plain.toString(), quote);
  }

  private static boolean isEnd(char character) {
    return switch (character) {
      case ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')' -> true;
      default -> false;
    };
  }

  /** Commands within a word are a part of it. */
  private void output(StringBuilder plain) {
    int depth = 0;
    do {
      char character = text.charAt(index++);
      depth += character == '(' ? 1 : character == ')' ? -1 : 0;
      plain.append(character);
    } while (index < text.length() && (depth > 0 || plain.charAt(plain.length() - 1) == '$'));
  }

  private void add(int start, String plain, char quote) {
    boolean isDescriptor =
        index < text.length()
            && (text.charAt(index) == '>' || text.charAt(index) == '<')
            && plain.length() == 1
            && Character.isDigit(plain.charAt(0));
    int equals = plain.indexOf('=');
    Kind kind;
    if (isDescriptor) {
      kind = Kind.OPERATOR;
    } else if (isFileNext) {
      kind = Kind.FILE;
    } else if (draft.words.isEmpty()
        && !draft.isProgram
        && equals > 0
        && Words.isName(plain.substring(0, equals))) {
      kind = Kind.ASSIGNMENT;
    } else {
      kind = Kind.WORD;
    }
    Piece piece = new Piece(kind, start, index, plain, quote);
    pieces.add(piece);
    if (kind == Kind.WORD) {
      draft.words.add(piece);
    }
    isFileNext = false;
  }
}
