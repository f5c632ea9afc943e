package ipc.model;

import java.util.OptionalLong;

/**
 * Reads ASCII digits. {@link Long#parseLong} also takes a plus sign and the digits of every other
 * script, which a name in a shell script must not turn into.
 */
final class WholeNumber {
  private WholeNumber() {}

  /**
   * Reads a number from all of {@code digits}.
   *
   * @param radix 8, 10 or 16
   * @param most the largest number accepted, at least 0
   * @return the number; empty if there is a character that is no digit, no digit at all, or a
   *     number above {@code most}
   */
  static OptionalLong parse(String digits, int radix, long most) {
    if (!isDigits(digits, radix)) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i));
      if (number > (most - digit) / radix) {
        return OptionalLong.empty();
      }
      number = number * radix + digit;
    }
    return number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Tells whether {@code text} is one digit or more, and nothing else. */
  static boolean isDigits(String text, int radix) {
    return !text.isEmpty() && digitsEnd(text, 0, radix) == text.length();
  }

  /** Returns the index after the run of digits that begins at {@code from}. */
  static int digitsEnd(String text, int from, int radix) {
    int at = from;
    while (at < text.length()) {
      int digit = digit(text.charAt(at));
      if (digit < 0 || digit >= radix) {
        break;
      }
      at++;
    }
    return at;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
