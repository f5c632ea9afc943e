/**
 * TLS over descriptors: who the peer must be, the handshake, and a mover in each direction.
 *
 * <p>The ciphers and the protocol are the JDK's {@code SSLEngine}; nothing here waits, so that one
 * thread drives many conversations. What a socket is and who waits for it belongs elsewhere. No
 * command loads a class of this package unless it speaks TLS: the first handshake of a process
 * costs more than all the rest of its start.
 */
package ipc.engine.tls;
