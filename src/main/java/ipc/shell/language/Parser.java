package ipc.shell.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines of the language.
 *
 * <pre>
 * text      chain ((';' | '&amp;' | newline) chain)*
 * chain     pipeline (('&amp;&amp;' | '||') pipeline)*
 * pipeline  ['!'] command ('|' command)*
 * command   (NAME=word)* ['!']word* with redirections in between
 * </pre>
 *
 * A {@code #} where a word could begin is a comment up to the end of the line. Words are those of
 * {@link WordReader}.
 */
public final class Parser {
  private static final String OTHER_SHELL = "'!sh -c' runs a command of the shell";

  private final Cursor cursor;
  private final WordReader words;

  private Parser(Cursor cursor) {
    this.cursor = cursor;
    this.words = new WordReader(cursor);
  }

  /**
   * Reads a whole text.
   *
   * @throws LineException if it is wrong, or not complete
   */
  public static List<Chain> parse(String text) {
    Parser parser = new Parser(new Cursor(text));
    List<Chain> chains = parser.chains();
    if (!parser.cursor.isAtEnd()) {
      throw parser.unexpected();
    }
    return chains;
  }

  /** The chains up to the end, or to a ')' that ends them. */
  static List<Chain> within(Cursor cursor) {
    return new Parser(cursor).chains();
  }

  private List<Chain> chains() {
    List<Chain> chains = new ArrayList<>();
    skipSeparators();
    while (!cursor.isAtEnd() && cursor.peek() != ')') {
      Chain chain = chain();
      chains.add(chain);
      skipBlanks();
      if (!cursor.isAtEnd() && cursor.peek() != ')') {
        endOfChain();
      }
      skipSeparators();
    }
    return chains;
  }

  private void endOfChain() {
    char character = cursor.peek();
    if (character == ';' && cursor.peek(1) == ';') {
      throw unexpected();
    }
    if (character != ';' && character != '&' && character != '\n') {
      throw unexpected();
    }
    cursor.next();
  }

  private Chain chain() {
    int start = cursor.index();
    Pipeline first = pipeline();
    List<Chain.Link> rest = new ArrayList<>();
    skipBlanks();
    while (cursor.startsWith("&&") || cursor.startsWith("||")) {
      int operator = cursor.index();
      boolean runsAfterSuccess = cursor.peek() == '&';
      cursor.skip(2);
      skipBlanksAndLines();
      needsCommand(operator, operator + 2);
      rest.add(new Chain.Link(runsAfterSuccess, pipeline()));
      skipBlanks();
    }
    int end = cursor.trimmedIndex(start);
    boolean isBackground = !cursor.isAtEnd() && cursor.peek() == '&';
    return new Chain(first, rest, isBackground, start, end);
  }

  private Pipeline pipeline() {
    boolean isNegated = false;
    while (cursor.startsWith("! ") || cursor.startsWith("!\t")) {
      isNegated = !isNegated;
      cursor.next();
      skipBlanks();
    }
    List<Command> commands = new ArrayList<>();
    commands.add(command());
    skipBlanks();
    while (cursor.startsWith("|") && !cursor.startsWith("||")) {
      int operator = cursor.index();
      cursor.next();
      if (cursor.startsWith("&")) {
        throw LineException.wrong(
            "'|&' is not in this language", "'2>&1 |' does the same", operator, operator + 2);
      }
      skipBlanksAndLines();
      needsCommand(operator, operator + 1);
      commands.add(command());
      skipBlanks();
    }
    return new Pipeline(isNegated, commands);
  }

  /** After an operator a command follows, in one of the next lines perhaps. */
  private void needsCommand(int operator, int end) {
    if (cursor.isAtEnd()) {
      String text = cursor.text(operator, end);
      throw LineException.incomplete("no command follows '" + text + "'", operator);
    }
  }

  private Command command() {
    int start = cursor.index();
    List<Command.Assignment> assignments = new ArrayList<>();
    List<Word> arguments = new ArrayList<>();
    List<Command.Redirection> redirections = new ArrayList<>();
    boolean isProgram = false;
    int end = start;
    while (true) {
      skipBlanks();
      if (redirection(redirections)) {
        end = cursor.index();
        continue;
      }
      if (!words.isAtWord()) {
        break;
      }
      Optional<String> name = arguments.isEmpty() && !isProgram ? assignedName() : Optional.empty();
      if (name.isPresent()) {
        cursor.skip(name.get().length() + 1);
        assignments.add(new Command.Assignment(name.get(), words.readMaybeEmpty()));
      } else {
        if (arguments.isEmpty() && !isProgram && cursor.peek() == '!') {
          isProgram = true;
          cursor.next();
          if (!words.isAtWord()) {
            throw LineException.wrong(
                "no program follows '!'", "as in '!date'", cursor.index() - 1, cursor.index());
          }
        }
        arguments.add(words.read());
      }
      end = cursor.index();
    }
    if (arguments.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      throw unexpected();
    }
    return new Command(assignments, arguments, redirections, isProgram, start, end);
  }

  /** The NAME of a NAME= that stands here. */
  private Optional<String> assignedName() {
    int length = 0;
    while (WordReader.isNamePart(cursor.peek(length), length == 0)) {
      length++;
    }
    return length > 0 && cursor.peek(length) == '='
        ? Optional.of(cursor.text(cursor.index(), cursor.index() + length))
        : Optional.empty();
  }

  private boolean redirection(List<Command.Redirection> into) {
    int start = cursor.index();
    boolean both = cursor.startsWith("&>");
    int digits = 0;
    while (Character.isDigit(cursor.peek(digits))) {
      digits++;
    }
    char operator = both ? '>' : cursor.peek(digits);
    if (operator != '<' && operator != '>') {
      return false;
    }
    int descriptor = operator == '<' ? 0 : 1;
    if (digits > 0) {
      String number = cursor.text(start, start + digits);
      if (digits > 1 || number.charAt(0) > '2') {
        throw LineException.wrong(
            "descriptor " + number + " cannot be redirected, only 0, 1 and 2",
            OTHER_SHELL,
            start,
            start + digits);
      }
      descriptor = number.charAt(0) - '0';
    }
    cursor.skip(both ? 2 : digits + 1);
    into.add(redirection(start, descriptor, operator == '<', both));
    return true;
  }

  private Command.Redirection redirection(int start, int descriptor, boolean reads, boolean both) {
    Command.Kind kind;
    if (reads) {
      if (cursor.startsWith("<") || cursor.startsWith("&") || cursor.startsWith(">")) {
        String operator = "<" + cursor.peek();
        throw LineException.wrong(
            "'" + operator + "' is not in this language", OTHER_SHELL, start, cursor.index() + 1);
      }
      kind = Command.Kind.READ;
    } else if (cursor.startsWith(">")) {
      cursor.next();
      kind = both ? Command.Kind.APPEND_BOTH : Command.Kind.APPEND;
    } else if (!both && cursor.startsWith("&")) {
      cursor.next();
      return copy(start, descriptor);
    } else {
      kind = both ? Command.Kind.WRITE_BOTH : Command.Kind.WRITE;
    }
    skipBlanks();
    if (!words.isAtWord()) {
      throw LineException.wrong(
          "no file follows '" + cursor.text(start, cursor.index()).strip() + "'",
          null,
          start,
          cursor.index());
    }
    return new Command.Redirection(kind, descriptor, descriptor, words.read(), start);
  }

  private Command.Redirection copy(int start, int descriptor) {
    char digit = cursor.peek();
    if (digit < '0' || digit > '2' || words.isInWord(cursor.peek(1))) {
      throw LineException.wrong(
          "'>&' is followed by 0, 1 or 2", "'&> FILE' is for both", start, cursor.index() + 1);
    }
    cursor.next();
    Word none = new Word(List.of(), start, cursor.index());
    return new Command.Redirection(Command.Kind.COPY, descriptor, digit - '0', none, start);
  }

  private void skipBlanks() {
    while (!cursor.isAtEnd()) {
      char character = cursor.peek();
      if (character == ' ' || character == '\t') {
        cursor.next();
      } else if (cursor.startsWith("\\\n")) {
        cursor.skip(2);
      } else if (character == '#') {
        cursor.skipLine();
      } else {
        return;
      }
    }
  }

  private void skipBlanksAndLines() {
    skipBlanks();
    while (!cursor.isAtEnd() && cursor.peek() == '\n') {
      cursor.next();
      skipBlanks();
    }
  }

  private void skipSeparators() {
    skipBlanksAndLines();
  }

  private LineException unexpected() {
    int start = cursor.index();
    if (cursor.isAtEnd()) {
      return LineException.incomplete("a command is missing", Math.max(0, start - 1));
    }
    String text =
        cursor.startsWith("&&") || cursor.startsWith("||") || cursor.startsWith(";;")
            ? cursor.text(start, start + 2)
            : cursor.text(start, start + 1);
    String shown = text.equals("\n") ? "the end of the line" : "'" + text + "'";
    return switch (text) {
      case "(", ")" ->
          LineException.wrong(
              shown + " groups nothing in this language", OTHER_SHELL, start, start + 1);
      default ->
          LineException.wrong(
              "a command is missing before " + shown, null, start, start + text.length());
    };
  }
}
