package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each command of {@code src/bench/startup/leaves.txt} loads when it starts: a guard for the
 * start-up that does not depend on a clock.
 */
class StartUpIT {
  private static final Path LEAVES = Path.of("src/bench/startup/leaves.txt");
  private static final String COMMAND = "ipc ";
  private static final int FIRST_FAILURE = 64;

  /** A switch over types is made anew at each start (2 ms); failures may have two of them. */
  private static final String TYPE_SWITCH = "$$TypeSwitch/";

  /** What takes part in a mailbox maps it, and a mapping is a memory segment. */
  private static final String MAPPED = "mbox";

  /** What the first atomic access to a memory segment makes, and no cache holds. */
  private static final String HANDLE_FORM = " java.lang.invoke.LambdaForm$";

  private static final String HANDLE_SWITCH = " jdk.internal.foreign.";

  private static final int TYPE_SWITCHES_OF_A_FAILURE = 2;

  private static final Path MAILBOXES =
      Path.of("/dev/shm/ipc-leaves-home-" + ProcessHandle.current().pid());

  private static final String HOME = "IPC_HOME=" + MAILBOXES + " ";

  private final Image image = Image.built();

  static List<String> leaves() {
    return lines("").toList();
  }

  @BeforeAll
  static void make_what_the_commands_work_on() {
    run("+");
  }

  @AfterAll
  static void remove_what_the_commands_worked_on() throws IOException {
    run("-");
    Files.deleteIfExists(MAILBOXES);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void every_class_comes_from_the_cache(String leaf) throws Exception {
    Ran ran = start(leaf, "-Xlog:class+load:stderr");

    List<String> foreign =
        ran.err()
            .lines()
            .filter(line -> line.contains(" source: "))
            .filter(line -> !line.contains(" source: shared objects file"))
            .filter(line ->
                !leaf.contains(MAPPED)
                    || !line.contains(HANDLE_FORM) && !line.contains(HANDLE_SWITCH))
            .toList();
    List<String> switches = foreign.stream().filter(line -> line.contains(TYPE_SWITCH)).toList();
    assertEquals(List.of(), foreign.stream().filter(line -> !switches.contains(line)).toList());
    int allowed = ran.status() >= FIRST_FAILURE ? TYPE_SWITCHES_OF_A_FAILURE : 0;
    assertTrue(switches.size() <= allowed, switches::toString);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void neither_a_jar_nor_the_foreign_function_interface_is_touched(String leaf) throws Exception {
    assumeTrue(
        Files.exists(image.root().resolve("lib/libipc.so")),
        "the image was built without a C compiler");

    Ran ran = start(leaf, "-Xlog:class+init:stderr");

    List<String> initialized =
        ran.err().lines().filter(line -> line.contains("Initializing '")).toList();
    assertTrue(initialized.stream().anyMatch(line -> line.contains("'ipc/cli/Cli'")));
    assertEquals(
        List.of(),
        initialized.stream()
            .filter(line ->
                (line.contains("'java/lang/foreign/") || line.contains("'jdk/internal/foreign/"))
                        && !leaf.contains(MAPPED)
                    || line.contains("'java/util/jar/JarFile'")
                    || line.contains("'java/util/zip/ZipFile"))
            .toList());
  }

  private Ran start(String leaf, String option) throws IOException, InterruptedException {
    String words = leaf.substring(COMMAND.length());
    return image.shell(HOME + "$image/bin/java " + option + " -m ipc/ipc.Main " + words);
  }

  private static void run(String kind) {
    Image image = Image.built();
    lines(kind)
        .forEach(line -> {
          try {
            image.shell(HOME + "$image/bin/" + line.substring(kind.length()));
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          } catch (InterruptedException failure) {
            throw new IllegalStateException("interrupted", failure);
          }
        });
  }

  /** The lines of one kind, with names that are our own on this machine. */
  private static Stream<String> lines(String kind) {
    long pid = ProcessHandle.current().pid();
    try {
      return Files.readAllLines(LEAVES).stream()
          .filter(line -> line.startsWith(kind + COMMAND))
          .map(line -> line.replace("$NAME", "ipc-leaves-" + pid))
          .map(line ->
              line.replace("$KEY", "0x" + Long.toHexString(0x1bc0_0000L + pid % 0xf_0000L)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
