package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.Scheme;
import ipc.model.SocketState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sockets of this machine, as the tables of {@code /proc/net} show them: those of the network
 * namespace that this process is in. To look connects to nobody.
 */
public final class LocalSockets implements Mechanism {
  private final Ports ports;
  private final UnixNames unixNames;

  /** The sockets of a machine. */
  public LocalSockets(Engine engine) {
    this.ports = new Ports(engine);
    this.unixNames = new UnixNames(engine);
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(
        Scheme.TCP,
        Scheme.TCP6,
        Scheme.UDP,
        Scheme.UDP6,
        Scheme.TLS,
        Scheme.UNIX,
        Scheme.UNIX_DGRAM,
        Scheme.UNIX_SEQPACKET);
  }

  /** Those that peers can come to: that listen, or take datagrams from anybody. */
  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>(ports.list(scan));
    found.addAll(unixNames.list(scan));
    return found;
  }

  /** Those that are connected, or were; of Unix sockets those with a name. */
  public List<ObjectStatus> connections(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>(ports.connections(scan));
    found.addAll(unixNames.connections(scan));
    return found;
  }

  /**
   * The sockets that a peer who connects to an address would come to: one at every address of the
   * machine answers for each.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.Unsupported if the address is another machine's
   * @throws IpcException.Corrupt if the path leads to something else
   */
  @Override
  public ObjectStatus status(Address address, Scan scan) {
    if (address instanceof Address.Internet internet) {
      return ports.status(internet, scan);
    }
    if (address instanceof Address.UnixSocket unix) {
      return unixNames.status(unix, scan);
    }
    throw new IllegalArgumentException("'" + address + "' is no socket");
  }

  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    if (object.identity() instanceof ObjectStatus.Identity.Sockets sockets
        && object.detail() instanceof ObjectStatus.Detail.Socket detail) {
      boolean listens = detail.state() == SocketState.LISTENING;
      return scan.usesOfSockets(sockets, listens ? Use.How.LISTENING : Use.How.OPEN);
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no socket");
  }

  @Override
  public void requireRemovable(Address address) {
    if (!(address instanceof Address.UnixPath)) {
      String what = address instanceof Address.UnixAbstract ? "an abstract name" : "a port";
      throw new IpcException.Unsupported(
          "cannot remove '"
              + address
              + "': "
              + what
              + " is free when the process that has it closes it or ends",
          "'ipc who " + address + "' shows who has it");
    }
  }

  @Override
  public Optional<String> hiddenUse(ObjectStatus object) {
    return object.address() instanceof Address.UnixPath path
        ? unixNames.hiddenUse(path)
        : Optional.empty();
  }

  @Override
  public void remove(ObjectStatus object) {
    requireRemovable(object.address());
    unixNames.remove(object);
  }
}
