package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.MailboxTotals;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.model.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxesTest {
  private static final Address JOBS = Address.parse("mbox:jobs");

  @TempDir private Path directory;
  private final Machine machine = new Machine();
  private final Engine engine = machine.engine();
  private SignalWatch signals;
  private Path home;
  private Mailboxes mailboxes;

  @BeforeEach
  void open() {
    signals = engine.watchSignals();
    home = directory.resolve("home");
    mailboxes = new Mailboxes(engine, MailboxSettings.in(home.toString()));
  }

  @AfterEach
  void close() {
    signals.close();
    machine.close();
  }

  private static Wish wish() {
    return new Wish(
        OptionalInt.of(16),
        OptionalLong.of(1 << 20),
        OptionalInt.of(2),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private MailboxCreated create() {
    return mailboxes.create(JOBS, wish(), false, signals);
  }

  private void send(Mailbox mailbox, String body, int priority) {
    mailbox.send(new Outgoing(body.getBytes(), 0, priority), Deadline.immediate(), signals);
  }

  private Detail.Mailbox detail() {
    return (Detail.Mailbox) mailboxes.status(JOBS, engine.scan()).detail();
  }

  @Test
  void a_home_is_made_for_its_user_alone() throws IOException {
    create();

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
    assertTrue(Files.exists(home.resolve("jobs.mbox")));
  }

  @Test
  void a_home_that_others_may_enter_is_refused() throws IOException {
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-x---"));

    assertThrows(IpcException.NotPermitted.class, this::create);
  }

  @Test
  void a_home_that_is_a_link_is_refused() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(home, elsewhere);

    assertThrows(IpcException.NotPermitted.class, this::create);
  }

  @Test
  void a_name_is_taken_once() {
    create();

    assertThrows(IpcException.AlreadyExists.class, this::create);
  }

  @Test
  void an_existing_mailbox_is_accepted_if_it_is_as_wished() {
    create();
    Wish other =
        new Wish(
            OptionalInt.of(17),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertFalse(mailboxes.create(JOBS, wish(), true, signals).isNew());
    assertThrows(
        IpcException.AlreadyExists.class, () -> mailboxes.create(JOBS, other, true, signals));
  }

  @Test
  void a_name_in_memory_is_taken_on_disk_too() {
    machine.assumeRoot();
    String name = machine.uniqueName();
    Address address = Address.parse("mbox:" + name);
    MailboxSettings settings =
        new MailboxSettings(
            Optional.empty(),
            Optional.of(directory.toString()),
            Optional.empty(),
            CrashPoint.never());
    Mailboxes both = new Mailboxes(engine, settings);
    machine.deleteAtEnd("/dev/shm/ipc-0/" + name + ".mbox");
    both.create(address, durable(Persistence.KERNEL), false, signals);

    assertThrows(
        IpcException.AlreadyExists.class,
        () -> both.create(address, durable(Persistence.FILE), false, signals));
  }

  private static Wish durable(Persistence persistence) {
    return new Wish(
        OptionalInt.of(4),
        OptionalLong.of(1024),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(persistence));
  }

  @Test
  void a_mode_is_for_a_path_alone() {
    Wish shared =
        new Wish(
            OptionalInt.of(4),
            OptionalLong.of(1024),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(new Permissions(0660)),
            Optional.empty());
    Address path = Address.parse("mbox:" + directory.resolve("shared.mbox"));

    assertThrows(IpcException.BadUsage.class, () -> mailboxes.create(JOBS, shared, false, signals));
    assertTrue(mailboxes.create(path, shared, false, signals).isNew());
    assertEquals(0660, mailboxes.status(path, engine.scan()).mode().orElseThrow().bits());
  }

  @Test
  void a_looker_sees_counts_and_who_takes_part() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      send(mailbox, "b", 0);
      mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals);

      assertEquals(1, detail().ready());
      assertEquals(1, detail().held());
      assertEquals(1, detail().attached());
    }

    assertEquals(2, detail().ready());
    assertEquals(0, detail().attached());
  }

  @Test
  void a_looker_reads_messages_in_the_order_of_receiving() {
    create();
    String large = "x".repeat(700_000); // more than a thousand blocks
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals);
        MailboxLook look = mailboxes.look(JOBS)) {
      send(mailbox, "first", 0);
      send(mailbox, large, 0);
      send(mailbox, "urgent", 9);

      List<String> bodies =
          look.first(MailboxLook.Kind.READY, 3).stream()
              .map(each -> new String(each.body()))
              .toList();

      assertEquals(List.of("urgent", "first", large), bodies);
      assertEquals(3, mailbox.ready());
    }
  }

  @Test
  void a_message_put_back_was_never_delivered() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      for (int i = 0; i < 5; i++) {
        Delivery taken = take(mailbox);
        assertEquals(1, taken.deliveries());
        mailbox.putBack(taken.token());
      }

      assertArrayEquals("a".getBytes(), take(mailbox).body());
      assertEquals(List.of(), mailbox.check());
    }
  }

  private Delivery take(Mailbox mailbox) {
    return mailbox
        .receive(Selector.ANY, Optional.empty(), Deadline.immediate(), signals)
        .orElseThrow();
  }

  @Test
  void work_that_is_given_back_too_often_is_dead() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      for (int i = 0; i < 2; i++) {
        Delivery work =
            mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals).orElseThrow();
        mailbox.giveBack(work.token());
      }

      assertEquals(1, mailbox.dead());
      assertEquals(1, mailbox.purge(Mailbox.Purge.DEAD, signals));
      assertEquals(0, mailbox.dead());
      assertEquals(List.of(), mailbox.check());
    }
  }

  @Test
  void who_takes_part_sees_a_change_at_once() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      Delivery work =
          mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals).orElseThrow();

      mailboxes.adjust(
          JOBS, new Adjustment(OptionalInt.of(1), Optional.empty(), Optional.empty()), signals);
      mailbox.giveBack(work.token());

      assertEquals(1, mailbox.dead());
      assertEquals(1, detail().maxDeliveries());
    }
  }

  private void backOff(Duration span) {
    Adjustment adjustment = new Adjustment(OptionalInt.of(9), Optional.of(span), Optional.empty());
    mailboxes.adjust(JOBS, adjustment, signals);
  }

  private Delivery lease(Mailbox mailbox, Deadline until) {
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    return mailbox.receive(Selector.ANY, hour, until, signals).orElseThrow();
  }

  @Test
  void what_is_given_back_stays_away_and_counts_its_deliveries() {
    create();
    backOff(Duration.ofMillis(1));
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      for (int deliveries = 1; deliveries <= 5; deliveries++) {
        Delivery work =
            mailbox
                .receiveToWork(Selector.ANY, engine.within(Duration.ofMinutes(1)), signals)
                .orElseThrow();
        assertEquals(deliveries, work.deliveries());
        assertTrue(mailbox.giveBack(work.token()));
        assertEquals(1, mailbox.held());
        assertEquals(List.of(), mailbox.check());
      }
    }
  }

  @Test
  void what_is_given_back_with_a_delay_is_nobodys_until_then() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "later", 0);
      send(mailbox, "now", 0);
      Token later = lease(mailbox, Deadline.immediate()).token();

      assertTrue(mailbox.giveBack(later, Duration.ofHours(1)));

      assertFalse(mailbox.settle(later));
      assertFalse(mailbox.giveBack(later));
      assertFalse(mailbox.bury(later));
      assertFalse(mailbox.extend(later, Duration.ZERO));
      assertArrayEquals("now".getBytes(), lease(mailbox, Deadline.immediate()).body());
      assertEquals(0, mailbox.ready());
      assertEquals(2, mailbox.held());
      assertEquals(List.of(), mailbox.check());
    }
  }

  @Test
  void a_fence_rises_with_each_lease_of_whatever_message_by_whomever() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals);
        Mailbox other = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "a", 0);
      send(mailbox, "b", 9);
      Delivery b = lease(mailbox, Deadline.immediate());
      Delivery a = other.receiveToWork(Selector.ANY, Deadline.immediate(), signals).orElseThrow();
      mailbox.giveBack(b.token());
      Delivery again = lease(other, Deadline.immediate());
      other.giveBack(again.token(), Duration.ZERO);

      assertEquals(List.of(1L, 2L, 3L), List.of(b.fence(), a.fence(), again.fence()));
    }
  }

  @Test
  void many_leases_that_last_do_not_hide_one_that_is_over() {
    Wish large =
        new Wish(
            OptionalInt.of(3000),
            OptionalLong.of(1 << 20),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    mailboxes.create(JOBS, large, false, signals);
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      for (int i = 0; i < 2500; i++) {
        send(mailbox, "lasts", 0);
        lease(mailbox, Deadline.immediate());
      }
      send(mailbox, "over", 0);
      Token over = lease(mailbox, Deadline.immediate()).token();

      assertTrue(mailbox.giveBack(over, Duration.ofMillis(1)));

      Deadline soon = engine.within(Duration.ofMinutes(1));
      assertArrayEquals("over".getBytes(), lease(mailbox, soon).body());
      assertEquals(List.of(), mailbox.check());
    }
  }

  @Test
  void settings_that_nobody_set_are_damage() throws IOException {
    create();
    byte[] file = Files.readAllBytes(home.resolve("jobs.mbox"));
    file[(int) Layout.SETTINGS_AT] ^= 1;
    Files.write(home.resolve("jobs.mbox"), file);

    assertThrows(IpcException.Corrupt.class, () -> mailboxes.open(JOBS, signals));
    assertThrows(IpcException.Corrupt.class, () -> mailboxes.look(JOBS));
  }

  @Test
  void a_purge_leaves_what_is_held() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      send(mailbox, "held", 0);
      mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals);
      send(mailbox, "a", 0);
      send(mailbox, "b", 5);

      assertEquals(2, mailbox.purge(Mailbox.Purge.READY, signals));
      assertEquals(1, mailbox.held());
      assertEquals(List.of(), mailbox.check());
    }
  }

  @Test
  void each_message_is_counted_by_what_became_of_it() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      for (int i = 0; i < 7; i++) {
        send(mailbox, "m" + i, 0);
      }
      mailbox.settle(take(mailbox).token());
      mailbox.settle(take(mailbox).token());
      mailbox.settle(lease(mailbox, Deadline.immediate()).token());
      mailbox.giveBack(lease(mailbox, Deadline.immediate()).token()); // m3
      mailbox.settle(lease(mailbox, Deadline.immediate()).token()); // m3 again
      mailbox.bury(lease(mailbox, Deadline.immediate()).token()); // m4
      mailbox.purge(Mailbox.Purge.DEAD, signals);
      Optional<Duration> noTime = Optional.of(Duration.ZERO);
      mailbox.receive(Selector.ANY, noTime, Deadline.immediate(), signals); // m5
      mailbox.settle(take(mailbox).token()); // m5 again
      mailbox.purge(Mailbox.Purge.READY, signals); // m6

      assertEquals(List.of(), mailbox.check());
    }
    assertEquals(new MailboxTotals(7, 3, 2, 1, 2, 1, 1, 2, 0, 0), detail().totals());
  }

  @Test
  void a_sealed_mailbox_gives_out_what_is_left() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals);
        MailboxFile file = mailboxes.open(JOBS, signals)) {
      send(mailbox, "a", 0);

      assertTrue(file.seal(engine, CrashPoint.never()));

      assertFalse(file.seal(engine, CrashPoint.never()));
      assertThrows(IpcException.Unsupported.class, () -> send(mailbox, "b", 0));
      mailbox.settle(take(mailbox).token());
      assertTrue(
          mailbox.receive(Selector.ANY, Optional.empty(), Deadline.never(), signals).isEmpty());
      assertTrue(mailbox.hasEnded());
    }
  }

  @Test
  void removal_ends_it_for_who_takes_part() {
    create();
    try (Mailbox mailbox = mailboxes.attach(JOBS, signals)) {
      mailboxes.remove(mailboxes.status(JOBS, engine.scan()));

      assertThrows(IpcException.NoSuchObject.class, () -> take(mailbox));
      assertThrows(IpcException.NoSuchObject.class, () -> send(mailbox, "a", 0));
      assertFalse(Files.exists(home.resolve("jobs.mbox")));
    }
  }

  @Test
  void whoever_opens_a_removed_mailbox_finishes_the_removal() {
    create();
    try (MailboxFile file = mailboxes.open(JOBS, signals)) {
      file.end(engine, CrashPoint.never());
    }

    assertThrows(IpcException.NoSuchObject.class, () -> mailboxes.open(JOBS, signals));
    assertFalse(Files.exists(home.resolve("jobs.mbox")));
  }

  @Test
  void a_name_whose_removal_was_not_finished_can_be_used_again() {
    create();
    try (MailboxFile file = mailboxes.open(JOBS, signals)) {
      file.end(engine, CrashPoint.never());
    }

    assertTrue(create().isNew());
  }

  @Test
  void a_damaged_mailbox_is_seen_and_removed() throws IOException {
    create();
    Files.write(home.resolve("jobs.mbox"), new byte[200]);

    var status = mailboxes.status(JOBS, engine.scan());

    assertEquals(new Detail.Other("damaged mailbox"), status.detail());
    mailboxes.remove(status);
    assertFalse(Files.exists(home.resolve("jobs.mbox")));
  }

  @Test
  void a_file_system_without_shared_locks_is_refused() {
    Address path = Address.parse("mbox:/proc/self/jobs");

    assertThrows(
        IpcException.Unsupported.class, () -> mailboxes.create(path, wish(), false, signals));
  }
}
