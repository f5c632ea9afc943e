/**
 * Whole messages on their way. An end that speaks in messages is a {@code MessageEnd}: a {@code
 * MessageSource} and a {@code MessageSink}, which each mechanism that carries messages has of its
 * own. Wrapped in a {@code FramedEnd} it is an end of a conversation. Two of those hand each other
 * their messages as they are; where the other end is a stream, {@code FramedSource} and {@code
 * FramedSink} make messages of its records and records of messages.
 */
package ipc.engine.message;
