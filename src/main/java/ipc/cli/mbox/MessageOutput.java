package ipc.cli.mbox;

import ipc.cli.Invocation;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.mailbox.Delivery;
import ipc.model.Quantity;
import ipc.render.Layout;
import ipc.render.RecordType;
import ipc.render.Request;
import ipc.render.Selection;
import ipc.render.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Writes messages to standard output, each whole before the next is taken. */
final class MessageOutput {
  private final Invocation invocation;
  private final RecordType<Delivery> type;
  private final Framing framing;
  private final SignalWatch signals;
  private final Descriptor output;

  MessageOutput(
      Invocation invocation, RecordType<Delivery> type, Framing framing, SignalWatch signals) {
    this.invocation = invocation;
    this.type = type;
    this.framing = framing;
    this.signals = signals;
    this.output = invocation.engine().standardOutput();
  }

  /** Whether a message can be written now, without waiting for who reads. */
  boolean hasRoomFor(Delivery message) {
    return output.hasRoomFor(message.body().length + 1, signals);
  }

  /**
   * Writes a message; when this returns, the kernel has all of it.
   *
   * @throws IpcException.Corrupt if the message holds what is to end it; nothing is written
   */
  void write(Delivery message) {
    byte[] bytes =
        switch (framing) {
          case EXACT -> message.body();
          case TERMINAL -> with(message.body(), '\n');
          case LINES -> with(checked(message, '\n', "a newline", "-0, --length or --json"), '\n');
          case NUL -> with(checked(message, '\0', "a NUL", "--length or --json"), '\0');
          case LENGTH -> withLength(message.body());
          case JSON -> json(message);
        };
    int done = 0;
    try {
      while (done < bytes.length) {
        done += output.write(bytes, done, signals);
      }
    } catch (IpcException.TransferFailed | IpcException.EndedBySignal failure) {
      if (done > 0) {
        invocation.note(
            "message "
                + message.sequence()
                + " was written in part: "
                + done
                + " of "
                + Quantity.bytes(bytes.length));
      }
      throw failure;
    }
  }

  private static byte[] with(byte[] body, char delimiter) {
    byte[] bytes = Arrays.copyOf(body, body.length + 1);
    bytes[body.length] = (byte) delimiter;
    return bytes;
  }

  private static byte[] withLength(byte[] body) {
    return ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).array();
  }

  private static byte[] checked(Delivery message, char delimiter, String word, String way) {
    for (byte each : message.body()) {
      if (each == delimiter) {
        throw new IpcException.Corrupt(
            "message "
                + message.sequence()
                + " holds "
                + word
                + ", so its end could not be told; it stays in the mailbox",
            way + " can tell it; without -c, --all and --follow one message is printed as it is");
      }
    }
    return message.body();
  }

  private byte[] json(Delivery message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Request all = new Request(List.of(), List.of(), List.of());
    Instant now = invocation.engine().now();
    try {
      Layout layout = Layout.json(bytes);
      layout.next(Selection.of(type, View.JSON, all, now), message);
      layout.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream in memory raised an IOException", failure);
    }
    return bytes.toByteArray();
  }
}
