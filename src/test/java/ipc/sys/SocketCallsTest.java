package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.NothingLeft;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class SocketCallsTest {
  private static final int EAGAIN = 11;
  private static final int ENODEV = 19;
  private static final int EPIPE = 32;
  private static final int EADDRINUSE = 98;
  private static final int ENOTCONN = 107;
  private static final int ECONNREFUSED = 111;

  private static final byte[] LOOPBACK6 = new byte[16];

  static {
    LOOPBACK6[15] = 1;
  }

  private final Kernel kernel;
  private final SocketCalls sockets;
  private final SocketOptionCalls options;
  private final OpenSockets open;
  private final SocketAddress[] address = new SocketAddress[1];

  @TempDir private Path directory;

  SocketCallsTest(DoorKind door) {
    kernel = new Kernel(door.open());
    sockets = kernel.sockets();
    options = kernel.socketOptions();
    open = new OpenSockets(kernel);
  }

  @AfterEach
  void close() {
    open.close();
  }

  private SocketAddress path(String name) {
    return new SocketAddress.UnixPath(directory.resolve(name).toString().getBytes(US_ASCII));
  }

  @Test
  void socket_never_blocks_and_no_child_has_it() {
    int socket = open.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_STREAM);

    int status = kernel.files().fcntl(socket, FileCalls.F_GETFL, 0);
    assertEquals(FileCalls.O_NONBLOCK, status & FileCalls.O_NONBLOCK);
    assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(socket, FileCalls.F_GETFD, 0));
  }

  @Test
  void pair_blocks_and_no_child_has_it() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);

    for (int end : ends) {
      assertEquals(0, kernel.files().fcntl(end, FileCalls.F_GETFL, 0) & FileCalls.O_NONBLOCK);
      assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(end, FileCalls.F_GETFD, 0));
    }
  }

  @Test
  void ipv4_peers_know_each_other() {
    int listener =
        open.listener(SocketCalls.AF_INET, new SocketAddress.Inet4(OpenSockets.LOOPBACK, 0));
    SocketAddress.Inet4 listening =
        assertInstanceOf(SocketAddress.Inet4.class, open.name(listener));
    int[] ends = open.connected(SocketCalls.AF_INET, listener, address);

    SocketAddress accepted = address[0];
    int status = kernel.files().fcntl(ends[1], FileCalls.F_GETFL, 0);

    assertNotEquals(0, listening.port());
    assertArrayEquals(OpenSockets.LOOPBACK, listening.host());
    assertEquals(open.name(ends[0]), accepted);
    assertEquals(0, sockets.peerName(ends[0], address));
    assertEquals(listening, address[0]);
    assertEquals(FileCalls.O_NONBLOCK, status & FileCalls.O_NONBLOCK);
    assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(ends[1], FileCalls.F_GETFD, 0));
  }

  @Test
  void ipv6_peers_know_each_other() {
    int listener = open.socket(SocketCalls.AF_INET6, SocketCalls.SOCK_STREAM);
    assumeTrue(
        sockets.bind(listener, new SocketAddress.Inet6(LOOPBACK6, 0, 0)) == 0,
        "no IPv6 on this machine");
    assertEquals(0, sockets.listen(listener, 1));

    int[] ends = open.connected(SocketCalls.AF_INET6, listener, address);

    assertEquals(open.name(ends[0]), address[0]);
    assertEquals(0, sockets.peerName(ends[0], address));
    assertArrayEquals(LOOPBACK6, ((SocketAddress.Inet6) address[0]).host());
    assertEquals(open.name(listener), address[0]);
  }

  @Test
  void unix_listener_at_a_path_sees_an_unnamed_peer() {
    int listener = open.listener(SocketCalls.AF_UNIX, path("s"));

    int[] ends = open.connected(SocketCalls.AF_UNIX, listener, address);

    assertEquals(new SocketAddress.UnixUnnamed(), address[0]);
    assertEquals(0, sockets.peerName(ends[0], address));
    assertEquals(path("s"), address[0]);
    assertTrue(Files.exists(directory.resolve("s")));
  }

  @Test
  void abstract_name_is_every_byte_of_it() {
    byte[] bytes = ("ipc-test-" + ProcessHandle.current().pid() + "-\0x").getBytes(US_ASCII);
    SocketAddress name = new SocketAddress.UnixAbstract(bytes);

    int listener = open.listener(SocketCalls.AF_UNIX, name);

    assertEquals(name, open.name(listener));
    int[] ends = open.connected(SocketCalls.AF_UNIX, listener, address);
    assertEquals(0, sockets.peerName(ends[0], address));
    assertEquals(name, address[0]);
  }

  @Test
  void kernel_chooses_a_name_for_an_unnamed_one() {
    int socket =
        open.bound(SocketCalls.AF_UNIX, SocketCalls.SOCK_DGRAM, new SocketAddress.UnixUnnamed());

    SocketAddress.UnixAbstract name =
        assertInstanceOf(SocketAddress.UnixAbstract.class, open.name(socket));
    assertEquals(5, name.name().length, "unix(7)");
  }

  @Test
  void netlink_socket_gets_a_port() {
    int socket =
        open.opened(
            sockets.socket(
                SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, SocketCalls.NETLINK_ROUTE));

    assertEquals(0, sockets.bind(socket, new SocketAddress.Netlink(0, 1)));

    SocketAddress.Netlink name = assertInstanceOf(SocketAddress.Netlink.class, open.name(socket));
    assertNotEquals(0, name.pid());
    assertEquals(1, name.groups());
  }

  @Test
  void what_cannot_be_is_told() {
    int first = open.listener(SocketCalls.AF_UNIX, path("s"));
    int second = open.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_STREAM);

    assertEquals(-EADDRINUSE, sockets.bind(second, path("s")));
    assertEquals(-ENOTCONN, sockets.peerName(first, address));
    assertEquals(-EAGAIN, sockets.accept(first, address));
    open.close(first);
    assertEquals(-ECONNREFUSED, sockets.connect(second, path("s")));
    int tcp = open.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM);
    assertEquals(-ENOTCONN, sockets.shutdown(tcp, SocketCalls.SHUT_WR));
  }

  @Test
  void shutdown_ends_the_peers_reading_and_our_writing() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);

    assertEquals(0, sockets.shutdown(ends[0], SocketCalls.SHUT_WR));

    assertEquals(0, kernel.files().read(ends[1], new byte[1]));
    assertEquals(-EPIPE, open.send(ends[0], "x"), "and no SIGPIPE");
  }

  @Test
  void send_does_not_wait_for_room() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);
    byte[] much = new byte[1 << 20];

    int first = sockets.send(ends[0], much, 0, much.length);
    int last = first;
    while (last > 0) {
      last = sockets.send(ends[0], much, 0, much.length);
    }

    assertTrue(first > 0 && first < much.length);
    assertEquals(-EAGAIN, last);
  }

  @Test
  void peek_takes_nothing() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);
    open.send(ends[0], "abcdef");
    byte[] into = new byte[4];

    assertEquals(4, sockets.peek(ends[1], into));
    assertEquals("abcd", OpenSockets.text(into, 4));

    byte[] all = new byte[10];
    assertEquals("abcdef", OpenSockets.text(all, kernel.files().read(ends[1], all)));
    assertEquals(-EAGAIN, sockets.peek(ends[1], into));
  }

  @Test
  void options_are_set_and_told() {
    int socket = open.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM);
    int level = SocketOptionCalls.SOL_SOCKET;

    assertEquals(0, open.option(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_NODELAY));
    assertEquals(0, options.set(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_NODELAY, 1));
    assertEquals(1, open.option(socket, SocketCalls.IPPROTO_TCP, SocketOptionCalls.TCP_NODELAY));
    assertEquals(SocketCalls.SOCK_STREAM, open.option(socket, level, SocketOptionCalls.SO_TYPE));
    assertEquals(SocketCalls.AF_INET, open.option(socket, level, SocketOptionCalls.SO_DOMAIN));
    assertEquals(
        SocketCalls.IPPROTO_TCP, open.option(socket, level, SocketOptionCalls.SO_PROTOCOL));
    assertEquals(0, open.option(socket, level, SocketOptionCalls.SO_ACCEPTCONN));
    byte[] none = "ipc-no-such-if\0".getBytes(US_ASCII);
    assertEquals(-ENODEV, options.set(socket, level, SocketOptionCalls.SO_BINDTODEVICE, none));
  }

  @Test
  void linger_is_turned_on_and_off() {
    int socket = open.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM);

    assertEquals(0, options.setLinger(socket, 0));
    assertEquals(1, open.option(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_LINGER));
    assertEquals(0, options.setLinger(socket, -1));
    assertEquals(0, open.option(socket, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_LINGER));
  }

  @Test
  void close_without_lingering_resets_the_connection() {
    int econnreset = 104;
    int listener =
        open.listener(SocketCalls.AF_INET, new SocketAddress.Inet4(OpenSockets.LOOPBACK, 0));
    int[] ends = open.connected(SocketCalls.AF_INET, listener, address);
    assertEquals(0, options.setLinger(ends[1], 0));

    open.close(ends[1]);

    open.awaitReady(ends[0], FileCalls.POLLIN);
    assertEquals(-econnreset, kernel.files().read(ends[0], new byte[1]));
  }

  @Test
  void peer_of_a_unix_socket_is_known() throws Exception {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);
    int[] credentials = new int[3];

    assertEquals(0, options.peerCredentials(ends[0], credentials));

    assertEquals(ProcessHandle.current().pid(), credentials[0]);
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), credentials[1]);
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:gid"), credentials[2]);
  }

  @Test
  void peer_over_a_network_has_no_credentials() {
    int socket = open.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM);
    int[] credentials = new int[3];

    assertEquals(0, options.peerCredentials(socket, credentials));

    assertArrayEquals(new int[] {0, -1, -1}, credentials);
  }

  @Test
  void descriptor_travels_with_bytes() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);
    int[] pipe = new int[2];
    assertEquals(0, kernel.pipes().pipe(pipe));
    open.opened(pipe[0]);
    open.opened(pipe[1]);

    assertEquals(2, sockets.sendDescriptor(ends[0], "ab".getBytes(US_ASCII), pipe[1]));

    byte[] into = new byte[10];
    int[] came = new int[1];
    assertEquals(2, sockets.receiveDescriptor(ends[1], into, came));
    assertEquals("ab", OpenSockets.text(into, 2));
    int copy = open.opened(came[0]);
    assertNotEquals(pipe[1], copy);
    assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(copy, FileCalls.F_GETFD, 0));
    assertEquals(1, kernel.files().write(copy, new byte[1], 0, 1));
    assertEquals(1, kernel.pipes().waitingBytes(pipe[0]));
  }

  @Test
  void bytes_come_without_a_descriptor_too() {
    int[] ends = open.pair(SocketCalls.SOCK_STREAM);
    open.send(ends[0], "ab");
    int[] came = {7};

    assertEquals(2, sockets.receiveDescriptor(ends[1], new byte[10], came));
    assertEquals(-1, came[0]);

    sockets.shutdown(ends[0], SocketCalls.SHUT_WR);
    came[0] = 7;
    assertEquals(0, sockets.receiveDescriptor(ends[1], new byte[10], came));
    assertEquals(-1, came[0]);
  }

  @Test
  void interfaces_have_indexes() throws Exception {
    int expected = Integer.parseInt(Files.readString(Path.of("/sys/class/net/lo/ifindex")).strip());

    assertEquals(expected, sockets.interfaceIndex("lo".getBytes(US_ASCII)));
    assertEquals(-ENODEV, sockets.interfaceIndex("ipc-no-such".getBytes(US_ASCII)));
    assertEquals(-ENODEV, sockets.interfaceIndex("longer-than-a-name-can-be".getBytes(US_ASCII)));
  }
}
