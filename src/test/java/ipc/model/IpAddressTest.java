package ipc.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "::, ::",
    "::1, ::1",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "fe80::1%eth0, fe80::1%eth0",
    "fe80:0::1%2, fe80::1%2"
  })
  void address_is_written_in_one_way(String text, String canonical) {
    assertEquals(canonical, address(text).toString());
    assertEquals(address(text), address(canonical));
    assertEquals(address(text).hashCode(), address(canonical).hashCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "...",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "1.2.3.+4",
        "01.2.3.4",
        "1.2.3.00",
        "0x1.2.3.4",
        "1.2.3.4%eth0",
        "1.2.3.4 ",
        "2130706433",
        "localhost",
        "[::1]",
        ":",
        ":::",
        "::1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "::1%",
        "::1%a%b",
        "1.2.3.4::"
      })
  void everything_else_is_none(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
  }

  @Test
  void bytes_are_in_the_order_of_the_network() {
    assertArrayEquals(new byte[] {(byte) 192, 0, 2, 1}, address("192.0.2.1").bytes());
    byte[] bytes = address("1:203::ff").bytes();
    assertArrayEquals(new byte[] {0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1}, bytes);
  }

  @Test
  void every_address_is_the_one_that_the_jdk_reads() throws Exception {
    SplittableRandom random = new SplittableRandom(4711);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      IpAddress address = new IpAddress(bytes, "");

      assertArrayEquals(InetAddress.getByAddress(bytes).getAddress(), bytesOfJdk(address));
      assertEquals(address, address(address.toString()));
    }
  }

  private static byte[] bytesOfJdk(IpAddress address) throws Exception {
    return InetAddress.getByName(address.toString()).getAddress();
  }

  @Test
  void mapped_address_stands_for_one_of_ipv4() {
    assertEquals(address("192.0.2.1"), address("::ffff:192.0.2.1").unmapped());
    assertTrue(address("::ffff:0.0.0.0").isMapped());
    for (String other :
        new String[] {"192.0.2.1", "::192.0.2.1", "::fffe:1.2.3.4", "1::ffff:1.2.3.4", "::1"}) {
      assertFalse(address(other).isMapped(), other);
      assertEquals(address(other), address(other).unmapped());
    }
  }

  @Test
  void addresses_differ_in_bytes_family_and_zone() {
    assertNotEquals(address("1.2.3.4"), address("1.2.3.5"));
    assertNotEquals(address("1.2.3.4"), address("::ffff:1.2.3.4"));
    assertNotEquals(address("fe80::1"), address("fe80::1%1"));
    assertEquals(32, address("1.2.3.4").bits());
    assertEquals(128, address("::").bits());
  }

  @Test
  void bytes_are_copied_in_and_out() {
    byte[] bytes = {1, 2, 3, 4};
    IpAddress address = new IpAddress(bytes, "");

    bytes[0] = 9;
    address.bytes()[1] = 9;

    assertEquals("1.2.3.4", address.toString());
  }

  @Test
  void what_is_no_address_cannot_be_made() {
    assertThrows(IllegalArgumentException.class, () -> new IpAddress(new byte[5], ""));
    assertThrows(IllegalArgumentException.class, () -> new IpAddress(new byte[4], "eth0"));
  }
}
