package ipc.engine.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.IpAddress;
import ipc.model.Scheme;
import ipc.sys.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeft.class)
class SocketNamesTest {
  /** RFC 6761: it never has an address, and no name server need be there to say so. */
  private static final String NOBODY = "ipc-test.invalid";

  private final Machine machine = new Machine();
  private final SocketNames names = new SocketNames(machine.engine());

  private static Address.Internet internet(String text) {
    return (Address.Internet) Address.parse(text);
  }

  private List<SocketAddress> resolved(String text) {
    return names.resolve(internet(text));
  }

  private static SocketAddress inet4(String host, int port) {
    return new SocketAddress.Inet4(IpAddress.parse(host).orElseThrow().bytes(), port);
  }

  private static SocketAddress inet6(String host, int port, int scope) {
    return new SocketAddress.Inet6(IpAddress.parse(host).orElseThrow().bytes(), port, scope);
  }

  private static int loopback() throws Exception {
    return Integer.parseInt(Files.readString(Path.of("/sys/class/net/lo/ifindex")).strip());
  }

  @Test
  void numbers_are_addresses_as_they_are() {
    assertEquals(List.of(inet4("127.0.0.1", 80)), resolved("tcp:127.0.0.1:80"));
    assertEquals(List.of(inet4("0.0.0.0", 0)), resolved("udp:0.0.0.0:0"));
    assertEquals(List.of(inet6("::1", 65535, 0)), resolved("tcp:[::1]:65535"));
    assertEquals(List.of(inet6("::", 7, 0)), resolved("udp6::::7"));
    assertEquals(List.of(inet6("2001:db8::1", 443, 0)), resolved("tls:2001:db8::1:443"));
    assertEquals(List.of(inet6("::ffff:10.0.0.1", 1, 0)), resolved("tcp6:::ffff:10.0.0.1:1"));
  }

  @Test
  void zone_is_an_interface_by_number_or_by_name() throws Exception {
    assertEquals(List.of(inet6("fe80::1", 9, 77)), resolved("tcp6:fe80::1%77:9"));
    assertEquals(List.of(inet6("fe80::1", 9, loopback())), resolved("tcp6:fe80::1%lo:9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipc-no-such", "999999999999"})
  void zone_that_is_not_there_is_told(String zone) {
    IpcException failure =
        assertThrows(
            IpcException.NoSuchObject.class, () -> resolved("tcp6:fe80::1%" + zone + ":9"));

    assertEquals(
        "cannot find the interface '" + zone + "': no such device (ENODEV)", failure.getMessage());
  }

  @Test
  void name_is_every_address_that_it_has() {
    List<SocketAddress> found = resolved("tcp:localhost:80");

    assertTrue(
        found.contains(inet4("127.0.0.1", 80)) || found.contains(inet6("::1", 80, 0)),
        found::toString);
  }

  @Test
  void scheme_of_ipv6_takes_the_names_ipv6_addresses_alone() throws Exception {
    boolean both =
        Files.readAllLines(Path.of("/etc/hosts")).stream()
            .anyMatch(line -> line.startsWith("::1") && line.contains("localhost"));
    assumeTrue(both, "localhost has no IPv6 address here");
    assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "no IPv6 on this machine");

    List<SocketAddress> found = resolved("tcp6:localhost:80");

    assertEquals(List.of(inet6("::1", 80, 0)), found);
  }

  @Test
  void ipv4_number_is_no_host_of_a_scheme_of_ipv6() {
    IpcException failure =
        assertThrows(IpcException.HostUnknown.class, () -> resolved("udp6:127.0.0.1:80"));

    assertEquals("cannot find the host '127.0.0.1': it has no IPv6 address", failure.getMessage());
  }

  @Test
  void name_that_nobody_has_is_told() {
    IpcException failure =
        assertThrows(IpcException.HostUnknown.class, () -> resolved("tcp:" + NOBODY + ":80"));

    // Without a name server the resolver cannot know that there is no such name.
    assertTrue(
        List.of(
                "cannot find the host 'ipc-test.invalid': name or service not known",
                "cannot find the host 'ipc-test.invalid': temporary failure in name resolution")
            .contains(failure.getMessage()),
        failure.getMessage());
  }

  @Test
  void answer_of_the_resolver_is_waited_for() {
    try (SignalWatch signals = machine.engine().watchSignals()) {
      assertEquals(
          resolved("tcp:localhost:80"),
          names.resolve(internet("tcp:localhost:80"), signals, Deadline.never()));
      assertThrows(
          IpcException.HostUnknown.class,
          () -> names.resolve(internet("tcp:" + NOBODY + ":80"), signals, Deadline.never()));
      assertEquals(
          List.of(inet4("127.0.0.1", 80)),
          names.resolve(internet("tcp:127.0.0.1:80"), signals, Deadline.immediate()));
    }
  }

  @Test
  void resolver_that_does_not_answer_is_left_to_itself() {
    CountDownLatch end = new CountDownLatch(1);
    Lookup lookup =
        new Lookup(
            machine.kernel(),
            "db",
            () -> {
              try {
                end.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    try (SignalWatch signals = machine.engine().watchSignals()) {
      IpcException failure =
          assertThrows(
              IpcException.TimedOut.class, () -> lookup.await("db", signals, Deadline.immediate()));

      assertEquals(
          "cannot find the host 'db': the resolver did not answer in time", failure.getMessage());
    } finally {
      lookup.close();
      end.countDown();
    }
  }

  @Test
  void unix_addresses_are_the_bytes_that_they_name() {
    SocketAddress path =
        names.resolve((Address.UnixSocket) Address.parse("unix-dgram:/tmp/\u00fc"));
    SocketAddress hidden = names.resolve((Address.UnixSocket) Address.parse("unix:@name"));

    byte[] bytes = assertInstanceOf(SocketAddress.UnixPath.class, path).path();
    assertArrayEquals(new byte[] {'/', 't', 'm', 'p', '/', (byte) 0xC3, (byte) 0xBC}, bytes);
    assertEquals(new SocketAddress.UnixAbstract("name".getBytes(US_ASCII)), hidden);
  }

  @Test
  void kernels_address_is_written_with_its_scheme() {
    assertWritten("tcp:127.0.0.1:80", inet4("127.0.0.1", 80), Scheme.TCP);
    assertWritten("udp6:::1:80", inet6("::1", 80, 0), Scheme.UDP);
    assertWritten("tcp6:fe80::1%3:80", inet6("fe80::1", 80, 3), Scheme.TCP6);
    assertWritten("tls:10.0.0.1:443", inet6("::ffff:10.0.0.1", 443, 0), Scheme.TLS);
    assertWritten("tcp6:::ffff:10.0.0.1:1", inet6("::ffff:10.0.0.1", 1, 0), Scheme.TCP6);
    assertWritten("unix:/tmp/x", unix("/tmp/x"), Scheme.UNIX);
    assertWritten("unix-seqpacket:./@x", unix("@x"), Scheme.UNIX_SEQPACKET);
    assertWritten(
        "unix-dgram:@x", new SocketAddress.UnixAbstract(new byte[] {'x'}), Scheme.UNIX_DGRAM);
  }

  private static SocketAddress unix(String path) {
    return new SocketAddress.UnixPath(path.getBytes(US_ASCII));
  }

  private static void assertWritten(String text, SocketAddress name, Scheme scheme) {
    assertEquals(Optional.of(text), SocketNames.of(name, scheme).map(Address::toString));
  }

  @Test
  void what_nobody_can_write_has_no_address() {
    byte[] much = new byte[108];
    Arrays.fill(much, (byte) 'p');

    assertNone(new SocketAddress.UnixUnnamed(), Scheme.UNIX);
    assertNone(new SocketAddress.UnixAbstract(new byte[] {'a', 0}), Scheme.UNIX);
    assertNone(new SocketAddress.UnixAbstract(new byte[0]), Scheme.UNIX);
    assertNone(new SocketAddress.UnixPath(much), Scheme.UNIX);
    assertNone(new SocketAddress.Netlink(1, 1), Scheme.UNIX);
    assertNone(inet4("127.0.0.1", 1), Scheme.UNIX);
    assertNone(unix("/x"), Scheme.TCP);
    assertNone(inet4("127.0.0.1", 1), Scheme.TCP6);
  }

  private static void assertNone(SocketAddress name, Scheme scheme) {
    assertEquals(Optional.empty(), SocketNames.of(name, scheme));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void address_that_is_written_leads_back(Scheme scheme) {
    for (SocketAddress name :
        List.of(inet4("192.0.2.1", 1), inet6("fe80::1", 2, 3), unix("/x"), unix("@x"))) {
      Optional<Address> address = SocketNames.of(name, scheme);
      if (address.isPresent()) {
        Address again = Address.parse(address.get().toString());
        SocketAddress back =
            again instanceof Address.UnixSocket unix
                ? names.resolve(unix)
                : names.resolve((Address.Internet) again).get(0);
        SocketAddress expected = name.equals(unix("@x")) ? unix("./@x") : name;
        assertEquals(expected, back);
      }
    }
  }
}
