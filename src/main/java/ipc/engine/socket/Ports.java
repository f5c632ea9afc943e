package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.Address.Transport;
import ipc.model.IpAddress;
import ipc.model.SocketState;
import ipc.proc.InternetSocket;
import ipc.proc.SocketTables;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The sockets of TCP and UDP. */
final class Ports {
  private static final List<Transport> TABLES =
      List.of(Transport.TCP, Transport.TCP6, Transport.UDP, Transport.UDP6);
  private static final int IPV4_BYTES = 4;
  private static final int LOOPBACK = 127;

  private final SocketCalls calls;
  private final FileCalls files;
  private final SocketNames names;
  private final Map<String, List<IpAddress>> resolved = new HashMap<>();

  Ports(Engine engine) {
    this.calls = engine.kernel().sockets();
    this.files = engine.kernel().files();
    this.names = new SocketNames(engine);
  }

  /** Those that listen, or take datagrams from anybody. */
  List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (Transport transport : TABLES) {
      Map<Integer, List<InternetSocket>> byPort = new HashMap<>();
      Map<String, List<InternetSocket>> groups = new LinkedHashMap<>();
      for (InternetSocket socket : table(transport, scan)) {
        byPort.computeIfAbsent(socket.localPort(), port -> new ArrayList<>()).add(socket);
        if (isOpenToAll(socket)) {
          String address = local(transport, socket).toString();
          groups.computeIfAbsent(address, key -> new ArrayList<>()).add(socket);
        }
      }
      List<List<InternetSocket>> ordered = new ArrayList<>(groups.values());
      ordered.sort((a, b) -> Integer.compare(a.getFirst().localPort(), b.getFirst().localPort()));
      for (List<InternetSocket> group : ordered) {
        found.add(status(transport, group, byPort.get(group.getFirst().localPort())));
      }
    }
    return found;
  }

  /** Those that are connected, or were. */
  List<ObjectStatus> connections(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (Transport transport : TABLES) {
      for (InternetSocket socket : table(transport, scan)) {
        if (!isOpenToAll(socket)) {
          found.add(status(transport, List.of(socket), List.of()));
        }
      }
    }
    return found;
  }

  private static List<InternetSocket> table(Transport transport, Scan scan) {
    SocketTables tables = scan.proc().sockets();
    return switch (transport) {
      case TCP, TLS -> tables.tcp();
      case TCP6 -> tables.tcp6();
      case UDP -> tables.udp();
      case UDP6 -> tables.udp6();
    };
  }

  private static boolean isOpenToAll(InternetSocket socket) {
    return socket.state() == SocketState.LISTENING || socket.state() == SocketState.BOUND;
  }

  private static Address.Internet local(Transport transport, InternetSocket socket) {
    return new Address.Internet(transport, socket.localHost().toString(), socket.localPort());
  }

  /**
   * What a peer would come to.
   *
   * @throws IpcException.NoSuchObject if there is none
   * @throws IpcException.Unsupported if the address is another machine's
   */
  ObjectStatus status(Address.Internet address, Scan scan) {
    List<IpAddress> hosts = localHosts(address);
    for (IpAddress host : hosts) {
      for (Place place : places(address.transport(), host)) {
        List<InternetSocket> samePort = atPort(place.transport(), address.port(), scan);
        List<InternetSocket> group = new ArrayList<>();
        samePort.forEach(socket -> {
          if (isOpenToAll(socket) && isAt(socket, place.host())) {
            group.add(socket);
          }
        });
        if (!group.isEmpty()) {
          return status(place.transport(), group, samePort);
        }
      }
    }
    return connected(address, hosts, scan)
        .orElseThrow(() ->
            new IpcException.NoSuchObject(
                "there is no socket at '" + address + "'",
                "'ipc sock ls' lists those that there are"));
  }

  /** The end of a connection, where nobody listens at its address. */
  private Optional<ObjectStatus> connected(
      Address.Internet address, List<IpAddress> hosts, Scan scan) {
    for (IpAddress host : hosts) {
      for (Place place : places(address.transport(), host)) {
        List<InternetSocket> group = new ArrayList<>();
        for (InternetSocket socket : atPort(place.transport(), address.port(), scan)) {
          if (isAt(socket, place.host())) {
            group.add(socket);
          }
        }
        if (!group.isEmpty()) {
          return Optional.of(status(place.transport(), group, List.of()));
        }
      }
    }
    return Optional.empty();
  }

  /** A table, and the local address to look for in it. */
  private record Place(Transport transport, IpAddress host) {}

  /** Where the kernel looks for whom a peer comes to, in its order: ip(7), ipv6(7). */
  private static List<Place> places(Transport transport, IpAddress host) {
    Transport ipv4 = isDatagram(transport) ? Transport.UDP : Transport.TCP;
    Transport ipv6 = isDatagram(transport) ? Transport.UDP6 : Transport.TCP6;
    IpAddress any6 = new IpAddress(new byte[16], "");
    IpAddress plain = host.unmapped();
    if (!plain.isIpv4()) {
      return List.of(new Place(ipv6, host), new Place(ipv6, any6));
    }
    // A socket of both families has IPv4 addresses in this form.
    IpAddress mapped = IpAddress.parse("::ffff:" + plain).orElseThrow();
    return List.of(
        new Place(ipv4, plain),
        new Place(ipv6, mapped),
        new Place(ipv4, new IpAddress(new byte[IPV4_BYTES], "")),
        new Place(ipv6, any6));
  }

  private static boolean isDatagram(Transport transport) {
    return switch (transport) {
      case UDP, UDP6 -> true;
      case TCP, TCP6, TLS -> false;
    };
  }

  private static List<InternetSocket> atPort(Transport transport, int port, Scan scan) {
    List<InternetSocket> found = new ArrayList<>();
    for (InternetSocket socket : table(transport, scan)) {
      if (socket.localPort() == port) {
        found.add(socket);
      }
    }
    return found;
  }

  /** The tables show no zones. */
  private static boolean isAt(InternetSocket socket, IpAddress host) {
    return socket.localHost().equals(host.isIpv4() ? host : new IpAddress(host.bytes(), ""));
  }

  /** The addresses of a host, asked for once: whoever waits looks often. */
  private List<IpAddress> localHosts(Address.Internet address) {
    return resolved.computeIfAbsent(
        address.scheme().spelling() + address.host(),
        key -> {
          List<IpAddress> hosts = new ArrayList<>();
          for (SocketAddress each : names.resolve(address)) {
            SocketNames.host(each).filter(host -> isLocal(host, each)).ifPresent(hosts::add);
          }
          if (hosts.isEmpty()) {
            throw new IpcException.Unsupported(
                "'" + address + "' is not of this machine: its sockets are not seen from here",
                "'ipc wait " + address + " open' tells whether somebody answers there");
          }
          return hosts;
        });
  }

  /** Only an address of the machine's own can be bound to: bind(2), EADDRNOTAVAIL. */
  private boolean isLocal(IpAddress host, SocketAddress address) {
    IpAddress plain = host.unmapped();
    if (plain.isIpv4() && plain.bytes()[0] == LOOPBACK) {
      return true;
    }
    int socket = calls.socket(address.family(), SocketCalls.SOCK_DGRAM, 0);
    if (socket < 0) {
      return true;
    }
    try {
      SocketAddress anyPort =
          address instanceof SocketAddress.Inet6 inet
              ? new SocketAddress.Inet6(host.bytes(), 0, inet.scope())
              : new SocketAddress.Inet4(host.bytes(), 0);
      return Errno.ofResult(calls.bind(socket, anyPort)) != Errno.EADDRNOTAVAIL;
    } finally {
      files.close(socket);
    }
  }

  private static ObjectStatus status(
      Transport transport, List<InternetSocket> group, List<InternetSocket> samePort) {
    InternetSocket first = group.getFirst();
    boolean listens = first.state() == SocketState.LISTENING;
    List<Long> inodes = new ArrayList<>();
    long queued = 0;
    long dropped = 0;
    for (InternetSocket socket : group) {
      if (socket.inode() != 0) {
        inodes.add(socket.inode());
      }
      queued += socket.receiveQueue();
      dropped += socket.dropped().orElse(0);
    }
    Optional<Address> peer =
        first.remotePort() == 0 || group.size() > 1
            ? Optional.empty()
            : Optional.of(
                new Address.Internet(transport, first.remoteHost().toString(), first.remotePort()));
    return new ObjectStatus(
        local(transport, first),
        new ObjectStatus.Identity.Sockets(inodes),
        // Without a process's socket behind it the kernel prints 0 for nobody.
        first.inode() == 0 ? OptionalInt.empty() : OptionalInt.of((int) first.uid()),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        ObjectStatus.Persistence.PROCESS,
        new ObjectStatus.Detail.Socket(
            first.state(),
            true,
            inodes.size(),
            listens ? OptionalLong.of(queued) : OptionalLong.empty(),
            listens ? OptionalLong.of(connections(first, samePort)) : OptionalLong.empty(),
            listens ? OptionalLong.empty() : OptionalLong.of(queued),
            first.dropped().isPresent() ? OptionalLong.of(dropped) : OptionalLong.empty(),
            peer));
  }

  /** How many connections somebody accepted from a listening socket. */
  private static long connections(InternetSocket listening, List<InternetSocket> samePort) {
    boolean atEveryAddress = isAny(listening.localHost());
    long count = 0;
    for (InternetSocket socket : samePort) {
      if (socket.state().isOpen() && socket.inode() != 0) {
        boolean isAtOwn = socket.localHost().equals(listening.localHost());
        if (isAtOwn || atEveryAddress && !hasOwnListener(socket.localHost(), samePort)) {
          count++;
        }
      }
    }
    return count;
  }

  private static boolean hasOwnListener(IpAddress host, List<InternetSocket> samePort) {
    for (InternetSocket socket : samePort) {
      if (socket.state() == SocketState.LISTENING && socket.localHost().equals(host)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAny(IpAddress host) {
    for (byte each : host.bytes()) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }
}
