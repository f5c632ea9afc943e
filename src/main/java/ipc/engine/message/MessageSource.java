package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;

/**
 * Where messages come from, one whole message at a time and without waiting: a socket of datagrams,
 * the records of a stream.
 *
 * <p>Nobody who takes from it gets a part of a message, and none is cut: a source that cannot give
 * one whole throws.
 */
public interface MessageSource {
  /** What it is called in messages. */
  String name();

  /**
   * Takes the next message, which {@link #message} then gives.
   *
   * @return {@link Mover.Step#MOVED} if there was one; {@link Mover.Step#NEEDS_INPUT} if there may
   *     be one when {@link #readiness} can be read; {@link Mover.Step#INPUT_ENDED} if none will
   *     come any more; {@link Mover.Step#RESET} if the peer reset the connection
   * @throws ipc.engine.IpcException if it fails, or what comes is no message
   */
  Mover.Step receive();

  /** The message that was taken last; whoever asks may keep it. */
  byte[] message();

  /** Readable when another message may be there, or the end of them. */
  Descriptor readiness();

  /**
   * A message is with whom it was for: the one that was taken first of those that were not. A
   * source that keeps what it gives out until then, as a mailbox does, may forget it.
   */
  default void passedOn() {}

  /** When {@link #receive} is to be asked again though nothing came: its time is over then. */
  default Deadline until() {
    return Deadline.never();
  }

  /** How many bytes came that are no whole message yet, and will be none. */
  default int incomplete() {
    return 0;
  }
}
