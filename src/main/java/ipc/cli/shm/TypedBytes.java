package ipc.cli.shm;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes that a person types: hexadecimal digits, or a text. */
final class TypedBytes {
  /** What a person types, or a script prints; anything larger is raw. */
  private static final int MOST_BYTES = 1 << 28;

  private TypedBytes() {}

  /** Pairs of hexadecimal digits, with white space between them as one likes. */
  static byte[] hex(Descriptor input) {
    byte[] text = input.readAll(MOST_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int high = -1;
    for (int i = 0; i < text.length; i++) {
      int digit = Character.digit(text[i], 16);
      boolean white = text[i] == ' ' || text[i] >= '\t' && text[i] <= '\r';
      if (digit < 0 && !white) {
        throw new IpcException.Corrupt(
            "standard input is not hexadecimal at byte " + i + "; nothing is written", null);
      }
      if (white && high >= 0) {
        throw new IpcException.Corrupt(
            "standard input has a single digit before byte " + i + "; nothing is written", null);
      }
      if (digit >= 0 && high < 0) {
        high = digit;
      } else if (digit >= 0) {
        bytes.write(high << 4 | digit);
        high = -1;
      }
    }
    if (high >= 0) {
      throw new IpcException.Corrupt(
          "standard input ends with a single digit; nothing is written", null);
    }
    return bytes.toByteArray();
  }

  /** The input without its last newline, and a NUL after it where there is room. */
  static byte[] text(Descriptor input, long room) {
    byte[] text = input.readAll(MOST_BYTES);
    boolean newline = text.length > 0 && text[text.length - 1] == '\n';
    int length = newline ? text.length - 1 : text.length;
    byte[] withoutNewline = Arrays.copyOf(text, length);
    return Arrays.copyOf(withoutNewline, length < room ? length + 1 : length);
  }
}
