package ipc.cli.mbox;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import java.io.ByteArrayOutputStream;
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
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      if (next == filled) {
        filled = input.read(chunk, signals);
        next = 0;
        if (filled == 0) {
          ended = true;
          return delimiter.isPresent() && message.size() == 0
              ? Optional.empty()
              : Optional.of(message.toByteArray());
        }
      }
      int end = end();
      message.write(chunk, next, end - next);
      next = end;
      if (message.size() > longest) {
        throw new IpcException.LimitReached(
            "a message in "
                + input.name()
                + " has more than the "
                + longest
                + " bytes that the mailbox holds",
            "a larger mailbox is made with --bytes");
      }
      if (end < filled) {
        next++;
        return Optional.of(message.toByteArray());
      }
    }
  }

  /** Whether the next message is here already, so that nobody has to wait for it. */
  boolean hasWhole() {
    return delimiter.isPresent() && end() < filled;
  }

  private int end() {
    if (delimiter.isPresent()) {
      for (int i = next; i < filled; i++) {
        if (chunk[i] == (byte) delimiter.getAsInt()) {
          return i;
        }
      }
    }
    return filled;
  }
}
