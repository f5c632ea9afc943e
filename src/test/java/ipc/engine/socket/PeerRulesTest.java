package ipc.engine.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.Accounts;
import ipc.engine.Machine;
import ipc.model.IpAddress;
import ipc.model.ValueException;
import ipc.sys.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** User 0 is root everywhere; 4294967 is nobody's. */
class PeerRulesTest {
  private static final OptionalInt UNKNOWN = OptionalInt.empty();
  private static final OptionalInt ROOT = OptionalInt.of(0);
  private static final OptionalInt STRANGER = OptionalInt.of(4_294_967);
  private static final SocketAddress UNNAMED = new SocketAddress.UnixUnnamed();

  private final Accounts accounts = new Machine().engine().accounts();

  private static SocketAddress peer(String host) {
    IpAddress address = IpAddress.parse(host).orElseThrow();
    return address.isIpv4()
        ? new SocketAddress.Inet4(address.bytes(), 40_000)
        : new SocketAddress.Inet6(address.bytes(), 40_000, 0);
  }

  private PeerRules networks(List<String> allowed, List<String> denied) {
    return PeerRules.parse(accounts, allowed, denied, List.of(), List.of());
  }

  private PeerRules users(List<String> allowed, List<String> denied) {
    return PeerRules.parse(accounts, List.of(), List.of(), allowed, denied);
  }

  private static void welcome(PeerRules rules, SocketAddress peer, OptionalInt uid) {
    assertEquals(Optional.empty(), rules.refusal(peer, uid));
  }

  private static void refused(String reason, PeerRules rules, SocketAddress peer, OptionalInt uid) {
    assertEquals(Optional.of(reason), rules.refusal(peer, uid));
  }

  @Test
  void everybody_is_welcome_where_there_are_no_rules() {
    PeerRules none = PeerRules.none(accounts);

    welcome(none, peer("192.0.2.1"), UNKNOWN);
    welcome(none, UNNAMED, STRANGER);
    welcome(none, UNNAMED, UNKNOWN);
  }

  @Test
  void denied_network_is_kept_out_and_nobody_else() {
    PeerRules rules = networks(List.of(), List.of("10.0.0.0/8", "fe80::/10"));

    refused("'10.0.0.7' is denied by '10.0.0.0/8'", rules, peer("10.0.0.7"), UNKNOWN);
    refused("'10.0.0.7' is denied by '10.0.0.0/8'", rules, peer("::ffff:10.0.0.7"), UNKNOWN);
    refused("'fe80::1' is denied by 'fe80::/10'", rules, peer("fe80::1"), UNKNOWN);
    welcome(rules, peer("11.0.0.1"), UNKNOWN);
    welcome(rules, peer("::1"), UNKNOWN);
    welcome(rules, UNNAMED, ROOT);
  }

  @Test
  void only_the_allowed_network_comes_in() {
    PeerRules rules = networks(List.of("127.0.0.0/8", "::1"), List.of());

    welcome(rules, peer("127.1.2.3"), UNKNOWN);
    welcome(rules, peer("::ffff:127.0.0.1"), UNKNOWN);
    welcome(rules, peer("::1"), UNKNOWN);
    refused("'192.0.2.1' is not among the allowed", rules, peer("192.0.2.1"), UNKNOWN);
    refused("user 'root' is not among the allowed", rules, UNNAMED, ROOT);
    refused("the peer is not among the allowed", rules, UNNAMED, UNKNOWN);
  }

  @Test
  void denied_goes_before_allowed() {
    PeerRules rules = networks(List.of("10.0.0.0/8"), List.of("10.1.0.0/16"));

    welcome(rules, peer("10.0.0.1"), UNKNOWN);
    refused("'10.1.0.1' is denied by '10.1.0.0/16'", rules, peer("10.1.0.1"), UNKNOWN);
  }

  @Test
  void users_are_known_by_name_and_by_number() {
    PeerRules rules = users(List.of("root", "4294967"), List.of());

    welcome(rules, UNNAMED, ROOT);
    welcome(rules, UNNAMED, STRANGER);
    refused("user '4294968' is not among the allowed", rules, UNNAMED, OptionalInt.of(4_294_968));
    refused("the peer is not among the allowed", rules, UNNAMED, UNKNOWN);
  }

  @Test
  void denied_user_is_kept_out_and_so_is_who_cannot_be_told() {
    PeerRules rules = users(List.of(), List.of("0"));

    refused("user 'root' is denied", rules, UNNAMED, ROOT);
    welcome(rules, UNNAMED, STRANGER);
    refused("whose process the peer is cannot be told", rules, UNNAMED, UNKNOWN);
    refused("whose process '::1' is cannot be told", rules, peer("::1"), UNKNOWN);
  }

  @Test
  void one_rule_that_allows_is_enough() {
    PeerRules rules =
        PeerRules.parse(accounts, List.of("127.0.0.1"), List.of(), List.of("root"), List.of());

    welcome(rules, peer("127.0.0.1"), UNKNOWN);
    welcome(rules, UNNAMED, ROOT);
    refused("user '4294967' is not among the allowed", rules, UNNAMED, STRANGER);
  }

  @Test
  void path_of_a_peer_is_no_host() {
    PeerRules rules = networks(List.of("0.0.0.0/0", "::/0"), List.of());
    SocketAddress path = new SocketAddress.UnixPath("/127.0.0.1".getBytes(US_ASCII));

    refused("the peer is not among the allowed", rules, path, UNKNOWN);
  }

  @Test
  void what_is_no_rule_is_refused() {
    ValueException network =
        assertThrows(ValueException.class, () -> networks(List.of(), List.of("10.0.0.0/33")));
    ValueException user =
        assertThrows(ValueException.class, () -> users(List.of("ipc-no-such-user"), List.of()));

    assertEquals("bad network '10.0.0.0/33': the bits of IPv4 are 0 to 32", network.getMessage());
    assertEquals("bad user 'ipc-no-such-user': nobody here has that name", user.getMessage());
    assertThrows(ValueException.class, () -> users(List.of(), List.of("")));
  }
}
