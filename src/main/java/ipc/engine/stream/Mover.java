package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import ipc.model.Quantity;
import java.util.OptionalLong;

/**
 * One direction of a conversation: takes bytes from one descriptor and gives them to another, as
 * they are, ciphered or deciphered.
 *
 * <p>A {@link #step} never waits, so that one thread can drive many movers. None closes a
 * descriptor: what the end of the input means for the output is for the caller to decide.
 */
public interface Mover extends AutoCloseable {
  /** What a step came to. */
  enum Step {
    /** Some bytes were moved, or read to be written next: ask again. */
    MOVED,
    /** Nothing is there to be read now. */
    NEEDS_INPUT,
    /** The output takes nothing now. */
    NEEDS_ROOM,
    /** All that there was is written. */
    INPUT_ENDED,
    /** Nobody reads the output any more. */
    READER_GONE,
    /** A connection at one of the ends was reset by its peer. */
    RESET
  }

  /**
   * Moves what can be moved without waiting.
   *
   * @throws ipc.engine.IpcException.TransferFailed if an end fails; how many bytes were moved is
   *     told
   */
  Step step();

  /** Where the bytes come from. */
  Descriptor from();

  /** Where they go. */
  Descriptor to();

  /** How many bytes of the user's were written so far. */
  long moved();

  /** How many whole messages were written, where messages are moved. */
  default OptionalLong records() {
    return OptionalLong.empty();
  }

  /** How many were read and not written yet. */
  int unwritten();

  /** How far it is, in words that follow a failure: what was moved, and what is lost. */
  default String progress() {
    String written = Quantity.of(moved(), "byte was", "bytes were") + " written before";
    return unwritten() == 0
        ? written
        : written
            + ", "
            + Quantity.of(unwritten(), "more was read and is", "more were read and are")
            + " lost";
  }

  /**
   * Names what it waits for before the next step.
   *
   * @param last what the last step came to
   */
  default void await(Step last, Interest interest) {
    switch (last) {
      case NEEDS_ROOM -> interest.writable(to());
      case NEEDS_INPUT -> {
        interest.readable(from());
        interest.broken(to());
      }
      case MOVED, INPUT_ENDED, READER_GONE, RESET -> {}
    }
  }

  /** When it is to be asked again though nothing came that it waits for: it holds bytes back. */
  default Deadline until() {
    return Deadline.never();
  }

  /** Gives back what it holds of its own; the descriptors stay open. */
  @Override
  void close();
}
