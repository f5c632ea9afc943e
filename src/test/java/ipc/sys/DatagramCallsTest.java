package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.NothingLeft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class DatagramCallsTest {
  private static final int EAGAIN = 11;
  private static final int EADDRINUSE = 98;

  private final Kernel kernel;
  private final SocketCalls sockets;
  private final SocketOptionCalls options;
  private final OpenSockets open;
  private final SocketAddress[] address = new SocketAddress[1];

  @TempDir private Path directory;

  DatagramCallsTest(DoorKind door) {
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
  void datagram_tells_its_length_where_it_was_cut() {
    int[] ends = open.pair(SocketCalls.SOCK_DGRAM);
    open.send(ends[0], "abcdef");
    byte[] into = new byte[4];

    assertEquals(6, sockets.receive(ends[1], into));

    assertEquals("abcd", OpenSockets.text(into, 4));
    assertEquals(-EAGAIN, sockets.receive(ends[1], into));
  }

  @Test
  void datagram_over_ipv4_tells_its_sender() {
    SocketAddress any = new SocketAddress.Inet4(OpenSockets.LOOPBACK, 0);
    int one = open.bound(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, any);
    int other = open.bound(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, any);
    byte[] datagram = new byte[65_507];
    Arrays.fill(datagram, (byte) 'x');
    datagram[65_506] = 'y';

    assertEquals(65_507, sockets.sendTo(one, datagram, 65_507, open.name(other)));

    open.awaitReady(other, FileCalls.POLLIN);
    byte[] into = new byte[70_000];
    assertEquals(65_507, sockets.receiveFrom(other, into, address));
    assertEquals(open.name(one), address[0]);
    assertArrayEquals(datagram, Arrays.copyOf(into, 65_507));
    assertEquals(-EAGAIN, sockets.receiveFrom(other, into, address));
  }

  @Test
  void empty_datagram_arrives() {
    SocketAddress any = new SocketAddress.Inet4(OpenSockets.LOOPBACK, 0);
    int one = open.bound(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, any);

    assertEquals(0, sockets.sendTo(one, new byte[0], 0, open.name(one)));

    open.awaitReady(one, FileCalls.POLLIN);
    assertEquals(0, sockets.receiveFrom(one, new byte[1], address));
    assertEquals(open.name(one), address[0]);
  }

  @Test
  void datagram_of_a_nameless_unix_socket_has_an_unnamed_sender() {
    int named = open.bound(SocketCalls.AF_UNIX, SocketCalls.SOCK_DGRAM, path("d"));
    int nameless = open.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_DGRAM);

    assertEquals(1, sockets.sendTo(nameless, new byte[1], 1, path("d")));

    assertEquals(1, sockets.receiveFrom(named, new byte[1], address));
    assertEquals(new SocketAddress.UnixUnnamed(), address[0]);
  }

  @Test
  void datagram_to_a_group_reaches_who_joined() {
    int socket =
        open.bound(
            SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, new SocketAddress.Inet4(new byte[4], 0));
    int port = ((SocketAddress.Inet4) open.name(socket)).port();
    SocketAddress group = new SocketAddress.Inet4(new byte[] {(byte) 239, 1, 2, 3}, port);
    int loopback = sockets.interfaceIndex("lo".getBytes(US_ASCII));
    int sender =
        open.bound(
            SocketCalls.AF_INET,
            SocketCalls.SOCK_DGRAM,
            new SocketAddress.Inet4(OpenSockets.LOOPBACK, 0));

    assertEquals(0, options.joinGroup(socket, group, loopback));
    assertEquals(
        0,
        options.set(
            sender,
            SocketCalls.IPPROTO_IP,
            SocketOptionCalls.IP_MULTICAST_IF,
            OpenSockets.LOOPBACK));
    assertEquals(5, sockets.sendTo(sender, "hello".getBytes(US_ASCII), 5, group));

    open.awaitReady(socket, FileCalls.POLLIN);
    byte[] into = new byte[10];
    assertEquals(5, sockets.receiveFrom(socket, into, address));
    assertEquals(open.name(sender), address[0]);
  }

  @Test
  void datagram_to_a_group_from_another_source_does_not_arrive() {
    SocketAddress.Inet4 any = new SocketAddress.Inet4(new byte[4], 0);
    int chosen = open.bound(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, any);
    int port = ((SocketAddress.Inet4) open.name(chosen)).port();
    SocketAddress group = new SocketAddress.Inet4(new byte[] {(byte) 239, 1, 2, 4}, port);
    SocketAddress first = new SocketAddress.Inet4(new byte[] {127, 0, 0, 1}, 0);
    SocketAddress second = new SocketAddress.Inet4(new byte[] {127, 0, 0, 2}, 0);
    int loopback = sockets.interfaceIndex("lo".getBytes(US_ASCII));

    assertEquals(0, options.joinSource(chosen, group, second, loopback));
    for (SocketAddress source : List.of(first, second)) {
      int sender = open.bound(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, source);
      options.set(
          sender, SocketCalls.IPPROTO_IP, SocketOptionCalls.IP_MULTICAST_IF, OpenSockets.LOOPBACK);
      assertEquals(1, sockets.sendTo(sender, new byte[1], 1, group));
    }

    open.awaitReady(chosen, FileCalls.POLLIN);
    assertEquals(1, sockets.receiveFrom(chosen, new byte[1], address));
    assertArrayEquals(new byte[] {127, 0, 0, 2}, ((SocketAddress.Inet4) address[0]).host());
    assertEquals(-EAGAIN, sockets.receiveFrom(chosen, new byte[1], address));
  }

  @Test
  void group_of_ipv6_is_joined_at_its_level() {
    int socket = open.socket(SocketCalls.AF_INET6, SocketCalls.SOCK_DGRAM);
    byte[] host = new byte[16];
    host[0] = (byte) 0xFF;
    host[1] = 1;
    host[15] = 77;
    int loopback = sockets.interfaceIndex("lo".getBytes(US_ASCII));
    assumeTrue(Files.exists(Path.of("/proc/net/igmp6")), "no IPv6 on this machine");

    assertEquals(0, options.joinGroup(socket, new SocketAddress.Inet6(host, 0, 0), loopback));

    assertEquals(
        -EADDRINUSE,
        options.joinGroup(socket, new SocketAddress.Inet6(host, 0, 0), loopback),
        "joined already");
  }

  @Test
  void bytes_of_native_memory_are_sent() {
    int[] ends = open.pair(SocketCalls.SOCK_DGRAM);

    try (Scratch.Frame frame = kernel.frame()) {
      assertEquals(3, sockets.send(ends[0], frame.text("abc".getBytes(US_ASCII)), 3));
    }

    byte[] into = new byte[10];
    assertEquals(3, sockets.receive(ends[1], into));
    assertEquals("abc", OpenSockets.text(into, 3));
  }

  @Test
  void part_of_an_array_is_sent() {
    int[] ends = open.pair(SocketCalls.SOCK_DGRAM);

    assertEquals(2, sockets.send(ends[0], "abcd".getBytes(US_ASCII), 1, 2));

    byte[] into = new byte[10];
    assertEquals(2, sockets.receive(ends[1], into));
    assertEquals("bc", OpenSockets.text(into, 2));
  }
}
