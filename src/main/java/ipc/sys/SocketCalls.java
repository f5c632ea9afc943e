package ipc.sys;

import java.nio.ByteBuffer;

/**
 * Sockets. Each call gives the kernel's result or {@code -errno}; none is repeated on {@code
 * EINTR}, which only those can give that wait: here {@code connect}, {@code accept} and the calls
 * with a descriptor as the message, on a socket that is not O_NONBLOCK.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class SocketCalls {
  // sys/socket.h
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_SEQPACKET = 5;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  public static final int SHUT_WR = 1;
  public static final int SHUT_RDWR = 2;
  static final int MSG_PEEK = 2;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
  // netinet/in.h
  public static final int IPPROTO_IP = 0;
  public static final int IPPROTO_ICMP = 1;
  public static final int IPPROTO_TCP = 6;
  public static final int IPPROTO_IPV6 = 41;
  public static final int IPPROTO_ICMPV6 = 58;
  // linux/netlink.h
  public static final int NETLINK_ROUTE = 0;
  public static final int NETLINK_KOBJECT_UEVENT = 15;
  // linux/rtnetlink.h
  public static final int RTMGRP_LINK = 1;
  public static final int RTMGRP_NEIGH = 4;
  public static final int RTMGRP_IPV4_IFADDR = 0x10;
  public static final int RTMGRP_IPV4_ROUTE = 0x40;
  public static final int RTMGRP_IPV6_IFADDR = 0x100;
  public static final int RTMGRP_IPV6_ROUTE = 0x400;
  // linux/sockios.h
  static final int SIOCGIFINDEX = 0x8933;

  // net/if.h, struct ifreq
  static final int IFREQ_BYTES = 40;
  static final int IFNAMSIZ = 16;
  static final int IFR_IFINDEX = 16;

  private final Kernel kernel;

  SocketCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code int socket(int domain, int type | SOCK_CLOEXEC | SOCK_NONBLOCK, int protocol)}. */
  public int socket(int family, int type, int protocol) {
    return (int)
        kernel.call(SyscallNumbers.SOCKET, family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
  }

  /**
   * {@code int socketpair(AF_UNIX, int type | SOCK_CLOEXEC, 0, int sv[2])}; both ends block.
   *
   * @param ends receives the two ends
   */
  public int socketpair(int type, int[] ends) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer pair = frame.zeros(2 * Integer.BYTES);
      int result =
          (int)
              kernel.call(
                  SyscallNumbers.SOCKETPAIR, AF_UNIX, type | SOCK_CLOEXEC, 0, frame.address(pair));
      ends[0] = pair.getInt(0);
      ends[1] = pair.getInt(Integer.BYTES);
      return result;
    }
  }

  /** {@code int bind(int fd, const struct sockaddr *, socklen_t)}. */
  public int bind(int descriptor, SocketAddress to) {
    return withAddress(SyscallNumbers.BIND, descriptor, to);
  }

  /**
   * {@code int connect(int fd, const struct sockaddr *, socklen_t)}: on an O_NONBLOCK socket
   * EINPROGRESS, then it is writable and SO_ERROR tells the outcome; a Unix socket gives EAGAIN
   * where the listener's backlog is full, and is to be tried again. EINTR: may be where it blocks,
   * and the connection goes on being made.
   */
  public int connect(int descriptor, SocketAddress to) {
    return withAddress(SyscallNumbers.CONNECT, descriptor, to);
  }

  private int withAddress(long call, int descriptor, SocketAddress address) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer form = frame.zeros(SocketAddressForm.SOCKADDR_BYTES);
      int length = SocketAddressForm.encode(address, form, 0);
      return (int) kernel.call(call, descriptor, frame.address(form), length);
    }
  }

  /** {@code int listen(int fd, int backlog)}. */
  public int listen(int descriptor, int backlog) {
    return (int) kernel.call(SyscallNumbers.LISTEN, descriptor, backlog);
  }

  /**
   * {@code int accept4(int fd, struct sockaddr *, socklen_t *, SOCK_CLOEXEC | SOCK_NONBLOCK)};
   * EINTR: may be where the listener blocks. ECONNABORTED and the errors of accept(2) that are the
   * network's mean: this one is gone, go on.
   *
   * @param peer receives in [0] who connected
   * @return the connection, or {@code -errno}
   */
  public int accept(int descriptor, SocketAddress[] peer) {
    return addressFrom(SyscallNumbers.ACCEPT4, descriptor, SOCK_CLOEXEC | SOCK_NONBLOCK, peer);
  }

  /** {@code int getsockname(int fd, struct sockaddr *, socklen_t *)}, into [0]. */
  public int name(int descriptor, SocketAddress[] into) {
    return addressFrom(SyscallNumbers.GETSOCKNAME, descriptor, 0, into);
  }

  /** {@code int getpeername(int fd, struct sockaddr *, socklen_t *)}, into [0]; or ENOTCONN. */
  public int peerName(int descriptor, SocketAddress[] into) {
    return addressFrom(SyscallNumbers.GETPEERNAME, descriptor, 0, into);
  }

  private int addressFrom(long call, int descriptor, int flags, SocketAddress[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer form = frame.zeros(SocketAddressForm.SOCKADDR_BYTES);
      ByteBuffer length = frame.zeros(Integer.BYTES);
      length.putInt(0, SocketAddressForm.SOCKADDR_BYTES);
      int result =
          (int) kernel.call(call, descriptor, frame.address(form), frame.address(length), flags);
      if (result >= 0) {
        into[0] = SocketAddressForm.decode(form, length.getInt(0));
      }
      return result;
    }
  }

  /** {@code int shutdown(int fd, int how)}; ENOTCONN where the peer has reset it already. */
  public int shutdown(int descriptor, int how) {
    return (int) kernel.call(SyscallNumbers.SHUTDOWN, descriptor, how);
  }

  /** {@code ssize_t send(int fd, const void *, size_t, MSG_NOSIGNAL | MSG_DONTWAIT)}. */
  public long send(int descriptor, long address, long count) {
    return kernel.call(
        SyscallNumbers.SENDTO, descriptor, address, count, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
  }

  /** {@link #send(int, long, long)} from a heap array: all of it, as a datagram is one. */
  public int send(int descriptor, byte[] bytes, int offset, int count) {
    try (Scratch.Frame frame = kernel.frame()) {
      return (int) send(descriptor, frame.bytes(bytes, offset, count), count);
    }
  }

  /**
   * {@code ssize_t sendto(int fd, const void *, size_t, MSG_NOSIGNAL | MSG_DONTWAIT, const struct
   * sockaddr *, socklen_t)}: one datagram.
   */
  public int sendTo(int descriptor, byte[] bytes, int count, SocketAddress to) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer form = frame.zeros(SocketAddressForm.SOCKADDR_BYTES);
      int length = SocketAddressForm.encode(to, form, 0);
      return (int)
          kernel.call(
              SyscallNumbers.SENDTO,
              descriptor,
              frame.bytes(bytes, 0, count),
              count,
              MSG_NOSIGNAL | MSG_DONTWAIT,
              frame.address(form),
              length);
    }
  }

  /**
   * {@code ssize_t recv(int fd, void *, size_t, MSG_DONTWAIT | MSG_TRUNC)}: one datagram. Not for
   * TCP, where MSG_TRUNC throws the bytes away, tcp(7): a stream is read(2).
   *
   * @return the datagram's whole length, which may be more than {@code into} could take
   */
  public int receive(int descriptor, byte[] into) {
    return receive(descriptor, into, MSG_DONTWAIT | MSG_TRUNC);
  }

  /** {@code recv(fd, buf, size, MSG_PEEK | MSG_DONTWAIT)}: what {@code into} takes stays unread. */
  public int peek(int descriptor, byte[] into) {
    return receive(descriptor, into, MSG_PEEK | MSG_DONTWAIT);
  }

  private int receive(int descriptor, byte[] into, int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(into.length);
      int count =
          (int)
              kernel.call(
                  SyscallNumbers.RECVFROM,
                  descriptor,
                  frame.address(room),
                  into.length,
                  flags,
                  0,
                  0);
      copy(room, count, into);
      return count;
    }
  }

  /**
   * {@link #receive(int, byte[])} with the sender: {@code ssize_t recvfrom(int fd, void *, size_t,
   * MSG_DONTWAIT | MSG_TRUNC, struct sockaddr *, socklen_t *)}.
   *
   * @param from receives in [0] who sent it; an unnamed Unix socket also where the kernel tells no
   *     address at all
   */
  public int receiveFrom(int descriptor, byte[] into, SocketAddress[] from) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer form = frame.zeros(SocketAddressForm.SOCKADDR_BYTES);
      ByteBuffer length = frame.zeros(Integer.BYTES);
      length.putInt(0, SocketAddressForm.SOCKADDR_BYTES);
      ByteBuffer room = frame.room(into.length);
      int count =
          (int)
              kernel.call(
                  SyscallNumbers.RECVFROM,
                  descriptor,
                  frame.address(room),
                  into.length,
                  MSG_DONTWAIT | MSG_TRUNC,
                  frame.address(form),
                  frame.address(length));
      copy(room, count, into);
      if (count >= 0) {
        from[0] = SocketAddressForm.decode(form, length.getInt(0));
      }
      return count;
    }
  }

  /**
   * {@code recv(fd, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT)}: how long the next datagram is,
   * which stays unread; EAGAIN where there is none. Not for TCP, as {@link #receive} is not.
   */
  public int nextLength(int descriptor) {
    return (int)
        kernel.call(
            SyscallNumbers.RECVFROM, descriptor, 0, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT, 0, 0);
  }

  /**
   * {@code ssize_t recvmsg(int fd, struct msghdr *, MSG_DONTWAIT | MSG_TRUNC | MSG_CMSG_CLOEXEC)}
   * on a Unix socket of datagrams or packets that has SO_PASSCRED: one of them with who sent it.
   * With the credentials an empty packet can be told from the end of them, which read(2) cannot.
   *
   * @param from receives in [0] where it was sent from
   * @param pidUidGid receives three numbers, or -1 each where the kernel does not tell
   * @return the whole length, which may be more than {@code into} could take; ENODATA at the end of
   *     a connection
   */
  public int receivePacket(int descriptor, byte[] into, SocketAddress[] from, int[] pidUidGid) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(into.length);
      PacketMessage message = new PacketMessage(frame, frame.address(room), into.length);
      int flags = MSG_DONTWAIT | MSG_TRUNC | MSG_CMSG_CLOEXEC;
      int count = (int) kernel.call(SyscallNumbers.RECVMSG, descriptor, message.address(), flags);
      if (count == 0 && !message.hasCredentials()) {
        return -Errno.ENODATA.number();
      }
      copy(room, count, into);
      if (count >= 0) {
        from[0] = message.from();
        message.credentials(pidUidGid);
      }
      return count;
    }
  }

  private static void copy(ByteBuffer room, int count, byte[] into) {
    if (count > 0) {
      room.get(0, into, 0, Math.min(count, into.length));
    }
  }

  /**
   * {@code ssize_t sendmsg(int fd, const struct msghdr *, MSG_NOSIGNAL)} with SCM_RIGHTS: bytes,
   * and a copy of a descriptor of ours with the first of them. EINTR: may be where it blocks.
   *
   * @param bytes one at least, without which a stream carries no descriptor
   */
  public int sendDescriptor(int socket, byte[] bytes, int descriptor) {
    try (Scratch.Frame frame = kernel.frame()) {
      long text = frame.bytes(bytes, 0, bytes.length);
      DescriptorMessage message = DescriptorMessage.carrying(frame, text, bytes.length, descriptor);
      return (int) kernel.call(SyscallNumbers.SENDMSG, socket, message.address(), MSG_NOSIGNAL);
    }
  }

  /**
   * {@code ssize_t recvmsg(int fd, struct msghdr *, MSG_CMSG_CLOEXEC)}: bytes, and the descriptor
   * that came with them; the kernel closes any beyond the first. EINTR: may be where it blocks.
   *
   * @param descriptor receives in [0] the descriptor, ours to close, or -1 where none came
   */
  public int receiveDescriptor(int socket, byte[] into, int[] descriptor) {
    return receiveDescriptor(socket, into, descriptor, MSG_CMSG_CLOEXEC);
  }

  /**
   * {@link #receiveDescriptor(int, byte[], int[])} with MSG_PEEK | MSG_DONTWAIT: the bytes stay
   * unread, and the descriptor is another copy; the one that stays goes with the bytes.
   */
  public int peekDescriptor(int socket, byte[] into, int[] descriptor) {
    return receiveDescriptor(socket, into, descriptor, MSG_CMSG_CLOEXEC | MSG_PEEK | MSG_DONTWAIT);
  }

  private int receiveDescriptor(int socket, byte[] into, int[] descriptor, int flags) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer room = frame.room(into.length);
      DescriptorMessage message = DescriptorMessage.empty(frame, frame.address(room), into.length);
      int count = (int) kernel.call(SyscallNumbers.RECVMSG, socket, message.address(), flags);
      copy(room, count, into);
      descriptor[0] = count < 0 ? -1 : message.descriptor();
      return count;
    }
  }

  /**
   * {@code ioctl(fd, SIOCGIFINDEX, struct ifreq *)}, over a socket of the moment.
   *
   * @return the interface's index, 1 or more; ENODEV where none has the name
   */
  public int interfaceIndex(byte[] name) {
    if (name.length >= IFNAMSIZ) {
      return -Errno.ENODEV.number();
    }
    int socket = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (socket < 0) {
      return socket;
    }
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer request = frame.zeros(IFREQ_BYTES);
      request.put(0, name);
      int result =
          (int) kernel.call(SyscallNumbers.IOCTL, socket, SIOCGIFINDEX, frame.address(request));
      return result < 0 ? result : request.getInt(IFR_IFINDEX);
    } finally {
      kernel.files().close(socket);
    }
  }
}
