package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Permissions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another does just before a store of ours, where nobody has the lock. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterferenceTest {
  @TempDir Path directory;

  private final Machine machine = new Machine();
  private final Engine engine = machine.engine();
  private String path;
  private SignalWatch signals;

  @BeforeEach
  void open() {
    signals = engine.watchSignals();
    path = directory.resolve("shared.mbox").toString();
  }

  @AfterEach
  void close() {
    signals.close();
    machine.close();
  }

  private void create(int messages, long bytes) {
    assertTrue(
        MailboxFile.create(
            engine, "mbox:shared", path, new Shape(messages, bytes, 3, new Permissions(0600))));
  }

  private Mailbox attach(CrashPoint crashPoint) {
    return MailboxFile.open(engine, "mbox:shared", path).attach(engine, crashPoint);
  }

  private void send(Mailbox mailbox, int bytes) {
    mailbox.send(new Outgoing(new byte[bytes], 0, 0), Deadline.immediate(), signals);
  }

  /** Runs what another does, once, before the first store of ours that is made without the lock. */
  private final class Meanwhile implements Runnable {
    private final int storesBefore;
    private Optional<Runnable> other = Optional.empty();
    private int stores;

    Meanwhile(int storesBefore) {
      this.storesBefore = storesBefore;
    }

    void let(Runnable whatHappens) {
      other = Optional.of(whatHappens);
    }

    @Override
    public void run() {
      if (other.isEmpty() || isLocked() || stores++ < storesBefore) {
        return;
      }
      Runnable now = other.get();
      other = Optional.empty();
      now.run();
    }

    private boolean isLocked() {
      return word(Layout.LOCK_AT) != 0;
    }
  }

  @Test
  void nobody_but_the_taker_settles_what_is_taken_at_most_once() {
    create(4, 4096);
    Meanwhile meanwhile = new Meanwhile(0);
    try (Mailbox other = attach(CrashPoint.never());
        Mailbox owner = attach(CrashPoint.before(1, meanwhile))) {
      send(other, 3);
      Delivery taken =
          owner
              .receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals)
              .orElseThrow();
      List<Boolean> gaveBack = new ArrayList<>();
      meanwhile.let(() -> gaveBack.add(other.giveBack(taken.token())));

      assertTrue(owner.settle(taken.token()));

      assertEquals(List.of(false), gaveBack);
      assertEquals(List.of(), other.check());
      assertFalse(other.settle(taken.token()));
    }
  }

  @Test
  void the_blocks_that_a_long_body_still_lacks_are_not_given_to_another() {
    // 2,049 blocks; 500 small bodies take one each, so 1,549 are left, and more bytes than that.
    create(3000, 1 << 20);
    Meanwhile meanwhile = new Meanwhile(1);
    try (Mailbox other = attach(CrashPoint.never());
        Mailbox sender = attach(CrashPoint.before(1, meanwhile))) {
      for (int i = 0; i < 500; i++) {
        send(other, 65);
      }
      List<String> second = new ArrayList<>();
      meanwhile.let(() -> {
        try {
          send(other, 300 * Layout.BLOCK_BYTES);
          second.add("sent");
        } catch (IpcException.LimitReached full) {
          second.add("full");
        }
      });

      send(sender, 1500 * Layout.BLOCK_BYTES);

      assertEquals(List.of("full"), second);
      assertEquals(List.of(), other.check());
    }
  }

  private long word(long at) {
    byte[] word = new byte[Long.BYTES];
    try (MailboxFile file = MailboxFile.open(engine, "mbox:shared", path)) {
      engine.kernel().files().pread(file.probe().number(), word, at);
    }
    return ByteBuffer.wrap(word).order(ByteOrder.nativeOrder()).getLong();
  }

  /** A deadline that is over when it is first asked; what happens then is done just before. */
  private static Deadline overAfter(Runnable whatHappens) {
    AtomicInteger asked = new AtomicInteger();
    return Deadline.after(
        Duration.ofNanos(1),
        () -> {
          int times = asked.getAndIncrement();
          if (times == 1) {
            whatHappens.run();
          }
          return times;
        });
  }

  /** As a killed process leaves. */
  private void die(MailboxFile file) {
    file.close();
  }

  private MailboxFile opened() {
    return MailboxFile.open(engine, "mbox:shared", path);
  }

  @Test
  void what_another_reclaims_between_our_look_and_our_question_is_received() {
    create(4, 4096);
    try (Mailbox witness = attach(CrashPoint.never());
        Mailbox receiver = attach(CrashPoint.never())) {
      MailboxFile victim = opened();
      send(witness, 3);
      victim
          .attach(engine, CrashPoint.never())
          .reserveSome(Selector.ANY, 1, Deadline.immediate(), signals);
      die(victim);

      List<Delivery> got =
          receiver.reserveSome(Selector.ANY, 1, overAfter(witness::reclaim), signals);

      assertEquals(1, got.size());
    }
  }

  @Test
  void room_that_another_reclaims_between_our_look_and_our_question_is_used() {
    create(1, 4096);
    try (Mailbox witness = attach(CrashPoint.never());
        Mailbox sender = attach(CrashPoint.never())) {
      MailboxFile victim = opened();
      send(witness, 3);
      victim
          .attach(engine, CrashPoint.never())
          .receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals);
      die(victim);

      sender.send(new Outgoing(new byte[1], 0, 0), overAfter(witness::reclaim), signals);

      assertEquals(1, witness.ready());
    }
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void a_long_body_that_was_begun_just_before_its_sender_is_found_dead_goes_whole() {
    boolean died = true;
    for (int store = 1; died; store++) {
      path = directory.resolve(store + ".mbox").toString();
      create(4, 1 << 16);
      Meanwhile meanwhile = new Meanwhile(2); // two lockings; then the first of the dead is settled
      try (Mailbox witness = attach(CrashPoint.before(1, meanwhile))) {
        MailboxFile first = opened();
        MailboxFile second = opened();
        send(witness, 3);
        first
            .attach(engine, CrashPoint.never())
            .receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals);
        int[] stores = new int[1];
        int last = store;
        boolean[] sending = new boolean[1];
        Mailbox sender =
            second.attach(
                engine,
                CrashPoint.before(
                    1,
                    () -> {
                      if (sending[0] && ++stores[0] >= last) {
                        throw new Death();
                      }
                    }));
        boolean[] sent = new boolean[1];
        meanwhile.let(() -> {
          sending[0] = true;
          try {
            send(sender, 3000);
            sent[0] = true;
          } catch (Death death) {
            die(second);
          }
        });
        die(first);

        witness.reclaim();

        died = !sent[0];
        assertEquals(List.of(), witness.check(), "store " + store);
        if (!died) {
          sending[0] = false;
          sender.close();
        }
      }
    }
  }

  @Test
  void room_that_a_sender_finds_for_more_than_itself_wakes_another() {
    create(2, 4096);
    try (Mailbox receiver = attach(CrashPoint.never());
        Mailbox waiting = attach(CrashPoint.never());
        Mailbox sender = attach(CrashPoint.never())) {
      send(sender, 1);
      send(sender, 1);
      List<Delivery> taken =
          receiver.receiveSome(Selector.ANY, Optional.empty(), 2, Deadline.immediate(), signals);
      assertThrows(IpcException.LimitReached.class, () -> send(waiting, 1));
      receiver.settleAll(taken);

      send(sender, 1);

      assertEquals(0, word(Layout.WAITING_SENDERS_AT));
    }
  }

  private long mappings() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.endsWith(path)).count();
    }
  }

  @Test
  void who_finds_no_place_leaves_nothing_mapped() throws IOException {
    create(4, 4096);
    try (MailboxFile others = opened();
        MailboxFile file = opened()) {
      for (int number = 0; number < others.layout().participants(); number++) {
        engine.kernel().locks().lockByte(others.life().number(), Layout.LIFE_BYTE + number);
      }

      assertThrows(IpcException.LimitReached.class, () -> file.attach(engine, CrashPoint.never()));

      assertEquals(0, mappings());
    }
  }

  @Test
  void what_comes_where_a_long_search_has_looked_is_found() {
    create(3000, 1 << 20);
    Meanwhile meanwhile = new Meanwhile(1); // after the first piece of the search
    try (Mailbox other = attach(CrashPoint.never());
        Mailbox receiver = attach(CrashPoint.before(1, meanwhile))) {
      for (int i = 0; i < 2500; i++) {
        other.send(new Outgoing(new byte[1], 5, 1), Deadline.immediate(), signals);
      }
      meanwhile.let(
          () -> other.send(new Outgoing(new byte[1], 7, 2), Deadline.immediate(), signals));

      Optional<Delivery> found =
          receiver.receive(
              new Selector(Selector.Kind.EXACTLY, 7),
              Optional.empty(),
              Deadline.immediate(),
              signals);

      assertTrue(found.isPresent());
    }
  }

  /** Has the lock and does not go on: a process that is stopped. */
  private final class Stopped implements AutoCloseable {
    private final MailboxFile file = opened();
    private final Attachment attachment = Attachment.to(file, engine, CrashPoint.never());

    Stopped() {
      attachment.participants().begin(attachment.number(), attachment.generation(), 1, 1);
    }

    void lock() {
      attachment.lock().lock();
    }

    void goOn() {
      attachment.unlock();
    }

    @Override
    public void close() {
      attachment.participants().end(attachment.number());
      attachment.memory().close();
      file.close();
    }
  }

  @Test
  void who_leaves_waits_for_nobody_who_is_stopped_and_what_it_had_is_not_lost() {
    create(4, 4096);
    try (Mailbox other = attach(CrashPoint.never());
        Stopped stopped = new Stopped()) {
      for (int i = 0; i < 4; i++) {
        send(other, 1);
      }
      Mailbox leaving = attach(CrashPoint.never());
      leaving.receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals);
      List<Delivery> inHand = leaving.reserveSome(Selector.ANY, 2, Deadline.immediate(), signals);
      leaving.take(inHand.get(0).token());
      leaving.settle(inHand.get(0).token());
      stopped.lock();

      leaving.close();

      stopped.goOn();
      other.reclaim();
      assertEquals(List.of(), other.check());
      assertEquals(3, other.ready());
      assertEquals(0, MailboxCounts.of(path).lost());
    }
  }

  @Test
  void a_long_body_that_is_given_up_behind_who_is_stopped_leaves_its_room() {
    create(4, 1 << 20);
    Meanwhile meanwhile = new Meanwhile(1); // the first chunk is had
    try (Mailbox other = attach(CrashPoint.never());
        Stopped stopped = new Stopped();
        Mailbox sender = attach(CrashPoint.before(1, meanwhile))) {
      meanwhile.let(stopped::lock);

      assertThrows(IpcException.LimitReached.class, () -> send(sender, 1 << 20));

      stopped.goOn();
      send(sender, 1 << 20);
      assertEquals(List.of(), other.check());
      assertEquals(1, other.ready());
    }
  }
}
