package ipc.sys;

import java.util.Arrays;

/**
 * Where a socket is bound or connected: a {@code struct sockaddr}.
 *
 * <p>Arrays are copied in and out.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public sealed interface SocketAddress {

  /** The address family, as {@link SocketCalls#socket} takes it: AF_INET and so on. */
  int family();

  /**
   * A port of IPv4, ip(7).
   *
   * @param host 4 bytes in network order
   * @param port 0 to 65535
   */
  record Inet4(byte[] host, int port) implements SocketAddress {
    /** Checks the length and the port. */
    public Inet4 {
      host = copyOf(host, 4, 4);
      check(port);
    }

    @Override
    public int family() {
      return SocketCalls.AF_INET;
    }

    @Override
    public byte[] host() {
      return host.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inet4 that && port == that.port && Arrays.equals(host, that.host);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(host) + port;
    }
  }

  /**
   * A port of IPv6, ipv6(7).
   *
   * @param host 16 bytes in network order
   * @param port 0 to 65535
   * @param scope the index of an interface for a link-local host, else 0
   */
  record Inet6(byte[] host, int port, int scope) implements SocketAddress {
    /** Checks the length and the port. */
    public Inet6 {
      host = copyOf(host, 16, 16);
      check(port);
    }

    @Override
    public int family() {
      return SocketCalls.AF_INET6;
    }

    @Override
    public byte[] host() {
      return host.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inet6 that
          && port == that.port
          && scope == that.scope
          && Arrays.equals(host, that.host);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(host) + port) + scope;
    }
  }

  /**
   * A Unix socket in the file system.
   *
   * @param path 1 to 108 bytes, no NUL
   */
  record UnixPath(byte[] path) implements SocketAddress {
    /** Checks the length and looks for NULs. */
    public UnixPath {
      path = copyOf(path, 1, SocketAddressForm.SUN_PATH_BYTES);
      for (byte each : path) {
        if (each == 0) {
          throw new IllegalArgumentException("a path holds no NUL");
        }
      }
    }

    @Override
    public int family() {
      return SocketCalls.AF_UNIX;
    }

    @Override
    public byte[] path() {
      return path.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof UnixPath that && Arrays.equals(path, that.path);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(path);
    }
  }

  /**
   * A Unix socket in the abstract name space.
   *
   * @param name without the NUL before it, 0 to 107 bytes, any of them
   */
  record UnixAbstract(byte[] name) implements SocketAddress {
    /** Checks the length. */
    public UnixAbstract {
      name = copyOf(name, 0, SocketAddressForm.SUN_PATH_BYTES - 1);
    }

    @Override
    public int family() {
      return SocketCalls.AF_UNIX;
    }

    @Override
    public byte[] name() {
      return name.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof UnixAbstract that && Arrays.equals(name, that.name);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(name);
    }
  }

  /**
   * A Unix socket that no name leads to, as a client's own end is. To bind to it lets the kernel
   * choose an abstract name.
   */
  record UnixUnnamed() implements SocketAddress {
    @Override
    public int family() {
      return SocketCalls.AF_UNIX;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof UnixUnnamed;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /**
   * A netlink socket, netlink(7).
   *
   * @param pid the port: 0 is the kernel, or lets it choose one
   * @param groups a bit for each of the first 32 multicast groups
   */
  record Netlink(int pid, int groups) implements SocketAddress {
    @Override
    public int family() {
      return SocketCalls.AF_NETLINK;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Netlink that && pid == that.pid && groups == that.groups;
    }

    @Override
    public int hashCode() {
      return 31 * pid + groups;
    }
  }

  /**
   * An address of a family that is not read here.
   *
   * @param family the number, as socket(2) takes it; connect(2) to 0 (AF_UNSPEC) lets a datagram
   *     socket forget its peer
   */
  record Other(int family) implements SocketAddress {
    @Override
    public boolean equals(Object other) {
      return other instanceof Other that && family == that.family;
    }

    @Override
    public int hashCode() {
      return family;
    }
  }

  private static byte[] copyOf(byte[] bytes, int least, int most) {
    if (bytes.length < least || bytes.length > most) {
      throw new IllegalArgumentException(bytes.length + " bytes, not " + least + " to " + most);
    }
    return bytes.clone();
  }

  private static void check(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
