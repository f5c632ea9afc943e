package ipc.shell.language;

/** A place in a text, going forwards. Beyond the end there are NUL characters. */
final class Cursor {
  private final String text;
  private int index;

  Cursor(String text) {
    this.text = text;
  }

  int index() {
    return index;
  }

  boolean isAtEnd() {
    return index >= text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return index + ahead < text.length() ? text.charAt(index + ahead) : '\0';
  }

  char next() {
    char character = peek();
    index++;
    return character;
  }

  void skip(int count) {
    index += count;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, index);
  }

  /** Goes to the end of the line, which is left to be read. */
  void skipLine() {
    while (!isAtEnd() && peek() != '\n') {
      index++;
    }
  }

  String text(int from, int to) {
    return text.substring(from, Math.min(to, text.length()));
  }

  /** This place without the blanks before it. */
  int trimmedIndex(int from) {
    int end = index;
    while (end > from && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    return end;
  }
}
