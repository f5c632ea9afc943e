package ipc.engine.stream;

import ipc.engine.Descriptor;

/**
 * How bytes or messages go one way where they do not simply go: slower, later, counted, or with a
 * copy for somebody else.
 */
public interface Passage {
  /** Moves the bytes of one conversation, as they are, between two open descriptors. */
  Mover between(Descriptor from, Descriptor to);

  /** Moves whole messages of one conversation. */
  Mover between(MessageSource from, MessageSink to);
}
