package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.model.IpAddress;
import ipc.model.RawProtocol;
import ipc.model.Scheme;
import ipc.sys.Kernel;
import ipc.sys.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the addresses that users write are to the kernel, and the other way round.
 *
 * <p>Numbers are read here, names by the system's resolver, and nobody is asked who has a number.
 */
public final class SocketNames {
  private static final String UNKNOWN = "name or service not known";

  private final Kernel kernel;

  /** Names as an engine's kernel knows them. */
  public SocketNames(Engine engine) {
    this.kernel = engine.kernel();
  }

  /** The kernel's address of a Unix socket. */
  public SocketAddress resolve(Address.UnixSocket address) {
    // No switch, here and below: over types it costs 2 ms at start-up.
    return address instanceof Address.UnixAbstract hidden
        ? new SocketAddress.UnixAbstract(ByteText.encode(hidden.name()))
        : new SocketAddress.UnixPath(ByteText.encode(((Address.UnixPath) address).path()));
  }

  /**
   * The kernel's addresses of a port of a host, in the order in which they are to be tried; {@code
   * tcp6} and {@code udp6} take IPv6 alone. A name blocks as long as the resolver takes, deaf to
   * signals that are held back: see {@link #resolve(Address.Internet, SignalWatch, Deadline)}.
   *
   * @return at least one
   * @throws IpcException.HostUnknown if the host is not found, or has no address of the family
   * @throws IpcException.NoSuchObject if a link-local address names an interface that is not there
   */
  public List<SocketAddress> resolve(Address.Internet address) {
    Optional<IpAddress> literal = IpAddress.parse(address.host());
    List<SocketAddress> found = new ArrayList<>();
    if (literal.isPresent()) {
      found.add(socketAddress(literal.get(), address.port()));
    } else {
      for (InetAddress each : lookUp(address.host())) {
        found.add(socketAddress(each, address.port()));
      }
    }
    if (isOfIpv6Alone(address.transport())) {
      found.removeIf(each -> !(each instanceof SocketAddress.Inet6));
    }
    if (found.isEmpty()) {
      throw unknown(address.host(), "it has no IPv6 address");
    }
    return List.copyOf(found);
  }

  /**
   * {@link #resolve(Address.Internet)} that waits no longer than it may: a name is asked for by
   * another thread, which is left to itself when the time is over.
   *
   * @throws IpcException.TimedOut if the deadline passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public List<SocketAddress> resolve(
      Address.Internet address, SignalWatch signals, Deadline until) {
    if (isNumeric(address)) {
      return resolve(address);
    }
    try (Lookup lookup = lookUp(address)) {
      return lookup.await(address.host(), signals, until);
    }
  }

  /** Whether an address names its host by a number, so that nobody is to be asked. */
  static boolean isNumeric(Address.Internet address) {
    return IpAddress.parse(address.host()).isPresent();
  }

  /** {@link #resolve(Address.Internet)} by another thread; whoever asks closes it. */
  Lookup lookUp(Address.Internet address) {
    return new Lookup(kernel, address.host(), () -> resolve(address));
  }

  /**
   * The first address of a host that a raw protocol can reach; its port is 0.
   *
   * @throws IpcException.HostUnknown if the host is not found, or has no address of the family
   */
  SocketAddress resolveRaw(RawProtocol protocol, String host) {
    Address.Transport like =
        switch (protocol) {
          case ICMP -> Address.Transport.UDP;
          case ICMP6 -> Address.Transport.UDP6;
        };
    for (SocketAddress each : resolve(new Address.Internet(like, host, 0))) {
      if (protocol == RawProtocol.ICMP6 || each instanceof SocketAddress.Inet4) {
        return each;
      }
    }
    throw unknown(host, "it has no IPv4 address");
  }

  /**
   * Where to bind: the first address of a host's.
   *
   * @throws IpcException.HostUnknown if the host is not found
   */
  SocketAddress toBind(Address address) {
    if (address instanceof Address.UnixSocket unix) {
      return resolve(unix);
    }
    if (address instanceof Address.Internet internet) {
      return resolve(internet).getFirst();
    }
    throw new IpcException.BadUsage(
        "no socket can be bound to '" + address + "'", "as in tcp:localhost:0");
  }

  private static boolean isOfIpv6Alone(Address.Transport transport) {
    return switch (transport) {
      case TCP6, UDP6 -> true;
      case TCP, UDP, TLS -> false;
    };
  }

  private SocketAddress socketAddress(IpAddress host, int port) {
    return host.isIpv4()
        ? new SocketAddress.Inet4(host.bytes(), port)
        : new SocketAddress.Inet6(host.bytes(), port, interfaceIndex(host.zone()));
  }

  private static SocketAddress socketAddress(InetAddress host, int port) {
    byte[] bytes = host.getAddress();
    return host instanceof Inet6Address inet
        ? new SocketAddress.Inet6(bytes, port, inet.getScopeId())
        : new SocketAddress.Inet4(bytes, port);
  }

  /** The interface that a zone names, by its name or by its number; 0 for none. */
  private int interfaceIndex(String zone) {
    if (zone.isEmpty()) {
      return 0;
    }
    if (zone.length() <= 9 && zone.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(zone);
    }
    int index = kernel.sockets().interfaceIndex(ByteText.encode(zone));
    if (index < 0) {
      throw Failures.of("find the interface", zone, index);
    }
    return index;
  }

  private static InetAddress[] lookUp(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException failure) {
      throw unknown(host, reason(host, failure.getMessage()));
    }
  }

  /** What the resolver says, which the JDK puts behind the name; it says nothing twice. */
  private static String reason(String host, String message) {
    String before = host + ": ";
    return message != null && message.startsWith(before)
        ? message.substring(before.length()).toLowerCase(Locale.ROOT)
        : UNKNOWN;
  }

  private static IpcException.HostUnknown unknown(String host, String reason) {
    return new IpcException.HostUnknown("cannot find the host '" + host + "': " + reason, null);
  }

  /**
   * The address that a user would write for a socket's name. An IPv4-mapped host is shown as the
   * IPv4 one, except where the scheme is of IPv6 alone.
   *
   * @param scheme of a socket's address, {@code unix} to {@code tls}
   * @return empty where none can be written: an unnamed Unix socket, a name with a NUL in it, a
   *     family that the scheme does not have
   */
  public static Optional<Address> of(SocketAddress name, Scheme scheme) {
    return switch (scheme) {
      case UNIX -> ofUnix(name, Address.UnixType.STREAM);
      case UNIX_DGRAM -> ofUnix(name, Address.UnixType.DGRAM);
      case UNIX_SEQPACKET -> ofUnix(name, Address.UnixType.SEQPACKET);
      case TCP -> ofInternet(name, Address.Transport.TCP);
      case TCP6 -> ofInternet(name, Address.Transport.TCP6);
      case UDP -> ofInternet(name, Address.Transport.UDP);
      case UDP6 -> ofInternet(name, Address.Transport.UDP6);
      case TLS -> ofInternet(name, Address.Transport.TLS);
      case POSIX_SHM, POSIX_MQ, POSIX_SEM, SYSV_SHM, SYSV_MSG, SYSV_SEM, FILE, MBOX, PID ->
          Optional.empty();
      case RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH, FIFO, FD -> Optional.empty();
      case RAW, NETLINK, STANDARD_STREAM -> Optional.empty();
    };
  }

  private static Optional<Address> ofUnix(SocketAddress name, Address.UnixType type) {
    try {
      if (name instanceof SocketAddress.UnixPath unix) {
        return Optional.of(new Address.UnixPath(type, ByteText.decode(unix.path())));
      }
      return name instanceof SocketAddress.UnixAbstract unix
          ? Optional.of(new Address.UnixAbstract(type, ByteText.decode(unix.name())))
          : Optional.empty();
    } catch (AddressException cannotBeWritten) {
      return Optional.empty();
    }
  }

  private static Optional<Address> ofInternet(SocketAddress name, Address.Transport transport) {
    boolean ipv6Alone = isOfIpv6Alone(transport);
    return host(name)
        .map(host -> ipv6Alone ? host : host.unmapped())
        .filter(host -> !ipv6Alone || !host.isIpv4())
        .map(host -> new Address.Internet(transport, host.toString(), port(name)));
  }

  /** The host of an Internet address; its zone is an interface's number. */
  public static Optional<IpAddress> host(SocketAddress name) {
    if (name instanceof SocketAddress.Inet4 inet) {
      return Optional.of(new IpAddress(inet.host(), ""));
    }
    if (name instanceof SocketAddress.Inet6 inet) {
      String zone = inet.scope() == 0 ? "" : Integer.toString(inet.scope());
      return Optional.of(new IpAddress(inet.host(), zone));
    }
    return Optional.empty();
  }

  private static int port(SocketAddress name) {
    return name instanceof SocketAddress.Inet4 inet
        ? inet.port()
        : ((SocketAddress.Inet6) name).port();
  }
}
