/**
 * Two ends that talk to each other, and the loop that drives many such conversations by one thread:
 * what an end is, how it is opened, what its end means to the other side, and what became of it.
 * How bytes and messages move between two ends belongs to {@code stream} and {@code message}.
 */
package ipc.engine.conversation;
