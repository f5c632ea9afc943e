package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Engine;
import ipc.engine.Proof;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.model.Permissions;
import ipc.sys.ForeignDoor;
import ipc.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each byte of a mailbox changed, one at a time, and the file cut short: every use of it ends, with
 * a result or a diagnosis, and takes no process with it.
 */
class CorruptionTest {
  private static final Shape SHAPE = new Shape(12, 12_000, 2, new Permissions(0600));
  private static final int NEAR = 2;
  private static final int STRIDE = 499;
  private static final int MOST_USED = 48 << 10;
  private static final int[] ONE_MASK = {255};
  private static final int[] TWO_MASKS = {1, 255};
  private static final int[] ALL_MASKS = {1, 2, 4, 8, 16, 32, 64, 128, 255};

  /** A dead participant's last breath: it must not be caught by what unwinds. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What a mailbox is like when it is damaged. */
  enum Before {
    /** Messages of all kinds, and what the dead left. */
    USED,
    /** The same, and the lock's owner died in the middle of a change. */
    INTERRUPTED,
    /** The same as it was used, and the machine was started since. */
    OLD
  }

  private final Kernel kernel = new Kernel(new ForeignDoor());
  private final Engine engine =
      new Engine(kernel, System::nanoTime, () -> System.currentTimeMillis() / 1000);
  private final String prefix = "/dev/shm/ipc-test-corrupt-" + ProcessHandle.current().pid();
  private final Path path = Path.of(prefix);
  private final Path scratch = Path.of(prefix + "-copy");
  private final Map<String, String> firstOf = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private SignalWatch signals;
  private Process worker;
  private int told;
  private Writer tasks;
  private BufferedReader answers;

  @BeforeEach
  void watch() {
    signals = engine.watchSignals();
  }

  @AfterEach
  void remove() throws Exception {
    signals.close();
    if (worker != null) {
      worker.destroyForcibly().waitFor();
    }
    Files.deleteIfExists(path);
    Files.deleteIfExists(scratch);
  }

  /** A participant that dies before its first store at which something holds. */
  private final class Victim {
    private final MailboxFile file = MailboxFile.open(engine, prefix, prefix);
    private final Mailbox mailbox;
    private BooleanSupplier moment = () -> false;
    private boolean dead;

    Victim() {
      mailbox = file.attach(engine, CrashPoint.before(1, this::beforeStore));
    }

    private void beforeStore() {
      dead |= moment.getAsBoolean();
      if (dead) {
        throw new Death();
      }
    }

    void diesAt(BooleanSupplier when, Consumer<Mailbox> task) {
      moment = when;
      assertThrows(Death.class, () -> task.accept(mailbox));
    }
  }

  private void send(Mailbox mailbox, int length, int priority) {
    byte[] body = new byte[length];
    mailbox.send(new Outgoing(body, 4, priority), Deadline.immediate(), signals);
  }

  private Delivery receive(Mailbox mailbox, Optional<Duration> lease) {
    return mailbox.receive(Selector.ANY, lease, Deadline.immediate(), signals).orElseThrow();
  }

  private void make(Before before) throws IOException {
    assertTrue(MailboxFile.create(engine, prefix, prefix, SHAPE));
    // The first, so that whoever comes takes its number and its lock without waiting a slice.
    Victim interrupted = new Victim();
    Victim worker = new Victim();
    Victim taker = new Victim();
    Victim writer = new Victim();
    Optional<Duration> day = Optional.of(Duration.ofDays(1));
    try (MailboxFile file = MailboxFile.open(engine, prefix, prefix);
        Memory memory =
            Memory.map(kernel, file.probe(), file.layout().lengthBytes(), CrashPoint.never());
        Mailbox mailbox =
            MailboxFile.open(engine, prefix, prefix).attach(engine, CrashPoint.never())) {
      send(mailbox, 5, 9);
      mailbox.giveBack(receive(mailbox, day).token());
      mailbox.giveBack(receive(mailbox, day).token()); // to the dead letters
      for (int i = 0; i < 3; i++) {
        send(mailbox, 6, 9);
      }
      receive(mailbox, day);
      worker.mailbox.receiveToWork(Selector.ANY, Deadline.immediate(), signals);
      receive(taker.mailbox, Optional.empty());
      for (int length : new int[] {7, 1500, 8, 9}) {
        send(mailbox, length, 0);
      }
      Slots slots = new Slots(memory, file.layout());
      writer.diesAt(() -> isWriting(memory, slots), each -> send(each, 1500, 0));
      assertEquals(List.of(4, 3, 1), List.of(mailbox.ready(), mailbox.held(), mailbox.dead()));
      if (before == Before.INTERRUPTED) {
        AtomicInteger stores = new AtomicInteger();
        interrupted.diesAt(
            () -> memory.getInt(Layout.CHANGE_AT) != 0 && stores.incrementAndGet() > 3,
            each -> receive(each, Optional.empty()));
      }
      if (before == Before.OLD) {
        memory.put(Layout.BOOT_ID_AT, 1L);
      }
    }
    for (Victim victim : List.of(worker, taker, writer, interrupted)) {
      victim.file.close();
    }
  }

  private static boolean isWriting(Memory memory, Slots slots) {
    boolean writing = false;
    for (int slot = 1; slot <= SHAPE.messages(); slot++) {
      writing |= SlotState.kind(slots.state(slot)) == SlotState.WRITING;
    }
    return writing && memory.getLong(Layout.LOCK_AT) == 0;
  }

  @ParameterizedTest
  @EnumSource(Before.class)
  void a_damaged_mailbox_is_told_and_holds_up_nobody(Before before) throws Exception {
    make(before);
    byte[] whole = Files.readAllBytes(path);
    use(before, 0, 0, whole.length);
    assertEquals(0, told, "what is not damaged is not told to be");
    int tried = 0;
    for (int position = 0; position < whole.length; position++) {
      for (int mask : masks(whole, position)) {
        use(before, position, mask, whole.length);
        tried++;
      }
    }
    for (int length : new int[] {0, 1, 100, 127, 128, 4095, 4096, 8192, 20_000, whole.length - 1}) {
      use(before, 0, 0, length);
      assertTrue(told > 0, "cut short at " + length);
      tried++;
    }

    Proof.report("corruption", before + ", " + tried + " damages");
    List<String> findings = new ArrayList<>();
    counts.forEach((finding, count) ->
        findings.add(finding + " (" + count + " times, first " + firstOf.get(finding) + ")"));
    assertEquals("", String.join("\n", findings));
  }

  @Test
  void a_change_that_is_finished_wrongly_leaves_no_list_without_an_end() throws Exception {
    make(Before.INTERRUPTED);

    use(Before.INTERRUPTED, (int) Layout.CHANGE_AT + 12, 4, Files.readAllBytes(path).length);

    assertEquals(Map.of(), counts);
  }

  /** How a byte is changed: in the whole form, each in one way at least. */
  private static int[] masks(byte[] whole, int position) {
    boolean near = false;
    for (int at = position - NEAR; at <= position + NEAR; at++) {
      near |= at >= 0 && at < whole.length && whole[at] != 0;
    }
    if (Proof.isWhole()) {
      return near ? ALL_MASKS : position < MOST_USED ? TWO_MASKS : ONE_MASK;
    }
    return near || position % STRIDE == 0 ? TWO_MASKS : new int[0];
  }

  /** Has the other process use a damaged copy; if that ends it, the next one gets another. */
  private void use(Before before, int position, int mask, int length) throws Exception {
    if (worker == null) {
      start();
    }
    tasks.write(path + " " + position + " " + mask + " " + length + "\n");
    tasks.flush();
    String where = before + ", byte " + position + " ^ " + mask + ", length " + length;
    String answer = answers.readLine();
    while (answer != null && !answer.startsWith("done ")) {
      counts.merge(answer, 1, Integer::sum);
      firstOf.putIfAbsent(answer, where);
      answer = answers.readLine();
    }
    if (answer != null) {
      told = Integer.parseInt(answer.substring("done ".length()));
    } else {
      int status = worker.waitFor();
      worker = null;
      if (status != CorruptionWorker.HANGS) {
        counts.merge("dead with " + status, 1, Integer::sum);
        firstOf.putIfAbsent("dead with " + status, where);
      }
    }
  }

  private void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.add("-Dipc.longest.ms=" + Long.getLong("ipc.longest.ms", 10_000));
    command.add("-XX:ErrorFile=" + path + ".hs_err");
    command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    command.addAll(List.of(CorruptionWorker.class.getName(), scratch.toString()));
    worker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    tasks = worker.outputWriter();
    answers = worker.inputReader();
  }
}
