package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;

/** Where messages go, one whole message at a time and without waiting. */
public interface MessageSink {
  /** What it is called in messages. */
  String name();

  /**
   * Sends one message.
   *
   * @param message the same again as long as the answer is {@link Mover.Step#NEEDS_ROOM}
   * @return {@link Mover.Step#MOVED} if all of it is sent; {@link Mover.Step#NEEDS_ROOM} if it must
   *     be asked again when {@link #readiness} can be written; {@link Mover.Step#READER_GONE} or
   *     {@link Mover.Step#RESET} if nobody takes any more
   * @throws ipc.engine.IpcException.Corrupt if it is too long, or holds what would end it: then
   *     nothing of it is sent
   */
  Mover.Step send(byte[] message);

  /** Writable when another message may be sent; but see {@link #awaitRoom}. */
  Descriptor readiness();

  /** Names what to wait for after {@link Mover.Step#NEEDS_ROOM}. */
  default void awaitRoom(Interest interest) {
    interest.writable(readiness());
  }

  /** When {@link #send} is to be asked again though nothing told of room. */
  default Deadline tryAgain() {
    return Deadline.never();
  }

  /**
   * Tells that no more messages follow, where that can be told.
   *
   * @return as {@link StreamEnd#finishWriting} does
   */
  default Mover.Step finish() {
    return Mover.Step.INPUT_ENDED;
  }
}
