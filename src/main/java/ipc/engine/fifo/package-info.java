/**
 * Named pipes: made, opened with a deadline, and looked at without opening them, for whoever opens
 * one releases those who wait for a peer. Moving bytes belongs to {@code ipc.engine.stream}.
 */
package ipc.engine.fifo;
