package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.Proof;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Permissions;
import ipc.sys.FileCalls;
import ipc.sys.ForeignDoor;
import ipc.sys.Kernel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A participant dies before each of its stores in turn, in each operation; then somebody else
 * looks. Nothing that was sent may be lost or come twice, lanes keep their order, counts agree.
 */
class CrashSweepTest {
  private static final Shape SHAPE = new Shape(16, 600_000, 3, new Permissions(0600));
  static final byte[] LONG_BODY = new byte[520_000]; // more than a thousand blocks

  private final Kernel kernel = new Kernel(new ForeignDoor());
  final Engine engine =
      new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() * 1_000_000);
  private final String path = "/dev/shm/ipc-test-sweep-" + ProcessHandle.current().pid();
  SignalWatch signals;

  /** What a participant dies of in these tests: it must not be caught by what unwinds. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void open() {
    signals = engine.watchSignals();
    remove();
  }

  @AfterEach
  void remove() {
    kernel.files().unlinkat(FileCalls.AT_FDCWD, path.getBytes(StandardCharsets.UTF_8), 0);
  }

  @AfterEach
  void close() {
    signals.close();
  }

  static Outgoing message(String body, int priority) {
    return new Outgoing(body.getBytes(StandardCharsets.UTF_8), 0, priority);
  }

  Delivery take(Mailbox mailbox, Optional<Duration> lease) {
    return mailbox.receive(Selector.ANY, lease, Deadline.immediate(), signals).orElseThrow();
  }

  Delivery work(Mailbox mailbox) {
    return mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals).orElseThrow();
  }

  private Mailbox attach(CrashPoint crashPoint) {
    return MailboxFile.open(engine, "mbox:sweep", path).attach(engine, crashPoint);
  }

  private static CrashPoint at(long store) {
    return CrashPoint.before(
        store,
        () -> {
          throw new Death();
        });
  }

  @ParameterizedTest
  @EnumSource(SweptOperation.class)
  void death_at_any_store_loses_nothing_that_was_sent(SweptOperation operation) {
    boolean died = true;
    for (long store = 1; died; store++) {
      try (Mailbox survivor = filled()) {
        died = dies(operation, store);

        survivor.reclaim();

        judge(survivor, operation, died, "store " + store);
      }
      remove();
    }
  }

  @ParameterizedTest
  @EnumSource(SweptOperation.class)
  void death_of_the_reclaimer_too_loses_nothing(SweptOperation operation) {
    boolean died = true;
    for (long store = 1; died; store++) {
      boolean reclaimerDied = true;
      for (long second = 1; reclaimerDied; second++) {
        try (Mailbox survivor = filled()) {
          died = dies(operation, store);

          reclaimerDied = reclaimerDies(second);
          survivor.reclaim();

          judge(survivor, operation, died, "store " + store + ", reclaimer's " + second);
        }
        remove();
        if (operation == SweptOperation.SEND_LONG) {
          // A thousand blocks are written between two points that differ: a sample is enough.
          second += 7;
        }
      }
      if (operation == SweptOperation.SEND_LONG && store > 80) {
        store += 97;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SweptOperation.class)
  void death_whose_place_is_taken_before_anybody_looks_loses_nothing(SweptOperation operation) {
    boolean died = true;
    for (long store = 1; died; store++) {
      try (Mailbox survivor = filled()) {
        died = dies(operation, store);
        // The first free place is the dead one's: it is nobody's, until the newcomer has settled
        // it.
        boolean newcomerDied = dies(SweptOperation.NOTHING, 1 + store % 8);

        attach(CrashPoint.never()).close();

        String where = "store " + store + ", newcomer died " + newcomerDied;
        survivor.reclaim();
        judge(survivor, operation, died, where);
      }
      remove();
      if (operation == SweptOperation.SEND_LONG && store > 80) {
        store += 97;
      }
    }
  }

  @Test
  @Timeout(1200)
  void death_among_millions_of_messages_holds_up_nobody() {
    int messages = Proof.size(20_000, 4_000_000);
    Shape shape = new Shape(messages + 1000, 64L << 20, 255, new Permissions(0600));
    assertTrue(MailboxFile.create(engine, "mbox:sweep", path, shape));
    long longest = 0;
    long longestWithReclaiming = 0;
    int deaths = 0;
    try (Mailbox survivor = attach(CrashPoint.never())) {
      fill(survivor, messages);
      long last = 0;
      for (SweptOperation operation : SweptOperation.values()) {
        boolean died = operation != SweptOperation.PURGE;
        long before = 0;
        for (long store = 1; died; before = store - before, store += before) {
          int ready = survivor.ready();
          died = dies(operation, store);
          deaths += died ? 1 : 0;
          String where = operation + ", store " + store;

          long began = System.nanoTime();
          survivor.send(message("z", 0), Deadline.immediate(), signals);
          long sent = System.nanoTime();
          survivor.reclaim();
          long reclaimed = System.nanoTime();

          longest = Math.max(longest, sent - began);
          longestWithReclaiming = Math.max(longestWithReclaiming, reclaimed - began);
          assertTrue(reclaimed - began < 10_000_000_000L, where);
          assertTrue(Math.abs(survivor.ready() - ready - 1) <= 3, where);
          last = frontAfter(survivor, last, where);
        }
        assertEquals(List.of(), survivor.check(), operation.toString());
      }
      assertTrue(dies(SweptOperation.PURGE, messages));
      survivor.reclaim();
      assertEquals(List.of(), survivor.check());
      frontAfter(survivor, last + 1, "");
    }
    Proof.report(
        "deaths among " + messages + " messages",
        deaths
            + " deaths, longest send after one "
            + longest / 1_000_000
            + " ms, with reclaiming "
            + longestWithReclaiming / 1_000_000
            + " ms");
  }

  private void fill(Mailbox mailbox, int messages) {
    List<Outgoing> batch = Collections.nCopies(1000, message("m", 0));
    for (int sent = 0; sent < messages; sent += batch.size()) {
      mailbox.sendAll(batch, Deadline.immediate(), signals, more -> {});
    }
  }

  /** Takes what is urgent, and the first of the others: a victim has taken a few at most. */
  private long frontAfter(Mailbox survivor, long last, String where) {
    while (true) {
      Delivery front = take(survivor, Optional.empty());
      survivor.settle(front.token());
      if (front.priority() == 0) {
        boolean purged = where.isEmpty();
        assertTrue(front.sequence() > last, where);
        assertTrue(purged || front.sequence() <= last + 4, where);
        return front.sequence();
      }
    }
  }

  /** All three have the same number: nobody else looks before the next one has it. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void newcomer_settles_what_two_before_it_left() {
    boolean secondDied = true;
    for (long store = 1; secondDied; store++) {
      try (Mailbox witness = filled()) {
        MailboxFile file = MailboxFile.open(engine, "mbox:sweep", path);
        take(file.attach(engine, CrashPoint.never()), Optional.empty());
        file.close();
        secondDied = reclaimerDies(store);

        attach(CrashPoint.never()).close();

        assertEquals(List.of(), witness.check(), "store " + store);
        assertEquals(List.of("a", "c"), drain(witness), "store " + store);
      }
      remove();
    }
  }

  private Mailbox filled() {
    assertTrue(MailboxFile.create(engine, "mbox:sweep", path, SHAPE));
    Mailbox mailbox = attach(CrashPoint.never());
    mailbox.send(message("a", 0), Deadline.immediate(), signals);
    mailbox.send(message("b", 9), Deadline.immediate(), signals);
    mailbox.send(message("c", 0), Deadline.immediate(), signals);
    return mailbox;
  }

  /** Whether the victim died; if so, the kernel has given back its life's lock. */
  private boolean dies(SweptOperation operation, long store) {
    MailboxFile file = MailboxFile.open(engine, "mbox:sweep", path);
    Mailbox victim = null;
    try {
      victim = file.attach(engine, at(store));
      operation.run(victim, this);
      if (operation != SweptOperation.TAKE_AND_CLOSE) {
        victim.close();
      }
      return false;
    } catch (Death death) {
      leave(victim, file);
      return true;
    }
  }

  private boolean reclaimerDies(long store) {
    MailboxFile file = MailboxFile.open(engine, "mbox:sweep", path);
    Mailbox reclaimer = null;
    try {
      reclaimer = file.attach(engine, at(store));
      reclaimer.reclaim();
      reclaimer.close();
      return false;
    } catch (Death death) {
      leave(reclaimer, file);
      return true;
    }
  }

  /** What the kernel does for the dead; a process has 65,530 mappings at most. */
  private static void leave(Mailbox dead, MailboxFile file) {
    if (dead == null) {
      file.close();
    } else {
      dead.letGo();
    }
  }

  private void judge(Mailbox survivor, SweptOperation operation, boolean died, String where) {
    assertEquals(List.of(), survivor.check(), where);
    int dead = survivor.dead();
    List<String> left = drain(survivor);
    List<String> old = left.stream().filter(body -> body.length() == 1).toList();
    List<String> added = left.stream().filter(body -> body.length() > 1).toList();
    switch (operation) {
      case SEND_SHORT, SEND_IN_A_NEW_LANE, SEND_LONG -> {
        assertEquals(List.of("b", "a", "c"), old, where);
        assertTrue(added.size() <= 1, where);
        assertTrue(died || added.size() == 1, where);
      }
      case SEND_A_BATCH -> {
        assertEquals(List.of("b", "a", "c"), old, where);
        assertTrue(List.of("new", "newer").subList(0, added.size()).equals(added), where);
        assertTrue(died || added.size() == 2, where);
      }
      case FREE_LONG_AND_SHORT -> {
        assertEquals(List.of("b", "a", "c").subList(3 - old.size(), 3), old, where);
        assertTrue(added.size() <= 1, where + ": " + added.size());
        assertTrue(died || added.equals(List.of("new")), where);
      }
      case TAKE_FROM_THE_HAND -> {
        // One at most is lost with the victim; what it had in hand is there, in its place.
        List<String> expected = List.of("b", "a", "c");
        assertEquals(expected.subList(3 - old.size(), 3), old, where);
        assertTrue(!died || MailboxCounts.of(path).lost() <= 1, where);
        assertTrue(old.size() >= 1 && (died || old.size() == 1), where);
      }
      case RECEIVE_A_BATCH ->
          assertEquals(
              List.of("b", "a", "c").subList(3 - old.size(), 3),
              old,
              where + ": the rest, in order");
      case PURGE -> assertTrue(died || old.isEmpty(), where + ": " + old);
      case WORK_AND_BURY -> assertEquals(3, old.size() + dead, where + ": " + old);
      case WORK_AND_SETTLE ->
          assertTrue(
              old.equals(List.of("b", "a", "c")) || old.equals(List.of("a", "c")),
              where + ": " + old);
      case WORK_AND_GIVE_BACK,
          WORK_AND_POSTPONE,
          LEASE_AND_POSTPONE,
          LEASE_FOR_A_PROCESS_THAT_IS_GONE ->
          assertEquals(List.of("b", "a", "c"), old, where);
      case TAKE_AND_SETTLE, TAKE_AND_GIVE_BACK, TAKE_AND_PUT_BACK, TAKE_AND_CLOSE ->
          // Taken at most once: gone with its receiver, or there, in its place.
          assertTrue(
              old.equals(List.of("b", "a", "c")) || old.equals(List.of("a", "c")),
              where + ": " + old);
      case LEASE_AND_SETTLE ->
          assertTrue(
              old.equals(List.of("b", "a", "c")) || old.equals(List.of("a", "c")),
              where + ": " + old);
      case LEASE_AND_GIVE_BACK, NOTHING -> assertEquals(List.of("b", "a", "c"), old, where);
    }
  }

  private List<String> drain(Mailbox mailbox) {
    List<String> bodies = new ArrayList<>();
    while (true) {
      Optional<Delivery> next =
          mailbox.receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals);
      if (next.isEmpty()) {
        assertEquals(List.of(), mailbox.check());
        return bodies;
      }
      mailbox.settle(next.get().token());
      bodies.add(new String(next.get().body(), StandardCharsets.UTF_8));
    }
  }
}
