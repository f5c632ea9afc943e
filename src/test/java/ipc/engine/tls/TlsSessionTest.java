package ipc.engine.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import ipc.sys.SocketCalls;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Both sides are ours here, and one thread drives them. */
@ExtendWith(NothingLeft.class)
class TlsSessionTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Machine machine = new Machine();
  private final Pipe clientIn = Pipe.nonBlocking(machine.kernel());
  private final Pipe clientOut = Pipe.nonBlocking(machine.kernel());
  private final Pipe serverIn = Pipe.nonBlocking(machine.kernel());
  private final Pipe serverOut = Pipe.nonBlocking(machine.kernel());
  private Ends ends;
  private TlsSession client;
  private TlsSession server;

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "ca");
  }

  @BeforeEach
  void open() {
    ends = Ends.of(machine);
    client =
        new TlsSession(
            machine.engine(),
            ends.client,
            TlsSettings.of(TlsSettings.Role.CLIENT)
                .serverName("localhost")
                .trustFile(certificates.pem("ca"))
                .applicationProtocol("ipc/1")
                .load(machine.engine()));
    server =
        new TlsSession(
            machine.engine(),
            ends.server,
            TlsSettings.of(TlsSettings.Role.SERVER)
                .certificateFile(certificates.pem("server"))
                .keyFile(certificates.key("server"))
                .applicationProtocol("ipc/2")
                .applicationProtocol("ipc/1")
                .load(machine.engine()));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    ends.close();
    clientIn.close();
    clientOut.close();
    serverIn.close();
    serverOut.close();
    machine.close();
  }

  private Descriptor end(int number) {
    // Closed by its pipe: a mover closes nothing.
    return Descriptor.owned(machine.kernel(), number, "an end");
  }

  private void shakeHands() {
    Machine.await(
        () -> client.handshake() == Step.INPUT_ENDED & server.handshake() == Step.INPUT_ENDED);
  }

  /** Steps until it says so; what it throws is the test's. */
  private static void stepUntil(Mover mover, Step expected) {
    Machine.await(() -> mover.step() == expected);
  }

  @Test
  void handshake_agrees_on_the_newest_version_and_tells_who_the_peer_is() {
    shakeHands();

    TlsPeer peer = client.peer();
    assertEquals("TLSv1.3", peer.protocol());
    assertEquals("TLS_AES_256_GCM_SHA384", peer.cipherSuite());
    assertEquals(Optional.of("CN=server"), peer.subject());
    assertEquals(Optional.of("ipc/1"), peer.applicationProtocol());
    assertTrue(peer.pin().orElseThrow().startsWith("sha256//"));
    assertEquals(Optional.empty(), server.peer().subject());
  }

  @Test
  void handshake_waits_for_nobody() {
    assertEquals(Step.NEEDS_INPUT, client.handshake());
    assertEquals(Step.NEEDS_INPUT, client.handshake());
  }

  @Test
  void nothing_moves_before_the_handshake_is_done() {
    assertThrows(IllegalStateException.class, () -> client.encrypting(end(clientIn.reader())));
    assertThrows(IllegalStateException.class, () -> client.decrypting(end(clientOut.writer())));
    assertThrows(IllegalStateException.class, client::peer);
  }

  @Test
  void bytes_arrive_as_they_were_and_are_counted() {
    shakeHands();
    clientIn.write(HELLO);
    byte[] came = new byte[100];

    try (Mover out = client.encrypting(end(clientIn.reader()));
        Mover in = server.decrypting(end(serverOut.writer()))) {
      assertEquals(Step.MOVED, out.step());
      assertEquals(Step.NEEDS_INPUT, out.step());
      Machine.await(() -> in.step() == Step.NEEDS_INPUT && in.moved() > 0);

      assertEquals(5, out.moved());
      assertEquals(0, out.unwritten());
      assertEquals(5, in.moved());
      assertEquals(5, serverOut.read(came));
      assertEquals("hello", new String(came, 0, 5, US_ASCII));
    }
  }

  @Test
  void end_that_is_said_is_the_end_and_the_other_way_goes_on() {
    shakeHands();
    clientIn.write(HELLO);
    clientIn.closeWriter();

    try (Mover out = client.encrypting(end(clientIn.reader()));
        Mover in = server.decrypting(end(serverOut.writer()));
        Mover back = server.encrypting(end(serverIn.reader()));
        Mover answer = client.decrypting(end(clientOut.writer()))) {
      stepUntil(out, Step.INPUT_ENDED);
      assertEquals(Step.INPUT_ENDED, client.finishWriting());
      machine.kernel().sockets().shutdown(ends.client.number(), SocketCalls.SHUT_WR);
      stepUntil(in, Step.INPUT_ENDED);
      serverIn.write("answer".getBytes(US_ASCII));
      serverIn.closeWriter();
      stepUntil(back, Step.INPUT_ENDED);
      assertEquals(Step.INPUT_ENDED, server.finishWriting());
      stepUntil(answer, Step.INPUT_ENDED);

      assertFalse(client.wantsToWrite());
      assertFalse(server.wantsToWrite());
      assertEquals(6, answer.moved());
    }
    serverOut.closeWriter();
    assertArrayEquals(HELLO, serverOut.readAll());
  }

  @Test
  void end_that_nobody_said_is_told_after_what_had_come() {
    shakeHands();
    serverIn.write(HELLO);

    try (Mover out = server.encrypting(end(serverIn.reader()));
        Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntil(out, Step.NEEDS_INPUT);
      ends.closeServer();
      IpcException.TransferFailed cut =
          assertThrows(IpcException.TransferFailed.class, () -> stepUntil(in, Step.INPUT_ENDED));

      assertEquals(
          "the connection to 'tls:the-server:1' ended without close_notify: data may be missing;"
              + " 5 bytes had come",
          cut.getMessage());
    }
  }

  @Test
  void record_that_is_cut_is_an_end_that_nobody_said() {
    shakeHands();
    ends.sendFromServer("\u0017\u0003\u0003\u0000\u0064only the beginning");
    ends.closeServer();

    try (Mover in = client.decrypting(end(clientOut.writer()))) {
      assertThrows(IpcException.TransferFailed.class, () -> stepUntil(in, Step.INPUT_ENDED));
    }
  }

  @Test
  void record_that_was_tampered_with_breaks_off_behind_what_came_before_it() {
    shakeHands();
    serverIn.write(HELLO);

    try (Mover out = server.encrypting(end(serverIn.reader()));
        Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntil(out, Step.NEEDS_INPUT);
      ends.sendFromServer("\u0017\u0003\u0003\u0000\u0020" + "x".repeat(32));
      IpcException.PeerBrokeProtocol broken =
          assertThrows(IpcException.PeerBrokeProtocol.class, () -> stepUntil(in, Step.INPUT_ENDED));

      assertTrue(
          broken.getMessage().startsWith("TLS with 'tls:the-server:1' broke off: "),
          broken.getMessage());
      assertEquals(5, in.moved());
    }
  }

  @Test
  void reset_is_told_again_and_again() {
    shakeHands();
    ends.resetFromServer();

    try (Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntil(in, Step.RESET);
      assertEquals(Step.RESET, in.step());
    }
  }

  @Test
  void reset_that_the_writer_heard_of_is_no_end_to_the_reader() {
    shakeHands();
    clientIn.write(HELLO);
    ends.resetFromServer();

    try (Mover out = client.encrypting(end(clientIn.reader()));
        Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntil(out, Step.RESET);
      stepUntil(in, Step.RESET);

      assertEquals(0, out.moved());
      assertEquals(5, out.unwritten());
    }
  }

  @Test
  void connection_that_ends_in_the_handshake_is_told() {
    assertEquals(Step.NEEDS_INPUT, client.handshake());
    machine.kernel().sockets().shutdown(ends.server.number(), SocketCalls.SHUT_WR);

    IpcException.PeerBrokeProtocol ended =
        assertThrows(
            IpcException.PeerBrokeProtocol.class,
            () -> Machine.await(() -> client.handshake() == Step.INPUT_ENDED));

    assertEquals(
        "no TLS with 'tls:the-server:1': it closed the connection in the handshake",
        ended.getMessage());
  }

  @Test
  void reset_in_the_handshake_is_told() {
    assertEquals(Step.NEEDS_INPUT, client.handshake());
    ends.resetFromServer();

    Machine.await(() -> client.handshake() == Step.RESET);
  }

  @Test
  void peer_that_speaks_no_tls_is_quoted() {
    ends.sendFromServer("220 mail.example ESMTP\r\nmore");

    IpcException.PeerBrokeProtocol refused =
        assertThrows(
            IpcException.PeerBrokeProtocol.class,
            () -> Machine.await(() -> client.handshake() == Step.INPUT_ENDED));

    assertEquals(
        "no TLS with 'tls:the-server:1': it speaks no TLS; it began with '220 mail.example ESMTP'",
        refused.getMessage());
  }

  @Test
  void client_that_speaks_no_tls_is_quoted_too() {
    byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
    machine.kernel().files().write(ends.client.number(), request, 0, request.length);

    IpcException.PeerBrokeProtocol refused =
        assertThrows(
            IpcException.PeerBrokeProtocol.class,
            () -> Machine.await(() -> server.handshake() == Step.INPUT_ENDED));

    assertEquals(
        "no TLS with 'tls:the-client:2': it speaks no TLS; it began with 'GET / HTTP/1.1'",
        refused.getMessage());
    assertEquals(Optional.empty(), refused.hint());
  }

  @Test
  void reader_that_went_away_is_told() {
    shakeHands();
    serverIn.write(HELLO);
    clientOut.closeReader();

    try (Mover out = server.encrypting(end(serverIn.reader()));
        Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntil(out, Step.NEEDS_INPUT);
      stepUntil(in, Step.READER_GONE);

      assertEquals(0, in.moved());
      assertEquals(5, in.unwritten());
    }
  }

  @Test
  void full_reader_holds_the_sender_back() {
    shakeHands();
    byte[] data = random(20_000_000);

    try (Descriptor input = Descriptor.holding(machine.engine(), data, "data");
        Mover out = server.encrypting(input);
        Mover in = client.decrypting(end(clientOut.writer()))) {
      stepUntilFull(out, in);
      stepUntil(out, Step.NEEDS_ROOM);

      assertTrue(out.moved() < data.length);
      assertTrue(server.wantsToWrite());
      assertTrue(in.unwritten() > 0);
    }
  }

  /** As standard output is: a step that waited would wait for ever, for nobody reads here. */
  @Test
  void pipe_whose_calls_wait_is_filled_without_waiting() {
    shakeHands();
    byte[] data = random(3_000_000);
    ByteArrayOutputStream came = new ByteArrayOutputStream();

    try (Pipe waiting = Pipe.of(machine.kernel());
        Descriptor input = Descriptor.holding(machine.engine(), data, "data");
        Mover out = server.encrypting(input);
        Mover in = client.decrypting(end(waiting.writer()))) {
      stepUntilFull(out, in);
      int capacity = machine.kernel().pipes().capacity(waiting.writer());
      assertEquals(in.moved(), machine.kernel().pipes().waitingBytes(waiting.reader()));
      assertTrue(in.moved() > capacity / 2, () -> in.moved() + " of " + capacity);
      assertTrue(in.unwritten() > 0);

      byte[] piece = new byte[65536];
      while (came.size() < data.length) {
        out.step();
        in.step();
        if (machine.kernel().pipes().waitingBytes(waiting.reader()) > 0) {
          came.write(piece, 0, waiting.read(piece));
        }
      }
      assertEquals(data.length, in.moved());
      assertEquals(0, in.unwritten());
    }
    assertArrayEquals(data, came.toByteArray());
  }

  private static void stepUntilFull(Mover out, Mover in) {
    Machine.await(() -> {
      out.step();
      return in.step() == Step.NEEDS_ROOM;
    });
  }

  @Test
  void pipe_whose_calls_wait_tells_that_its_reader_went_away() {
    shakeHands();
    serverIn.write(HELLO);

    try (Pipe waiting = Pipe.of(machine.kernel());
        Mover out = server.encrypting(end(serverIn.reader()));
        Mover in = client.decrypting(end(waiting.writer()))) {
      waiting.closeReader();
      stepUntil(out, Step.NEEDS_INPUT);
      stepUntil(in, Step.READER_GONE);

      assertEquals(0, in.moved());
      assertEquals(5, in.unwritten());
    }
  }

  /** A socket whose calls wait, without splice: a little at a time. */
  @Test
  void socket_whose_calls_wait_is_filled_without_waiting() {
    shakeHands();
    int[] pair = new int[2];
    machine.kernel().sockets().socketpair(SocketCalls.SOCK_STREAM, pair);

    try (Descriptor near = Descriptor.owned(machine.kernel(), pair[0], "near");
        Descriptor far = Descriptor.owned(machine.kernel(), pair[1], "far");
        Descriptor input = Descriptor.holding(machine.engine(), random(3_000_000), "data");
        Mover out = server.encrypting(input);
        Mover in = client.decrypting(near)) {
      stepUntilFull(out, in);

      assertTrue(in.moved() > 0);
      assertTrue(in.unwritten() > 0);
      assertTrue(far.hasMore());
    }
  }

  /** The readers take a little only now and then, so that everything on the way is full. */
  @Test
  void much_both_ways_at_once_with_slow_readers_loses_nothing() {
    shakeHands();
    byte[] up = random(20_000_000);
    byte[] down = random(20_000_000);
    ByteArrayOutputStream upCame = new ByteArrayOutputStream();
    ByteArrayOutputStream downCame = new ByteArrayOutputStream();

    try (Descriptor upFile = Descriptor.holding(machine.engine(), up, "up");
        Descriptor downFile = Descriptor.holding(machine.engine(), down, "down");
        Mover upOut = client.encrypting(upFile);
        Mover upIn = server.decrypting(end(serverOut.writer()));
        Mover downOut = server.encrypting(downFile);
        Mover downIn = client.decrypting(end(clientOut.writer()))) {
      Direction upward = new Direction(client, upOut, upIn, serverOut, upCame, 50_000);
      Direction downward = new Direction(server, downOut, downIn, clientOut, downCame, 7_000);
      while (!upward.isDone() || !downward.isDone()) {
        upward.step();
        downward.step();
      }
    }

    assertArrayEquals(up, upCame.toByteArray());
    assertArrayEquals(down, downCame.toByteArray());
  }

  /** One way from end to end; its reader takes one piece a round. */
  private static final class Direction {
    private final TlsSession sender;
    private final Mover out;
    private final Mover in;
    private final Pipe arriving;
    private final ByteArrayOutputStream came;
    private final byte[] piece;
    private boolean sent;
    private boolean ended;

    Direction(
        TlsSession sender,
        Mover out,
        Mover in,
        Pipe arriving,
        ByteArrayOutputStream came,
        int pieceBytes) {
      this.sender = sender;
      this.out = out;
      this.in = in;
      this.arriving = arriving;
      this.came = came;
      this.piece = new byte[pieceBytes];
    }

    boolean isDone() {
      return ended && came.size() == in.moved();
    }

    void step() {
      sent = sent || out.step() == Step.INPUT_ENDED && sender.finishWriting() == Step.INPUT_ENDED;
      ended = ended || in.step() == Step.INPUT_ENDED;
      int count = arriving.read(piece);
      if (count > 0) {
        came.write(piece, 0, count);
      }
    }
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(4711).nextBytes(bytes);
    return bytes;
  }
}
