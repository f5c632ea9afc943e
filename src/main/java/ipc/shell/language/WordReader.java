package ipc.shell.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads words, quoted as in sh: between single quotes each character stands for itself; between
 * double quotes all but {@code $}, and {@code \} before one of {@code $ " \} and a newline;
 * outside, {@code \} takes the meaning of the next character.
 */
final class WordReader {
  private final Cursor cursor;

  WordReader(Cursor cursor) {
    this.cursor = cursor;
  }

  static boolean isNamePart(char character, boolean isFirst) {
    return character == '_'
        || character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || !isFirst && character >= '0' && character <= '9';
  }

  boolean isAtWord() {
    return !cursor.isAtEnd() && isInWord(cursor.peek());
  }

  boolean isInWord(char character) {
    return switch (character) {
      case '\0', ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')' -> false;
      default -> true;
    };
  }

  Word read() {
    return readMaybeEmpty();
  }

  /** A value may be empty, as in {@code NAME= }. */
  Word readMaybeEmpty() {
    int start = cursor.index();
    Parts parts = new Parts();
    while (isAtWord()) {
      part(parts);
    }
    return new Word(parts.done(), start, cursor.index());
  }

  private void part(Parts parts) {
    switch (cursor.peek()) {
      case '\'' -> single(parts);
      case '"' -> doubled(parts);
      case '\\' -> escape(parts);
      case '$' -> dollar(parts, false);
      case '`' -> throw backquote();
      default -> parts.add(cursor.next(), false);
    }
  }

  private void single(Parts parts) {
    int start = cursor.index();
    cursor.next();
    parts.addNothing();
    while (cursor.peek() != '\'') {
      if (cursor.isAtEnd()) {
        throw LineException.incomplete("the quote ' is not closed", start);
      }
      parts.add(cursor.next(), true);
    }
    cursor.next();
  }

  private void doubled(Parts parts) {
    int start = cursor.index();
    cursor.next();
    parts.addNothing();
    while (cursor.peek() != '"') {
      if (cursor.isAtEnd()) {
        throw LineException.incomplete("the quote \" is not closed", start);
      }
      switch (cursor.peek()) {
        case '$' -> dollar(parts, true);
        case '`' -> throw backquote();
        case '\\' -> {
          cursor.next();
          char escaped = cursor.peek();
          if (escaped == '\n') {
            cursor.next();
          } else if (escaped == '$' || escaped == '"' || escaped == '\\' || escaped == '`') {
            parts.add(cursor.next(), true);
          } else {
            parts.add('\\', true);
          }
        }
        default -> parts.add(cursor.next(), true);
      }
    }
    cursor.next();
  }

  private void escape(Parts parts) {
    int start = cursor.index();
    cursor.next();
    if (cursor.isAtEnd()) {
      throw LineException.incomplete("nothing follows '\\'", start);
    }
    char escaped = cursor.next();
    if (escaped != '\n') {
      parts.add(escaped, true);
    }
  }

  private void dollar(Parts parts, boolean isQuoted) {
    int start = cursor.index();
    cursor.next();
    char character = cursor.peek();
    if (character == '{') {
      cursor.next();
      parts.add(braced(start));
    } else if (character == '(') {
      if (cursor.peek(1) == '(') {
        throw LineException.wrong(
            "'$((' is not in this language",
            "'!sh -c' runs a command of the shell",
            start,
            start + 3);
      }
      cursor.next();
      parts.add(output(start));
    } else {
      String name = name();
      if (name.isEmpty()) {
        parts.add('$', isQuoted);
      } else {
        parts.add(new Part.Variable(name, Optional.empty(), false, start));
      }
    }
  }

  private Part output(int start) {
    List<Chain> chains = Parser.within(cursor);
    if (cursor.isAtEnd()) {
      throw LineException.incomplete("'$(' is not closed", start);
    }
    cursor.next();
    return new Part.Output(chains, start);
  }

  private Part braced(int start) {
    String name = name();
    if (name.isEmpty()) {
      throw badExpansion(start);
    }
    boolean isForEmpty = cursor.startsWith(":-");
    Optional<Word> otherwise = Optional.empty();
    if (isForEmpty || cursor.startsWith("-")) {
      cursor.skip(isForEmpty ? 2 : 1);
      otherwise = Optional.of(untilBrace(start));
    }
    if (cursor.isAtEnd()) {
      throw LineException.incomplete("'${' is not closed", start);
    }
    if (cursor.next() != '}') {
      throw badExpansion(start);
    }
    return new Part.Variable(name, otherwise, isForEmpty, start);
  }

  private LineException badExpansion(int start) {
    return LineException.wrong(
        "this is no form of '${NAME}'",
        "there are ${NAME}, ${NAME-otherwise} and ${NAME:-otherwise}",
        start,
        cursor.index());
  }

  private Word untilBrace(int start) {
    int begin = cursor.index();
    Parts parts = new Parts();
    while (cursor.peek() != '}') {
      if (cursor.isAtEnd()) {
        throw LineException.incomplete("'${' is not closed", start);
      }
      if (isInWord(cursor.peek())) {
        part(parts);
      } else {
        parts.add(cursor.next(), true);
      }
    }
    return new Word(parts.done(), begin, cursor.index());
  }

  /** A name, a number, or one of the characters that are names by themselves. */
  private String name() {
    int start = cursor.index();
    char first = cursor.peek();
    if (first == '?' || first == '!' || first == '$' || first == '#') {
      cursor.next();
    } else if (first >= '0' && first <= '9') {
      cursor.next();
    } else {
      while (isNamePart(cursor.peek(), cursor.index() == start)) {
        cursor.next();
      }
    }
    return cursor.text(start, cursor.index());
  }

  private LineException backquote() {
    return LineException.wrong(
        "'`' is not in this language", "'$(…)' does the same", cursor.index(), cursor.index() + 1);
  }

  /** Joins characters of the same kind into one part. */
  private static final class Parts {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean isQuoted;
    private boolean isThere;

    void add(char character, boolean quoted) {
      if (isThere && isQuoted != quoted) {
        flush();
      }
      isThere = true;
      isQuoted = quoted;
      text.append(character);
    }

    /** Quotes with nothing between them are a word all the same. */
    void addNothing() {
      if (!isThere || !isQuoted) {
        flush();
        isThere = true;
        isQuoted = true;
      }
    }

    void add(Part part) {
      flush();
      parts.add(part);
    }

    List<Part> done() {
      flush();
      if (parts.size() > 1) {
        parts.removeIf(part -> part instanceof Part.Text known && known.text().isEmpty());
      }
      return parts;
    }

    private void flush() {
      if (isThere) {
        parts.add(new Part.Text(text.toString(), isQuoted));
        text.setLength(0);
        isThere = false;
      }
    }
  }
}
