package ipc.engine.socket;

import ipc.model.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a socket is made: its shape, apart from where it is bound or connected.
 *
 * @param bind where a connecting socket is bound first
 * @param reuseAddress whether a port whose connections linger may be bound again: the default of
 *     whoever listens
 * @param reusePort whether several may listen at one port
 * @param v6only whether an IPv6 socket takes no IPv4 peers; empty leaves it to the system
 * @param noDelay whether small pieces are sent at once (TCP_NODELAY)
 * @param keepAlive how long a connection may be silent before the kernel asks the peer
 * @param receiveBuffer bytes, as SO_RCVBUF has them
 * @param sendBuffer bytes, as SO_SNDBUF has them
 * @param cast how datagrams go to groups and to all hosts
 */
public record SocketOptions(
    Optional<Address> bind,
    boolean reuseAddress,
    boolean reusePort,
    Optional<Boolean> v6only,
    boolean noDelay,
    Optional<Duration> keepAlive,
    OptionalInt receiveBuffer,
    OptionalInt sendBuffer,
    CastOptions cast) {

  /** What a socket is without any option. */
  public static SocketOptions plain() {
    return new SocketOptions(
        Optional.empty(),
        true,
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        CastOptions.plain());
  }
}
