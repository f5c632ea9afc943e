package ipc.model;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Bytes carried in a {@code String} without loss.
 *
 * <p>Well-formed UTF-8 is decoded. Each byte that is not part of it becomes one lone surrogate,
 * U+DC80 for 0x80 up to U+DCFF for 0xff, which well-formed UTF-8 can never give. So {@code
 * encode(decode(x))} is {@code x} for every byte string: names in the file system and words of a
 * command line are bytes, whatever the locale says.
 */
public final class ByteText {
  private static final int ESCAPE_FIRST = 0xDC80;
  private static final int ESCAPE_LAST = 0xDCFF;
  private static final int ESCAPE_OFFSET = 0xDC00;
  private static final String HEX_DIGITS = "0123456789abcdef";

  private ByteText() {}

  /** Returns the text that stands for all of {@code bytes}. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Returns the text that stands for a part of {@code bytes}.
   *
   * @param from index of the first byte
   * @param to index after the last byte
   * @throws IndexOutOfBoundsException if the part is not within {@code bytes}
   */
  public static String decode(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    if (at == to) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    // No sequence gives more chars than it has bytes, so this never grows.
    char[] chars = new char[to - from];
    int count = 0;
    for (int i = from; i < at; i++) {
      chars[count++] = (char) bytes[i];
    }
    while (at < to) {
      int length = sequenceLength(bytes, at, to);
      if (length == 0) {
        chars[count++] = (char) (ESCAPE_OFFSET + (bytes[at] & 0xff));
        at++;
      } else {
        count += Character.toChars(codePoint(bytes, at, length), chars, count);
        at += length;
      }
    }
    return new String(chars, 0, count);
  }

  /**
   * Returns the bytes that {@code text} stands for.
   *
   * @throws ValueException if it holds a surrogate that stands for no byte; see {@link
   *     #unencodable}
   */
  public static byte[] encode(String text) {
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes = new byte[length(text)];
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point < 0x80) {
        bytes[count++] = (byte) point;
      } else if (isEscape(point)) {
        bytes[count++] = (byte) (point - ESCAPE_OFFSET);
      } else if (point < 0x800) {
        bytes[count++] = (byte) (0xc0 | point >> 6);
        bytes[count++] = continuation(point);
      } else if (point < 0x10000) {
        bytes[count++] = (byte) (0xe0 | point >> 12);
        bytes[count++] = continuation(point >> 6);
        bytes[count++] = continuation(point);
      } else {
        bytes[count++] = (byte) (0xf0 | point >> 18);
        bytes[count++] = continuation(point >> 12);
        bytes[count++] = continuation(point >> 6);
        bytes[count++] = continuation(point);
      }
    }
    return bytes;
  }

  /**
   * Returns how many bytes {@code text} stands for.
   *
   * @throws ValueException if it holds a surrogate that stands for no byte
   */
  public static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isStray(point)) {
        throw new ValueException(
            "text", text, "character " + i + " is half a surrogate pair and stands for no byte");
      }
      i += Character.charCount(point);
      if (point < 0x80 || isEscape(point)) {
        length += 1;
      } else if (point < 0x800) {
        length += 2;
      } else {
        length += point < 0x10000 ? 3 : 4;
      }
    }
    return length;
  }

  /**
   * Returns the index of the first character that stands for no byte: half a surrogate pair that is
   * none of U+DC80 to U+DCFF. Text that came from {@link #decode} has none.
   */
  public static OptionalInt unencodable(String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isStray(point)) {
        return OptionalInt.of(i);
      }
      i += Character.charCount(point);
    }
    return OptionalInt.empty();
  }

  /**
   * Returns {@code text} for a message: in single quotes, on one line, nothing in it that could
   * move a terminal's cursor or hide a part.
   */
  public static String quote(String text) {
    return "'" + printable(text) + "'";
  }

  /**
   * Returns {@code text} on one line: a backslash doubled, a tab, a newline and a return as {@code
   * \t}, {@code \n}, {@code \r}, another control character or a byte outside UTF-8 as {@code \xff},
   * an invisible character as <code>&#92;u{200b}</code>.
   */
  public static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\\') {
        line.append("\\\\");
      } else if (point == '\t') {
        line.append("\\t");
      } else if (point == '\n') {
        line.append("\\n");
      } else if (point == '\r') {
        line.append("\\r");
      } else if (point < 0x20 || point == 0x7f || isEscape(point)) {
        int value = point & 0xff;
        line.append("\\x").append(HEX_DIGITS.charAt(value >> 4));
        line.append(HEX_DIGITS.charAt(value & 0xf));
      } else if (point >= 0x80 && isInvisible(point)) {
        line.append("\\u{").append(Integer.toHexString(point)).append('}');
      } else {
        line.appendCodePoint(point);
      }
    }
    return line.toString();
  }

  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(int point) {
    return point >= ESCAPE_FIRST && point <= ESCAPE_LAST;
  }

  private static boolean isStray(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE && !isEscape(point);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | bits & 0x3f);
  }

  /**
   * Returns the length of the well-formed sequence at {@code at}, or 0: the table "Well-Formed
   * UTF-8 Byte Sequences" of the Unicode standard, which leaves out overlong forms, surrogates and
   * what lies beyond U+10FFFF.
   */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static int codePoint(byte[] bytes, int at, int length) {
    if (length == 1) {
      return bytes[at];
    }
    // The lead byte of a sequence of n bytes carries 7 - n bits.
    int point = bytes[at] & (1 << 7 - length) - 1;
    for (int i = at + 1; i < at + length; i++) {
      point = point << 6 | bytes[i] & 0x3f;
    }
    return point;
  }
}
