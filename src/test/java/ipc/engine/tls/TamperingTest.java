package ipc.engine.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import ipc.sys.FileCalls;
import ipc.sys.SocketCalls;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sits between both sides and changes a byte. */
@ExtendWith(NothingLeft.class)
class TamperingTest {
  private static final int CONVERSATIONS = 100;

  /** Longer than the handshake in each direction, so that some hit data and some nothing. */
  private static final int BYTES_WATCHED = 1800;

  private static final byte[] MESSAGE = new byte[300];

  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Machine machine = new Machine();

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "ca");
    new Random(7).nextBytes(MESSAGE);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  /** A socket whose other end is with the one in between. */
  private final class Leg implements AutoCloseable {
    private final Descriptor near;
    private final Descriptor middle;

    Leg(String name) {
      int[] ends = new int[2];
      machine.kernel().sockets().socketpair(SocketCalls.SOCK_STREAM, ends);
      for (int end : ends) {
        machine.kernel().files().fcntl(end, FileCalls.F_SETFL, FileCalls.O_NONBLOCK);
      }
      near = Descriptor.owned(machine.kernel(), ends[0], name);
      middle = Descriptor.owned(machine.kernel(), ends[1], "the middle");
    }

    @Override
    public void close() {
      near.close();
      middle.close();
    }
  }

  /** What goes in one direction, of which one byte is changed. */
  private final class Passage {
    private final Leg from;
    private final Leg to;
    private final int changedByte;
    private final int change;
    private int passed;

    Passage(Leg from, Leg to, int changedByte, int change) {
      this.from = from;
      this.to = to;
      this.changedByte = changedByte;
      this.change = change;
    }

    boolean pass() {
      byte[] chunk = new byte[65536];
      int count = machine.kernel().files().read(from.middle.number(), chunk);
      if (count <= 0) {
        return false;
      }
      if (changedByte >= passed && changedByte < passed + count) {
        chunk[changedByte - passed] ^= (byte) change;
      }
      passed += count;
      machine.kernel().files().write(to.middle.number(), chunk, 0, count);
      return true;
    }

    void end() {
      machine.kernel().sockets().shutdown(from.middle.number(), SocketCalls.SHUT_RDWR);
    }
  }

  /** One side, up to the message of the other. */
  private final class Side implements AutoCloseable {
    private final TlsSession session;
    private final Descriptor input = Descriptor.holding(machine.engine(), MESSAGE, "a message");
    private final Pipe pipe = Pipe.nonBlocking(machine.kernel());
    private Mover out;
    private Mover in;
    private boolean over;

    Side(Leg leg, TlsSettings settings) {
      session = new TlsSession(machine.engine(), leg.near, settings);
    }

    boolean isDone() {
      return over || in != null && in.moved() == MESSAGE.length;
    }

    /** Nothing but what is told in words, and the message, may come of anything. */
    void step() {
      if (isDone()) {
        return;
      }
      try {
        if (in == null) {
          Step step = session.handshake();
          over = step == Step.RESET;
          if (step != Step.INPUT_ENDED) {
            return;
          }
          out = session.encrypting(input);
          in = session.decrypting(Descriptor.owned(machine.kernel(), pipe.writer(), "the output"));
        }
        out.step();
        Step step = in.step();
        over = step == Step.RESET || step == Step.INPUT_ENDED;
      } catch (IpcException.PeerBrokeProtocol | IpcException.TransferFailed told) {
        assertTrue(told.getMessage().contains("the other"), told.getMessage());
        over = true;
      }
    }

    byte[] came() {
      byte[] all = new byte[(int) in.moved()];
      pipe.read(all);
      return all;
    }

    @Override
    public void close() {
      if (in != null) {
        out.close();
        in.close();
      }
      session.close();
      input.close();
      pipe.close();
    }
  }

  @Test
  void byte_that_is_changed_on_the_way_never_becomes_data() {
    TlsSettings asClient =
        TlsSettings.of(TlsSettings.Role.CLIENT)
            .serverName("localhost")
            .trustFile(certificates.pem("ca"))
            .load(machine.engine());
    TlsSettings asServer =
        TlsSettings.of(TlsSettings.Role.SERVER)
            .certificateFile(certificates.pem("server"))
            .keyFile(certificates.key("server"))
            .load(machine.engine());
    Random random = new Random(4711);
    int broken = 0;

    for (int i = 0; i < CONVERSATIONS; i++) {
      int place = random.nextInt(BYTES_WATCHED);
      int change = 1 + random.nextInt(255);
      boolean toServer = random.nextBoolean();
      try (Leg left = new Leg("the other, a server");
          Leg right = new Leg("the other, a client");
          Side client = new Side(left, asClient);
          Side server = new Side(right, asServer)) {
        Passage there = new Passage(left, right, toServer ? place : -1, change);
        Passage back = new Passage(right, left, toServer ? -1 : place, change);
        converse(client, server, there, back);

        broken += client.over || server.over ? 1 : 0;
        for (Side side : new Side[] {client, server}) {
          if (!side.over) {
            assertArrayEquals(MESSAGE, side.came());
          }
        }
      }
    }

    assertTrue(broken > CONVERSATIONS / 2, "only " + broken + " were hit");
  }

  /** Until both have the message or broke off; where both wait in vain the middle goes away. */
  private static void converse(Side client, Side server, Passage there, Passage back) {
    for (int idle = 0; idle < 3 && !(client.isDone() && server.isDone()); idle++) {
      client.step();
      server.step();
      if (there.pass() | back.pass()) {
        idle = 0;
      }
    }
    there.end();
    back.end();
    Machine.await(() -> {
      client.step();
      server.step();
      return client.isDone() && server.isDone();
    });
  }
}
