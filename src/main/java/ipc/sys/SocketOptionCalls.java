package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Options of sockets: what shapes them, and what they tell of themselves. Each call gives the
 * kernel's result or {@code -errno}; none waits.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class SocketOptionCalls {
  // asm-generic/socket.h
  public static final int SOL_SOCKET = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_TYPE = 3;
  public static final int SO_ERROR = 4;
  public static final int SO_BROADCAST = 6;
  public static final int SO_SNDBUF = 7;
  public static final int SO_RCVBUF = 8;
  public static final int SO_KEEPALIVE = 9;
  public static final int SO_LINGER = 13;
  public static final int SO_REUSEPORT = 15;
  public static final int SO_PASSCRED = 16;
  static final int SO_PEERCRED = 17;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_ACCEPTCONN = 30;
  public static final int SO_PROTOCOL = 38;
  public static final int SO_DOMAIN = 39;
  static final int SO_MEMINFO = 55;
  // linux/sock_diag.h: an index into the numbers of SO_MEMINFO
  static final int SK_MEMINFO_DROPS = 8;
  static final int SK_MEMINFO_VARS = 9;
  // netinet/tcp.h
  public static final int TCP_NODELAY = 1;
  public static final int TCP_KEEPIDLE = 4;
  public static final int TCP_KEEPINTVL = 5;
  public static final int TCP_KEEPCNT = 6;
  // bits/in.h
  public static final int IP_TTL = 2;
  public static final int IP_MULTICAST_IF = 32;
  public static final int IP_MULTICAST_TTL = 33;
  public static final int IP_MULTICAST_LOOP = 34;
  public static final int IPV6_UNICAST_HOPS = 16;
  public static final int IPV6_MULTICAST_IF = 17;
  public static final int IPV6_MULTICAST_HOPS = 18;
  public static final int IPV6_MULTICAST_LOOP = 19;
  public static final int IPV6_V6ONLY = 26;
  public static final int MCAST_JOIN_GROUP = 42;
  public static final int MCAST_JOIN_SOURCE_GROUP = 46;

  // struct linger: int on, int seconds
  static final int LINGER_BYTES = 8;
  static final int L_LINGER = 4;
  // struct ucred: pid_t, uid_t, gid_t
  static final int UCRED_BYTES = 12;
  static final int UCRED_UID = 4;
  static final int UCRED_GID = 8;
  // struct group_req: uint32_t interface, struct sockaddr_storage group; group_source_req has the
  // source after them
  static final int GROUP_REQ_BYTES = 136;
  static final int GR_GROUP = 8;
  static final int GROUP_SOURCE_REQ_BYTES = 264;
  static final int GSR_SOURCE = 136;

  private final Kernel kernel;

  SocketOptionCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int setsockopt(int fd, int level, int optname, const int *, sizeof(int))}. */
  public int set(int descriptor, int level, int option, int value) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(Integer.BYTES);
      piece.putInt(0, value);
      return put(descriptor, level, option, frame.address(piece), Integer.BYTES);
    }
  }

  /** {@code int setsockopt(int fd, int level, int optname, const void *, socklen_t)}. */
  public int set(int descriptor, int level, int option, byte[] value) {
    try (Scratch.Frame frame = kernel.frame()) {
      long address = frame.bytes(value, 0, value.length);
      return put(descriptor, level, option, address, value.length);
    }
  }

  private int put(int descriptor, int level, int option, long address, int length) {
    return (int) kernel.call(SyscallNumbers.SETSOCKOPT, descriptor, level, option, address, length);
  }

  /**
   * {@code int getsockopt(int fd, int level, int optname, int *, socklen_t *)}.
   *
   * @param value receives the option's value in [0]; to ask for SO_ERROR also clears it
   */
  public int get(int descriptor, int level, int option, int[] value) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer piece = frame.zeros(Integer.BYTES);
      int result = fetch(frame, descriptor, level, option, piece);
      value[0] = piece.getInt(0);
      return result;
    }
  }

  /**
   * {@link #get} of a number at SOL_SOCKET that is never negative: SO_TYPE, SO_DOMAIN, SO_PROTOCOL,
   * SO_ACCEPTCONN, SO_ERROR.
   *
   * @return the number, or {@code -errno}
   */
  public int ofSocket(int descriptor, int option) {
    int[] value = new int[1];
    int result = get(descriptor, SOL_SOCKET, option, value);
    return result < 0 ? result : value[0];
  }

  private int fetch(Scratch.Frame frame, int descriptor, int level, int option, ByteBuffer into) {
    ByteBuffer length = frame.zeros(Integer.BYTES);
    length.putInt(0, into.capacity());
    return (int)
        kernel.call(
            SyscallNumbers.GETSOCKOPT,
            descriptor,
            level,
            option,
            frame.address(into),
            frame.address(length));
  }

  /**
   * {@code setsockopt(SO_LINGER)} with a {@code struct linger}.
   *
   * @param seconds how long close(2) waits for what is unsent; 0 resets the connection at once; -1
   *     turns lingering off
   */
  public int setLinger(int descriptor, int seconds) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer linger = frame.zeros(LINGER_BYTES);
      linger.putInt(0, seconds < 0 ? 0 : 1);
      linger.putInt(L_LINGER, Math.max(0, seconds));
      return put(descriptor, SOL_SOCKET, SO_LINGER, frame.address(linger), LINGER_BYTES);
    }
  }

  /**
   * {@code getsockopt(SO_PEERCRED)}: who was at the other end of a Unix socket when it was
   * connected, or listened. A socket that has no peer, or none of this machine, gives pid 0 and ids
   * of -1.
   *
   * @param pidUidGid receives three numbers
   */
  public int peerCredentials(int descriptor, int[] pidUidGid) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer credentials = frame.zeros(UCRED_BYTES);
      int result = fetch(frame, descriptor, SOL_SOCKET, SO_PEERCRED, credentials);
      pidUidGid[0] = credentials.getInt(0);
      pidUidGid[1] = credentials.getInt(UCRED_UID);
      pidUidGid[2] = credentials.getInt(UCRED_GID);
      return result;
    }
  }

  /**
   * {@code setsockopt(MCAST_JOIN_GROUP)} with a {@code struct group_req}.
   *
   * @param interfaceIndex 0 leaves the choice to the routes
   */
  public int joinGroup(int descriptor, SocketAddress group, int interfaceIndex) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer request = frame.zeros(GROUP_REQ_BYTES);
      request.putInt(0, interfaceIndex);
      SocketAddressForm.encode(group, request, GR_GROUP);
      return put(
          descriptor, level(group), MCAST_JOIN_GROUP, frame.address(request), GROUP_REQ_BYTES);
    }
  }

  /** {@link #joinGroup}, for what one host sends alone ({@code struct group_source_req}). */
  public int joinSource(
      int descriptor, SocketAddress group, SocketAddress source, int interfaceIndex) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer request = frame.zeros(GROUP_SOURCE_REQ_BYTES);
      request.putInt(0, interfaceIndex);
      SocketAddressForm.encode(group, request, GR_GROUP);
      SocketAddressForm.encode(source, request, GSR_SOURCE);
      return put(
          descriptor,
          level(group),
          MCAST_JOIN_SOURCE_GROUP,
          frame.address(request),
          GROUP_SOURCE_REQ_BYTES);
    }
  }

  private static int level(SocketAddress group) {
    return group instanceof SocketAddress.Inet6 ? SocketCalls.IPPROTO_IPV6 : SocketCalls.IPPROTO_IP;
  }

  /**
   * {@code getsockopt(SO_MEMINFO)}: how many datagrams the kernel threw away because nobody had
   * read those before them; 0 where it does not tell.
   */
  public long dropped(int descriptor) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer numbers = frame.zeros(SK_MEMINFO_VARS * Integer.BYTES);
      int result = fetch(frame, descriptor, SOL_SOCKET, SO_MEMINFO, numbers);
      int dropped = numbers.getInt(SK_MEMINFO_DROPS * Integer.BYTES);
      return result < 0 ? 0 : Integer.toUnsignedLong(dropped);
    }
  }
}
