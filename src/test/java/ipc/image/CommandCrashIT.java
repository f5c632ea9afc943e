package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Proof;
import ipc.engine.mailbox.MailboxCounts;
import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command on a mailbox dies before each of its stores in turn; the next command works, soon,
 * and finds the right messages. In the whole form also where all is interpreted, and where all that
 * stores is compiled, by either compiler.
 */
class CommandCrashIT {
  private static final int STEP = Proof.size(17, 1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Pattern BODY = Pattern.compile("\"body\":\"(\\w+)\"");
  private static final String COMPILED =
      " -Xcomp -XX:CompileCommand=quiet"
          + " -XX:CompileCommand=compileonly,ipc.engine.mailbox.*::* -m ipc/ipc.Main";

  private static long deaths;
  private static long longestNanos;

  /** How Java runs the command that dies. */
  enum Mode {
    LAUNCHER("$image/bin/ipc"),
    INTERPRETER("$image/bin/java -Xint -m ipc/ipc.Main"),
    QUICK_COMPILER("$image/bin/java -XX:TieredStopAtLevel=1" + COMPILED),
    OTHER_COMPILER("$image/bin/java -XX:-TieredCompilation" + COMPILED);

    private final String command;

    Mode(String command) {
      this.command = command;
    }
  }

  /**
   * What dies. The messages b (urgent), a and c wait, in this order, and d, sent before a, is
   * leased. An outcome is what was printed, what is received afterwards, and what it says then to
   * acknowledge d.
   */
  enum Operation {
    SEND("$ipc send mbox:jobs new", "|bacnew|0", "|bac|0"),
    SEND_LINES("printf 'x\\ny\\n' | $ipc send mbox:jobs --lines", "|bacxy|0", "|bac|0", "|bacx|0"),
    SEND_IN_BLOCKS(
        "printf '%070d' 0 | $ipc send mbox:jobs --priority 5000",
        "|" + "0".repeat(70) + "bac|0", "|bac|0"),
    RECEIVE("$ipc recv mbox:jobs", "b|ac|0", "|bac|0", "|ac|0"),
    RECEIVE_ALL(
        "$ipc recv mbox:jobs --all",
        "bac||0",
        "|bac|0",
        "|ac|0",
        "|c|0",
        "||0",
        "b|ac|0",
        "b|c|0",
        "b||0",
        "ba|c|0",
        "ba||0"),
    LEASE("$ipc recv mbox:jobs --lease 1ms", "b|bac|0", "|bac|0"),
    WORK("$ipc recv mbox:jobs -- true", "|ac|0", "|bac|0"),
    WORK_THAT_FAILS("$ipc recv mbox:jobs -- false", "|bac|0"),
    ACKNOWLEDGE("$ipc mbox ack jobs $token", "|bac|1", "|bac|0"),
    GIVE_BACK("$ipc mbox nack jobs $token", "|bdac|1", "|bac|0"),
    EXTEND("$ipc mbox extend jobs $token --lease 2h", "|bac|0"),
    PEEK("$ipc peek mbox:jobs --all", "bac|bac|0"),
    PURGE("$ipc mbox purge jobs -q", "||0", "|bac|0", "|ac|0", "|c|0"),
    SEAL("$ipc mbox seal jobs", "|bac|0");

    private final String script;
    private final String whole;
    private final List<String> interrupted;

    Operation(String script, String whole, String... interrupted) {
      this.script = script;
      this.whole = whole;
      this.interrupted = List.of(interrupted);
    }
  }

  private final Path home = Path.of("/dev/shm/ipc-test-crash-" + ProcessHandle.current().pid());
  private final Path mailbox = home.resolve("jobs.mbox");

  /** Not a name of a mailbox. */
  private final Path pristine = home.resolve("pristine");

  private String token;

  @BeforeEach
  void make() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox create jobs --messages 6 --bytes 4K -q && $ipc send mbox:jobs d &&"
                + " $ipc recv mbox:jobs --lease 1d --json && $ipc send mbox:jobs a c &&"
                + " $ipc send mbox:jobs b --priority 9 && cp $IPC_HOME/jobs.mbox"
                + " $IPC_HOME/pristine");
    assertEquals(0, ran.status(), ran.err());
    token = ran.out().replaceAll("(?s).*\"token\":\"(.*?)\".*", "$1");
  }

  @AfterEach
  void remove() throws Exception {
    Files.deleteIfExists(mailbox);
    Files.deleteIfExists(pristine);
    Files.deleteIfExists(home);
  }

  @AfterAll
  static void report() {
    Proof.report(
        "commands that die",
        deaths
            + " deaths, longest command after one "
            + TimeUnit.NANOSECONDS.toMillis(longestNanos)
            + " ms");
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return Image.built()
        .shell(
            "export LC_ALL=C IPC_HOME="
                + home
                + "; ipc=$image/bin/ipc; token="
                + token
                + "; "
                + script);
  }

  /** Whether it died before that store; its output too. */
  private Ran dies(Mode mode, long store, String script) throws Exception {
    Ran ran =
        ipc("ipc=\"" + mode.command + "\"; export IPC_CRASH_AT=" + store + "; { " + script + "; }");
    assertTrue(ran.status() < 64 || ran.status() == 137, () -> "store " + store + ": " + ran);
    if (ran.status() == 137) {
      deaths++;
    }
    return ran;
  }

  /** A command after a death. */
  private Ran next(String script) throws Exception {
    long began = System.nanoTime();
    Ran ran = ipc(script);
    long took = System.nanoTime() - began;
    assertTrue(took < PATIENCE_NANOS, () -> script + " took " + took + " ns");
    longestNanos = Math.max(longestNanos, took);
    return ran;
  }

  static List<Mode> modes() {
    return Proof.isWhole() ? List.of(Mode.values()) : List.of(Mode.LAUNCHER);
  }

  static Stream<Arguments> all() {
    return modes().stream()
        .flatMap(mode -> Stream.of(Operation.values()).map(each -> Arguments.of(mode, each)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void death_of_a_command_at_any_store_leaves_the_right_messages(Mode mode, Operation operation)
      throws Exception {
    boolean died = true;
    // Other stores are tried of each operation.
    for (long store = 1 + operation.ordinal() % STEP; died; store += STEP) {
      ipc("cp $IPC_HOME/pristine $IPC_HOME/jobs.mbox");
      Ran victim = dies(mode, store, operation.script);
      died = victim.status() == 137;

      Ran left = next("$ipc recv mbox:jobs -n -c 20 --json");
      Ran acknowledged = next("$ipc mbox ack jobs $token");

      String where = "store " + store + ": " + left + acknowledged;
      String received =
          BODY.matcher(left.out())
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.joining());
      String printed = victim.out().replace("\n", "");
      String outcome = printed + "|" + received + "|" + acknowledged.status();
      boolean right =
          outcome.equals(operation.whole) || died && operation.interrupted.contains(outcome);
      assertTrue(right, () -> where + ", outcome " + outcome);
      MailboxCounts counts = MailboxCounts.of(mailbox.toString());
      assertEquals(List.of(), counts.findings(), where);
      if (operation == Operation.RECEIVE || operation == Operation.RECEIVE_ALL) {
        int missing = 3 - printed.length() - received.length();
        assertTrue(missing <= counts.lost(), () -> where + ", missing " + missing);
      }
      Ran stat = next("$ipc mbox stat jobs -o messages,held,writing,dead,usedBytes 2> /dev/null");
      assertEquals("0\t0\t0\t0\t0\n", stat.out(), where);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void a_death_while_it_is_made_leaves_nothing(Mode mode) throws Exception {
    boolean died = true;
    int step = mode == Mode.LAUNCHER ? STEP : 10;
    for (long store = 1; died; store += step) {
      ipc("rm $IPC_HOME/jobs.mbox");
      died = dies(mode, store, "$ipc mbox create jobs --messages 6 --bytes 4K -q").status() == 137;

      String files = next("ls -A $IPC_HOME").out();
      Ran again = next("$ipc mbox create jobs --messages 6 --bytes 4K -q");

      assertEquals(died ? "pristine\n" : "jobs.mbox\npristine\n", files, "store " + store);
      assertEquals(died ? 0 : 73, again.status(), again.err());
      assertEquals("new", next("$ipc send mbox:jobs new && $ipc recv mbox:jobs").out());
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void a_death_while_it_is_removed_leaves_all_or_nothing(Mode mode) throws Exception {
    boolean died = true;
    for (long store = 1; died; store += STEP) {
      ipc("cp $IPC_HOME/pristine $IPC_HOME/jobs.mbox");
      died = dies(mode, store, "$ipc mbox rm -q jobs").status() == 137;

      Ran left = next("$ipc recv mbox:jobs --all");

      boolean whole = died && store == 1;
      assertEquals(whole ? 0 : 66, left.status(), left.err());
      assertEquals(whole ? "b\na\nc\n" : "", left.out(), "store " + store);
      ipc("$ipc mbox rm -f -q jobs");
      assertEquals("pristine\n", next("ls -A $IPC_HOME").out(), "store " + store);
      assertEquals(0, next("$ipc mbox create jobs -q").status());
    }
  }
}
