package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.IpcException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two who want different things of the same word, over and over: each way in which it can end has a
 * name, and every other is a defect. Each has an attachment of its own, as two processes have.
 */
@Timeout(600)
class RaceTest {
  private static final int ROUNDS = Proof.size(1500, 100_000);
  private static final Optional<Duration> DAY = Optional.of(Duration.ofDays(1));

  /** One message, or none, is there at a time. */
  private static final Shape SHAPE = new Shape(1, 1000, 5, new Permissions(0600));

  /**
   * How a round ended.
   *
   * @param first whether the first got what it wanted
   * @param second likewise
   */
  private record End(boolean first, boolean second, int ready, int held, int dead) {}

  /** What two do at once. */
  enum Race {
    /** One token, settled twice. */
    SETTLE_AND_SETTLE(
        Map.of(
            new End(true, false, 0, 0, 0), "the first settled",
            new End(false, true, 0, 0, 0), "the second settled")) {
      @Override
      void prepare(RaceTest test) {
        test.lease(DAY);
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return mailbox.settle(test.token);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return mailbox.settle(test.token);
      }
    },
    SETTLE_AND_GIVE_BACK(
        Map.of(
            new End(true, false, 0, 0, 0), "settled",
            new End(false, true, 1, 0, 0), "given back")) {
      @Override
      void prepare(RaceTest test) {
        test.lease(DAY);
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return mailbox.settle(test.token);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return mailbox.giveBack(test.token);
      }
    },
    PUT_BACK_AND_BURY(
        Map.of(
            new End(true, false, 1, 0, 0), "put back",
            new End(false, true, 0, 0, 1), "buried")) {
      @Override
      void prepare(RaceTest test) {
        test.lease(DAY);
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return mailbox.putBack(test.token);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return mailbox.bury(test.token);
      }
    },
    RECEIVE_AND_RECEIVE(
        Map.of(
            new End(true, false, 0, 1, 0), "the first got it",
            new End(false, true, 0, 1, 0), "the second got it")) {
      @Override
      void prepare(RaceTest test) {
        test.send(test.judge);
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return test.receive(mailbox);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return test.receive(mailbox);
      }
    },
    RECEIVE_AND_PURGE(
        Map.of(
            new End(true, false, 0, 1, 0), "received",
            new End(false, true, 0, 0, 0), "purged")) {
      @Override
      void prepare(RaceTest test) {
        test.send(test.judge);
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return test.receive(mailbox);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return mailbox.purge(Mailbox.Purge.READY, test.signals) == 1;
      }
    },
    SEND_AND_SEND(
        Map.of(
            new End(true, false, 1, 0, 0), "the first got the room",
            new End(false, true, 1, 0, 0), "the second got the room")) {
      @Override
      void prepare(RaceTest test) {}

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return test.send(mailbox);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return test.send(mailbox);
      }
    },
    /** The lease's time is over, but nobody has looked. */
    SETTLE_AND_RECEIVE(
        Map.of(
            new End(true, false, 0, 0, 0), "settled in time",
            new End(false, true, 0, 1, 0), "delivered again")) {
      @Override
      void prepare(RaceTest test) {
        test.lease(Optional.of(Duration.ZERO));
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return mailbox.settle(test.token);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return test.receive(mailbox);
      }
    },
    SEND_AND_SEAL(
        Map.of(
            new End(true, true, 1, 0, 0), "sent before the seal",
            new End(false, true, 0, 0, 0), "refused")) {
      @Override
      void prepare(RaceTest test) {}

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return test.send(mailbox);
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return test.memory.compareAndSet(Layout.STATE_AT, MailboxFile.OPEN, MailboxFile.SEALED);
      }
    },
    /** Its holder is dead, and two notice. */
    RECLAIM_AND_RECEIVE(
        Map.of(
            new End(true, true, 0, 1, 0), "the first noticed, the second got it",
            new End(false, true, 0, 1, 0), "the second noticed and got it",
            new End(true, false, 1, 0, 0), "the second looked just before it was back")) {
      @Override
      void prepare(RaceTest test) {
        test.send(test.judge);
        try (MailboxFile file = test.open()) {
          Mailbox victim = file.attach(test.engine, CrashPoint.never());
          victim.receiveToWork(Selector.ANY, Deadline.immediate(), test.signals).orElseThrow();
        }
      }

      @Override
      boolean first(RaceTest test, Mailbox mailbox) {
        return mailbox.reclaim() > 0;
      }

      @Override
      boolean second(RaceTest test, Mailbox mailbox) {
        return test.receive(mailbox);
      }
    };

    private final Map<End, String> permitted;

    Race(Map<End, String> permitted) {
      this.permitted = permitted;
    }

    abstract void prepare(RaceTest test);

    abstract boolean first(RaceTest test, Mailbox mailbox);

    abstract boolean second(RaceTest test, Mailbox mailbox);
  }

  private final Kernel kernel = new Kernel(new ForeignDoor());
  private final Engine engine =
      new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() / 1000);
  private final String path = "/dev/shm/ipc-test-race-" + ProcessHandle.current().pid();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SignalWatch signals;
  private MailboxFile file;
  private Memory memory;
  private Mailbox judge;
  private volatile Token token;
  private volatile Token received;

  @BeforeEach
  void make() {
    signals = engine.watchSignals();
    assertTrue(MailboxFile.create(engine, path, path, SHAPE));
    file = open();
    memory = Memory.map(kernel, file.probe(), file.layout().lengthBytes(), CrashPoint.never());
    judge = attach();
  }

  @AfterEach
  void remove() {
    threads.shutdownNow();
    judge.close();
    memory.close();
    file.close();
    signals.close();
    kernel.files().unlinkat(FileCalls.AT_FDCWD, path.getBytes(StandardCharsets.UTF_8), 0);
  }

  private MailboxFile open() {
    return MailboxFile.open(engine, path, path);
  }

  private Mailbox attach() {
    return open().attach(engine, CrashPoint.never());
  }

  private boolean send(Mailbox mailbox) {
    try {
      mailbox.send(new Outgoing(new byte[] {1}, 0, 0), Deadline.immediate(), signals);
      return true;
    } catch (IpcException.LimitReached | IpcException.Unsupported full) {
      return false;
    }
  }

  private void lease(Optional<Duration> lease) {
    send(judge);
    token = judge.receive(Selector.ANY, lease, Deadline.immediate(), signals).orElseThrow().token();
  }

  private boolean receive(Mailbox mailbox) {
    Optional<Delivery> got = mailbox.receive(Selector.ANY, DAY, Deadline.immediate(), signals);
    got.ifPresent(delivery -> received = delivery.token());
    return got.isPresent();
  }

  private void clear() {
    judge.purge(Mailbox.Purge.READY, signals);
    judge.purge(Mailbox.Purge.DEAD, signals);
    if (judge.held() > 0) {
      assertTrue(judge.settle(received));
    }
    memory.put(Layout.STATE_AT, MailboxFile.OPEN);
    assertEquals(List.of(), judge.check());
  }

  @ParameterizedTest
  @EnumSource(Race.class)
  void a_race_for_a_slot_ends_in_a_way_that_has_a_name(Race race) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    // Each of the dead leaves its mapping behind, and a process has 65,530 at most.
    int rounds = race == Race.RECLAIM_AND_RECEIVE ? Math.min(ROUNDS, 20_000) : ROUNDS;
    CyclicBarrier start = new CyclicBarrier(3);
    CyclicBarrier end = new CyclicBarrier(3);
    boolean[] wanted = new boolean[2];
    Callable<Void> first =
        () -> {
          try (Mailbox mailbox = attach()) {
            for (int round = 0; round < rounds; round++) {
              start.await();
              wanted[0] = race.first(this, mailbox);
              end.await();
            }
          }
          return null;
        };
    Callable<Void> second =
        () -> {
          try (Mailbox mailbox = attach()) {
            for (int round = 0; round < rounds; round++) {
              start.await();
              wanted[1] = race.second(this, mailbox);
              end.await();
            }
          }
          return null;
        };
    List<Future<Void>> actors = List.of(threads.submit(first), threads.submit(second));
    for (int round = 0; round < rounds; round++) {
      race.prepare(this);
      start.await();
      end.await(10, TimeUnit.SECONDS);
      End reached = new End(wanted[0], wanted[1], judge.ready(), judge.held(), judge.dead());
      assertTrue(race.permitted.containsKey(reached), () -> race + " ended as " + reached);
      counts.merge(race.permitted.get(reached), 1, Integer::sum);
      clear();
    }
    for (Future<Void> actor : actors) {
      actor.get(10, TimeUnit.SECONDS);
    }
    Proof.report("race", race + " " + counts);
  }

  /** A thread's place among the owners of the lock; it may die with the lock. */
  private final class Contender implements AutoCloseable {
    private final MailboxFile own = open();
    private final Attachment attachment = Attachment.to(own, engine, CrashPoint.never());

    Contender() {
      Settling settling = new Settling(attachment);
      new Reclaiming(attachment, settling, new Holders(attachment, settling)).settlePredecessor();
      attachment.participants().begin(attachment.number(), attachment.generation(), 1, 1);
    }

    /** As a killed process leaves: the lock stays as it is. */
    void die() {
      own.close();
      attachment.memory().close();
    }

    @Override
    public void close() {
      attachment.participants().end(attachment.number());
      die();
    }
  }

  @Test
  void the_lock_has_one_owner_and_passes_on_from_the_dead_alone() throws Exception {
    int contenders = 4;
    int rounds = ROUNDS * 4;
    int lives = Proof.size(8, 200);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger two = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    AtomicInteger deaths = new AtomicInteger();
    long epoch = memory.getLong(Layout.EPOCH_AT);
    Callable<Void> contender =
        () -> {
          for (int life = 0; life < lives; life++) {
            Contender one = new Contender();
            OwnerLock lock = one.attachment.lock();
            for (int round = 0; round < rounds / lives; round++) {
              lock.lock();
              if (inside.incrementAndGet() != 1) {
                two.incrementAndGet();
              }
              Counter.TORN.add(memory, 1);
              entered.incrementAndGet();
              inside.decrementAndGet();
              lock.unlock();
            }
            if (life % 2 == 0) {
              one.close();
            } else {
              lock.lock();
              deaths.incrementAndGet();
              one.die();
            }
          }
          return null;
        };
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < contenders; i++) {
      all.add(threads.submit(contender));
    }
    for (Future<Void> each : all) {
      each.get(300, TimeUnit.SECONDS);
    }
    try (Contender last = new Contender()) {
      last.attachment.lock().lock();
      last.attachment.lock().unlock();
    }

    long counted = memory.getLong(Layout.COUNTERS_AT + (long) Counter.TORN.ordinal() * Long.BYTES);
    long takenOver = memory.getLong(Layout.EPOCH_AT) - epoch;
    Proof.report("lock", entered + " entries, " + takenOver + " taken over from the dead");
    assertEquals(0, two.get(), "two were inside at once");
    assertEquals(entered.get(), counted, "an update under the lock was lost");
    assertEquals(deaths.get(), takenOver, "taken over, and not from the dead");
  }
}
