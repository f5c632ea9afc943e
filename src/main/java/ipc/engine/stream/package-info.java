/**
 * Bytes on their way from one descriptor to another: who moves them, how many there were, and who
 * ended it. What the descriptors are, and how they are opened, belongs to the mechanisms.
 *
 * <p>Two kinds of ends meet in a {@code Conversation}. A {@code StreamEnd} speaks in bytes. A
 * {@code MessageEnd} speaks in whole messages, by a {@code MessageSource} and a {@code
 * MessageSink}; wrapped in a {@code FramedEnd} it is a {@code StreamEnd} too. Two of those hand
 * each other their messages as they are; where the other end is a stream, {@code FramedSource} and
 * {@code FramedSink} make messages of its records and records of messages.
 */
package ipc.engine.stream;
