package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.engine.stream.PromptDescriptor;
import ipc.engine.stream.RecordFraming;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream that takes messages as records: each with its delimiter behind it or its length before
 * it. Without framing they are joined as they are; on a terminal each has a newline more.
 */
public final class FramedSink implements MessageSink {
  private static final int LENGTH_BYTES = 4;

  private final Kernel kernel;
  private final PromptDescriptor to;
  private final Optional<RecordFraming> framing;
  private final boolean isForPerson;
  private byte[] message; // whose record is being written
  private byte[] record;
  private int done;
  private long written;

  /** A sink over a stream, which stays open. */
  public FramedSink(Engine engine, Descriptor to, Optional<RecordFraming> framing) {
    this.kernel = engine.kernel();
    this.to = new PromptDescriptor(engine, to);
    this.framing = framing;
    this.isForPerson = framing.isEmpty() && kernel.terminals().isTerminal(to.number());
  }

  @Override
  public String name() {
    return to.descriptor().name();
  }

  @Override
  public Descriptor readiness() {
    return to.descriptor();
  }

  @Override
  public Mover.Step send(byte[] next) {
    if (message != next) {
      record = record(next);
      message = next;
      done = 0;
    }
    while (done < record.length) {
      Mover.Step step = write();
      if (step != Mover.Step.MOVED) {
        return step;
      }
    }
    message = null;
    written++;
    return Mover.Step.MOVED;
  }

  private byte[] record(byte[] body) {
    if (framing.isEmpty()) {
      return isForPerson ? with(body, (byte) '\n') : body;
    }
    return switch (framing.get()) {
      case LINES -> with(checked(body, (byte) '\n', "a newline", "-0 or --length"), (byte) '\n');
      case NUL -> with(checked(body, (byte) 0, "a NUL", "--length"), (byte) 0);
      case LENGTH ->
          ByteBuffer.allocate(LENGTH_BYTES + body.length).putInt(body.length).put(body).array();
    };
  }

  private static byte[] with(byte[] body, byte delimiter) {
    byte[] bytes = Arrays.copyOf(body, body.length + 1);
    bytes[body.length] = delimiter;
    return bytes;
  }

  private byte[] checked(byte[] body, byte delimiter, String word, String way) {
    for (byte each : body) {
      if (each == delimiter) {
        throw new IpcException.Corrupt(
            "a message of "
                + body.length
                + " bytes holds "
                + word
                + ", so its end could not be told; it was not written, "
                + written
                + " before it were",
            way + " can tell it");
      }
    }
    return body;
  }

  private Mover.Step write() {
    if (!to.canWriteNow()) {
      return Mover.Step.NEEDS_ROOM;
    }
    int most = Math.min(record.length - done, to.mostAtOnce());
    int count = kernel.files().write(to.number(), record, done, most);
    done += Math.max(0, count);
    return to.writeCameTo(count, () -> written + " messages were written before");
  }
}
