package ipc.engine.socket;

import ipc.model.IpAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How datagrams go to more than one: to the members of a group, to all hosts of a network.
 *
 * @param through the interface that they leave by and are received from: its name, or an address
 *     that it has; without one the routes decide
 * @param source whose datagrams alone are received from a group
 * @param ttl how many routers they may pass, 0 to 255
 * @param loop whether members on this machine get what it sends to a group itself; empty leaves it
 *     to the system, which says yes
 * @param broadcast whether an address of all hosts may be sent to (SO_BROADCAST)
 */
public record CastOptions(
    Optional<String> through,
    Optional<IpAddress> source,
    OptionalInt ttl,
    Optional<Boolean> loop,
    boolean broadcast) {

  /** What the system does unasked. */
  public static CastOptions plain() {
    return new CastOptions(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
  }
}
