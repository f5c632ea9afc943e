package ipc.engine.message;

import ipc.engine.conversation.Conversation;
import ipc.engine.stream.RecordFraming;
import java.util.Optional;

/**
 * An end that speaks in messages: a socket of datagrams or packets, a mailbox.
 *
 * <p>{@link FramedEnd} makes an end of a {@link Conversation} of it. Between two such ends messages
 * go as they are; between one and a stream a {@link RecordFraming} tells one from the next.
 *
 * <p>Whoever holds it closes it.
 */
public interface MessageEnd extends AutoCloseable {
  /** What it is called in messages. */
  String name();

  /** The messages that come from it; empty where none can. */
  Optional<MessageSource> source();

  /** What takes messages for it; empty where nothing does. */
  Optional<MessageSink> sink();

  /** Whether its messages are taken and forgotten when nobody wants them: see StreamEnd. */
  default boolean isDrained() {
    return true;
  }

  /** Whether an error that was seen on it means that its peer reset the connection. */
  default boolean wasReset() {
    return false;
  }

  @Override
  void close();
}
