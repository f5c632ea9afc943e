package ipc.model;

/**
 * What a socket is at, as listings print it: the states of RFC 9293, and those of other sockets.
 */
public enum SocketState {
  /** Peers can connect to it. */
  LISTENING("listening"),
  /** It has an address; datagrams can be sent to it. */
  BOUND("bound"),
  /** Nobody has the socket of this path any more. */
  STALE("stale"),
  /** Whether anybody has it cannot be told. */
  UNKNOWN("unknown"),
  /** It is connected to a peer. */
  ESTABLISHED("established"),
  /** It asked for a connection, or was asked for one that nobody has accepted yet. */
  CONNECTING("connecting"),
  /** It asked for a connection of TCP. */
  SYN_SENT("syn-sent"),
  /** It was asked for a connection of TCP and has answered. */
  SYN_RECEIVED("syn-received"),
  /** It said that nothing more follows, and has no answer to that. */
  FIN_WAIT_1("fin-wait-1"),
  /** The peer knows that nothing more follows, and has not said so itself. */
  FIN_WAIT_2("fin-wait-2"),
  /** Closed; the port is kept for what may still be under way. */
  TIME_WAIT("time-wait"),
  /** Nothing of it is left but the descriptor. */
  CLOSED("closed"),
  /** The peer has said that nothing more follows, and we have not. */
  CLOSE_WAIT("close-wait"),
  /** Both have said all; the peer has not confirmed. */
  LAST_ACK("last-ack"),
  /** Both have said all at once. */
  CLOSING("closing");

  private final String word;

  SocketState(String word) {
    this.word = word;
  }

  /** Whether there is a connection, be it that one side has said all already. */
  public boolean isOpen() {
    return this == ESTABLISHED || this == CLOSE_WAIT || this == FIN_WAIT_1 || this == FIN_WAIT_2;
  }

  /** As listings print it. */
  public String word() {
    return word;
  }
}
