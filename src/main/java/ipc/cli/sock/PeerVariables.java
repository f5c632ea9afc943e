package ipc.cli.sock;

import ipc.engine.conversation.StreamEnd;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketEnd;
import ipc.engine.tls.TlsEnd;
import ipc.engine.tls.TlsPeer;
import ipc.model.Address;
import java.util.ArrayList;
import java.util.List;

/** What a command that serves a connection finds in its environment. */
public final class PeerVariables {
  private PeerVariables() {}

  /**
   * NAME=value each.
   *
   * @param at where the peer came to
   * @param connection what it is talked to by
   */
  public static List<String> of(Address at, Peer peer, StreamEnd connection) {
    List<String> variables = new ArrayList<>();
    variables.add("IPC_ADDRESS=" + at);
    variables.add("IPC_PEER=" + peer.address());
    peer.pid().ifPresent(pid -> variables.add("IPC_PEER_PID=" + pid));
    peer.uid().ifPresent(uid -> variables.add("IPC_PEER_UID=" + uid));
    addTls(variables, connection);
    return variables;
  }

  /** The same of a peer that we have connected to, and that is where the address leads. */
  static List<String> of(StreamEnd peer) {
    List<String> variables = new ArrayList<>();
    variables.add("IPC_ADDRESS=" + peer.name());
    variables.add("IPC_PEER=" + peer.name());
    if (peer instanceof SocketEnd socket) {
      socket
          .peerProcess()
          .ifPresent(process -> {
            variables.add("IPC_PEER_PID=" + process.pid());
            variables.add("IPC_PEER_UID=" + process.uid());
          });
    }
    addTls(variables, peer);
    return variables;
  }

  private static void addTls(List<String> variables, StreamEnd connection) {
    if (connection instanceof TlsEnd ciphered) {
      TlsPeer peer = ciphered.peer();
      variables.add("IPC_TLS_PROTOCOL=" + peer.protocol());
      variables.add("IPC_TLS_CIPHER=" + peer.cipherSuite());
      peer.subject().ifPresent(subject -> variables.add("IPC_PEER_SUBJECT=" + subject));
      peer.pin().ifPresent(pin -> variables.add("IPC_PEER_PIN=" + pin));
    }
  }
}
