package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.model.Address.SysvFamily;
import ipc.model.Address.Transport;
import ipc.model.Address.UnixType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void each_form_of_the_grammar_gives_its_value() {
    Map<String, Address> values =
        Map.ofEntries(
            Map.entry("posix-shm:/name", new Address.PosixShm("/name")),
            Map.entry("posix-mq:/name", new Address.PosixMq("/name")),
            Map.entry("posix-sem:/name", new Address.PosixSem("/name")),
            Map.entry("sysv-shm:0x1234", new Address.SysvKey(SysvFamily.SHM, 0x1234)),
            Map.entry("sysv-msg:id=6", new Address.SysvId(SysvFamily.MSG, 6)),
            Map.entry("sysv-sem:ftok=/path,7", new Address.SysvFtok(SysvFamily.SEM, "/path", 7)),
            Map.entry("sysv-shm:private", new Address.SysvPrivate(SysvFamily.SHM)),
            Map.entry("file:/path", new Address.MappedFile("/path")),
            Map.entry("file:rel/path", new Address.MappedFile("rel/path")),
            Map.entry("mbox:name", new Address.Named(Scheme.MBOX, new Place.Name("name"))),
            Map.entry("mbox:/path", new Address.Named(Scheme.MBOX, new Place.AtPath("/path"))),
            Map.entry(
                "mbox:~user/name",
                new Address.Named(Scheme.MBOX, new Place.OfUser("user", "name"))),
            Map.entry("pid:1234", new Address.Process(1234)),
            Map.entry("latch:go", new Address.Named(Scheme.LATCH, new Place.Name("go"))),
            Map.entry("fifo:/path", new Address.Fifo("/path")),
            Map.entry("unix:/path", new Address.UnixPath(UnixType.STREAM, "/path")),
            Map.entry("unix-dgram:@abs", new Address.UnixAbstract(UnixType.DGRAM, "abs")),
            Map.entry("unix-seqpacket:p", new Address.UnixPath(UnixType.SEQPACKET, "p")),
            Map.entry("tcp:host:9000", new Address.Internet(Transport.TCP, "host", 9000)),
            Map.entry("tcp6:::1:9000", new Address.Internet(Transport.TCP6, "::1", 9000)),
            Map.entry("udp:239.1.2.3:5", new Address.Internet(Transport.UDP, "239.1.2.3", 5)),
            Map.entry("tls:host:443", new Address.Internet(Transport.TLS, "host", 443)),
            Map.entry("raw:icmp", new Address.Raw(RawProtocol.ICMP, Optional.empty())),
            Map.entry("raw:icmp6:::1", new Address.Raw(RawProtocol.ICMP6, Optional.of("::1"))),
            Map.entry("netlink:route", new Address.Netlink(NetlinkTopic.ROUTE)),
            Map.entry("fd:3", new Address.Descriptor(3)),
            Map.entry("-", new Address.StandardStream()));

    values.forEach((text, value) -> assertEquals(value, Address.parse(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "posix-shm:jobs, posix-shm:/jobs",
    "posix-sem:a:b, posix-sem:/a:b",
    "sysv-shm:0x1234, sysv-shm:0x00001234",
    "sysv-shm:4660, sysv-shm:0x00001234",
    "sysv-shm:011064, sysv-shm:0x00001234",
    "sysv-msg:-1, sysv-msg:0xffffffff",
    "sysv-msg:4294967295, sysv-msg:0xffffffff",
    "sysv-msg:-2147483648, sysv-msg:0x80000000",
    "sysv-sem:0XDEADBEEF, sysv-sem:0xdeadbeef",
    "'sysv-sem:ftok=/a,b,c,255', 'sysv-sem:ftok=/a,b,c,255'",
    "ring:dir/x, ring:dir/x",
    "unix:./@x, unix:./@x",
    "tcp:[::1]:9000, tcp6:::1:9000",
    "tcp:::1:9000, tcp6:::1:9000",
    "udp:[ff02::1%eth0]:7, udp6:ff02::1%eth0:7",
    "tls:[::1]:443, tls:::1:443",
    "tcp6:0:0:0:0:0:0:0:1:80, tcp6:::1:80",
    "tcp6:2001:DB8:0:0:1:0:0:1:80, tcp6:2001:db8::1:0:0:1:80",
    "tcp6:::ffff:10.0.0.1:80, tcp6:::ffff:10.0.0.1:80",
    "tcp6:1:2:3:4:5:6:7:8:80, tcp6:1:2:3:4:5:6:7:8:80",
    "tcp6::::80, tcp6::::80",
    "tcp:localhost:0, tcp:localhost:0",
    "raw:icmp:host, raw:icmp:host",
    "raw:icmp6:[0::1], raw:icmp6:::1"
  })
  void many_spellings_have_one_canonical_form(String text, String canonical) {
    assertEquals(canonical, Address.parse(text).toString());
    assertEquals(Address.parse(text), Address.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "shm, 0",
    "posix-shm:, 10",
    "posix-shm:/, 11",
    "posix-shm:/a/b, 12",
    "posix-shm:a/b, 11",
    "posix-shm://a, 11",
    "posix-mq:/., 10",
    "posix-sem:.., 10",
    "posix:/x, 0",
    "sysv:0x1, 0",
    "sysv-shm:0, 9",
    "sysv-shm:0x0, 9",
    "sysv-shm:, 9",
    "sysv-shm:4294967296, 9",
    "sysv-shm:-2147483649, 9",
    "sysv-shm:09, 9",
    "sysv-shm:+1, 9",
    "sysv-shm:0x, 9",
    "sysv-shm:id=, 12",
    "sysv-shm:id=-1, 12",
    "sysv-shm:id=6x, 13",
    "sysv-shm:id=2147483648, 12",
    "sysv-sem:ftok=/p, 16",
    "'sysv-sem:ftok=,7', 14",
    "'sysv-sem:ftok=/p,0', 17",
    "'sysv-sem:ftok=/p,256', 17",
    "'sysv-sem:ftok=/p,', 17",
    "file:, 5",
    "mbox:, 5",
    "mbox:.x, 5",
    "mbox:~user, 10",
    "mbox:~/x, 6",
    "mbox:~u/, 8",
    "mbox:~u/a/b, 9",
    "ring:~u/x, 5",
    "pid:0, 4",
    "pid:01, 4",
    "pid:x, 4",
    "fifo:, 5",
    "unix:, 5",
    "unix:@, 6",
    "tcp:9000, 8",
    "tcp::9000, 4",
    "tcp:host:, 9",
    "tcp:host:65536, 9",
    "tcp:host:http, 9",
    "tcp:ho st:1, 6",
    "tcp:[::1:9000, 4",
    "tcp:[host]:9000, 4",
    "tcp:[1::2::3]:1, 5",
    "tcp6:::1, 5",
    "tcp6:fe80::1, 5",
    "raw:, 4",
    "raw:tcp, 4",
    "raw:icmp:, 9",
    "raw:icmp:::1, 9",
    "raw:icmp6:10.0.0.1, 10",
    "netlink:, 8",
    "netlink:audit, 8",
    "fd:-1, 3",
    "fd:, 3",
    "MBOX:x, 0"
  })
  void a_refusal_points_at_the_trouble_and_names_what_is_accepted(String text, int position) {
    AddressException refused = assertThrows(AddressException.class, () -> Address.parse(text));

    assertEquals(position, refused.position(), refused.getMessage());
    assertEquals(text, refused.text());
    assertFalse(refused.accepted().isEmpty());
    assertTrue(refused.getMessage().startsWith("bad address '" + text + "': "));
  }

  @Test
  void key_0_is_refused_and_the_private_form_named() {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse("sysv-msg:0"));

    assertEquals(List.of("sysv-msg:private"), refused.accepted());
    assertEquals(
        "bad address 'sysv-msg:0': key 0 is IPC_PRIVATE and finds nothing", refused.getMessage());
    assertEquals("accepted: sysv-msg:private", refused.hint());
  }

  @Test
  void an_unknown_scheme_gets_the_nearest_first_and_then_every_form() {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse("posix-smh:jobs"));

    assertEquals("'posix-smh' is no scheme, the nearest is 'posix-shm'", refused.reason());
    assertEquals("posix-shm:/jobs", refused.accepted().getFirst());
    assertTrue(refused.accepted().containsAll(Scheme.allForms()));
  }

  @Test
  void a_hint_shows_eight_forms_and_counts_the_rest() {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse("nosuchscheme:x"));

    assertEquals(
        "accepted: posix-shm:/name, posix-mq:/name, posix-sem:/name, sysv-shm:0x1234,"
            + " sysv-shm:id=6, sysv-shm:ftok=/path,7, sysv-shm:private, sysv-msg:0x1234"
            + " and 51 more",
        refused.hint());
  }

  @Test
  void a_number_out_of_its_range_is_answered_with_the_range() {
    AddressException port =
        assertThrows(AddressException.class, () -> Address.parse("tcp:host:65536"));
    AddressException id =
        assertThrows(AddressException.class, () -> Address.parse("sysv-shm:id=x"));

    assertEquals("a port is 0 to 65535", port.reason());
    assertEquals("an id is a decimal number", id.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "shm:jobs, posix-shm:/jobs file:jobs",
    "mq:jobs, posix-mq:/jobs",
    "sock:/run/x, unix:/run/x",
    "posix:x, posix-shm:/x posix-mq:/x posix-sem:/x",
    "sysv:9, "
  })
  void a_word_that_is_nearly_a_scheme_is_answered_with_its_candidates(
      String text, String candidates) {
    AddressException refused = assertThrows(AddressException.class, () -> Address.parse(text));

    List<String> expected =
        candidates == null
            ? List.of("sysv-shm:0x00000009", "sysv-msg:0x00000009", "sysv-sem:0x00000009")
            : List.of(candidates.split(" "));
    assertEquals(expected, refused.accepted());
  }

  @ParameterizedTest
  @CsvSource({
    "MBOX, jobs, mbox:jobs",
    "MBOX, /srv/jobs, mbox:/srv/jobs",
    "MBOX, jobs/x, mbox:jobs/x",
    "MBOX, ~ann/jobs, mbox:~ann/jobs",
    "MBOX, 1234, mbox:1234",
    "MQ, jobs, posix-mq:/jobs",
    "MQ, /jobs, posix-mq:/jobs",
    "SHM, jobs, posix-shm:/jobs",
    "SHM, a/b, file:a/b",
    "SHM, /a/b, file:/a/b",
    "SHM, ./a, file:./a",
    "SHM, /, file:/",
    "SHM, /.., file:/..",
    "RING, r, ring:r",
    "POOL, p, pool:p",
    "FIFO, p, fifo:p",
    "FIFO, /tmp/a:b, fifo:/tmp/a:b",
    "SEM, s, sem:s",
    "SEM, a/b, sem:a/b",
    "LOCK, /run/l, lock:/run/l",
    "RWLOCK, l, rwlock:l",
    "COND, c, cond:c",
    "EVENT, e, event:e",
    "BARRIER, b, barrier:b",
    "LATCH, l, latch:l",
    "PIPE, -, -",
    "SOCK, tcp:h:1, tcp:h:1",
    "SHM, mbox:x, mbox:x",
    "SHM, posix:x, posix-shm:/x",
    "SHM, sysv:id=1, sysv-shm:id=1",
    "MQ, posix:/x, posix-mq:/x",
    "MQ, sysv:7, sysv-msg:0x00000007",
    "SEM, posix:x, posix-sem:/x",
    "SEM, sysv:private, sysv-sem:private"
  })
  void a_noun_decides_what_a_bare_word_means(Noun noun, String word, String canonical) {
    assertEquals(canonical, Address.parse(word, noun).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "SHM, /jobs, posix-shm:/jobs file:/jobs",
    "SEM, /jobs, posix-sem:/jobs sem:/jobs",
    "SHM, 1234, posix-shm:/1234 sysv-shm:0x000004d2 sysv-shm:id=1234",
    "MQ, 0x4d2, posix-mq:/0x4d2 sysv-msg:0x000004d2",
    "SEM, 0, sem:0 sysv-sem:id=0",
    "SHM, -1, posix-shm:/-1 sysv-shm:0xffffffff",
    "SHM, 20261120120000, posix-shm:/20261120120000",
    "SOCK, 9000, tcp:127.0.0.1:9000 unix:9000",
    "SOCK, /run/x, unix:/run/x",
    "SOCK, 127.0.0.1:80, tcp:127.0.0.1:80 unix:127.0.0.1:80",
    "PIPE, 3, fd:3 fifo:3",
    "MBOX, posix:x, posix-shm:/x posix-mq:/x posix-sem:/x"
  })
  void an_ambiguous_word_is_refused_with_its_candidates(Noun noun, String word, String candidates) {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse(word, noun));

    assertEquals(List.of(candidates.split(" ")), refused.accepted());
  }

  @ParameterizedTest
  @CsvSource({"SOCK, host:80, tcp:host:80", "MBOX, a1:b, mbox:a1:b", "FIFO, ab:c, fifo:ab:c"})
  void a_word_with_a_colon_is_answered_with_what_the_noun_could_make_of_it(
      Noun noun, String word, String candidate) {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse(word, noun));

    assertTrue(refused.accepted().contains(candidate), refused.hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "/tmp/x", "1234", "~ann/x", "a b:c"})
  void without_a_noun_a_bare_word_is_refused_with_addresses_that_can_be_pasted(String word) {
    AddressException refused = assertThrows(AddressException.class, () -> Address.parse(word));

    assertEquals("the scheme is missing", refused.reason());
    for (String candidate : refused.accepted()) {
      assertEquals(candidate, Address.parse(candidate).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("ipc.model.Scheme#allForms")
  void every_form_that_a_hint_shows_is_an_address(String form) {
    Address.parse(form);
  }

  @ParameterizedTest
  @EnumSource(Noun.class)
  void an_empty_word_is_refused_after_every_noun(Noun noun) {
    assertThrows(AddressException.class, () -> Address.parse("", noun));
  }

  @Test
  void lengths_are_counted_in_bytes() {
    String umlauts = "\u00fc".repeat(127);

    assertEquals("/" + umlauts + "x", new Address.PosixShm("/" + umlauts + "x").name());
    assertThrows(AddressException.class, () -> new Address.PosixShm("/" + umlauts + "xy"));
    assertThrows(AddressException.class, () -> new Address.PosixSem("/" + "x".repeat(252)));
    assertThrows(AddressException.class, () -> Address.parse("unix:" + "x".repeat(108)));
    assertThrows(AddressException.class, () -> Address.parse("file:" + "x".repeat(4096)));
    assertThrows(AddressException.class, () -> Address.parse("mbox:" + "x".repeat(201)));
  }

  @Test
  void a_name_too_long_is_refused_where_it_begins_to_be() {
    AddressException refused =
        assertThrows(
            AddressException.class, () -> Address.parse("unix:" + "\u00fc".repeat(53) + "xyz"));

    assertEquals(5 + 54, refused.position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:a\0b", "posix-shm:a\0b", "unix:@a\0b", "mbox:a\0b", "fifo:\ud800"})
  void what_the_kernel_could_not_be_given_is_refused(String text) {
    assertThrows(AddressException.class, () -> Address.parse(text));
  }

  @Test
  void a_refusal_stays_on_one_line_whatever_was_typed() {
    AddressException refused =
        assertThrows(AddressException.class, () -> Address.parse("a\nb\u001b[2J"));

    assertFalse(refused.getMessage().contains("\n"));
    assertFalse(refused.hint().contains("\n"));
    assertFalse(refused.getMessage().contains("\u001b"));
  }

  @Test
  void a_value_built_from_its_parts_prints_what_parses_back() {
    Address path = new Address.Named(Scheme.RING, new Place.AtPath("plain"));
    Address tilde = new Address.Named(Scheme.MBOX, new Place.AtPath("~ann/x"));
    Address at = new Address.UnixPath(UnixType.STREAM, "@file");

    assertEquals("ring:./plain", path.toString());
    assertEquals("mbox:./~ann/x", tilde.toString());
    assertEquals("unix:./@file", at.toString());
  }

  @Test
  void parts_that_do_not_fit_are_refused_by_the_constructors() {
    Place user = new Place.OfUser("ann", "x");
    Place name = new Place.Name("x");

    assertThrows(AddressException.class, () -> new Address.Named(Scheme.RING, user));
    assertThrows(AddressException.class, () -> new Address.Named(Scheme.FIFO, name));
    assertThrows(AddressException.class, () -> new Address.PosixShm("jobs"));
    assertThrows(AddressException.class, () -> new Address.SysvId(SysvFamily.SHM, -1));
    assertThrows(AddressException.class, () -> new Address.Process(0));
    assertThrows(AddressException.class, () -> new Address.Internet(Transport.TCP, "h", 65536));
    assertThrows(AddressException.class, () -> new Address.Internet(Transport.TCP, "[::1]", 1));
  }
}
