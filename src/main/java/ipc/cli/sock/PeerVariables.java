package ipc.cli.sock;

import ipc.engine.socket.Peer;
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
}
