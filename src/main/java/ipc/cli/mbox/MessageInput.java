package ipc.cli.mbox;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Quantity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Standard input as messages: all of it is one, or each part up to a delimiter, or so long. */
final class MessageInput {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int NOTHING = -1;

  private final Descriptor input;
  private final Framing framing;
  private final OptionalInt delimiter;
  private final long longest;
  private final SignalWatch signals;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int filled;
  private int end;
  private int endIsOf = NOTHING; // the message, by where it begins, whose end that is
  private boolean ended;
  private long whole;

  /**
   * Messages of an input.
   *
   * @param framing what tells one from the next; any but lines, NUL and length: nothing does
   * @param longest how many bytes one may have
   */
  MessageInput(Descriptor input, Framing framing, long longest, SignalWatch signals) {
    this.input = input;
    this.framing = framing;
    this.delimiter =
        switch (framing) {
          case LINES -> OptionalInt.of('\n');
          case NUL -> OptionalInt.of(0);
          case EXACT, TERMINAL, LENGTH, JSON -> OptionalInt.empty();
        };
    this.longest = longest;
    this.signals = signals;
  }

  /**
   * The next message, as soon as it is whole; the last one needs no delimiter.
   *
   * @throws IpcException.Corrupt if the input ends before as many bytes as a length said
   */
  Optional<byte[]> next() {
    if (ended) {
      return Optional.empty();
    }
    return framing == Framing.LENGTH ? nextAfterLength() : nextUpToDelimiter();
  }

  private Optional<byte[]> nextUpToDelimiter() {
    int whole = end();
    if (whole < filled) {
      byte[] message = Arrays.copyOfRange(chunk, next, whole);
      refuseLonger(message.length);
      next = whole + 1;
      return Optional.of(message);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      if (next == filled) {
        fill();
        if (ended) {
          return delimiter.isPresent() && message.size() == 0
              ? Optional.empty()
              : Optional.of(message.toByteArray());
        }
      }
      int end = end();
      message.write(chunk, next, end - next);
      next = end;
      refuseLonger(message.size());
      if (end < filled) {
        next++;
        return Optional.of(message.toByteArray());
      }
    }
  }

  private Optional<byte[]> nextAfterLength() {
    byte[] head = new byte[Integer.BYTES];
    int headBytes = take(head);
    if (headBytes == 0) {
      return Optional.empty();
    }
    if (headBytes < head.length) {
      throw cutShort(headBytes + " of the " + head.length + " bytes of its length");
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
    refuseLonger(length);
    byte[] body = new byte[Math.toIntExact(length)];
    int bodyBytes = take(body);
    if (bodyBytes < length) {
      throw cutShort(bodyBytes + " of its " + Quantity.bytes(length));
    }
    whole++;
    return Optional.of(body);
  }

  private IpcException cutShort(String rest) {
    return new IpcException.Corrupt(
        input.name()
            + " ends in the middle of a message, after "
            + rest
            + "; "
            + Quantity.of(
                whole, "whole message before it was sent", "whole messages before it were sent"),
        null);
  }

  private void refuseLonger(long length) {
    if (length > longest) {
      throw new IpcException.LimitReached(
          "a message in "
              + input.name()
              + " has more than the "
              + Quantity.bytes(longest)
              + " that the mailbox holds",
          "a larger mailbox is made with --bytes");
    }
  }

  /** As many bytes as fit, fewer only at the end of input; how many that is. */
  private int take(byte[] into) {
    int done = 0;
    while (done < into.length) {
      if (next == filled) {
        fill();
        if (ended) {
          return done;
        }
      }
      int part = Math.min(into.length - done, filled - next);
      System.arraycopy(chunk, next, into, done, part);
      next += part;
      done += part;
    }
    return done;
  }

  private void fill() {
    filled = input.read(chunk, signals);
    next = 0;
    endIsOf = NOTHING;
    ended = filled == 0;
  }

  /** Whether the next message is here already, so that nobody has to wait for it. */
  boolean hasWhole() {
    if (framing == Framing.LENGTH) {
      int here = filled - next - Integer.BYTES;
      return here >= 0 && here >= Integer.toUnsignedLong(ByteBuffer.wrap(chunk).getInt(next));
    }
    return delimiter.isPresent() && end() < filled;
  }

  /** Where the next message ends, of what is here; looked for once, however often it is asked. */
  private int end() {
    if (endIsOf != next) {
      endIsOf = next;
      end = delimiter.isPresent() ? firstDelimiter((byte) delimiter.getAsInt()) : filled;
    }
    return end;
  }

  private int firstDelimiter(byte wanted) {
    for (int i = next; i < filled; i++) {
      if (chunk[i] == wanted) {
        return i;
      }
    }
    return filled;
  }
}
