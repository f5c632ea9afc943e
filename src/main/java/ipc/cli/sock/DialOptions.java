package ipc.cli.sock;

import ipc.cli.Arguments;
import ipc.cli.Invocation;
import ipc.engine.conversation.Opening;
import ipc.engine.socket.BareSockets;
import ipc.engine.socket.DialRules;
import ipc.engine.socket.Dialling;
import ipc.engine.socket.SocketOptions;
import ipc.engine.tls.TlsOpening;
import ipc.engine.tls.TlsSettings;
import ipc.model.Address;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how a connection is made: how long, how often, and from where. */
public final class DialOptions {
  private static final int MOST_RETRIES = 1_000_000;
  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

  private final OptionSpec timeout;
  private final OptionSpec attemptTimeout;
  private final OptionSpec retry;
  private final OptionSpec bind;

  private DialOptions(String opening, String connecting, String from) {
    this.timeout =
        Arguments.duration(
            "give up " + opening + " after so long, all attempts together, with 124",
            "-w",
            "--timeout");
    this.attemptTimeout =
        Arguments.duration(
            "give up one attempt" + connecting + " after so long", "--connect-timeout");
    this.retry =
        Arguments.number(
            "try N times again" + connecting + ", after pauses that grow from 100 ms to 5 s",
            0,
            MOST_RETRIES,
            "--retry");
    this.bind =
        OptionSpec.builder("--bind")
            .arity("1")
            .paramLabel("ADDRESS")
            .type(Address.class)
            .converters(text -> Address.parse(text, Noun.SOCK))
            .description("where " + from + " from: port 0 lets the kernel choose")
            .build();
  }

  /** Of a verb that connects. */
  public static DialOptions ofConnecting() {
    return new DialOptions("connecting", "", "to connect");
  }

  /** Of a verb that opens ends of several kinds, and connects where A is a socket. */
  public static DialOptions ofEnds() {
    return new DialOptions("opening an end", " to connect", "A is connected to");
  }

  /** Adds those that say how long and how often. */
  public void addTo(CommandSpec spec) {
    spec.addOption(timeout);
    spec.addOption(attemptTimeout);
    spec.addOption(retry);
  }

  /** Adds the one that says from where. */
  public void addBindTo(CommandSpec spec) {
    spec.addOption(bind);
  }

  /**
   * Begins to connect to a socket, or opens one that has no peer.
   *
   * @param ciphers gives what is needed to talk TLS to an address
   */
  public Opening dial(
      Invocation invocation,
      Address to,
      SocketOptions shape,
      Function<Address.Internet, TlsSettings> ciphers) {
    // No switch over types: at start-up its first use costs more than connecting.
    if (to instanceof Address.Raw raw) {
      return Opening.opened(new BareSockets(invocation.engine(), shape).raw(raw));
    }
    if (to instanceof Address.Netlink netlink) {
      return Opening.opened(new BareSockets(invocation.engine(), shape).netlink(netlink));
    }
    // A certificate that is no good is told of before anybody is asked for the host.
    Optional<TlsSettings> settings =
        to.scheme() == Scheme.TLS
            ? Optional.of(ciphers.apply((Address.Internet) to))
            : Optional.empty();
    Opening dialling = new Dialling(invocation.engine(), to, shape, rules(), invocation::verdict);
    return settings.isEmpty()
        ? dialling
        : new TlsOpening(invocation.engine(), dialling, settings.get(), handshake());
  }

  private DialRules rules() {
    return new DialRules(
        timeout(), Arguments.value(attemptTimeout), Arguments.<Integer>value(retry).orElse(0));
  }

  private Duration handshake() {
    return Arguments.<Duration>value(attemptTimeout).orElse(LONGEST_HANDSHAKE);
  }

  /** How long all attempts may take together, if that is bounded. */
  public Optional<Duration> timeout() {
    return Arguments.value(timeout);
  }

  /** From where, if that is said. */
  public Optional<Address> bind() {
    return Arguments.value(bind);
  }
}
