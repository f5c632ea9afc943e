package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.model.IpAddress;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Sockets whose datagrams go to a group or to all hosts.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
final class Casting {
  /** {@code struct ip_mreqn} of netinet/in.h: group, address, and the interface's index. */
  private static final int IP_MREQN_BYTES = 12;

  private static final int IMR_IFINDEX = 8;

  private final SocketCalls calls;
  private final SocketOptionCalls optionCalls;
  private final CastOptions options;

  Casting(Engine engine, CastOptions options) {
    this.calls = engine.kernel().sockets();
    this.optionCalls = engine.kernel().socketOptions();
    this.options = options;
  }

  /** Whether an address is a group's: 224.0.0.0/4, ff00::/8. */
  static boolean isGroup(SocketAddress address) {
    return SocketNames.host(address)
        .map(IpAddress::unmapped)
        .map(IpAddress::bytes)
        .filter(host -> host.length == 4 ? (host[0] & 0xF0) == 0xE0 : (host[0] & 0xFF) == 0xFF)
        .isPresent();
  }

  /**
   * Whether what answers comes from elsewhere than what was sent to: a connected socket would not
   * hear it.
   */
  boolean isAnsweredByOthers(SocketAddress to) {
    return isGroup(to) || options.broadcast();
  }

  /** Sets what holds for all that a socket sends. */
  void shape(Descriptor socket, SocketAddress to) {
    if (options.broadcast()) {
      set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_BROADCAST, 1);
    }
    boolean isIpv6 = to.family() == SocketCalls.AF_INET6;
    boolean isGroup = isGroup(to);
    if (!isGroup && isForGroup()) {
      throw new IpcException.BadUsage(
          "'" + socket.name() + "' is no group: --interface, --source and --loop are for one",
          "groups are 224.0.0.0 to 239.255.255.255, and ff00::/8");
    }
    options.ttl().ifPresent(ttl -> setHops(socket, isIpv6, isGroup, ttl));
    if (options.loop().isPresent()) {
      int value = options.loop().get() ? 1 : 0;
      if (isIpv6) {
        set(socket, SocketCalls.IPPROTO_IPV6, SocketOptionCalls.IPV6_MULTICAST_LOOP, value);
      } else {
        set(socket, SocketCalls.IPPROTO_IP, SocketOptionCalls.IP_MULTICAST_LOOP, value);
      }
    }
    if (isGroup && options.through().isPresent()) {
      leaveBy(socket, isIpv6, interfaceIndex(options.through().get()));
    }
  }

  private boolean isForGroup() {
    return options.through().isPresent()
        || options.source().isPresent()
        || options.loop().isPresent();
  }

  private void setHops(Descriptor socket, boolean isIpv6, boolean isGroup, int hops) {
    if (isIpv6) {
      int option =
          isGroup ? SocketOptionCalls.IPV6_MULTICAST_HOPS : SocketOptionCalls.IPV6_UNICAST_HOPS;
      set(socket, SocketCalls.IPPROTO_IPV6, option, hops);
    } else {
      int option = isGroup ? SocketOptionCalls.IP_MULTICAST_TTL : SocketOptionCalls.IP_TTL;
      set(socket, SocketCalls.IPPROTO_IP, option, hops);
    }
  }

  private void leaveBy(Descriptor socket, boolean isIpv6, int index) {
    if (isIpv6) {
      set(socket, SocketCalls.IPPROTO_IPV6, SocketOptionCalls.IPV6_MULTICAST_IF, index);
      return;
    }
    byte[] request = new byte[IP_MREQN_BYTES];
    ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(IMR_IFINDEX, index);
    int result =
        optionCalls.set(
            socket.number(), SocketCalls.IPPROTO_IP, SocketOptionCalls.IP_MULTICAST_IF, request);
    check(socket, result);
  }

  /** Lets what others send to a group come. */
  void join(Descriptor socket, SocketAddress group) {
    int index = options.through().map(this::interfaceIndex).orElse(0);
    Optional<SocketAddress> source = options.source().map(host -> address(host, group));
    int result =
        source.isPresent()
            ? optionCalls.joinSource(socket.number(), group, source.get(), index)
            : optionCalls.joinGroup(socket.number(), group, index);
    if (result < 0) {
      String message = "cannot join the group of '" + socket.name() + "': ";
      switch (Errno.ofResult(result)) {
        case ENODEV, EADDRNOTAVAIL ->
            throw new IpcException.Unsupported(
                message + Failures.reason(result),
                "no route leads to the group; --interface names the way");
        default -> throw Failures.of("join the group of", socket.name(), result);
      }
    }
  }

  private static SocketAddress address(IpAddress host, SocketAddress like) {
    boolean isIpv6 = like instanceof SocketAddress.Inet6;
    if (host.isIpv4() == isIpv6) {
      throw new IpcException.BadUsage(
          "a source and its group are of one family, and '" + host + "' is of the other", null);
    }
    return isIpv6
        ? new SocketAddress.Inet6(host.bytes(), 0, 0)
        : new SocketAddress.Inet4(host.bytes(), 0);
  }

  private int interfaceIndex(String given) {
    Optional<IpAddress> address = IpAddress.parse(given);
    if (address.isPresent()) {
      return indexOf(address.get());
    }
    int index = calls.interfaceIndex(ByteText.encode(given));
    if (index < 0) {
      throw Failures.of("find the interface", given, index, "'ip link' lists them");
    }
    return index;
  }

  private static int indexOf(IpAddress address) {
    try {
      NetworkInterface found =
          NetworkInterface.getByInetAddress(InetAddress.getByAddress(address.bytes()));
      if (found != null) {
        return found.getIndex();
      }
    } catch (SocketException | UnknownHostException failure) {
      throw new IllegalStateException("an address of " + address.bytes().length, failure);
    }
    throw new IpcException.NoSuchObject(
        "cannot find the interface '" + address + "': none has that address", "'ip address' lists");
  }

  private void set(Descriptor socket, int level, int option, int value) {
    check(socket, optionCalls.set(socket.number(), level, option, value));
  }

  private static void check(Descriptor socket, int result) {
    if (result < 0) {
      throw Failures.of("set an option of", socket.name(), result);
    }
  }
}
