package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.message.MessageMover;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;

/**
 * How bytes or messages go one way where they do not simply go: slower, later, counted, or with a
 * copy for somebody else.
 */
@FunctionalInterface
public interface Passage {
  /** Moves the bytes of one conversation, as they are, between two open descriptors. */
  Mover between(Descriptor from, Descriptor to);

  /** Moves whole messages of one conversation; as they are, unless it is said otherwise. */
  default Mover between(MessageSource from, MessageSink to) {
    return new MessageMover(from, to);
  }
}
