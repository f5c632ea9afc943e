package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The listening sockets that a service manager started us with: so many, from descriptor 3 on.
 *
 * @param count how many; 0 where none were given to us
 * @see <a href="https://man7.org/linux/man-pages/man3/sd_listen_fds.3.html">sd_listen_fds(3)</a>
 */
public record GivenSockets(int count) {
  /** What speaks of them in the environment, and is for nobody but us. */
  public static final List<String> VARIABLES =
      List.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID");

  private static final int FIRST = 3;

  /**
   * What the environment tells of them.
   *
   * @param pid LISTEN_PID: whom they are for, which need not be us
   * @param count LISTEN_FDS
   * @param ours our own pid
   * @throws IpcException.BadUsage if they are for us and their count is no number
   */
  public static GivenSockets of(Optional<String> pid, Optional<String> count, int ours) {
    if (pid.isEmpty() || count.isEmpty() || !pid.get().equals(Integer.toString(ours))) {
      return new GivenSockets(0);
    }
    try {
      return new GivenSockets(Math.clamp(Integer.parseInt(count.get()), 0, Short.MAX_VALUE));
    } catch (NumberFormatException notOne) {
      throw new IpcException.BadUsage("LISTEN_FDS is no number: '" + count.get() + "'", null);
    }
  }

  /**
   * Requires a descriptor to be one of them, where there are any.
   *
   * @throws IpcException.BadUsage if it is not
   */
  public void require(int descriptor) {
    if (count > 0 && (descriptor < FIRST || descriptor >= FIRST + count)) {
      throw new IpcException.BadUsage(
          "'fd:"
              + descriptor
              + "' is none of the sockets that LISTEN_FDS tells of: 'fd:"
              + FIRST
              + "' to 'fd:"
              + (FIRST + count - 1)
              + "'",
          null);
    }
  }

  /** The one that is bound to an address, if one is. */
  public OptionalInt boundTo(Engine engine, Address address) {
    if (count == 0) {
      return OptionalInt.empty();
    }
    Optional<Address> wanted =
        SocketNames.of(new SocketNames(engine).toBind(address), address.scheme());
    SocketCalls calls = engine.kernel().sockets();
    for (int each = FIRST; each < FIRST + count; each++) {
      SocketAddress[] name = new SocketAddress[1];
      int type = engine.kernel().socketOptions().ofSocket(each, SocketOptionCalls.SO_TYPE);
      if (calls.name(each, name) >= 0
          && type == Sockets.type(address)
          && wanted.isPresent()
          && wanted.equals(SocketNames.of(name[0], address.scheme()))) {
        return OptionalInt.of(each);
      }
    }
    return OptionalInt.empty();
  }
}
