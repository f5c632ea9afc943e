package ipc.engine.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A walk over the elements of a DER encoding (X.690), as far as keys and the names in certificates
 * need one.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  /** The context's own tags, as in {@code [0]}. */
  static final int CONTEXT_0 = 0xA0;

  private static final int LONG_LENGTH = 0x80;

  private final byte[] bytes;
  private final int end;
  private int at;

  private Der(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Before the first element. */
  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  /** What does not follow the rules. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private Malformed(String message) {
      super(message);
    }
  }

  /** Whether the next element has a tag. */
  boolean isNext(int tag) {
    return at < end && (bytes[at] & 0xFF) == tag;
  }

  /** Enters the next element, which must have this tag; this walk goes on behind it. */
  Der enter(int tag) throws Malformed {
    if (!isNext(tag)) {
      throw new Malformed("no element of tag " + tag + " at " + at);
    }
    int content = contentStart();
    int contentEnd = contentEnd(content);
    at = contentEnd;
    return new Der(bytes, content, contentEnd);
  }

  /** The next element whole, tag and length included. */
  byte[] element() throws Malformed {
    int start = at;
    skip();
    return Arrays.copyOfRange(bytes, start, at);
  }

  /** Passes over the next element. */
  void skip() throws Malformed {
    at = contentEnd(contentStart());
  }

  /** What is left inside. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, at, end);
  }

  private int contentStart() throws Malformed {
    if (at + 2 > end) {
      throw new Malformed("cut short at " + at);
    }
    int first = bytes[at + 1] & 0xFF;
    return first < LONG_LENGTH ? at + 2 : at + 2 + (first & 0x7F);
  }

  private int contentEnd(int content) throws Malformed {
    int first = bytes[at + 1] & 0xFF;
    long length = first;
    if (first >= LONG_LENGTH) {
      length = 0;
      for (int i = at + 2; i < content && i < end && length < Integer.MAX_VALUE; i++) {
        length = length << 8 | bytes[i] & 0xFF;
      }
    }
    if (content + length > end) {
      throw new Malformed("cut short at " + at);
    }
    return (int) (content + length);
  }

  /** An element of this tag with these contents, one behind the other. */
  static byte[] encode(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < LONG_LENGTH) {
      element.write(length);
    } else if (length <= 0xFF) {
      element.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      element.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
