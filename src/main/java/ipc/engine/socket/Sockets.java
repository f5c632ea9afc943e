package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;

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
    // No switch over types: at start-up its first use costs more than the socket.
    if (address instanceof Address.UnixSocket unix) {
      return switch (unix.type()) {
        case STREAM -> SocketCalls.SOCK_STREAM;
        case DGRAM -> SocketCalls.SOCK_DGRAM;
        case SEQPACKET -> SocketCalls.SOCK_SEQPACKET;
      };
    }
    if (address instanceof Address.Internet internet) {
      return switch (internet.transport()) {
        case TCP, TCP6, TLS -> SocketCalls.SOCK_STREAM;
        case UDP, UDP6 -> SocketCalls.SOCK_DGRAM;
      };
    }
    throw new IllegalArgumentException("'" + address + "' is no socket");
  }

  /**
   * A new socket, non-blocking, with the options that hold before it is bound.
   *
   * @param name what it is called in messages
   */
  Descriptor open(SocketAddress of, int type, String name) {
    int family = of.family();
    int number = calls.socket(family, type, 0);
    if (number < 0) {
      throw Failures.of("make a socket for", name, number);
    }
    Descriptor socket = Descriptor.owned(engine.kernel(), number, name);
    try {
      shape(socket, of, type);
      if (type != SocketCalls.SOCK_STREAM && family != SocketCalls.AF_UNIX) {
        shapeCasting(socket, of);
      }
      return socket;
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  private void shape(Descriptor socket, SocketAddress of, int type) {
    int family = of.family();
    boolean isInternet = family != SocketCalls.AF_UNIX;
    if (isInternet && options.reuseAddress() && type == SocketCalls.SOCK_STREAM) {
      set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_REUSEADDR, 1);
    }
    if (type == SocketCalls.SOCK_DGRAM && Casting.isGroup(of)) {
      // Each of those who listen to a group gets what is sent to it.
      set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_REUSEADDR, 1);
    }
    if (isInternet && options.reusePort()) {
      set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_REUSEPORT, 1);
    }
    if (family == SocketCalls.AF_INET6 && options.v6only().isPresent()) {
      int value = options.v6only().get() ? 1 : 0;
      set(socket, SocketCalls.IPPROTO_IPV6, SocketOptionCalls.IPV6_V6ONLY, value);
    }
    if (isInternet && type == SocketCalls.SOCK_STREAM) {
      shapeStream(socket);
    }
    shapeBuffers(socket);
  }

  /** Sets what holds for the datagrams that a socket sends there. */
  void shapeCasting(Descriptor socket, SocketAddress to) {
    new Casting(engine, options.cast()).shape(socket, to);
  }

  /** Sets how much the kernel keeps for it. */
  void shapeBuffers(Descriptor socket) {
    options
        .receiveBuffer()
        .ifPresent(
            bytes -> set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_RCVBUF, bytes));
    options
        .sendBuffer()
        .ifPresent(
            bytes -> set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_SNDBUF, bytes));
  }

  private void shapeStream(Descriptor socket) {
    if (options.noDelay()) {
      set(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_NODELAY, 1);
    }
    if (options.keepAlive().isPresent()) {
      long rounded = options.keepAlive().get().plusNanos(NANOS_PER_SECOND - 1).toSeconds();
      int seconds = Math.clamp(rounded, 1, Short.MAX_VALUE);
      set(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_KEEPALIVE, 1);
      set(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_KEEPIDLE, seconds);
      set(
          socket,
          SocketCalls.IPPROTO_TCP,
          SocketOptionCalls.TCP_KEEPINTVL,
          Math.max(1, seconds / 3));
      set(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_KEEPCNT, KEEPALIVE_PROBES);
    }
  }

  private void set(Descriptor socket, int level, int option, int value) {
    int result = engine.kernel().socketOptions().set(socket.number(), level, option, value);
    if (result < 0) {
      throw Failures.of("set an option of", socket.name(), result);
    }
  }

  /** A number at SOL_SOCKET that a socket tells of itself. */
  static int option(Engine engine, Descriptor socket, int option) {
    int value = engine.kernel().socketOptions().ofSocket(socket.number(), option);
    if (value < 0) {
      throw Failures.of("ask for an option of", socket.name(), value);
    }
    return value;
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
          new IpcException.AlreadyExists(
              "cannot listen at '" + name + "': " + Failures.reason(result),
              "another process has it; 'ss -lp' names it, port 0 takes a free one");
      case EADDRNOTAVAIL ->
          new IpcException.Unsupported(
              "cannot listen at '" + name + "': " + Failures.reason(result),
              "this machine has no such address");
      default -> Failures.of("listen at", name, result);
    };
  }
}
