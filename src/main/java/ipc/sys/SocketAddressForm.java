package ipc.sys;

import java.nio.ByteBuffer;

/**
 * {@code struct sockaddr} and its kinds (sys/socket.h, netinet/in.h, sys/un.h, linux/netlink.h).
 * The layouts are the same on x86-64 and aarch64; families are in the machine's order, ports in the
 * network's.
 *
 * <pre>
 *      sockaddr_in   sockaddr_in6   sockaddr_un   sockaddr_nl
 *  0   family        family         family        family (16 bits)
 *  2   port          port           path          -
 *  4   host          flow           .             pid
 *  8   -             host           .             groups
 * 24                 scope          .
 * </pre>
 */
final class SocketAddressForm {
  /** {@code struct sockaddr_storage}: room for an address of any family. */
  static final int SOCKADDR_BYTES = 128;

  static final int SOCKADDR_IN_BYTES = 16;
  static final int SIN_PORT = 2;
  static final int SIN_ADDR = 4;
  static final int SOCKADDR_IN6_BYTES = 28;
  static final int SIN6_PORT = 2;
  static final int SIN6_ADDR = 8;
  static final int SIN6_SCOPE_ID = 24;
  static final int SUN_PATH = 2;
  static final int SUN_PATH_BYTES = 108;
  static final int SOCKADDR_NL_BYTES = 12;
  static final int NL_PID = 4;
  static final int NL_GROUPS = 8;

  private SocketAddressForm() {}

  /**
   * Writes an address.
   *
   * @param into zeros, {@link #SOCKADDR_BYTES} of them from {@code at}
   * @return how many bytes of it count
   */
  static int encode(SocketAddress address, ByteBuffer into, int at) {
    into.putShort(at, (short) address.family());
    // No switch: over types it costs 2 ms at start-up.
    if (address instanceof SocketAddress.Inet4 inet) {
      putPort(into, at + SIN_PORT, inet.port());
      into.put(at + SIN_ADDR, inet.host());
      return SOCKADDR_IN_BYTES;
    }
    if (address instanceof SocketAddress.Inet6 inet) {
      putPort(into, at + SIN6_PORT, inet.port());
      into.put(at + SIN6_ADDR, inet.host());
      into.putInt(at + SIN6_SCOPE_ID, inet.scope());
      return SOCKADDR_IN6_BYTES;
    }
    if (address instanceof SocketAddress.UnixPath unix) {
      byte[] path = unix.path();
      into.put(at + SUN_PATH, path);
      // The NUL counts where there is room for it.
      return SUN_PATH + Math.min(path.length + 1, SUN_PATH_BYTES);
    }
    if (address instanceof SocketAddress.UnixAbstract unix) {
      byte[] name = unix.name();
      into.put(at + SUN_PATH + 1, name);
      return SUN_PATH + 1 + name.length;
    }
    if (address instanceof SocketAddress.UnixUnnamed) {
      return SUN_PATH;
    }
    if (address instanceof SocketAddress.Netlink netlink) {
      into.putInt(at + NL_PID, netlink.pid());
      into.putInt(at + NL_GROUPS, netlink.groups());
      return SOCKADDR_NL_BYTES;
    }
    return SOCKADDR_IN_BYTES; // any other family's: its number is all that there is
  }

  /**
   * Reads the address that a buffer of {@link #SOCKADDR_BYTES} begins with.
   *
   * @param length how long the kernel says it is; at 0 it told none, as of a datagram from a Unix
   *     socket without a name
   */
  static SocketAddress decode(ByteBuffer from, int length) {
    if (length < SUN_PATH) {
      return new SocketAddress.UnixUnnamed();
    }
    int family = from.getShort(0) & 0xFFFF;
    return switch (family) {
      case SocketCalls.AF_INET ->
          new SocketAddress.Inet4(bytes(from, SIN_ADDR, 4), port(from, SIN_PORT));
      case SocketCalls.AF_INET6 ->
          new SocketAddress.Inet6(
              bytes(from, SIN6_ADDR, 16), port(from, SIN6_PORT), from.getInt(SIN6_SCOPE_ID));
      case SocketCalls.AF_UNIX -> decodeUnix(from, length);
      case SocketCalls.AF_NETLINK ->
          new SocketAddress.Netlink(from.getInt(NL_PID), from.getInt(NL_GROUPS));
      default -> new SocketAddress.Other(family);
    };
  }

  private static SocketAddress decodeUnix(ByteBuffer from, int length) {
    // A path of all 108 bytes has its NUL beyond them, and the kernel counts it, unix(7).
    int most = Math.min(length - SUN_PATH, SUN_PATH_BYTES);
    if (most == 0) {
      return new SocketAddress.UnixUnnamed();
    }
    if (from.get(SUN_PATH) == 0) {
      return new SocketAddress.UnixAbstract(bytes(from, SUN_PATH + 1, most - 1));
    }
    int end = 0;
    while (end < most && from.get(SUN_PATH + end) != 0) {
      end++;
    }
    return new SocketAddress.UnixPath(bytes(from, SUN_PATH, end));
  }

  private static byte[] bytes(ByteBuffer from, int at, int count) {
    byte[] bytes = new byte[count];
    from.get(at, bytes);
    return bytes;
  }

  private static void putPort(ByteBuffer into, int at, int port) {
    into.put(at, (byte) (port >> 8)).put(at + 1, (byte) port);
  }

  private static int port(ByteBuffer from, int at) {
    return (from.get(at) & 0xFF) << 8 | from.get(at + 1) & 0xFF;
  }
}
