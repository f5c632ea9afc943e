package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketAddressTest {
  private static final byte[] HOST4 = {127, 0, 0, (byte) 255};
  private static final byte[] HOST6 = {
    (byte) 0xFE, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, (byte) 200
  };

  static List<SocketAddress> each() {
    return List.of(
        new SocketAddress.Inet4(HOST4, 65535),
        new SocketAddress.Inet6(HOST6, 40000, 3),
        new SocketAddress.UnixPath("/tmp/x".getBytes(US_ASCII)),
        new SocketAddress.UnixPath("p".repeat(107).getBytes(US_ASCII)),
        new SocketAddress.UnixPath("p".repeat(108).getBytes(US_ASCII)),
        new SocketAddress.UnixAbstract(new byte[] {'a', 0, (byte) 0xFF, 0}),
        new SocketAddress.UnixAbstract("n".repeat(107).getBytes(US_ASCII)),
        new SocketAddress.UnixAbstract(new byte[0]),
        new SocketAddress.UnixUnnamed(),
        new SocketAddress.Netlink(-5, 1),
        new SocketAddress.Other(17));
  }

  private static ByteBuffer zeros() {
    return ByteBuffer.allocate(SocketAddressForm.SOCKADDR_BYTES).order(ByteOrder.nativeOrder());
  }

  @ParameterizedTest
  @MethodSource("each")
  void address_is_read_as_it_was_written(SocketAddress address) {
    ByteBuffer form = zeros();
    int length = SocketAddressForm.encode(address, form, 0);

    SocketAddress again = SocketAddressForm.decode(form, length);

    assertEquals(address, again);
    assertEquals(address.hashCode(), again.hashCode());
  }

  @Test
  void no_kind_is_left_out_here() {
    Set<Class<?>> kinds = new HashSet<>();
    each().forEach(address -> kinds.add(address.getClass()));

    assertEquals(Set.of(SocketAddress.class.getPermittedSubclasses()), kinds);
  }

  @Test
  void each_kind_knows_its_family() {
    assertEquals(
        List.of(2, 10, 1, 1, 1, 1, 1, 1, 1, 16, 17),
        each().stream().map(SocketAddress::family).toList());
  }

  @Test
  void addresses_differ_in_each_part() {
    assertNotEquals(new SocketAddress.Inet4(HOST4, 1), new SocketAddress.Inet4(HOST4, 2));
    assertNotEquals(new SocketAddress.Inet4(HOST4, 1), new SocketAddress.Inet4(new byte[4], 1));
    assertNotEquals(new SocketAddress.Inet6(HOST6, 1, 1), new SocketAddress.Inet6(HOST6, 1, 2));
    assertNotEquals(new SocketAddress.Inet6(HOST6, 1, 1), new SocketAddress.Inet6(HOST6, 2, 1));
    assertNotEquals(
        new SocketAddress.Inet6(HOST6, 1, 1), new SocketAddress.Inet6(new byte[16], 1, 1));
    assertNotEquals(
        new SocketAddress.UnixPath(new byte[] {'a'}),
        new SocketAddress.UnixAbstract(new byte[] {'a'}));
    assertNotEquals(new SocketAddress.Netlink(1, 0), new SocketAddress.Netlink(1, 1));
    assertNotEquals(new SocketAddress.Other(1), new SocketAddress.Other(2));
  }

  @Test
  void port_and_host_are_in_the_order_of_the_network() {
    ByteBuffer form = zeros();

    int length = SocketAddressForm.encode(new SocketAddress.Inet4(HOST4, 0x1234), form, 0);

    byte[] bytes = new byte[6];
    form.get(2, bytes);
    assertEquals(16, length);
    assertArrayEquals(new byte[] {0x12, 0x34, 127, 0, 0, (byte) 255}, bytes);
  }

  @Test
  void path_ends_at_its_nul() {
    ByteBuffer form = zeros();
    SocketAddressForm.encode(new SocketAddress.UnixPath(new byte[] {'a', 'b'}), form, 0);

    assertEquals(
        new SocketAddress.UnixPath(new byte[] {'a', 'b'}), SocketAddressForm.decode(form, 110));
  }

  @Test
  void longest_path_is_read_where_the_kernel_counts_the_nul_beyond_it() {
    SocketAddress longest = new SocketAddress.UnixPath("p".repeat(108).getBytes(US_ASCII));
    ByteBuffer form = zeros();

    assertEquals(110, SocketAddressForm.encode(longest, form, 0));

    assertEquals(longest, SocketAddressForm.decode(form, 111));
  }

  @Test
  void address_of_no_bytes_is_an_unnamed_one() {
    assertEquals(new SocketAddress.UnixUnnamed(), SocketAddressForm.decode(zeros(), 0));
  }

  @Test
  void arrays_are_copied_in_and_out() {
    byte[] host = HOST4.clone();
    SocketAddress.Inet4 address = new SocketAddress.Inet4(host, 1);

    host[0] = 9;
    address.host()[1] = 9;

    assertArrayEquals(HOST4, address.host());
  }

  @Test
  void what_no_socket_can_have_is_refused() {
    refused(() -> new SocketAddress.Inet4(new byte[3], 1));
    refused(() -> new SocketAddress.Inet4(HOST4, 65536));
    refused(() -> new SocketAddress.Inet4(HOST4, -1));
    refused(() -> new SocketAddress.Inet6(HOST4, 1, 0));
    refused(() -> new SocketAddress.Inet6(HOST6, 65536, 0));
    refused(() -> new SocketAddress.UnixPath(new byte[0]));
    refused(() -> new SocketAddress.UnixPath(new byte[] {'a', 0}));
    refused(() -> new SocketAddress.UnixPath("p".repeat(109).getBytes(US_ASCII)));
    refused(() -> new SocketAddress.UnixAbstract(new byte[108]));
  }

  private static void refused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }
}
