package ipc.render;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON (RFC 8259) as UTF-8 and refuses what would not be JSON.
 *
 * <p>A text that came from bytes which are not UTF-8 carries them as lone surrogates U+DC80 to
 * U+DCFF ({@link ipc.model.ByteText}); they are written as the escapes {@code \}{@code udc80} to
 * {@code \}{@code udcff}. So the document is always valid UTF-8, and a reader that keeps lone
 * surrogates (Python's {@code os.fsencode(text)} among them) gets the bytes back. Control
 * characters, DEL and those of C1 too, are escaped.
 *
 * <p>Any number of top-level values may follow each other, so that a stream of documents is one
 * writer. Bytes are collected and reach the stream in pieces of about 8 KiB and by {@link #flush}.
 * Calling out of order is an {@link IllegalStateException}. Not for use by several threads.
 */
public final class JsonWriter implements Flushable {
  private static final int BUFFER_BYTES = 8192;
  // What one character takes at most: an escape.
  private static final int LONGEST_STEP = 6;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** Where the writer stands, one a level; what may come next follows from it alone. */
  private enum Place {
    TOP,
    FIRST_NAME,
    NEXT_NAME,
    VALUE_OF_NAME,
    FIRST_ELEMENT,
    NEXT_ELEMENT,
    ELEMENT_AFTER_COMMA
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private Place[] places = {Place.TOP, null, null, null, null, null, null, null};
  private int depth;

  /**
   * Makes a writer of documents.
   *
   * @param out where the bytes go; the caller's to close
   */
  public JsonWriter(OutputStream out) {
    this.out = out;
  }

  /** Opens an object. */
  public JsonWriter beginObject() throws IOException {
    startValue();
    put('{');
    push(Place.FIRST_NAME);
    return this;
  }

  /** Closes the object that was opened last. */
  public JsonWriter endObject() throws IOException {
    Place here = places[depth];
    if (here != Place.FIRST_NAME && here != Place.NEXT_NAME) {
      throw misplaced("the end of an object");
    }
    depth--;
    put('}');
    return this;
  }

  /** Opens an array. */
  public JsonWriter beginArray() throws IOException {
    startValue();
    put('[');
    push(Place.FIRST_ELEMENT);
    return this;
  }

  /** Closes the array that was opened last. */
  public JsonWriter endArray() throws IOException {
    Place here = places[depth];
    if (here != Place.FIRST_ELEMENT && here != Place.NEXT_ELEMENT) {
      throw misplaced("the end of an array");
    }
    depth--;
    put(']');
    return this;
  }

  /**
   * Writes the name of an object's next value.
   *
   * @param name unique in the object; that is the caller's to see to
   */
  public JsonWriter name(String name) throws IOException {
    Place here = places[depth];
    if (here != Place.FIRST_NAME && here != Place.NEXT_NAME) {
      throw misplaced("a name");
    }
    if (here == Place.NEXT_NAME) {
      put(',');
    }
    places[depth] = Place.VALUE_OF_NAME;
    quote(name);
    put(':');
    return this;
  }

  /** Writes a text. */
  public JsonWriter text(String value) throws IOException {
    startValue();
    quote(value);
    return this;
  }

  /** Writes a whole number. */
  public JsonWriter number(long value) throws IOException {
    startValue();
    putAscii(Long.toString(value));
    return this;
  }

  /**
   * Writes a number that is at hand as decimal digits, whatever its size or fraction.
   *
   * @param digits a number as JSON writes it, such as {@code 18446744073709551615} or {@code 0.25}
   */
  public JsonWriter number(String digits) throws IOException {
    if (!isNumber(digits)) {
      throw new IllegalArgumentException("not a number of JSON: '" + digits + "'");
    }
    startValue();
    putAscii(digits);
    return this;
  }

  /** Writes true or false. */
  public JsonWriter flag(boolean value) throws IOException {
    startValue();
    putAscii(value ? "true" : "false");
    return this;
  }

  /** Writes null, which stands for what is not known. */
  public JsonWriter unknown() throws IOException {
    startValue();
    putAscii("null");
    return this;
  }

  /** Breaks the line, which JSON allows between any two tokens. */
  public JsonWriter line() throws IOException {
    if (places[depth] == Place.VALUE_OF_NAME) {
      throw misplaced("a line's end");
    }
    put('\n');
    return this;
  }

  /**
   * Writes the comma of an array's next element now and breaks the line, so that each element
   * stands on a line of its own; the first has no comma.
   */
  public JsonWriter elementOnItsLine() throws IOException {
    switch (places[depth]) {
      case FIRST_ELEMENT -> put('\n');
      case NEXT_ELEMENT -> {
        put(',');
        put('\n');
        places[depth] = Place.ELEMENT_AFTER_COMMA;
      }
      case TOP, FIRST_NAME, NEXT_NAME, VALUE_OF_NAME, ELEMENT_AFTER_COMMA ->
          throw misplaced("an element");
    }
    return this;
  }

  /** Hands on what was collected, and flushes the stream. */
  @Override
  public void flush() throws IOException {
    spill();
    out.flush();
  }

  private void startValue() throws IOException {
    switch (places[depth]) {
      case TOP -> {}
      case VALUE_OF_NAME -> places[depth] = Place.NEXT_NAME;
      case FIRST_ELEMENT, ELEMENT_AFTER_COMMA -> places[depth] = Place.NEXT_ELEMENT;
      case NEXT_ELEMENT -> put(',');
      case FIRST_NAME, NEXT_NAME -> throw misplaced("a value");
    }
  }

  private void push(Place place) {
    depth++;
    if (depth == places.length) {
      places = Arrays.copyOf(places, depth * 2);
    }
    places[depth] = place;
  }

  private IllegalStateException misplaced(String what) {
    return new IllegalStateException(what + " cannot stand here: " + places[depth].name());
  }

  private void quote(String text) throws IOException {
    put('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      room();
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        buffer[used++] = '\\';
        buffer[used++] = (byte) c;
      } else if (c >= 0x20 && c < 0x7f) {
        buffer[used++] = (byte) c;
      } else if (c < 0xa0) {
        control(c);
      } else if (c < 0x800) {
        buffer[used++] = (byte) (0xc0 | c >> 6);
        buffer[used++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        buffer[used++] = (byte) (0xe0 | c >> 12);
        buffer[used++] = (byte) (0x80 | c >> 6 & 0x3f);
        buffer[used++] = (byte) (0x80 | c & 0x3f);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        buffer[used++] = (byte) (0xf0 | point >> 18);
        buffer[used++] = (byte) (0x80 | point >> 12 & 0x3f);
        buffer[used++] = (byte) (0x80 | point >> 6 & 0x3f);
        buffer[used++] = (byte) (0x80 | point & 0x3f);
      } else {
        hexadecimal(c);
      }
    }
    put('"');
  }

  private void control(char c) {
    int letter =
        switch (c) {
          case '\n' -> 'n';
          case '\t' -> 't';
          case '\r' -> 'r';
          case '\b' -> 'b';
          case '\f' -> 'f';
          default -> 0;
        };
    if (letter == 0) {
      hexadecimal(c);
      return;
    }
    buffer[used++] = '\\';
    buffer[used++] = (byte) letter;
  }

  private void hexadecimal(char c) {
    buffer[used++] = '\\';
    buffer[used++] = 'u';
    buffer[used++] = HEX[c >> 12];
    buffer[used++] = HEX[c >> 8 & 15];
    buffer[used++] = HEX[c >> 4 & 15];
    buffer[used++] = HEX[c & 15];
  }

  private void room() throws IOException {
    if (used > BUFFER_BYTES - LONGEST_STEP) {
      spill();
    }
  }

  private void put(char ascii) throws IOException {
    room();
    buffer[used++] = (byte) ascii;
  }

  private void putAscii(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      put(word.charAt(i));
    }
  }

  private void spill() throws IOException {
    int count = used;
    used = 0;
    out.write(buffer, 0, count);
  }

  // RFC 8259, section 6: minus, an integer without leading zeros, a fraction. No exponent is
  // needed.
  private static boolean isNumber(String digits) {
    int at = digits.startsWith("-") ? 1 : 0;
    int whole = digitsFrom(digits, at);
    if (whole == at || (digits.charAt(at) == '0' && whole > at + 1)) {
      return false;
    }
    if (whole == digits.length()) {
      return true;
    }
    int fraction = digitsFrom(digits, whole + 1);
    return digits.charAt(whole) == '.' && fraction > whole + 1 && fraction == digits.length();
  }

  private static int digitsFrom(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
