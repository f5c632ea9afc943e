package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.Machine;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Permissions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is selected among many, looked for in pieces; and what comes back behind many. */
class SearchTest {
  private static final int OTHERS = 3500; // more than three pieces
  private static final Shape SHAPE = new Shape(OTHERS + 10, 1 << 20, 3, new Permissions(0600));

  @TempDir Path directory;

  private final Machine machine = new Machine();
  private final Engine engine = machine.engine();
  private SignalWatch signals;
  private Mailbox mailbox;

  @BeforeEach
  void fill() {
    signals = engine.watchSignals();
    String path = directory.resolve("many.mbox").toString();
    assertTrue(MailboxFile.create(engine, "mbox:many", path, SHAPE));
    mailbox = attach(path);
    for (int i = 0; i < OTHERS; i++) {
      send(5);
    }
  }

  private Mailbox attach(String path) {
    return MailboxFile.open(engine, "mbox:many", path).attach(engine, CrashPoint.never());
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), mailbox.check());
    mailbox.close();
    signals.close();
    machine.close();
  }

  private long send(long type) {
    return mailbox.send(new Outgoing(new byte[] {1}, type, 0), Deadline.immediate(), signals);
  }

  private Optional<Delivery> receive(Selector.Kind kind, long type) {
    return mailbox.receive(
        new Selector(kind, type), Optional.empty(), Deadline.immediate(), signals);
  }

  @Test
  void a_type_is_found_behind_many_others() {
    long sent = send(7);

    assertEquals(sent, receive(Selector.Kind.EXACTLY, 7).orElseThrow().sequence());
  }

  @Test
  void a_type_that_is_not_there_is_not_found() {
    assertEquals(Optional.empty(), receive(Selector.Kind.EXACTLY, 7));
  }

  @Test
  void the_lowest_type_is_found_behind_many_that_would_do() {
    send(4);
    long lowest = send(2);
    send(3);

    assertEquals(lowest, receive(Selector.Kind.LOWEST_UP_TO, 5).orElseThrow().sequence());
  }

  @Test
  void what_comes_back_from_behind_many_is_behind_them_again() {
    long before = send(7);
    send(8);
    send(7);
    Delivery deep = receive(Selector.Kind.EXACTLY, 8).orElseThrow();

    assertTrue(mailbox.putBack(deep.token()));

    assertEquals(List.of(), mailbox.check());
    List<Delivery> others =
        mailbox.receiveSome(
            new Selector(Selector.Kind.NOT, 5), Optional.empty(), 3, Deadline.immediate(), signals);
    assertEquals(
        List.of(before, before + 1, before + 2), others.stream().map(Delivery::sequence).toList());
    mailbox.settleAll(others);
  }

  @Test
  void what_is_in_hand_and_let_go_is_there_as_before() {
    List<Delivery> inHand = mailbox.reserveSome(Selector.ANY, 5, Deadline.immediate(), signals);
    mailbox.take(inHand.get(0).token());
    mailbox.settle(inHand.get(0).token());

    mailbox.release(inHand.subList(1, 5));

    Delivery next = receive(Selector.Kind.NOT, 0).orElseThrow();
    assertEquals(inHand.get(1).sequence(), next.sequence());
    assertEquals(1, next.deliveries());
  }
}
