package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.model.Address.UnixType;
import ipc.model.IpAddress;
import ipc.model.SocketState;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of {@code /proc/net}, as little-endian machines print them. */
class SocketTextsTest {
  private static final String TCP_HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String UDP_HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops\n";
  private static final String UNIX_HEADER =
      "Num       RefCount Protocol Flags    Type St Inode Path\n";

  @BeforeAll
  static void require_the_byte_order_of_the_texts() {
    assertEquals(ByteOrder.LITTLE_ENDIAN, ByteOrder.nativeOrder());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static IpAddress host(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void listening_socket_tells_its_address_and_who_waits() {
    Parsed<InternetSocket> parsed =
        InternetSocket.parseTcp(
            bytes(
                TCP_HEADER
                    + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000 "
                    + " 1000        0 1161 1 00000000e53e5427 100 0 0 10 0                     "
                    + " \n"));

    assertEquals(
        List.of(
            new InternetSocket(
                host("127.0.0.1"),
                8080,
                host("0.0.0.0"),
                0,
                SocketState.LISTENING,
                0,
                2,
                1000,
                1161,
                OptionalLong.empty())),
        parsed.values());
    assertEquals(List.of(), parsed.malformed());
  }

  @Test
  void connection_over_ipv6_tells_both_ends_and_its_queues() {
    InternetSocket socket =
        InternetSocket.parseTcp(
                bytes(
                    TCP_HEADER
                        + "  12: 00000000000000000000000001000000:C350"
                        + " B80D01200000000067452301EFCDAB89:0016 01 0000000A:00000010"
                        + " 02:000005A8 00000000     0        0 4711 2 0000000000000000 20 4 30 10"
                        + " -1\n"))
            .first()
            .orElseThrow();

    assertEquals(
        new InternetSocket(
            host("::1"),
            50000,
            host("2001:db8::123:4567:89ab:cdef"),
            22,
            SocketState.ESTABLISHED,
            10,
            16,
            0,
            4711,
            OptionalLong.empty()),
        socket);
  }

  @ParameterizedTest
  @CsvSource({
    "01, ESTABLISHED",
    "02, SYN_SENT",
    "03, SYN_RECEIVED",
    "04, FIN_WAIT_1",
    "05, FIN_WAIT_2",
    "06, TIME_WAIT",
    "07, CLOSED",
    "08, CLOSE_WAIT",
    "09, LAST_ACK",
    "0A, LISTENING",
    "0B, CLOSING",
    "0C, SYN_RECEIVED"
  })
  void state_is_known_by_the_number_of_the_kernel(String number, SocketState state) {
    String line =
        "   1: 0100007F:1F90 0100007F:D431 "
            + number
            + " 00000000:00000000 03:000010E6 00000000     0        0 0 3 0000000000000000\n";

    assertEquals(
        state, InternetSocket.parseTcp(bytes(TCP_HEADER + line)).first().orElseThrow().state());
  }

  @Test
  void udp_socket_is_bound_or_connected_and_counts_what_it_dropped() {
    Parsed<InternetSocket> parsed =
        InternetSocket.parseUdp(
            bytes(
                UDP_HEADER
                    + " 2045: 00000000:14E9 00000000:0000 07 00000000:00000340 00:00000000 00000000"
                    + "   113        0 18922 2 00000000d7e80a5f 17         \n"
                    + " 2046: 0100007F:14EA 0100007F:0035 01 00000000:00000000 00:00000000 00000000"
                    + "     0        0 18923 2 00000000d7e80a60 0          \n"));

    assertEquals(List.of(), parsed.malformed());
    InternetSocket bound = parsed.values().getFirst();
    assertEquals(SocketState.BOUND, bound.state());
    assertEquals(832, bound.receiveQueue());
    assertEquals(OptionalLong.of(17), bound.dropped());
    assertEquals(SocketState.ESTABLISHED, parsed.values().getLast().state());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000",
        "   0: 0100007f:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1 0",
        "   0: 0100007F00:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1",
        "   0: 0100007F:1F90 00000000:0000 0D 00000000:00000000 00:00000000 00000000 0 0 1 1 0"
      })
  void line_that_is_no_socket_is_told(String line) {
    Parsed<InternetSocket> parsed = InternetSocket.parseTcp(bytes(TCP_HEADER + line + "\n"));

    assertEquals(List.of(), parsed.values());
    assertEquals(List.of(new Malformed(2, "not a socket")), parsed.malformed());
  }

  @Test
  void unix_sockets_are_told_by_flags_type_and_state() {
    Parsed<UnixSocket> parsed =
        UnixSocket.parse(
            bytes(
                UNIX_HEADER
                    + "0000000070d886c4: 00000002 00000000 00010000 0001 01 4068664 /run/a b\n"
                    + "0000000003d6a4ac: 00000002 00000000 00000000 0001 02     0 /run/a b\n"
                    + "0000000072e740b4: 00000003 00000000 00000000 0005 03  1158 @x\n"
                    + "00000000830ef962: 00000003 00000000 00000000 0002 01 46536\n"));

    assertEquals(List.of(), parsed.malformed());
    assertEquals(
        List.of(
            new UnixSocket(UnixType.STREAM, SocketState.LISTENING, "/run/a b", 4068664),
            new UnixSocket(UnixType.STREAM, SocketState.CONNECTING, "/run/a b", 0),
            new UnixSocket(UnixType.SEQPACKET, SocketState.ESTABLISHED, "@x", 1158),
            new UnixSocket(UnixType.DGRAM, SocketState.BOUND, "", 46536)),
        parsed.values());
  }

  @Test
  void path_with_a_newline_goes_on_in_the_next_line() {
    Parsed<UnixSocket> parsed =
        UnixSocket.parse(
            bytes(
                UNIX_HEADER
                    + "0000000070d886c4: 00000002 00000000 00010000 0001 01 7 /run/a\n"
                    + "b: 1\n"
                    + "0000000070d886c5: 00000002 00000000 00010000 0001 01 8 /run/c\n"));

    assertEquals(
        List.of("/run/a\nb: 1", "/run/c"), parsed.values().stream().map(UnixSocket::name).toList());
  }

  @Test
  void line_that_goes_on_nothing_is_told() {
    Parsed<UnixSocket> parsed =
        UnixSocket.parse(
            bytes(
                UNIX_HEADER
                    + "0000000070d886c4: 00000002 00000000 00000000 0001 03 7\n"
                    + "stray\n"));

    assertEquals(List.of(new Malformed(3, "not a Unix socket")), parsed.malformed());
    assertEquals(1, parsed.values().size());
  }

  @Test
  void descriptors_of_a_socket_are_found_by_its_inode_and_not_those_of_its_file() {
    FileStatus socket = new FileStatus(new FileIdentity(0, 8, 1161), FileType.SOCKET, 0_777);
    FileStatus file = new FileStatus(new FileIdentity(0, 27, 1161), FileType.SOCKET, 0_755);
    TableProc proc =
        new TableProc()
            .process(1, "init", "")
            .process(7, "server", "")
            .process(8, "other", "")
            .descriptor("/proc/7", 3, socket, "")
            .descriptor("/proc/8", 4, file, "")
            .link("/proc/7/fd/3", "socket:[1161]")
            .link("/proc/8/fd/4", "/run/app");

    List<Opener> openers = new ProcScan(proc).sockets().openers(1161);

    assertEquals(List.of(new Opener(7, 3, AccessMode.READ_WRITE)), openers);
  }

  @Test
  void machine_without_ipv6_has_no_such_sockets_and_one_without_tables_is_told() {
    ProcScan scan = new ProcScan(new TableProc().process(1, "init", ""));

    assertEquals(List.of(), scan.sockets().tcp6());
    assertEquals(List.of(), scan.warnings());
    assertEquals(List.of(), scan.sockets().tcp());
    assertEquals(
        List.of("could not read '/proc/net/tcp' (not there)"),
        scan.warnings().stream().map(ProcWarning::text).toList());
  }
}
