package ipc.proc;

import ipc.model.ByteText;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Reads numbers and words out of the kernel's text, line by line, without making strings.
 *
 * <p>A scan passes every byte of every process's maps through here, and the interpreter runs most
 * of it: the loops work on local variables and a table.
 *
 * <p>A failure sticks until the next line: a parser reads all of a line's fields and asks {@link
 * #failed()} once. Nothing here throws, whatever the bytes are.
 */
final class TextScanner {
  private static final byte NO_DIGIT = 16;
  private static final byte[] DIGITS = digits();
  // No number of so few digits is over 64 bits, in any radix.
  private static final int SAFE_DIGITS = 15;

  private final byte[] text;
  private final int end;
  private int lineNumber;
  private int lineFrom;
  private int lineTo;
  private int nextFrom;
  private int at;
  private boolean failed;

  private static byte[] digits() {
    byte[] digits = new byte[1 << Byte.SIZE];
    Arrays.fill(digits, NO_DIGIT);
    for (byte i = 0; i < 10; i++) {
      digits['0' + i] = i;
    }
    for (byte i = 10; i < 16; i++) {
      digits['a' + i - 10] = i;
    }
    return digits;
  }

  TextScanner(byte[] text) {
    this(text, 0, text.length);
  }

  TextScanner(byte[] text, int from, int to) {
    this.text = text;
    this.end = to;
    this.nextFrom = from;
  }

  /** Moves to the next line; false at the end of the text. The last line needs no newline. */
  boolean nextLine() {
    if (nextFrom >= end) {
      return false;
    }
    lineNumber++;
    lineFrom = nextFrom;
    byte[] bytes = text;
    int stop = end;
    int i = lineFrom;
    while (i < stop && bytes[i] != '\n') {
      i++;
    }
    lineTo = i;
    nextFrom = i + 1;
    at = lineFrom;
    failed = false;
    return true;
  }

  /** Returns the number of the line we are on, from 1. */
  int lineNumber() {
    return lineNumber;
  }

  /** Tells whether a field of this line was not what was asked for. */
  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  void skipBlanks() {
    while (at < lineTo && isBlank(text[at])) {
      at++;
    }
  }

  void skipWord() {
    while (at < lineTo && !isBlank(text[at])) {
      at++;
    }
  }

  boolean atLineEnd() {
    return at >= lineTo;
  }

  /** Tells whether the rest of the line is blank. */
  boolean onlyBlanksLeft() {
    skipBlanks();
    return atLineEnd();
  }

  /** Tells whether this line ends with a newline, and not just with the text. */
  boolean endsWithNewline() {
    return lineTo < end;
  }

  int position() {
    return at;
  }

  int lineTo() {
    return lineTo;
  }

  /** Passes one character that must be here. */
  void expect(char wanted) {
    if (at < lineTo && text[at] == wanted) {
      at++;
    } else {
      failed = true;
    }
  }

  /** Passes {@code word} if the rest of the line starts with it. */
  boolean passes(String word) {
    if (!startsAt(at, lineTo, word)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /**
   * Tells whether the ASCII {@code word} stands at {@code from} and ends at {@code to} or before.
   */
  boolean startsAt(int from, int to, String word) {
    if (from < 0 || word.length() > to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the byte here, and passes it; fails at the end of the line. */
  int octet() {
    if (at >= lineTo) {
      failed = true;
      return 0;
    }
    return text[at++];
  }

  /** Reads a signed decimal number; one that does not fit 64 bits fails. */
  long decimal() {
    boolean negative = at < lineTo && text[at] == '-';
    if (negative) {
      at++;
    }
    long magnitude = unsigned(10);
    if (magnitude < 0) {
      failed = true;
    }
    return negative ? -magnitude : magnitude;
  }

  /**
   * Reads an unsigned number; one that does not fit 64 bits fails.
   *
   * @param radix 8, 10 or 16
   * @return the 64 bits: negative, as Java sees it, from 2^63 on
   */
  long unsigned(int radix) {
    // The largest value that a further digit may follow, and the largest such digit.
    long safe = radix == 10 ? 1_844_674_407_370_955_161L : -1L >>> (radix == 16 ? 4 : 3);
    int lastDigit = radix == 10 ? 5 : radix - 1;
    byte[] bytes = text;
    int stop = lineTo;
    int first = at;
    int i = first;
    long value = 0;
    while (i < stop) {
      int digit = DIGITS[bytes[i] & 0xff];
      if (digit >= radix) {
        break;
      }
      if (i - first >= SAFE_DIGITS
          && (value < 0 || value > safe || (value == safe && digit > lastDigit))) {
        failed = true;
      }
      value = value * radix + digit;
      i++;
    }
    at = i;
    if (i == first) {
      failed = true;
    }
    return value;
  }

  /**
   * Reads exactly so many hex digits, as {@code /proc/net} has them: upper case.
   *
   * @param count 1 to 15
   */
  long upperHex(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      int octet = at < lineTo ? text[at] : 0;
      int digit = octet >= '0' && octet <= '9' ? octet - '0' : octet - 'A' + 10;
      if (digit < 0 || digit > 15 || octet > '9' && octet < 'A') {
        failed = true;
        return 0;
      }
      value = value << 4 | digit;
      at++;
    }
    return value;
  }

  /** How many bytes there are from here to {@code stop}; -1 if the line or a word ends before. */
  int wordLengthUntil(char stop) {
    for (int i = at; i < lineTo && !isBlank(text[i]); i++) {
      if (text[i] == stop) {
        return i - at;
      }
    }
    return -1;
  }

  /** Reads all of the bytes from {@code from} up to {@code to} as at most eight hex digits. */
  OptionalInt hexBetween(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = DIGITS[text[i] & 0xff];
      if (digit == NO_DIGIT) {
        return OptionalInt.empty();
      }
      value = value << 4 | digit;
    }
    return OptionalInt.of(value);
  }

  /** Decodes the bytes from {@code from} up to {@code to}. */
  String text(int from, int to) {
    return ByteText.decode(text, from, to);
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
