/**
 * Sockets: their names, who is at the other side, listening and connecting. What is said over a
 * connection belongs to {@code ipc.engine.stream}.
 */
package ipc.engine.socket;
