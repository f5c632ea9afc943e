package ipc.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in and who is not, and what each side is told. */
@ExtendWith(NothingLeft.class)
class PeerTrustTest {
  private static final String HELLO_TO = "no TLS with 'tls:the-server:1': ";

  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Machine machine = new Machine();
  private IpcException clientFailure;
  private IpcException serverFailure;
  private TlsPeer serverSeen;
  private TlsPeer clientSeen;

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.authority("other-ca");
    certificates.signed("server", "ca");
    certificates.signed("client", "ca", "subjectAltName=DNS:client.test");
    certificates.selfSigned("alone");
    certificates.expired("old", "ca");
    certificates.signed("intermediate", "ca", "basicConstraints=critical,CA:TRUE");
    certificates.signed("below", "intermediate");
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private static TlsSettings.Builder client() {
    return TlsSettings.of(TlsSettings.Role.CLIENT).serverName("localhost");
  }

  private static TlsSettings.Builder trusting(String authority) {
    return client().trustFile(certificates.pem(authority));
  }

  private static TlsSettings.Builder showing(TlsSettings.Builder builder, String name) {
    return builder.certificateFile(certificates.pem(name)).keyFile(certificates.key(name));
  }

  private static TlsSettings.Builder server(String name) {
    return showing(TlsSettings.of(TlsSettings.Role.SERVER), name);
  }

  private static Pin pin(String name) {
    String openssl =
        Certificates.openssl("x509", "-in", certificates.pem(name), "-noout", "-pubkey");
    byte[] key = new PemFile.Block("PUBLIC KEY", openssl.replaceAll("-----.*?-----", "")).der();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return Pin.parse("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  private void meet(TlsSettings.Builder asClient, TlsSettings.Builder asServer) {
    meet(machine.engine(), asClient, asServer);
  }

  /** Shakes hands, then a byte each way: a server of TLS 1.3 refuses a client only there. */
  private void meet(Engine engine, TlsSettings.Builder asClient, TlsSettings.Builder asServer) {
    try (Ends ends = Ends.of(machine);
        TlsSession client = new TlsSession(engine, ends.client, asClient.load(engine));
        TlsSession server = new TlsSession(engine, ends.server, asServer.load(engine));
        Pipe ours = Pipe.nonBlocking(machine.kernel());
        Pipe theirs = Pipe.nonBlocking(machine.kernel())) {
      Side clientSide = new Side(engine, client, ours);
      Side serverSide = new Side(engine, server, theirs);
      Machine.await(() -> clientSide.isDone() & serverSide.isDone());
      clientFailure = clientSide.failure;
      serverFailure = serverSide.failure;
      serverSeen = clientSide.seen;
      clientSeen = serverSide.seen;
      clientSide.close();
      serverSide.close();
    }
  }

  /** One of both: says what goes wrong, or that a byte came. */
  private static final class Side {
    private final Engine engine;
    private final TlsSession session;
    private final Pipe pipe;
    private Mover out;
    private Mover in;
    private Descriptor input;
    private IpcException failure;
    private TlsPeer seen;

    Side(Engine engine, TlsSession session, Pipe pipe) {
      this.engine = engine;
      this.session = session;
      this.pipe = pipe;
    }

    boolean isDone() {
      if (failure != null) {
        return true;
      }
      try {
        if (in == null) {
          if (session.handshake() != Step.INPUT_ENDED) {
            return false;
          }
          seen = session.peer();
          input = Descriptor.holding(engine, new byte[] {1}, "a byte");
          out = session.encrypting(input);
          in = session.decrypting(Descriptor.owned(engine.kernel(), pipe.writer(), "a pipe"));
        }
        out.step();
        in.step();
        return in.moved() > 0;
      } catch (IpcException refused) {
        failure = refused;
        return true;
      }
    }

    void close() {
      if (in != null) {
        out.close();
        in.close();
        input.close();
      }
    }
  }

  /** Somebody else who calls himself as our authority does. */
  private static Certificates impostors(String name) throws IOException {
    Certificates theirs = new Certificates(Files.createDirectory(directory.resolve(name)));
    theirs.authority("ca");
    theirs.signed("server", "ca");
    return theirs;
  }

  private void assertNobodyComplains() {
    assertNull(clientFailure, () -> clientFailure.getMessage());
    assertNull(serverFailure, () -> serverFailure.getMessage());
  }

  private void assertRefused(String message, Optional<String> hint) {
    assertEquals(IpcException.PeerBrokeProtocol.class, clientFailure.getClass());
    assertEquals(message, clientFailure.getMessage());
    assertEquals(hint, clientFailure.hint());
  }

  @Test
  void chain_that_ends_at_the_named_authority_is_trusted() {
    meet(trusting("ca"), server("server"));

    assertNobodyComplains();
    assertEquals(Optional.of("CN=server"), serverSeen.subject());
  }

  @Test
  void authority_among_those_of_the_system_is_found() throws IOException {
    Path bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
    Assumptions.assumeTrue(Files.exists(bundle), "no authorities of the system here");
    Path all = directory.resolve("all.pem");
    Files.writeString(all, Files.readString(bundle) + Files.readString(pem("ca")));

    meet(client().trustFile(all.toString()), server("server"));

    assertNobodyComplains();
  }

  /** PrintableString in the one, UTF8String in the other: the same name all the same. */
  @Test
  void authority_whose_name_is_encoded_otherwise_is_found() throws IOException {
    Path configuration = directory.resolve("printable.cnf");
    Files.writeString(
        configuration,
        "[req]\ndistinguished_name = dn\nprompt = no\nstring_mask = default\n[dn]\nCN = ca\n");
    Certificates.openssl(
        "req",
        "-x509",
        "-config",
        configuration.toString(),
        "-key",
        certificates.key("ca"),
        "-days",
        "30",
        "-out",
        certificates.pem("printable"),
        "-addext",
        "basicConstraints=critical,CA:TRUE");
    String dump = Certificates.openssl("asn1parse", "-in", certificates.pem("printable"));
    assertTrue(dump.contains("PRINTABLESTRING   :ca"), dump);

    meet(trusting("printable"), server("server"));

    assertNobodyComplains();
  }

  private static Path pem(String name) {
    return Path.of(certificates.pem(name));
  }

  @Test
  void authorities_between_come_from_the_servers_file() throws IOException {
    String both =
        Files.readString(Path.of(certificates.pem("below")))
            + Files.readString(Path.of(certificates.pem("intermediate")));
    Files.writeString(Path.of(certificates.path("chain.pem")), both);

    meet(
        trusting("ca"),
        TlsSettings.of(TlsSettings.Role.SERVER)
            .certificateFile(certificates.path("chain.pem"))
            .keyFile(certificates.key("below")));

    assertNobodyComplains();
  }

  @Test
  void authority_that_is_not_trusted_is_named() {
    meet(trusting("other-ca"), server("server"));

    assertRefused(
        HELLO_TO + "its certificate is signed by 'CN=ca', which is not trusted here",
        Optional.of("'--tls-ca FILE' names whom to trust instead of the system's authorities"));
    assertEquals(
        "no TLS with 'tls:the-client:2': it does not trust our certificate (certificate_unknown)",
        serverFailure.getMessage());
  }

  @Test
  void authority_that_only_has_the_name_of_a_trusted_one_is_not_trusted() throws IOException {
    Certificates impostor = impostors("impostor");

    meet(
        trusting("ca"),
        TlsSettings.of(TlsSettings.Role.SERVER)
            .certificateFile(impostor.pem("server"))
            .keyFile(impostor.key("server")));

    assertEquals(IpcException.PeerBrokeProtocol.class, clientFailure.getClass());
    assertTrue(
        clientFailure.getMessage().startsWith(HELLO_TO + "its certificate "),
        clientFailure.getMessage());
  }

  @Test
  void systems_authorities_do_not_vouch_for_ours() {
    meet(client(), server("server"));

    assertEquals(
        HELLO_TO + "its certificate is signed by 'CN=ca', which is not trusted here",
        clientFailure.getMessage());
  }

  @Test
  void jdk_has_authorities_for_where_the_system_has_none() {
    assertTrue(Anchors.ofJdk().getAcceptedIssuers().length > 10);
  }

  @Test
  void certificate_of_nobody_but_itself_is_told_with_its_pin() {
    meet(client(), server("alone"));

    assertRefused(
        HELLO_TO + "its certificate is signed by itself, and nobody vouches for it",
        Optional.of(
            "'--tls-pin "
                + pin("alone")
                + "' accepts this key, if you know that it is the peer's"));
  }

  @Test
  void certificate_that_is_itself_named_as_trusted_is_trusted() {
    meet(trusting("alone"), server("alone"));

    assertNobodyComplains();
  }

  @Test
  void name_that_the_certificate_does_not_have_is_told_with_those_that_it_has() {
    meet(trusting("ca").serverName("elsewhere.test"), server("server"));

    assertRefused(
        HELLO_TO
            + "its certificate is for 'localhost', 'server.test', '127.0.0.1',"
            + " not for 'elsewhere.test'",
        Optional.of("'--tls-name NAME' says what the certificate must name"));
  }

  @Test
  void addresses_are_names_too() {
    meet(trusting("ca").serverName("127.0.0.1"), server("server"));
    assertNobodyComplains();

    meet(trusting("ca").serverName("127.0.0.2"), server("server"));
    assertTrue(clientFailure.getMessage().endsWith("not for '127.0.0.2'"));
  }

  @Test
  void dot_at_the_end_of_a_name_means_nothing_here() {
    meet(trusting("ca").serverName("server.test."), server("server"));

    assertNobodyComplains();
  }

  @Test
  void certificate_that_expired_is_told_with_its_time() {
    meet(trusting("ca"), server("old"));

    assertTrue(
        clientFailure.getMessage().matches(".*: its certificate expired at 20\\d\\d-.*T.*Z"),
        clientFailure.getMessage());
    assertEquals(
        "no TLS with 'tls:the-client:2': it does not take our certificate any more"
            + " (certificate_expired)",
        serverFailure.getMessage());
  }

  @Test
  void certificate_that_is_not_valid_yet_is_told_with_the_clock() {
    Engine yesterday =
        new Engine(
            machine.kernel(),
            System::nanoTime,
            () -> machine.engine().wallNanos().getAsLong() - Duration.ofDays(2).toNanos());

    meet(yesterday, trusting("ca"), server("server"));

    assertTrue(
        clientFailure.getMessage().contains(": its certificate is not valid before 20"),
        clientFailure.getMessage());
    assertTrue(clientFailure.hint().orElseThrow().endsWith(" by the clock of this machine"));
  }

  @Test
  void pin_alone_accepts_a_key_whatever_its_certificate_says() {
    meet(client().serverName("elsewhere.test").pin(pin("alone")), server("alone"));
    assertNobodyComplains();

    meet(client().pin(pin("server")).pin(pin("old")), server("old"));
    assertNobodyComplains();
    assertEquals(Optional.of(pin("old").toString()), serverSeen.pin());
  }

  @Test
  void pin_of_another_key_refuses_the_best_certificate() {
    meet(client().pin(pin("alone")), server("server"));

    assertRefused(
        HELLO_TO + "its key is " + pin("server") + ", which is not what '--tls-pin' names",
        Optional.empty());
  }

  @Test
  void pin_beside_an_authority_needs_both() {
    meet(trusting("ca").pin(pin("server")), server("server"));
    assertNobodyComplains();

    meet(trusting("ca").pin(pin("alone")), server("alone"));
    assertTrue(clientFailure.getMessage().contains("is signed by itself"));

    meet(trusting("ca").pin(pin("alone")), server("server"));
    assertTrue(clientFailure.getMessage().contains("which is not what '--tls-pin' names"));
  }

  @Test
  void who_looks_at_nothing_trusts_anyone() {
    meet(client().insecure().serverName("elsewhere.test"), server("old"));

    assertNobodyComplains();
    assertEquals(Optional.of("CN=old"), serverSeen.subject());
  }

  @Test
  void server_that_asks_for_a_certificate_lets_in_who_has_one() {
    meet(showing(trusting("ca"), "client"), server("server").trustFile(certificates.pem("ca")));

    assertNobodyComplains();
    assertEquals(Optional.of("CN=client"), clientSeen.subject());
  }

  @Test
  void server_that_asks_for_a_certificate_lets_in_nobody_without() {
    meet(trusting("ca"), server("server").trustFile(certificates.pem("ca")));

    assertEquals(
        "no TLS with 'tls:the-client:2': it shows no certificate, and one is asked for here",
        serverFailure.getMessage());
    assertEquals(
        "TLS with 'tls:the-server:1' broke off: it asks for a certificate of ours"
            + " (certificate_required)",
        clientFailure.getMessage());
    assertEquals(
        Optional.of("name one by '--tls-cert FILE' and '--tls-key FILE'"), clientFailure.hint());
  }

  @Test
  void server_lets_in_nobody_for_whom_another_authority_vouches() {
    meet(
        showing(trusting("ca"), "client"),
        server("server").trustFile(certificates.pem("other-ca")));

    assertEquals(
        "no TLS with 'tls:the-client:2': its certificate is signed by 'CN=ca', which is not"
            + " trusted here",
        serverFailure.getMessage());
    assertEquals(
        "TLS with 'tls:the-server:1' broke off: it does not trust our certificate"
            + " (certificate_unknown)",
        clientFailure.getMessage());
  }

  @Test
  void server_can_pin_the_key_of_its_client() {
    meet(showing(trusting("ca"), "alone"), server("server").pin(pin("alone")));
    assertNobodyComplains();

    meet(showing(trusting("ca"), "client"), server("server").pin(pin("alone")));
    assertTrue(serverFailure.getMessage().contains("which is not what '--tls-pin' names"));
  }

  @Test
  void protocols_without_one_in_common_are_told() {
    meet(
        trusting("ca").applicationProtocol("h2"), server("server").applicationProtocol("http/1.1"));

    assertEquals(
        HELLO_TO + "it speaks none of the protocols of '--tls-alpn' (no_application_protocol)",
        clientFailure.getMessage());
  }
}
