package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.Address;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;

/** Makes sockets of the shape that was asked for. */
final class Sockets {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int KEEPALIVE_PROBES = 3;

  private final Engine engine;
  private final SocketCalls calls;
  private final SocketOptions options;

  Sockets(Engine engine, SocketOptions options) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.options = options;
  }

  /** The type of socket that an address speaks of: socket(2). */
  static int type(Address address) {
    return switch (address) {
      case Address.UnixSocket unix ->
          switch (unix.type()) {
            case STREAM -> SocketCalls.SOCK_STREAM;
            case DGRAM -> SocketCalls.SOCK_DGRAM;
            case SEQPACKET -> SocketCalls.SOCK_SEQPACKET;
          };
      case Address.Internet internet ->
          switch (internet.transport()) {
            case TCP, TCP6, TLS -> SocketCalls.SOCK_STREAM;
            case UDP, UDP6 -> SocketCalls.SOCK_DGRAM;
          };
      default -> throw new IllegalArgumentException("'" + address + "' is no socket");
    };
  }

  static int family(SocketAddress address) {
    return switch (address) {
      case SocketAddress.Inet4 _ -> SocketCalls.AF_INET;
      case SocketAddress.Inet6 _ -> SocketCalls.AF_INET6;
      case SocketAddress.UnixPath _, SocketAddress.UnixAbstract _, SocketAddress.UnixUnnamed _ ->
          SocketCalls.AF_UNIX;
      case SocketAddress.Netlink _ -> SocketCalls.AF_NETLINK;
      case SocketAddress.Other other -> other.family();
    };
  }

  /**
   * A new socket, non-blocking, with the options that hold before it is bound.
   *
   * @param name what it is called in messages
   */
  Descriptor open(SocketAddress of, int type, String name) {
    int family = family(of);
    int number = calls.socket(family, type, 0);
    if (number < 0) {
      throw Failures.of("make a socket for", name, number);
    }
    Descriptor socket = Descriptor.owned(engine.kernel(), number, name);
    try {
      shape(socket, of, type);
      if (type != SocketCalls.SOCK_STREAM && family != SocketCalls.AF_UNIX) {
        new Casting(engine, options.cast()).shape(socket, of);
      }
      return socket;
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  private void shape(Descriptor socket, SocketAddress of, int type) {
    int family = family(of);
    boolean isInternet = family != SocketCalls.AF_UNIX;
    if (isInternet && options.reuseAddress() && type == SocketCalls.SOCK_STREAM) {
      set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_REUSEADDR, 1);
    }
    if (type == SocketCalls.SOCK_DGRAM && Casting.isGroup(of)) {
      // Each of those who listen to a group gets what is sent to it.
      set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_REUSEADDR, 1);
    }
    if (isInternet && options.reusePort()) {
      set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_REUSEPORT, 1);
    }
    if (family == SocketCalls.AF_INET6 && options.v6only().isPresent()) {
      int value = options.v6only().get() ? 1 : 0;
      set(socket, SocketCalls.IPPROTO_IPV6, SocketCalls.IPV6_V6ONLY, value);
    }
    if (isInternet && type == SocketCalls.SOCK_STREAM) {
      shapeStream(socket);
    }
    options
        .receiveBuffer()
        .ifPresent(bytes -> set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, bytes));
    options
        .sendBuffer()
        .ifPresent(bytes -> set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_SNDBUF, bytes));
  }

  private void shapeStream(Descriptor socket) {
    if (options.noDelay()) {
      set(socket, SocketCalls.IPPROTO_TCP, SocketCalls.TCP_NODELAY, 1);
    }
    if (options.keepAlive().isPresent()) {
      long rounded = options.keepAlive().get().plusNanos(NANOS_PER_SECOND - 1).toSeconds();
      int seconds = Math.clamp(rounded, 1, Short.MAX_VALUE);
      set(socket, SocketCalls.SOL_SOCKET, SocketCalls.SO_KEEPALIVE, 1);
      set(socket, SocketCalls.IPPROTO_TCP, SocketCalls.TCP_KEEPIDLE, seconds);
      set(socket, SocketCalls.IPPROTO_TCP, SocketCalls.TCP_KEEPINTVL, Math.max(1, seconds / 3));
      set(socket, SocketCalls.IPPROTO_TCP, SocketCalls.TCP_KEEPCNT, KEEPALIVE_PROBES);
    }
  }

  private void set(Descriptor socket, int level, int option, int value) {
    int result = calls.setOption(socket.number(), level, option, value);
    if (result < 0) {
      throw Failures.of("set an option of", socket.name(), result);
    }
  }

  /** Binds a socket; a failure names the address. */
  void bind(Descriptor socket, SocketAddress to) {
    int result = calls.bind(socket.number(), to);
    if (result < 0) {
      throw bindFailure(socket.name(), result);
    }
  }

  static RuntimeException bindFailure(String name, int result) {
    return switch (Errno.ofResult(result)) {
      case EADDRINUSE ->
          new ipc.engine.IpcException.AlreadyExists(
              "cannot listen at '" + name + "': " + Failures.reason(result),
              "another process has it; 'ss -lp' names it, port 0 takes a free one");
      case EADDRNOTAVAIL ->
          new ipc.engine.IpcException.Unsupported(
              "cannot listen at '" + name + "': " + Failures.reason(result),
              "this machine has no such address");
      default -> Failures.of("listen at", name, result);
    };
  }
}
