package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import java.nio.ByteBuffer;

/** The socket, and the ciphertext that came from it or waits to go there. Never waits. */
final class Wire implements AutoCloseable {
  /** What the engine is given to encipher where it speaks for itself. */
  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** What came and was not deciphered yet. */
  final Room in;

  /** What was ciphered and did not go yet. */
  final Room out;

  private final FileCalls files;
  private final Descriptor socket;
  private Mover.Step broken; // why nothing goes out any more

  /**
   * Over a socket that is non-blocking.
   *
   * @param bytes how many are held in each direction
   */
  Wire(Engine engine, Descriptor socket, int bytes) {
    this.files = engine.kernel().files();
    this.socket = socket;
    in = new Room(engine.kernel(), bytes, socket.name());
    try {
      out = new Room(engine.kernel(), bytes, socket.name());
    } catch (IpcException failure) {
      in.close();
      throw failure;
    }
  }

  Descriptor socket() {
    return socket;
  }

  /**
   * Sends what waits to go.
   *
   * @return MOVED when all is gone; NEEDS_ROOM; READER_GONE or RESET, from then on always
   */
  Mover.Step flush() {
    while (broken == null && !out.isEmpty()) {
      long result = out.writeTo(files, socket.number(), Integer.MAX_VALUE);
      if (result < 0) {
        switch (Errno.ofResult(result)) {
          case EINTR -> {}
          case EAGAIN -> {
            return Mover.Step.NEEDS_ROOM;
          }
          case EPIPE -> broken = Mover.Step.READER_GONE;
          case ECONNRESET -> broken = Mover.Step.RESET;
          default -> throw failure("send to", result);
        }
      }
    }
    return broken == null ? Mover.Step.MOVED : broken;
  }

  /** Whether nothing goes out any more. */
  boolean isBroken() {
    return broken != null;
  }

  /**
   * Takes what has come.
   *
   * @return MOVED, NEEDS_INPUT, INPUT_ENDED or RESET
   */
  Mover.Step fill() {
    while (true) {
      long result = in.readFrom(files, socket.number());
      if (result > 0) {
        return Mover.Step.MOVED;
      }
      if (result == 0) {
        // The kernel tells a reset once: a write may have heard of it first.
        return broken == Mover.Step.RESET ? broken : Mover.Step.INPUT_ENDED;
      }
      switch (Errno.ofResult(result)) {
        case EINTR -> {}
        case EAGAIN -> {
          return Mover.Step.NEEDS_INPUT;
        }
        case ECONNRESET -> {
          return Mover.Step.RESET;
        }
        default -> throw failure("receive from", result);
      }
    }
  }

  private IpcException failure(String action, long result) {
    return new IpcException.TransferFailed(
        "cannot " + action + " '" + socket.name() + "': " + Failures.reason(result), null);
  }

  @Override
  public void close() {
    in.close();
    out.close();
  }
}
