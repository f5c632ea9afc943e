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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each command of {@code src/bench/startup/leaves.txt} loads when it starts: a guard for the
 * start-up that does not depend on a clock.
 */
class StartUpIT {
  private static final Path LEAVES = Path.of("src/bench/startup/leaves.txt");
  private static final String COMMAND = "ipc ";

  /**
   * Every start loads the whole cache, 8 µs a class: what is in it must be worth that. Where this
   * is too few, ask first what {@code training.txt} has that few commands need.
   */
  private static final int MOST_CLASSES = 3000;

  /** What takes part in a mailbox maps it, and a mapping is a memory segment. */
  private static final String MAPPED = "mbox";

  /** What the first atomic access to a memory segment makes, and no cache holds. */
  private static final String HANDLE_FORM = " java.lang.invoke.LambdaForm$";

  private static final String HANDLE_SWITCH = " jdk.internal.foreign.";

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
    Ran ran = start("", leaf, "-Xlog:class+load:stderr");

    assertEquals(List.of(), foreignClasses(ran.err(), leaf));
  }

  /** A person sees a table in colours, which a script never asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipc ls",
        "ipc shm ls",
        "ipc mbox ls",
        "ipc sock ls",
        "ipc shm stat $NAME",
        "ipc who posix-shm:/$NAME",
        "ipc shm stat $NAME-none",
        "ipc shm create --help"
      })
  void so_it_does_on_a_terminal(String leaf) throws Exception {
    assumeTrue(image.shell("command -v script").status() == 0, "there is no 'script' here");
    Path log = Files.createTempFile("ipc-loaded", ".log");
    try {
      image.shell(
          "export TERM=xterm "
              + HOME
              + "; script -qec \"$image/bin/java -Xlog:class+load:file="
              + log
              + " -m ipc/ipc.Main "
              + own(leaf).substring(COMMAND.length())
              + "\" /dev/null");

      String loaded = Files.readString(log);
      assertTrue(loaded.contains(" source: "), loaded);
      assertEquals(List.of(), foreignClasses(loaded, leaf));
    } finally {
      Files.delete(log);
    }
  }

  /** Other processes are closed to such a user, and file systems are not mounted to look. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipc ls",
        "ipc ls --json",
        "ipc shm ls",
        "ipc mbox ls",
        "ipc fifo ls",
        "ipc sock ls",
        "ipc shm stat $NAME",
        "ipc who posix-shm:/$NAME"
      })
  void so_it_does_for_who_may_see_little(String leaf) throws Exception {
    String little = "setpriv --bounding-set -all ";
    assumeTrue(image.shell(little + "true").status() == 0, "no capabilities to do without here");

    Ran ran = start(little, own(leaf), "-Xlog:class+load:stderr");

    assertTrue(ran.err().contains(" source: "), ran::err);
    assertEquals(List.of(), foreignClasses(ran.err(), leaf));
  }

  /** The virtual machine makes its own streams in the user's encoding. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void so_it_does_in_any_locale_whatever_that_of_the_build(String locale) throws Exception {
    Ran ran = start("env LC_ALL=" + locale + " ", "ipc --version", "-Xlog:class+load:stderr");

    assertEquals(List.of(), foreignClasses(ran.err(), "ipc --version"));
  }

  @Test
  void the_cache_holds_no_more_than_a_start_can_bear() throws Exception {
    Ran ran = start("", "ipc --version", "-Xlog:class+load:stderr");

    long loaded = ran.err().lines().filter(line -> line.contains(" source: ")).count();
    assertTrue(loaded > 0, ran::err);
    assertTrue(loaded <= MOST_CLASSES, () -> loaded + " classes");
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void neither_a_jar_nor_the_foreign_function_interface_is_touched(String leaf) throws Exception {
    assumeTrue(
        Files.exists(image.root().resolve("lib/libipc.so")),
        "the image was built without a C compiler");

    Ran ran = start("", leaf, "-Xlog:class+init:stderr");

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

  /** The classes that were loaded from elsewhere than the cache, by the lines of a log. */
  private static List<String> foreignClasses(String log, String leaf) {
    return log.lines()
        .filter(line -> line.contains(" source: "))
        .filter(line -> !line.contains(" source: shared objects file"))
        .filter(line ->
            !leaf.contains(MAPPED) || !line.contains(HANDLE_FORM) && !line.contains(HANDLE_SWITCH))
        .toList();
  }

  private Ran start(String prefix, String leaf, String option)
      throws IOException, InterruptedException {
    String words = leaf.substring(COMMAND.length());
    return image.shell(HOME + prefix + "$image/bin/java " + option + " -m ipc/ipc.Main " + words);
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

  /** A line with names that are our own on this machine. */
  private static String own(String line) {
    long pid = ProcessHandle.current().pid();
    return line.replace("$NAME", "ipc-leaves-" + pid)
        .replace("$KEY", "0x" + Long.toHexString(0x1bc0_0000L + pid % 0xf_0000L));
  }

  /** The lines of one kind. */
  private static Stream<String> lines(String kind) {
    try {
      return Files.readAllLines(LEAVES).stream()
          .filter(line -> line.startsWith(kind + COMMAND))
          .map(StartUpIT::own);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
