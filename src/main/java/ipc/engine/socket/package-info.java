/**
 * Sockets of this machine and of others: what their addresses are called, who is at the other end,
 * how one listens and connects. What passes through them is moved by {@code ipc.engine.stream}.
 */
package ipc.engine.socket;
