package ipc.shell.edit;

import ipc.engine.Engine;
import ipc.model.ByteText;
import ipc.model.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jline.utils.NonBlockingReader;

/**
 * Typed bytes as characters: UTF-8 in every locale, all other bytes as {@link ByteText} has them.
 */
final class KeyReader extends NonBlockingReader {
  private static final int CONTROL_C = 3;

  /** The bytes of a character come together; what does not is none. */
  private static final Duration WITHIN_CHARACTER = Duration.ofMillis(50);

  private final Engine engine;
  private final KeySource keys;
  private String waiting = "";
  private int next;
  private int pushedBack = KeySource.NOTHING;

  KeyReader(Engine engine, KeySource keys) {
    this.engine = engine;
    this.keys = keys;
  }

  @Override
  protected int read(long timeoutMillis, boolean isPeek) throws IOException {
    if (next == waiting.length()) {
      int status = fill(timeoutMillis);
      if (status < 0) {
        return status;
      }
    }
    char character = waiting.charAt(next);
    if (!isPeek) {
      next++;
    }
    return character;
  }

  @Override
  public int readBuffered(char[] into, int offset, int count, long timeoutMillis)
      throws IOException {
    if (count == 0) {
      return 0;
    }
    int character = read(timeoutMillis, false);
    if (character < 0) {
      return character;
    }
    into[offset] = (char) character;
    return 1;
  }

  private int fill(long timeoutMillis) throws InterruptedIOException {
    Deadline until =
        timeoutMillis <= 0 ? Deadline.never() : engine.within(Duration.ofMillis(timeoutMillis));
    int first = pushedBack >= 0 ? pushedBack : keys.next(until);
    pushedBack = KeySource.NOTHING;
    if (first < 0) {
      return first == KeySource.END ? EOF : READ_EXPIRED;
    }
    if (first == CONTROL_C) {
      throw new InterruptedIOException();
    }
    waiting = ByteText.decode(character(first));
    next = 0;
    return 0;
  }

  private byte[] character(int first) throws InterruptedIOException {
    int length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    for (int i = 1; i < length; i++) {
      int further = keys.next(engine.within(WITHIN_CHARACTER));
      if (further < 0x80 || further > 0xBF) {
        pushedBack = Math.max(further, KeySource.NOTHING);
        return java.util.Arrays.copyOf(bytes, i);
      }
      bytes[i] = (byte) further;
    }
    return bytes;
  }
}
