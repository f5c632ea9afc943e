package ipc.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.stream.Mover.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as openssl writes them, and what is said of those that are none. */
@ExtendWith(NothingLeft.class)
class TlsSettingsTest {
  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Machine machine = new Machine();

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.signed("ec", "ca");
    certificates.signedWith("rsa", "ca", Certificates.NAMES, "rsa:2048");
    certificates.signedWith("ed25519", "ca", Certificates.NAMES, "ed25519");
    certificates.signedWith(
        "ec384", "ca", Certificates.NAMES, "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1");
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private static TlsSettings.Builder server() {
    return TlsSettings.of(TlsSettings.Role.SERVER);
  }

  private static TlsSettings.Builder client() {
    return TlsSettings.of(TlsSettings.Role.CLIENT).serverName("localhost");
  }

  private TlsSettings load(String certificate, String key) {
    return server().certificateFile(certificate).keyFile(key).load(machine.engine());
  }

  private static String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static String text(String path) throws IOException {
    return Files.readString(Path.of(path));
  }

  /** The protocol's own signature proves the key, so both sides must agree. */
  private void assertShakesHands(TlsSettings server) {
    TlsSettings trusting = client().trustFile(certificates.pem("ca")).load(machine.engine());
    try (Ends ends = Ends.of(machine);
        TlsSession ours = new TlsSession(machine.engine(), ends.client, trusting);
        TlsSession theirs = new TlsSession(machine.engine(), ends.server, server)) {
      Machine.await(
          () -> ours.handshake() == Step.INPUT_ENDED & theirs.handshake() == Step.INPUT_ENDED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa", "ed25519", "ec384"})
  void keys_of_each_kind_are_read_as_pkcs8(String kind) {
    assertShakesHands(load(certificates.pem(kind), certificates.key(kind)));
  }

  @Test
  void rsa_keys_are_read_as_pkcs1() throws IOException {
    String old = certificates.path("rsa-old.key");
    Certificates.openssl("rsa", "-in", certificates.key("rsa"), "-traditional", "-out", old);

    assertTrue(text(old).startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    assertShakesHands(load(certificates.pem("rsa"), old));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "ec384"})
  void curve_keys_are_read_as_sec1(String kind) throws IOException {
    String old = certificates.path(kind + "-old.key");
    Certificates.openssl("ec", "-in", certificates.key(kind), "-out", old);

    assertTrue(text(old).startsWith("-----BEGIN EC PRIVATE KEY-----"));
    assertShakesHands(load(certificates.pem(kind), old));
  }

  @Test
  void curve_keys_are_read_behind_their_parameters() throws IOException {
    String key = certificates.path("ec-fresh.key");
    Certificates.openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", key);
    Certificates.openssl(
        "req",
        "-x509",
        "-config",
        certificates.path("openssl.cnf"),
        "-key",
        key,
        "-days",
        "30",
        "-out",
        certificates.pem("ec-fresh"),
        "-addext",
        Certificates.NAMES,
        "-CA",
        certificates.pem("ca"),
        "-CAkey",
        certificates.key("ca"));

    assertTrue(text(key).contains("BEGIN EC PARAMETERS"));
    assertShakesHands(load(certificates.pem("ec-fresh"), key));
  }

  @Test
  void key_is_looked_for_in_the_certificates_file() throws IOException {
    String both = file("both.pem", text(certificates.key("ec")) + text(certificates.pem("ec")));

    assertShakesHands(server().certificateFile(both).load(machine.engine()));
  }

  @Test
  void lines_between_blocks_and_line_ends_of_another_system_are_passed_over() throws IOException {
    String noted =
        file("noted.pem", "subject=ec\n" + text(certificates.pem("ec")).replace("\n", "\r\n"));

    assertShakesHands(load(noted, certificates.key("ec")));
  }

  @Test
  void key_of_another_certificate_is_refused() {
    for (String other : new String[] {"rsa", "ed25519", "ec384", "ca"}) {
      IpcException.Corrupt refused =
          assertThrows(
              IpcException.Corrupt.class,
              () -> load(certificates.pem("ec"), certificates.key(other)));

      assertEquals(
          "the key in '"
              + certificates.key(other)
              + "' does not belong to the first certificate in '"
              + certificates.pem("ec")
              + "'",
          refused.getMessage());
    }
  }

  @Test
  void encrypted_keys_are_refused_with_the_way_to_decrypt_them() {
    String pkcs8 = certificates.path("locked.key");
    String old = certificates.path("locked-old.key");
    Certificates.openssl(
        "pkey",
        "-in",
        certificates.key("rsa"),
        "-aes256",
        "-passout",
        "pass:secret",
        "-out",
        pkcs8);
    Certificates.openssl(
        "rsa",
        "-in",
        certificates.key("rsa"),
        "-aes256",
        "-passout",
        "pass:secret",
        "-traditional",
        "-out",
        old);

    for (String locked : new String[] {pkcs8, old}) {
      IpcException.Unsupported refused =
          assertThrows(IpcException.Unsupported.class, () -> load(certificates.pem("rsa"), locked));

      assertEquals("the private key in '" + locked + "' is encrypted", refused.getMessage());
      assertEquals(
          Optional.of(
              "'openssl pkey -in FILE -out PLAIN' writes it without a passphrase; keep that 0600"),
          refused.hint());
    }
  }

  @Test
  void files_that_are_not_there_are_named() {
    String missing = certificates.path("missing.pem");

    IpcException.NoSuchObject refused =
        assertThrows(IpcException.NoSuchObject.class, () -> load(missing, certificates.key("ec")));
    assertThrows(IpcException.NoSuchObject.class, () -> load(certificates.pem("ec"), missing));
    assertThrows(
        IpcException.NoSuchObject.class, () -> client().trustFile(missing).load(machine.engine()));

    assertEquals(
        "cannot open '" + missing + "': no such file or directory (ENOENT)", refused.getMessage());
  }

  @Test
  void files_that_we_may_not_read_are_named() throws IOException {
    String closed = file("closed.pem", text(certificates.pem("ec")));
    Path.of(closed).toFile().setReadable(false, false);
    Assumptions.assumeFalse(Files.isReadable(Path.of(closed)), "needs a user other than root");

    assertThrows(IpcException.NotPermitted.class, () -> load(closed, certificates.key("ec")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN ",
      })
  void files_that_hold_no_certificate_are_refused(String content) throws IOException {
    String bad = file("bad.pem", content);

    IpcException.Corrupt asOwn =
        assertThrows(IpcException.Corrupt.class, () -> load(bad, certificates.key("ec")));
    IpcException.Corrupt asTrusted =
        assertThrows(
            IpcException.Corrupt.class, () -> client().trustFile(bad).load(machine.engine()));

    assertTrue(asOwn.getMessage().contains("'" + bad + "'"), asOwn.getMessage());
    assertTrue(asTrusted.getMessage().contains("'" + bad + "'"), asTrusted.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      })
  void files_that_hold_no_key_are_refused(String content) throws IOException {
    String bad = file("bad.key", content);

    IpcException.Corrupt refused =
        assertThrows(IpcException.Corrupt.class, () -> load(certificates.pem("ec"), bad));

    assertTrue(refused.getMessage().contains("private key in '" + bad + "'"));
  }

  @Test
  void directory_is_no_file() {
    IpcException.Corrupt refused =
        assertThrows(
            IpcException.Corrupt.class, () -> load(directory.toString(), certificates.key("ec")));

    assertEquals("cannot read '" + directory + "': it is a directory", refused.getMessage());
  }

  @Test
  void wishes_that_contradict_each_other_are_refused() {
    Pin pin = Pin.parse("sha256:" + "0".repeat(64));
    TlsSettings.Builder[] senseless = {
      TlsSettings.of(TlsSettings.Role.CLIENT),
      client().insecure().trustFile("x"),
      client().insecure().pin(pin),
      client().keyFile("x"),
      server(),
      server().keyFile("x"),
    };
    for (TlsSettings.Builder each : senseless) {
      assertThrows(IpcException.BadUsage.class, () -> each.load(machine.engine()));
    }
  }

  @Test
  void name_is_not_needed_where_names_are_not_looked_at() {
    TlsSettings pinned =
        TlsSettings.of(TlsSettings.Role.CLIENT)
            .pin(Pin.parse("sha256:" + "0".repeat(64)))
            .load(machine.engine());
    TlsSettings anyone = TlsSettings.of(TlsSettings.Role.CLIENT).insecure().load(machine.engine());

    assertFalse(pinned.trustsAnyone());
    assertTrue(anyone.trustsAnyone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a b", "x\u0001y"})
  void words_that_are_no_host_names_are_refused(String word) {
    assertThrows(IpcException.BadUsage.class, () -> client().serverName(word));
  }
}
