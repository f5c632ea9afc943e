package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Proof;
import ipc.engine.mailbox.MailboxCounts;
import ipc.history.History;
import ipc.history.History.Hold;
import ipc.history.History.Receiver;
import ipc.history.History.Sender;
import ipc.history.History.Step;
import ipc.history.History.What;
import ipc.history.HistoryChecker;
import ipc.history.Party;
import ipc.image.Image.Ran;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight processes use one mailbox, some through the image's commands and the others through its
 * classes; one after another is killed at a random moment and replaced. All write down what they
 * know, and the judge compares it. No hook is set: death comes between any two instructions.
 */
class RandomKillsIT {
  private static final int MESSAGES = Proof.size(10_000, 500_000);
  private static final int KILLS = Proof.size(14, 200);
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(Proof.size(2, 30));
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** What the image's sender may have on its way. */
  private static final int IMAGE_BATCH = 256;

  /** What the image's receiver may have in hand beside the one that it has taken. */
  private static final int IMAGE_HAND = 64;

  private static final String NAME = "mbox:kills";

  /** Of what is received for the first time, a part fails and a part dies of a signal. */
  private static final String WORK =
      """
      IFS=: read -r sender index rest
      line="$sender $index $IPC_DELIVERY $IPC_PRIORITY $IPC_ID"
      echo "G $line" >> "$RECORD"
      if [ "$IPC_DELIVERY" = 1 ]; then
        case $IPC_ID in
          *7) echo "N $line" >> "$RECORD"; exit 1 ;;
          *8) echo "N $line" >> "$RECORD"; kill -9 $$ ;;
        esac
      fi
      echo "E $line" >> "$RECORD"
      """;

  private static final Pattern JSON =
      Pattern.compile(
          "\\{\"sequence\":(\\d+),.*\"priority\":(\\d+),\"deliveries\":(\\d+),.*"
              + "\"body\":\"(\\d+):(\\d+).*");

  /** What a party does, and by which program. */
  private enum Role {
    SENDER,
    IMAGE_SENDER,
    TAKER,
    IMAGE_TAKER,
    WORKER,
    IMAGE_WORKER,
    LEASEHOLDER;

    boolean sends() {
      return this == SENDER || this == IMAGE_SENDER;
    }
  }

  /** Who receives; all send alike. */
  private enum Cast {
    /** Some take at most once: as many as the mailbox tells may be lost with them. */
    MIXED(Role.TAKER, Role.IMAGE_TAKER, Role.WORKER, Role.LEASEHOLDER),
    /** All work or lease: nothing may be lost. */
    AT_LEAST_ONCE(Role.WORKER, Role.WORKER, Role.LEASEHOLDER, Role.LEASEHOLDER);

    private final List<Role> roles = new ArrayList<>();

    Cast(Role... receivers) {
      roles.addAll(List.of(Role.SENDER, Role.SENDER, Role.SENDER, Role.IMAGE_SENDER));
      roles.addAll(List.of(receivers));
    }
  }

  /** A process in its place, with what it writes. */
  private static final class Actor {
    final Role role;
    final int number;
    final Process process;
    final Path record;
    final long started = System.nanoTime();
    long length;
    long grown;
    long counted;
    long acknowledged;
    boolean killed;

    Actor(Role role, int number, Process process, Path record) {
      this.role = role;
      this.number = number;
      this.process = process;
      this.record = record;
    }

    @Override
    public String toString() {
      return role + " " + number;
    }
  }

  @TempDir private Path scratch;
  private final long seed = Proof.seed();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Path home = Path.of("/dev/shm/ipc-test-kills-" + ProcessHandle.current().pid());
  private final Path mailbox = home.resolve("kills.mbox");
  private final List<Actor> all = new ArrayList<>();
  private final List<Actor> living = new ArrayList<>();
  private long longestGap;
  private String longestOf = "";

  @BeforeEach
  void make() throws Exception {
    Ran ran = ipc("$ipc mbox create " + NAME + " --messages 1000 --bytes 1M --max-deliver 255");
    assertEquals(new Ran(0, NAME + "\n", ""), ran);
  }

  @AfterEach
  void remove() throws Exception {
    for (Actor actor : living) {
      actor.process.destroyForcibly().waitFor();
    }
    Files.deleteIfExists(mailbox);
    Files.deleteIfExists(home);
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return new MailboxShell(scratch, home, "").run(script);
  }

  @ParameterizedTest
  @EnumSource(Cast.class)
  void kills_at_random_lose_nothing_double_nothing_and_hold_up_nobody(Cast cast) throws Exception {
    int kills = 0;
    for (Role role : cast.roles) {
      living.add(start(variant(role)));
    }
    long began = System.nanoTime();
    long nextKill = began + pause();
    while (acknowledged() < MESSAGES || kills < KILLS) {
      assertTrue(System.nanoTime() - began < LONGEST_NANOS, () -> "too slow; seed " + seed);
      look();
      if (System.nanoTime() > nextKill) {
        int place = random.nextInt(living.size());
        Actor victim = living.get(place);
        // One that has not begun has nothing to lose.
        if (victim.length > 0) {
          victim.killed = true;
          List<ProcessHandle> commands = victim.process.descendants().toList();
          victim.process.destroyForcibly().waitFor();
          if (random.nextBoolean()) {
            commands.forEach(ProcessHandle::destroyForcibly);
          }
          kills++;
          living.set(place, start(variant(cast.roles.get(place))));
          nextKill = System.nanoTime() + pause();
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    Ran counted = end();

    History history = history(counted);
    long sent = history.senders().stream().mapToLong(Sender::acknowledged).sum();
    Proof.report(
        "random kills",
        cast
            + ": "
            + sent
            + " messages, "
            + kills
            + " kills, "
            + history.lost()
            + " lost with their takers, longest pause "
            + TimeUnit.NANOSECONDS.toMillis(longestGap)
            + " ms ("
            + longestOf
            + "), seed "
            + seed);
    assertEquals(List.of(), HistoryChecker.findings(history), () -> "seed " + seed);
  }

  private Role variant(Role role) {
    return role == Role.WORKER && random.nextInt(2) == 0 ? Role.IMAGE_WORKER : role;
  }

  private long pause() {
    return TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 500));
  }

  private Actor start(Role role) throws IOException {
    int number = all.size();
    Path record = scratch.resolve(number + "-" + role);
    Files.createFile(record);
    Actor actor =
        switch (role) {
          case SENDER -> party(role, number, record, Integer.toString(number));
          case TAKER -> party(role, number, record, Hold.AT_MOST_ONCE.name());
          case WORKER -> party(role, number, record, Hold.TO_WORK.name());
          case LEASEHOLDER -> party(role, number, record, Hold.FOR_A_TIME.name());
          case IMAGE_SENDER -> imageSender(number, record);
          case IMAGE_TAKER -> image(role, number, record, "recv", NAME, "--follow", "--json");
          case IMAGE_WORKER ->
              image(role, number, record, "recv", NAME, "--follow", "-q", "--", "sh", "-c", WORK);
        };
    all.add(actor);
    return actor;
  }

  private Actor party(Role role, int number, Path record, String task) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Image.built().root() + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=4", "-Xshare:off"));
    command.addAll(List.of("--add-modules", "ipc"));
    for (String each : List.of("ipc.engine", "ipc.engine.mailbox", "ipc.model", "ipc.sys")) {
      command.addAll(List.of("--add-exports", "ipc/" + each + "=ALL-UNNAMED"));
    }
    command.addAll(List.of("--class-path", testClasses(), Party.class.getName()));
    command.addAll(List.of(mailbox.toString(), record.toString(), task));
    return new Actor(role, number, builder(record).command(command).start(), record);
  }

  private static String testClasses() {
    return Party.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private ProcessBuilder builder(Path record) {
    ProcessBuilder builder = new ProcessBuilder().redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("IPC_HOME", home.toString());
    builder.environment().put("RECORD", record.toString());
    return builder.redirectInput(new File("/dev/null"));
  }

  private Actor image(Role role, int number, Path record, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Image.built().root() + "/bin/ipc"));
    command.addAll(List.of(words));
    ProcessBuilder builder = builder(record).command(command).redirectOutput(record.toFile());
    return new Actor(role, number, builder.start(), record);
  }

  private Actor imageSender(int number, Path record) throws IOException {
    ProcessBuilder numbers = new ProcessBuilder("seq", "-f", number + ":%.0f", "0", "999999999");
    ProcessBuilder sender =
        builder(record)
            .command(Image.built().root() + "/bin/ipc", "send", NAME, "--lines", "--json")
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectOutput(record.toFile());
    numbers.redirectError(ProcessBuilder.Redirect.DISCARD);
    sender.redirectError(scratch.resolve(number + "-err").toFile());
    Process process = ProcessBuilder.startPipeline(List.of(numbers, sender)).getLast();
    return new Actor(Role.IMAGE_SENDER, number, process, record);
  }

  /** Whoever lives goes on: its record grows. */
  private void look() throws IOException {
    for (Actor actor : living) {
      assertTrue(actor.process.isAlive(), () -> actor + " ended by itself; seed " + seed);
      long length = Files.size(actor.record);
      long now = System.nanoTime();
      if (actor.length > 0) {
        long gap = now - actor.grown;
        if (gap > longestGap) {
          longestGap = gap;
          longestOf = actor.role.toString();
        }
        assertTrue(gap < PATIENCE_NANOS, () -> actor + " is held up; seed " + seed);
      } else {
        assertTrue(
            now - actor.started < 3 * PATIENCE_NANOS, () -> actor + " never began; seed " + seed);
      }
      if (length > actor.length) {
        actor.length = length;
        actor.grown = now;
      }
    }
  }

  /** What senders have written down by now, killed or not. */
  private long acknowledged() throws IOException {
    long count = 0;
    for (Actor actor : all) {
      if (actor.role.sends()) {
        actor.acknowledged += newlyAcknowledged(actor);
        count += actor.acknowledged;
      }
    }
    return count;
  }

  private static long newlyAcknowledged(Actor actor) throws IOException {
    try (RandomAccessFile record = new RandomAccessFile(actor.record.toFile(), "r")) {
      record.seek(actor.counted);
      byte[] bytes = new byte[(int) (record.length() - actor.counted)];
      record.readFully(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      actor.counted += whole.length();
      return acknowledged(whole.lines().toList());
    }
  }

  private static int acknowledged(List<String> lines) {
    int count = 0;
    for (String line : lines) {
      count += line.startsWith("A ") ? Integer.parseInt(line.substring(2)) : 1;
    }
    return count;
  }

  /** Lets nobody send any more, waits until all have ended, and asks what is there. */
  private Ran end() throws IOException, InterruptedException {
    assertEquals(new Ran(0, "", ""), ipc("$ipc mbox seal " + NAME));
    for (Actor actor : living) {
      assertTrue(
          actor.process.waitFor(3 * PATIENCE_NANOS, TimeUnit.NANOSECONDS),
          () -> actor + " does not end; seed " + seed);
      int expected = actor.role == Role.IMAGE_SENDER ? 69 : 0;
      boolean failing = actor.role == Role.IMAGE_WORKER;
      assertTrue(
          failing || actor.process.exitValue() == expected,
          () -> actor + " ended with " + actor.process.exitValue() + "; seed " + seed);
    }
    living.clear();
    return ipc("$ipc mbox stat " + NAME + " -o messages,held,writing,dead,usedBytes 2>/dev/null");
  }

  private History history(Ran counted) throws IOException {
    List<Sender> senders = new ArrayList<>();
    List<Receiver> receivers = new ArrayList<>();
    for (Actor actor : all) {
      String text = Files.readString(actor.record, StandardCharsets.ISO_8859_1);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (actor.role.sends()) {
        int inFlight = actor.role == Role.SENDER ? Party.BATCH : IMAGE_BATCH;
        senders.add(new Sender(actor.number, acknowledged(lines), actor.killed, inFlight));
      } else {
        receivers.add(receiver(actor, lines));
      }
    }
    // They ended because it was sealed and nothing could come any more: nothing is left.
    assertEquals(new Ran(0, "0\t0\t0\t0\t0\n", ""), counted, () -> "seed " + seed);
    MailboxCounts counts = MailboxCounts.of(mailbox.toString());
    assertEquals(List.of(), counts.findings(), () -> "seed " + seed);
    return new History(senders, receivers, Set.of(), counts.lost());
  }

  private static Receiver receiver(Actor actor, List<String> lines) {
    Hold hold =
        switch (actor.role) {
          case TAKER, IMAGE_TAKER -> Hold.AT_MOST_ONCE;
          case WORKER, IMAGE_WORKER -> Hold.TO_WORK;
          case LEASEHOLDER -> Hold.FOR_A_TIME;
          case SENDER, IMAGE_SENDER -> throw new IllegalArgumentException(actor.toString());
        };
    boolean takesOneByOne = actor.role == Role.IMAGE_TAKER;
    int mostHeld = takesOneByOne ? 1 : Party.BATCH;
    int mostInHand = takesOneByOne ? IMAGE_HAND : 0;
    List<Step> steps = new ArrayList<>();
    for (String line : lines) {
      steps.add(actor.role == Role.IMAGE_TAKER ? printed(line) : written(line));
    }
    boolean tellsEnds = actor.role != Role.IMAGE_TAKER;
    if (actor.role == Role.IMAGE_WORKER) {
      steps = settledInTurn(steps, actor.killed);
    }
    return new Receiver(
        actor.toString(), hold, actor.killed, tellsEnds, mostHeld, mostInHand, steps);
  }

  /** A command's end is settled before the next command starts, or the process ends by itself. */
  private static List<Step> settledInTurn(List<Step> steps, boolean killed) {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      all.add(step);
      boolean wentOn = i + 1 < steps.size() || !killed;
      if (step.what() == What.ENDS && wentOn) {
        all.add(
            new Step(
                What.SETTLED, step.message(), step.delivery(), step.priority(), step.sequence()));
      }
    }
    return all;
  }

  private static Step written(String line) {
    String[] words = line.split(" ");
    What what =
        switch (words[0]) {
          case "G" -> What.GOT;
          case "E" -> What.ENDS;
          case "S" -> What.SETTLED;
          case "N" -> What.GAVE_BACK;
          default -> throw new AssertionError("damaged: " + line);
        };
    return new Step(
        what,
        History.message(Integer.parseInt(words[1]), Integer.parseInt(words[2])),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Long.parseLong(words[5]));
  }

  private static Step printed(String line) {
    Matcher json = JSON.matcher(line);
    assertTrue(json.matches(), line);
    return new Step(
        What.GOT,
        History.message(Integer.parseInt(json.group(4)), Integer.parseInt(json.group(5))),
        Integer.parseInt(json.group(3)),
        Integer.parseInt(json.group(2)),
        Long.parseLong(json.group(1)));
  }
}
