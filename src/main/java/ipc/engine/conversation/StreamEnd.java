package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.util.Optional;

/**
 * One end of a conversation: what is read from it, what is written to it, and how it is told that
 * nothing more will be written.
 *
 * <p>Whoever holds it closes it.
 */
public interface StreamEnd extends AutoCloseable {
  /** What it is called in messages. */
  String name();

  /**
   * The descriptor whose bytes are the conversation's own; empty where nothing is read from this
   * end, or where its bytes are ciphered or messages.
   */
  default Optional<Descriptor> plainInput() {
    return Optional.empty();
  }

  /** The descriptor that takes the conversation's own bytes; empty as {@link #plainInput()} is. */
  default Optional<Descriptor> plainOutput() {
    return Optional.empty();
  }

  /** The messages that come from this end, where it does not speak in bytes. */
  default Optional<MessageSource> messages() {
    return Optional.empty();
  }

  /** What takes messages for this end, where it does not speak in bytes. */
  default Optional<MessageSink> takesMessages() {
    return Optional.empty();
  }

  /** The records of a stream as messages for this end; only of an end that takes messages. */
  default MessageSource recordsOf(Descriptor from) {
    throw new IllegalStateException("'" + name() + "' takes no messages");
  }

  /** A stream that takes the messages of this end as records; only of an end that has some. */
  default MessageSink recordsTo(Descriptor to) {
    throw new IllegalStateException("'" + name() + "' has no messages");
  }

  /** Whether anything can be read from it. */
  default boolean canBeRead() {
    return true;
  }

  /** Whether anything can be written to it. */
  default boolean canBeWritten() {
    return true;
  }

  /** Moves what comes from this end. */
  Mover receiving(Descriptor to);

  /** Moves what comes from this end, and is wanted by nobody, to where it vanishes. */
  default Mover discarding(Descriptor nowhere) {
    return receiving(nowhere);
  }

  /** Moves what goes to this end. */
  Mover sending(Descriptor from);

  /**
   * Tells this end that nothing more will be written, without waiting.
   *
   * @return {@link Mover.Step#NEEDS_ROOM} if it must be asked again when {@link #flushes} can be
   *     written; {@link Mover.Step#INPUT_ENDED} when it is told
   */
  Mover.Step finishWriting();

  /**
   * Tells this end, of which nothing was ever wanted, that this was all, as far as that goes
   * without waiting: before it is closed. A socket tells it by being closed; a cipher has a word
   * for it, without which the other side takes the end for an attack.
   */
  default void bidFarewell() {}

  /** The descriptor whose room {@link #finishWriting} may need; empty where it never does. */
  default Optional<Descriptor> flushes() {
    return Optional.empty();
  }

  /**
   * Whether something of its own waits to be written, which the next step of any of its movers
   * writes: an answer of the cipher's.
   */
  default boolean wantsToWrite() {
    return false;
  }

  /** When it is to be tended, or its movers to be asked again, though nothing came. */
  default Deadline until() {
    return Deadline.never();
  }

  /** Does what the time of {@link #until} has come for, beside its movers, without waiting. */
  default void tend() {}

  /** Whether it is ours: a reader of it that goes away ends us as it ends a command of a pipe. */
  default boolean isStandard() {
    return false;
  }

  /**
   * Whether what it still says is read and forgotten when nobody wants it: a peer's, whose
   * connection would be reset otherwise. What is not is left to whoever reads it next.
   */
  default boolean isDrained() {
    return !isStandard();
  }

  /** Whether a person types what is read from it: whose session is over when the peer's is. */
  default boolean isTyped() {
    return false;
  }

  /** Whether an error that was seen on it means that its peer reset the connection. */
  default boolean wasReset() {
    return false;
  }

  /** The command that is behind it, where one is. */
  default Optional<RunningCommand> command() {
    return Optional.empty();
  }

  @Override
  void close();
}
