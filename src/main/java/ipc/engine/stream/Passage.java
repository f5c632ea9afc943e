package ipc.engine.stream;

import ipc.engine.Descriptor;

/**
 * How bytes go one way where they do not simply go: slower, later, counted, or with a copy for
 * somebody else.
 */
@FunctionalInterface
public interface Passage {
  /** Moves the bytes of one conversation, as they are, between two open descriptors. */
  Mover between(Descriptor from, Descriptor to);
}
