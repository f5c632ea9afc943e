package ipc.engine.socket;

import ipc.model.Address;
import ipc.sys.SocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is at the other side of a connection.
 *
 * @param address where it comes from; a Unix peer without a name is called by the listener's
 * @param from the same as the kernel has it
 * @param pid of the process that connected, of a Unix peer (SO_PEERCRED)
 * @param uid of its user, likewise
 */
public record Peer(
    String address, SocketAddress from, Optional<Address> name, OptionalInt pid, OptionalInt uid) {}
