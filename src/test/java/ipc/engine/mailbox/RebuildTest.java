package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
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
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mailbox that was last used before the machine was started, with pages of different ages. */
@Timeout(60)
class RebuildTest {
  private static final Shape SHAPE = new Shape(16, 100_000, 3, new Permissions(0600));

  private final Kernel kernel = new Kernel(new ForeignDoor());
  private final Engine engine =
      new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() * 1_000_000);
  private final String path = "/dev/shm/ipc-test-rebuild-" + ProcessHandle.current().pid();
  private SignalWatch signals;

  @BeforeEach
  void make() {
    signals = engine.watchSignals();
    assertTrue(MailboxFile.create(engine, "mbox:old", path, SHAPE));
  }

  @AfterEach
  void remove() {
    signals.close();
    kernel.files().unlinkat(FileCalls.AT_FDCWD, path.getBytes(StandardCharsets.UTF_8), 0);
  }

  private Mailbox attach() {
    return MailboxFile.open(engine, "mbox:old", path).attach(engine, CrashPoint.never());
  }

  private void send(Mailbox mailbox, String body, int priority) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    mailbox.send(new Outgoing(bytes, 0, priority), Deadline.immediate(), signals);
  }

  private Delivery receive(Mailbox mailbox, Optional<Duration> lease) {
    return mailbox.receive(Selector.ANY, lease, Deadline.immediate(), signals).orElseThrow();
  }

  /** What a start of the machine leaves: another boot's id, and nobody's locks. */
  private void age(long garbageFrom, long garbageTo) {
    SplittableRandom random = new SplittableRandom(42);
    try (MailboxFile file = MailboxFile.open(engine, "mbox:old", path);
        Memory memory =
            Memory.map(kernel, file.probe(), file.layout().lengthBytes(), CrashPoint.never())) {
      for (long at = garbageFrom; at < garbageTo; at += Long.BYTES) {
        memory.put(at, random.nextLong());
      }
      memory.put(Layout.BOOT_ID_AT, 1L);
    }
  }

  private List<String> drain(Mailbox mailbox) {
    List<String> bodies = new ArrayList<>();
    while (mailbox.ready() > 0) {
      Delivery delivery = receive(mailbox, Optional.empty());
      bodies.add(new String(delivery.body(), StandardCharsets.UTF_8));
      mailbox.settle(delivery.token());
    }
    return bodies;
  }

  @Test
  void messages_outlive_a_start_of_the_machine_in_their_order() {
    String large = "x".repeat(5000);
    try (Mailbox mailbox = attach()) {
      send(mailbox, "first", 0);
      send(mailbox, large, 0);
      send(mailbox, "urgent", 20_000);
      send(mailbox, "last", 0);
    }
    age(Layout.FREE_SLOT_AT, Layout.PARTICIPANT_TABLE_AT);

    try (Mailbox mailbox = attach()) {
      assertEquals(List.of(), mailbox.check());
      assertEquals(List.of("urgent", "first", large, "last"), drain(mailbox));
      send(mailbox, "new", 0);
      assertEquals(List.of("new"), drain(mailbox));
    }
  }

  @Test
  void lease_of_another_boot_is_over() {
    try (Mailbox mailbox = attach()) {
      send(mailbox, "leased", 0);
      send(mailbox, "waiting", 0);
      receive(mailbox, Optional.of(Duration.ofDays(1)));
    }
    age(0, 0);

    try (Mailbox mailbox = attach()) {
      assertEquals(List.of(), mailbox.check());
      assertEquals(List.of("leased", "waiting"), drain(mailbox));
    }
  }

  @Test
  void fence_rises_over_a_start_of_the_machine_whatever_reached_the_disk() {
    Optional<Duration> lease = Optional.of(Duration.ZERO);
    long last = 0;
    try (Mailbox mailbox = attach()) {
      send(mailbox, "again", 0);
      for (int i = 0; i < 3; i++) {
        last = receive(mailbox, lease).fence();
      }
    }
    try (MailboxFile file = MailboxFile.open(engine, "mbox:old", path);
        Memory memory =
            Memory.map(kernel, file.probe(), file.layout().lengthBytes(), CrashPoint.never())) {
      memory.put(Layout.FENCE_AT, 1L); // an older page
    }
    age(0, 0);

    try (Mailbox mailbox = attach()) {
      assertTrue(receive(mailbox, lease).fence() > last);
    }
  }

  @Test
  void torn_message_is_dropped_and_the_others_stay() {
    try (Mailbox mailbox = attach()) {
      send(mailbox, "y".repeat(600), 0);
      send(mailbox, "whole", 0);
    }
    long block = SHAPE.layout().blockAt(1);
    age(block, block + 8);

    try (Mailbox mailbox = attach()) {
      assertEquals(List.of(), mailbox.check());
      assertEquals(List.of("whole"), drain(mailbox));
    }
  }

  @Test
  void lock_and_change_of_another_boot_hold_up_nobody() {
    try (Mailbox mailbox = attach()) {
      send(mailbox, "there", 0);
    }
    age(Layout.LOCK_AT, Layout.COUNTERS_AT);

    try (Mailbox mailbox = attach()) {
      assertEquals(List.of("there"), drain(mailbox));
    }
  }

  @Test
  void mailbox_of_this_boot_is_left_as_it_is() {
    try (Mailbox mailbox = attach()) {
      send(mailbox, "leased", 0);
      receive(mailbox, Optional.of(Duration.ofDays(1)));
    }

    try (Mailbox mailbox = attach()) {
      assertEquals(1, mailbox.held());
    }
  }
}
