package ipc.cli.sock;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.conversation.Hub;
import ipc.engine.conversation.SlowPolicy;
import ipc.engine.conversation.TaskLoop;
import ipc.engine.socket.Listener;
import ipc.engine.socket.Peer;
import java.util.Optional;

/** Brings the connections that come together in a hub. */
final class HubReception implements Listener.Service, Hub.Listener {
  private final Invocation invocation;
  private final TaskLoop loop;
  private final Hub hub;
  private Listener listener;
  private long served;
  private Optional<IpcException> fatal = Optional.empty();

  HubReception(Invocation invocation, TaskLoop loop, SlowPolicy policy, boolean reads) {
    this.invocation = invocation;
    this.loop = loop;
    this.hub = new Hub(invocation.engine(), policy, reads, this);
  }

  /** Says who accepts. */
  void of(Listener accepting) {
    this.listener = accepting;
    loop.add(hub);
  }

  @Override
  public void serve(Descriptor connection, Peer peer) {
    invocation.verdict("'" + peer.address() + "' connected");
    served++;
    hub.join(connection);
    loop.wake(hub);
  }

  @Override
  public void refused(String reason) {
    invocation.warn(reason);
  }

  @Override
  public void failed(IpcException reason) {
    fatal = Optional.of(reason);
    hub.end();
    loop.wake(hub);
  }

  @Override
  public void left(String client, Optional<String> reason) {
    if (reason.isPresent()) {
      invocation.warn("'" + client + "' was let go: " + reason.get());
    } else {
      invocation.verdict("'" + client + "' has gone");
    }
    listener.ended();
    loop.wake(listener);
    if (listener.isDone() && hub.clients() == 0) {
      hub.end();
    }
  }

  @Override
  public void closed() {
    listener.expire();
    loop.wake(listener);
  }

  /**
   * The status of all of it.
   *
   * @throws IpcException if it ended by a failure
   */
  int status() {
    if (fatal.isPresent()) {
      throw fatal.get();
    }
    if (hub.failure().isPresent()) {
      throw hub.failure().get();
    }
    return Exit.OK.status();
  }

  /** Tells of all of it. */
  void tell() {
    invocation.verdict(
        served
            + " clients, "
            + hub.fromClients()
            + " bytes from them, "
            + hub.toClients()
            + " bytes to them"
            + (hub.dropped() == 0 ? "" : "; slow ones missed " + hub.dropped() + " bytes"));
  }
}
