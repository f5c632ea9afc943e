package ipc.engine.socket;

import ipc.engine.Accounts;
import ipc.model.Cidr;
import ipc.model.IpAddress;
import ipc.model.ValueException;
import ipc.sys.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose connections are taken.
 *
 * <p>Who is denied is refused whatever is allowed. Where nothing is allowed by name everybody else
 * is; else only those whom one of these rules knows. What cannot be told of a peer, its user or its
 * host, is never held to be harmless: it fulfils no rule that allows, and where users are denied a
 * peer without a known user is refused.
 */
public final class PeerRules {
  private final Accounts accounts;
  private final Side allowed;
  private final Side denied;

  /** The rules that were written for one side. */
  private record Side(List<Cidr> networks, List<Integer> users) {
    boolean isEmpty() {
      return networks.isEmpty() && users.isEmpty();
    }

    Optional<Cidr> network(Optional<IpAddress> host) {
      for (Cidr network : networks) {
        if (host.isPresent() && network.contains(host.get())) {
          return Optional.of(network);
        }
      }
      return Optional.empty();
    }

    boolean hasUser(OptionalInt uid) {
      return uid.isPresent() && users.contains(uid.getAsInt());
    }
  }

  private PeerRules(Accounts accounts, Side allowed, Side denied) {
    this.accounts = accounts;
    this.allowed = allowed;
    this.denied = denied;
  }

  /** Rules that take everybody. */
  public static PeerRules none(Accounts accounts) {
    return parse(accounts, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Reads rules as users write them.
   *
   * @param allowedNetworks each as {@link Cidr#parse} reads it
   * @param deniedNetworks likewise
   * @param allowedUsers each a name or a number
   * @param deniedUsers likewise
   * @throws ValueException if one is no network, or no user of this machine
   */
  public static PeerRules parse(
      Accounts accounts,
      List<String> allowedNetworks,
      List<String> deniedNetworks,
      List<String> allowedUsers,
      List<String> deniedUsers) {
    return new PeerRules(
        accounts,
        new Side(networks(allowedNetworks), users(accounts, allowedUsers)),
        new Side(networks(deniedNetworks), users(accounts, deniedUsers)));
  }

  private static List<Cidr> networks(List<String> texts) {
    List<Cidr> networks = new ArrayList<>();
    for (String text : texts) {
      networks.add(Cidr.parse(text));
    }
    return List.copyOf(networks);
  }

  private static List<Integer> users(Accounts accounts, List<String> texts) {
    List<Integer> users = new ArrayList<>();
    for (String text : texts) {
      OptionalInt uid = accounts.userId(text);
      if (uid.isEmpty()) {
        throw new ValueException("user", text, "nobody here has that name", "a name", "a number");
      }
      users.add(uid.getAsInt());
    }
    return List.copyOf(users);
  }

  /**
   * Why a peer is not to be taken.
   *
   * @param peer where it is connected from
   * @param uid whose process it is, where the kernel tells: on a Unix socket
   * @return the reason as the end of a message, such as {@code '10.0.0.7' is denied by
   *     '10.0.0.0/8'}; empty where it may come in
   */
  public Optional<String> refusal(SocketAddress peer, OptionalInt uid) {
    Optional<IpAddress> host = SocketNames.host(peer).map(IpAddress::unmapped);
    Optional<Cidr> against = denied.network(host);
    if (against.isPresent()) {
      return Optional.of(called(host, uid) + " is denied by '" + against.get() + "'");
    }
    if (denied.hasUser(uid)) {
      return Optional.of(called(Optional.empty(), uid) + " is denied");
    }
    if (!denied.users().isEmpty() && uid.isEmpty()) {
      return Optional.of("whose process " + called(host, uid) + " is cannot be told");
    }
    boolean welcome =
        allowed.isEmpty() || allowed.network(host).isPresent() || allowed.hasUser(uid);
    return welcome
        ? Optional.empty()
        : Optional.of(called(host, uid) + " is not among the allowed");
  }

  private String called(Optional<IpAddress> host, OptionalInt uid) {
    if (host.isPresent()) {
      return "'" + host.get() + "'";
    }
    return uid.isPresent() ? "user '" + accounts.user(uid.getAsInt()) + "'" : "the peer";
  }
}
