package ipc.cli.sock;

import ipc.engine.Engine;
import ipc.engine.socket.Peer;
import ipc.engine.socket.SocketEnd;
import ipc.engine.stream.StreamEnd;
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
   */
  public static List<String> of(Address at, Peer peer) {
    List<String> variables = new ArrayList<>();
    variables.add("IPC_ADDRESS=" + at);
    variables.add("IPC_PEER=" + peer.address());
    peer.pid().ifPresent(pid -> variables.add("IPC_PEER_PID=" + pid));
    peer.uid().ifPresent(uid -> variables.add("IPC_PEER_UID=" + uid));
    return variables;
  }

  /** The same of a peer that we have connected to, and that is where the address leads. */
  static List<String> of(Engine engine, StreamEnd peer) {
    List<String> variables = new ArrayList<>();
    variables.add("IPC_ADDRESS=" + peer.name());
    variables.add("IPC_PEER=" + peer.name());
    int[] credentials = new int[3];
    boolean isKnown =
        peer instanceof SocketEnd end
            && engine.kernel().sockets().peerCredentials(end.descriptor().number(), credentials)
                >= 0
            && credentials[0] > 0;
    if (isKnown) {
      variables.add("IPC_PEER_PID=" + credentials[0]);
      variables.add("IPC_PEER_UID=" + credentials[1]);
    }
    return variables;
  }
}
