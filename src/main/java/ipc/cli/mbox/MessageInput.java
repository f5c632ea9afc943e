package ipc.cli.mbox;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Standard input as messages: all of it is one, or each part up to a delimiter. */
final class MessageInput {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Descriptor input;
  private final OptionalInt delimiter;
  private final long longest;
  private final SignalWatch signals;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int filled;
  private int found; // the next delimiter, or filled
  private boolean ended;

  /**
   * Messages of an input.
   *
   * @param delimiter the byte that ends each; empty for one message in all
   * @param longest how many bytes one may have
   */
  MessageInput(Descriptor input, OptionalInt delimiter, long longest, SignalWatch signals) {
    this.input = input;
    this.delimiter = delimiter;
    this.longest = longest;
    this.signals = signals;
  }

  /** The next message, as soon as it is whole; the last one needs no delimiter. */
  Optional<byte[]> next() {
    if (ended) {
      return Optional.empty();
    }
    if (hasWhole()) {
      byte[] message = Arrays.copyOfRange(chunk, next, found);
      checkLength(message.length);
      passDelimiter();
      return Optional.of(message);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      message.write(chunk, next, found - next);
      next = found;
      checkLength(message.size());
      if (found < filled) {
        passDelimiter();
        return Optional.of(message.toByteArray());
      }
      filled = input.read(chunk, signals);
      next = 0;
      if (filled == 0) {
        found = 0;
        ended = true;
        return delimiter.isPresent() && message.size() == 0
            ? Optional.empty()
            : Optional.of(message.toByteArray());
      }
      find();
    }
  }

  private void checkLength(int bytes) {
    if (bytes > longest) {
      throw new IpcException.LimitReached(
          "a message in "
              + input.name()
              + " has more than the "
              + longest
              + " bytes that the mailbox holds",
          "a larger mailbox is made with --bytes");
    }
  }

  /** Whether the next message is here already, so that nobody has to wait for it. */
  boolean hasWhole() {
    return found < filled;
  }

  private void passDelimiter() {
    next = found + 1;
    find();
  }

  /** Finds the next delimiter, or the end of what is here. */
  private void find() {
    found = next;
    if (delimiter.isEmpty()) {
      found = filled;
      return;
    }
    byte wanted = (byte) delimiter.getAsInt();
    while (found < filled && chunk[found] != wanted) {
      found++;
    }
  }
}
