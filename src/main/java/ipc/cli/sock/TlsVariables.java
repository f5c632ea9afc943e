package ipc.cli.sock;

import ipc.engine.stream.StreamEnd;
import ipc.engine.tls.TlsEnd;
import ipc.engine.tls.TlsPeer;
import java.util.ArrayList;
import java.util.List;

/** What a command is told of the TLS of its connection, as variables of its environment. */
final class TlsVariables {
  private TlsVariables() {}

  /** NAME=value each; none where the connection is not ciphered. */
  static List<String> of(StreamEnd end) {
    List<String> variables = new ArrayList<>();
    if (end instanceof TlsEnd ciphered) {
      TlsPeer peer = ciphered.peer();
      variables.add("IPC_TLS_PROTOCOL=" + peer.protocol());
      variables.add("IPC_TLS_CIPHER=" + peer.cipherSuite());
      peer.subject().ifPresent(subject -> variables.add("IPC_PEER_SUBJECT=" + subject));
      peer.pin().ifPresent(pin -> variables.add("IPC_PEER_PIN=" + pin));
    }
    return variables;
  }
}
