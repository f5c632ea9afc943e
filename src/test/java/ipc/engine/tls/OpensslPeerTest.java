package ipc.engine.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side is openssl's, in both versions of the protocol. */
@ExtendWith(NothingLeft.class)
class OpensslPeerTest {
  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Machine machine = new Machine();
  private final Pipe in = Pipe.nonBlocking(machine.kernel());
  private final Pipe out = Pipe.nonBlocking(machine.kernel());
  private final ByteArrayOutputStream came = new ByteArrayOutputStream();
  private Descriptor socket;
  private TlsSession session;
  private Mover encrypting;
  private Mover decrypting;

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "ca");
    certificates.signed("client", "ca", "subjectAltName=DNS:client.test");
  }

  @AfterEach
  void close() {
    if (encrypting != null) {
      encrypting.close();
      decrypting.close();
    }
    if (session != null) {
      session.close();
      socket.close();
    }
    in.close();
    out.close();
    machine.close();
  }

  private static TlsSettings.Builder client() {
    return TlsSettings.of(TlsSettings.Role.CLIENT)
        .serverName("localhost")
        .trustFile(certificates.pem("ca"));
  }

  private static TlsSettings.Builder server() {
    return TlsSettings.of(TlsSettings.Role.SERVER)
        .certificateFile(certificates.pem("server"))
        .keyFile(certificates.key("server"));
  }

  private static Openssl opensslServer(String version, String... more) {
    String[] all = new String[5 + more.length];
    all[0] = version;
    all[1] = "-cert";
    all[2] = certificates.pem("server");
    all[3] = "-key";
    all[4] = certificates.key("server");
    System.arraycopy(more, 0, all, 5, more.length);
    return Openssl.server(directory, all);
  }

  private void connect(Openssl peer, TlsSettings.Builder settings) {
    socket = Ends.connection(machine, peer.port());
    session = new TlsSession(machine.engine(), socket, settings.load(machine.engine()));
    shakeHands();
  }

  /** Lets openssl connect to us. */
  private Openssl accept(TlsSettings.Builder settings, String... arguments) {
    int listener = Ends.listener(machine);
    try {
      String[] all = new String[5 + arguments.length];
      all[0] = "s_client";
      all[1] = "-connect";
      all[2] = "127.0.0.1:" + Ends.port(machine, listener);
      all[3] = "-CAfile";
      all[4] = certificates.pem("ca");
      System.arraycopy(arguments, 0, all, 5, arguments.length);
      Openssl peer = Openssl.start(directory, all);
      int accepted = Ends.accept(machine, listener);
      socket = Descriptor.owned(machine.kernel(), accepted, "tls:the-client:2");
      session = new TlsSession(machine.engine(), socket, settings.load(machine.engine()));
      return peer;
    } finally {
      machine.kernel().files().close(listener);
    }
  }

  private void shakeHands() {
    Machine.await(() -> session.handshake() == Step.INPUT_ENDED);
    encrypting = session.encrypting(Descriptor.owned(machine.kernel(), in.reader(), "the input"));
    decrypting = session.decrypting(Descriptor.owned(machine.kernel(), out.writer(), "the output"));
  }

  /** Drives both directions until something holds. */
  private void driveUntil(BooleanSupplier condition) {
    byte[] piece = new byte[65536];
    Machine.await(() -> {
      encrypting.step();
      decrypting.step();
      for (int count = out.read(piece); count > 0; count = out.read(piece)) {
        came.write(piece, 0, count);
      }
      return condition.getAsBoolean();
    });
  }

  private String came() {
    return came.toString(US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void server_of_openssl_answers(String version) {
    try (Openssl peer = opensslServer(version, "-rev")) {
      connect(peer, client());
      in.write("hello\n".getBytes(US_ASCII));
      driveUntil(() -> came().equals("olleh\n"));

      assertEquals(version.replace("-tls1_", "TLSv1."), session.peer().protocol());
      assertEquals("CN=server", session.peer().subject().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void end_of_openssl_is_the_end(String version) {
    try (Openssl peer = opensslServer(version, "-rev")) {
      connect(peer, client());
      in.write("hello\nCLOSE\n".getBytes(US_ASCII));
      driveUntil(() -> came().equals("olleh\n"));

      Machine.await(() -> decrypting.step() == Step.INPUT_ENDED);
    }
  }

  /** In TLS 1.2 whoever hears the end has said its own. */
  @Test
  void nothing_is_sent_any_more_after_the_end_in_the_old_version() {
    try (Openssl peer = opensslServer("-tls1_2", "-rev")) {
      connect(peer, client());
      in.write("CLOSE\n".getBytes(US_ASCII));
      Machine.await(() -> encrypting.step() == Step.NEEDS_INPUT);
      Machine.await(() -> decrypting.step() == Step.INPUT_ENDED);
      in.write("too late".getBytes(US_ASCII));

      Machine.await(() -> encrypting.step() == Step.READER_GONE);
      assertEquals(8, encrypting.unwritten());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void openssl_that_is_killed_has_said_no_end(String version) {
    try (Openssl peer = opensslServer(version)) {
      connect(peer, client());
      peer.type("half a");
      driveUntil(() -> came().equals("half a\n"));
      peer.kill();

      IpcException.TransferFailed cut =
          assertThrows(
              IpcException.TransferFailed.class,
              () -> Machine.await(() -> decrypting.step() == Step.INPUT_ENDED));
      assertTrue(cut.getMessage().endsWith("data may be missing; 7 bytes had come"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void our_end_is_heard_by_openssl(String version) {
    try (Openssl peer = opensslServer(version)) {
      connect(peer, client());
      in.write("all of it\n".getBytes(US_ASCII));
      in.closeWriter();
      Machine.await(() -> encrypting.step() == Step.INPUT_ENDED);

      assertEquals(Step.INPUT_ENDED, session.finishWriting());
      Machine.await(() -> decrypting.step() == Step.INPUT_ENDED);
      Machine.await(() -> peer.said().contains("DONE"), peer::said);
      assertTrue(peer.said().contains("all of it"), peer.said());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void certificate_that_openssl_requires_and_does_not_get_is_told(String version) {
    try (Openssl peer = opensslServer(version, "-Verify", "1", "-CAfile", certificates.pem("ca"))) {
      IpcException.PeerBrokeProtocol refused =
          assertThrows(
              IpcException.PeerBrokeProtocol.class,
              () -> {
                connect(peer, client());
                driveUntil(() -> false);
              });

      assertTrue(
          refused.getMessage().contains("certificate_required")
              || refused.getMessage().contains("handshake_failure"),
          refused.getMessage());
      assertTrue(refused.hint().orElseThrow().contains("'--tls-cert FILE'"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void certificate_that_openssl_requires_lets_us_in(String version) {
    try (Openssl peer =
        opensslServer(
            version,
            "-rev",
            "-Verify",
            "1",
            "-verify_return_error",
            "-CAfile",
            certificates.pem("ca"))) {
      connect(
          peer,
          client().certificateFile(certificates.pem("client")).keyFile(certificates.key("client")));
      in.write("hello\n".getBytes(US_ASCII));

      driveUntil(() -> came().equals("olleh\n"));
    }
  }

  @Test
  void version_that_is_too_old_is_told() {
    try (Openssl peer = opensslServer("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")) {
      IpcException.PeerBrokeProtocol refused =
          assertThrows(IpcException.PeerBrokeProtocol.class, () -> connect(peer, client()));

      assertTrue(
          refused.getMessage().endsWith("it speaks neither TLS 1.2 nor TLS 1.3 (protocol_version)"),
          refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void client_of_openssl_talks_and_listens(String version) {
    try (Openssl peer = accept(server(), version, "-verify_return_error")) {
      shakeHands();
      peer.type("hello");
      driveUntil(() -> came().equals("hello\n"));
      in.write("and back\n".getBytes(US_ASCII));
      driveUntil(() -> peer.said().contains("and back"));
      peer.typeEnd();

      Machine.await(() -> decrypting.step() == Step.INPUT_ENDED);
      assertTrue(peer.said().contains("Verify return code: 0 (ok)"), peer.said());
    }
  }

  /** Nothing is to be enciphered when the peer asks, and still it gets its answer. */
  @Test
  void new_keys_that_openssl_asks_for_are_answered_by_deciphering_alone() {
    try (Openssl peer = accept(server(), "-tls1_3", "-msg")) {
      shakeHands();
      peer.type("before");
      driveUntil(() -> came().equals("before\n"));
      peer.type("K");
      Machine.await(
          () -> {
            decrypting.step();
            return peer.said()
                .matches("(?s).*<<< TLS 1.3, Handshake \\[length \\d+\\], KeyUpdate.*");
          },
          peer::said);
      peer.type("after");
      driveUntil(() -> came().equals("before\nafter\n"));
      in.write("with new keys\n".getBytes(US_ASCII));
      driveUntil(() -> peer.said().contains("with new keys"));
    }
  }

  @Test
  void another_handshake_is_refused() {
    try (Openssl peer = accept(server(), "-tls1_2")) {
      shakeHands();
      peer.type("R");

      IpcException.PeerBrokeProtocol refused =
          assertThrows(IpcException.PeerBrokeProtocol.class, () -> driveUntil(() -> false));
      assertEquals(
          "TLS with 'tls:the-client:2' broke off: it asks for another handshake, which is not done"
              + " here",
          refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void much_from_openssl_arrives_as_it_was(String version) throws IOException {
    byte[] data = new byte[5_000_000];
    new Random(4711).nextBytes(data);
    Path file = Files.write(directory.resolve("data" + version), data);
    try (Openssl peer = opensslServer(version, "-HTTP")) {
      connect(peer, client());
      in.write(("GET /" + directory.relativize(file) + " HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
      driveUntil(() -> decrypting.step() == Step.INPUT_ENDED && decrypting.unwritten() == 0);
    }
    assertArrayEquals(data, came.toByteArray());
  }
}
