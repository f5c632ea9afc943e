package ipc.engine.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Copies what goes one way to a file: byte for byte, or message for message. */
public final class CopyTap implements Tap {
  private static final int LENGTH_BYTES = 4;

  private final CopyFile file;
  private final Optional<RecordFraming> framing;

  /**
   * A tap that leaves the file open.
   *
   * @param framing how one message is told from the next; without it they are joined
   */
  public CopyTap(CopyFile file, Optional<RecordFraming> framing) {
    this.file = file;
    this.framing = framing;
  }

  @Override
  public void pass(byte[] bytes, int offset, int count) {
    file.write(bytes, offset, count);
  }

  @Override
  public void passMessage(byte[] message) {
    byte[] record = framing.isEmpty() ? message : record(message, framing.get());
    file.write(record, 0, record.length);
  }

  private static byte[] record(byte[] message, RecordFraming framing) {
    return switch (framing) {
      case LINES -> with(message, (byte) '\n');
      case NUL -> with(message, (byte) 0);
      case LENGTH ->
          ByteBuffer.allocate(LENGTH_BYTES + message.length)
              .putInt(message.length)
              .put(message)
              .array();
    };
  }

  private static byte[] with(byte[] message, byte delimiter) {
    byte[] record = Arrays.copyOf(message, message.length + 1);
    record[message.length] = delimiter;
    return record;
  }

  @Override
  public void end() {
    // Another connection may have more to copy.
  }

  @Override
  public boolean catchUp() {
    return file.catchUp();
  }
}
