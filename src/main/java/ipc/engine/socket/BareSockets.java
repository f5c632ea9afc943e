package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.RawProtocol;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import java.util.Optional;

/**
 * Opens the sockets that have no port: a protocol's packets, and what the kernel tells. Both become
 * ends by {@link MessageSocket}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class BareSockets {
  /** The kernel's own events; what udev tells goes to group 2. */
  private static final int UEVENT_GROUP = 1;

  private static final int ROUTE_GROUPS =
      SocketCalls.RTMGRP_LINK
          | SocketCalls.RTMGRP_NEIGH
          | SocketCalls.RTMGRP_IPV4_IFADDR
          | SocketCalls.RTMGRP_IPV4_ROUTE
          | SocketCalls.RTMGRP_IPV6_IFADDR
          | SocketCalls.RTMGRP_IPV6_ROUTE;

  private final Engine engine;
  private final SocketCalls calls;
  private final Sockets sockets;
  private final SocketOptions options;

  /** Opens sockets of one shape. */
  public BareSockets(Engine engine, SocketOptions options) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.options = options;
    this.sockets = new Sockets(engine, options);
  }

  /**
   * Opens a raw socket. With a host it sends to that host and takes what comes from there; without
   * one it takes what comes from anybody. Each message that comes over IPv4 begins with the IP
   * header, and none that is sent does; over IPv6 neither does.
   *
   * @throws IpcException.NotPermitted without CAP_NET_RAW
   */
  public SocketEnd raw(Address.Raw address) {
    if (address.host().isEmpty() && !options.cast().equals(CastOptions.plain())) {
      throw new IpcException.BadUsage(
          "nothing is sent to '" + address + "', and --ttl is for what is sent",
          "with a host it is: " + address + ":127.0.0.1");
    }
    Optional<SocketAddress> host =
        address.host().map(each -> new SocketNames(engine).resolveRaw(address.protocol(), each));
    boolean isIpv6 = address.protocol() == RawProtocol.ICMP6;
    int family = isIpv6 ? SocketCalls.AF_INET6 : SocketCalls.AF_INET;
    int protocol = isIpv6 ? SocketCalls.IPPROTO_ICMPV6 : SocketCalls.IPPROTO_ICMP;
    Descriptor socket = open(address, family, SocketCalls.SOCK_RAW, protocol);
    try {
      host.ifPresent(each -> {
        sockets.shapeCasting(socket, each);
        check("connect to", address, calls.connect(socket.number(), each));
      });
      // getpeername(2) tells no peer without a port, so the end is told where it sends to.
      return new SocketEnd(engine, socket, host, Optional.empty());
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Opens a socket that the kernel tells something to. */
  public SocketEnd netlink(Address.Netlink address) {
    int protocol =
        switch (address.topic()) {
          case KOBJECT_UEVENT -> SocketCalls.NETLINK_KOBJECT_UEVENT;
          case ROUTE -> SocketCalls.NETLINK_ROUTE;
        };
    int groups =
        switch (address.topic()) {
          case KOBJECT_UEVENT -> UEVENT_GROUP;
          case ROUTE -> ROUTE_GROUPS;
        };
    Descriptor socket = open(address, SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, protocol);
    try {
      SocketAddress ours = new SocketAddress.Netlink(0, groups);
      check("listen to", address, calls.bind(socket.number(), ours));
      return new SocketEnd(engine, socket);
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  private Descriptor open(Address address, int family, int type, int protocol) {
    int number = calls.socket(family, type, protocol);
    if (number < 0) {
      boolean isForbidden = Errno.ofResult(number) == Errno.EPERM;
      throw Failures.of(
          "make a socket for",
          address.toString(),
          number,
          isForbidden ? "it takes root, or CAP_NET_RAW" : null);
    }
    Descriptor socket = Descriptor.owned(engine.kernel(), number, address.toString());
    sockets.shapeBuffers(socket);
    return socket;
  }

  private static void check(String action, Address address, int result) {
    if (result < 0) {
      throw Failures.of(action, address.toString(), result);
    }
  }
}
