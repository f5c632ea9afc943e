package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
  private static boolean contains(String network, String address) {
    return Cidr.parse(network).contains(IpAddress.parse(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "192.0.2.1, 192.0.2.1/32",
    "192.0.2.1/32, 192.0.2.1/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "128.0.0.0/1, 128.0.0.0/1",
    "192.0.2.128/25, 192.0.2.128/25",
    "::/0, ::/0",
    "::1, ::1/128",
    "2001:DB8::/32, 2001:db8::/32",
    "fe80::/10, fe80::/10",
    "10.0.0.0/08, 10.0.0.0/8",
    "::ffff:10.0.0.0/104, 10.0.0.0/8",
    "::ffff:10.0.0.1, 10.0.0.1/32",
    "::ffff:0:0/96, 0.0.0.0/0"
  })
  void network_is_written_in_one_way(String text, String canonical) {
    assertEquals(canonical, Cidr.parse(text).toString());
    assertEquals(Cidr.parse(text), Cidr.parse(canonical));
    assertEquals(Cidr.parse(text).hashCode(), Cidr.parse(canonical).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0",
    "10.0.0.0/8, 10.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0/0, 255.255.255.255",
    "192.0.2.128/25, 192.0.2.129",
    "192.0.2.2/31, 192.0.2.3",
    "10.0.0.0/8, ::ffff:10.1.2.3",
    "::ffff:10.0.0.0/104, 10.1.2.3",
    "::ffff:10.0.0.0/104, ::ffff:10.1.2.3",
    "::/0, ffff::",
    "fe80::/10, febf::1",
    "fe80::/10, fe80::1%eth0",
    "2001:db8::/127, 2001:db8::1",
    "::1, ::1"
  })
  void address_is_one_of_the_network(String network, String address) {
    assertTrue(contains(network, address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 9.255.255.255",
    "10.0.0.0/8, 11.0.0.0",
    "192.0.2.1, 192.0.2.0",
    "192.0.2.128/25, 192.0.2.127",
    "192.0.2.2/31, 192.0.2.4",
    "10.0.0.0/8, ::ffff:11.0.0.1",
    "10.0.0.0/8, a00::",
    "10.0.0.0/8, ::10.0.0.1",
    "0.0.0.0/0, ::1",
    "::/0, 10.0.0.1",
    "::/0, ::ffff:10.0.0.1",
    "fe80::/10, fec0::",
    "2001:db8::/127, 2001:db8::2",
    "::1, ::"
  })
  void address_is_none_of_the_network(String network, String address) {
    assertFalse(contains(network, address));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no address of IPv4 or IPv6",
    "/8, no address of IPv4 or IPv6",
    "localhost, no address of IPv4 or IPv6",
    "10.0.0/8, no address of IPv4 or IPv6",
    "[::1]/128, no address of IPv4 or IPv6",
    "10.0.0.0/, a slash is followed by a number of bits",
    "10.0.0.0/-1, a slash is followed by a number of bits",
    "10.0.0.0/+8, a slash is followed by a number of bits",
    "10.0.0.0/8/8, a slash is followed by a number of bits",
    "10.0.0.0/255.0.0.0, a slash is followed by a number of bits",
    "10.0.0.0/33, the bits of IPv4 are 0 to 32",
    "10.0.0.0/99999999999999999999, the bits of IPv4 are 0 to 32",
    "::/129, the bits of IPv6 are 0 to 128",
    "fe80::%eth0/10, a network has no zone",
    "10.1.2.3/8, bits are set after the first 8",
    "10.0.0.0/4, bits are set after the first 4",
    "2001:db8::1/64, bits are set after the first 64",
    "::ffff:10.0.0.0/90, bits are set after the first 90"
  })
  void what_is_no_network_is_refused(String text, String reason) {
    ValueException refusal = assertThrows(ValueException.class, () -> Cidr.parse(text));

    assertEquals(reason, refusal.reason());
    assertTrue(refusal.getMessage().startsWith("bad network '"), refusal.getMessage());
    assertFalse(refusal.accepted().isEmpty());
  }

  @Test
  void refusal_of_bits_names_the_network_and_the_host_that_can_be_meant() {
    ValueException refusal = assertThrows(ValueException.class, () -> Cidr.parse("10.1.2.3/8"));

    assertEquals("bad network '10.1.2.3/8': bits are set after the first 8", refusal.getMessage());
    assertEquals(List.of("10.0.0.0/8", "10.1.2.3"), refusal.accepted());
  }

  @Test
  void numbers_out_of_bounds_cannot_be_made() {
    IpAddress address = IpAddress.parse("0.0.0.0").orElseThrow();

    assertThrows(ValueException.class, () -> new Cidr(address, -1));
    assertThrows(ValueException.class, () -> new Cidr(address, 33));
  }

  @Test
  void networks_differ_in_address_and_bits() {
    assertNotEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("10.0.0.0/9"));
    assertNotEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("11.0.0.0/8"));
    assertNotEquals(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
  }

  /** Of the same family, as whole numbers: the first bits are the same. */
  @Test
  void network_holds_those_and_only_those_that_begin_as_it_does() {
    SplittableRandom random = new SplittableRandom(4711);
    for (int i = 0; i < 20_000; i++) {
      int size = random.nextBoolean() ? 4 : 16;
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      int prefix = random.nextInt(size * 8 + 1);
      BigInteger lowest =
          first(new BigInteger(1, bytes), prefix, size).shiftLeft(size * 8 - prefix);
      Cidr network = new Cidr(new IpAddress(bytes(lowest, size), ""), prefix);
      bytes[random.nextInt(size)] ^= (byte) (1 << random.nextInt(8));
      IpAddress address = new IpAddress(bytes, "");

      boolean same =
          first(new BigInteger(1, bytes), prefix, size).equals(first(lowest, prefix, size));

      assertEquals(same, network.contains(address), () -> network + " and " + address);
      assertEquals(network, Cidr.parse(network.toString()));
    }
  }

  private static BigInteger first(BigInteger number, int prefix, int size) {
    return number.shiftRight(size * 8 - prefix);
  }

  private static byte[] bytes(BigInteger number, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = number.shiftRight((size - 1 - i) * 8).byteValue();
    }
    return bytes;
  }
}
