package ipc.engine.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Mover.Step;
import ipc.sys.FileCalls;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@link TlsSession} asks of who drives it is enough: nothing is ever waited for in vain. */
@ExtendWith(NothingLeft.class)
class TlsDrivingTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir private Path directory;

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  /** What to wait for, each a descriptor and its events. */
  private record Interest(int descriptor, int events) {}

  /** One side, driven by the rules. */
  private final class Side implements AutoCloseable {
    private final TlsSession session;
    private final int socket;
    private final Descriptor input;
    private final Pipe arriving = Pipe.nonBlocking(machine.kernel());
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private final byte[] piece;
    private Mover out;
    private Mover in;
    private Step outStep = Step.MOVED;
    private Step inStep = Step.MOVED;
    private boolean finished;

    Side(TlsSettings.Builder settings, Descriptor socket, byte[] data, int pieceBytes) {
      this.socket = socket.number();
      session = new TlsSession(machine.engine(), socket, settings.load(machine.engine()));
      input = Descriptor.holding(machine.engine(), data, "data");
      piece = new byte[pieceBytes];
    }

    boolean isDone() {
      return finished && inStep == Step.INPUT_ENDED && came.size() == in.moved();
    }

    void step() {
      if (out == null) {
        inStep = session.handshake();
        if (inStep != Step.INPUT_ENDED) {
          return;
        }
        inStep = Step.MOVED;
        out = session.encrypting(input);
        in =
            session.decrypting(Descriptor.owned(machine.kernel(), arriving.writer(), "the output"));
      }
      for (outStep = out.step(); outStep == Step.MOVED; outStep = out.step()) {}
      if (outStep == Step.INPUT_ENDED && !finished) {
        outStep = session.finishWriting();
        finished = outStep == Step.INPUT_ENDED;
      }
      if (inStep != Step.INPUT_ENDED) {
        for (inStep = in.step(); inStep == Step.MOVED; inStep = in.step()) {}
      }
      int count = arriving.read(piece);
      if (count > 0) {
        came.write(piece, 0, count);
      }
    }

    List<Interest> interests() {
      List<Interest> all = new ArrayList<>();
      if (out == null) {
        boolean reads = inStep == Step.NEEDS_INPUT;
        return List.of(new Interest(socket, reads ? FileCalls.POLLIN : FileCalls.POLLOUT));
      }
      switch (outStep) {
        case NEEDS_INPUT -> all.add(new Interest(input.number(), FileCalls.POLLIN));
        case NEEDS_ROOM -> all.add(new Interest(socket, FileCalls.POLLOUT));
        case MOVED, INPUT_ENDED, READER_GONE, RESET -> {}
      }
      switch (inStep) {
        case NEEDS_INPUT -> all.add(new Interest(socket, FileCalls.POLLIN));
        case NEEDS_ROOM -> all.add(new Interest(arriving.writer(), FileCalls.POLLOUT));
        case MOVED, INPUT_ENDED, READER_GONE, RESET -> {}
      }
      if (session.wantsToWrite()) {
        all.add(new Interest(socket, FileCalls.POLLOUT));
      }
      all.add(new Interest(arriving.reader(), FileCalls.POLLIN));
      return all;
    }

    @Override
    public void close() {
      if (out != null) {
        out.close();
        in.close();
      }
      session.close();
      input.close();
      arriving.close();
    }
  }

  private void await(Side... sides) {
    List<Interest> all = new ArrayList<>();
    for (Side side : sides) {
      if (!side.isDone()) {
        all.addAll(side.interests());
      }
    }
    int[] descriptors = all.stream().mapToInt(Interest::descriptor).toArray();
    int[] events = all.stream().mapToInt(Interest::events).toArray();
    int ready =
        machine
            .kernel()
            .files()
            .poll(descriptors, events, PATIENCE_NANOS, new int[descriptors.length]);
    assertTrue(ready > 0, "nothing became ready, and not all is done");
  }

  @Test
  void two_sides_that_wait_by_the_rules_come_to_their_ends() {
    Certificates certificates = new Certificates(directory);
    certificates.selfSigned("server");
    byte[] up = new byte[8_000_000];
    byte[] down = new byte[3_000_000];
    new Random(1).nextBytes(up);
    new Random(2).nextBytes(down);

    try (Ends ends = Ends.of(machine);
        Side client =
            new Side(
                TlsSettings.of(TlsSettings.Role.CLIENT)
                    .serverName("localhost")
                    .trustFile(certificates.pem("server")),
                ends.client,
                up,
                10_000);
        Side server =
            new Side(
                TlsSettings.of(TlsSettings.Role.SERVER)
                    .certificateFile(certificates.pem("server"))
                    .keyFile(certificates.key("server")),
                ends.server,
                down,
                200_000)) {
      client.step();
      server.step();
      while (!client.isDone() || !server.isDone()) {
        await(client, server);
        client.step();
        server.step();
      }

      assertArrayEquals(up, server.came.toByteArray());
      assertArrayEquals(down, client.came.toByteArray());
    }
  }
}
