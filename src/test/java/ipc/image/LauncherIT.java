package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both launchers hand over what they were given, whatever surrounds them. The image's own launchers
 * start a probe here instead of the real program, so that everything which reaches Java can be
 * seen.
 */
class LauncherIT {
  private static final String PROGRAM = "bin/ipc";
  private static final String SCRIPT = "lib/ipc.sh";
  private static final String NEEDS_COMPILER = "the image was built without a C compiler";

  /** Each of them alone would end a virtual machine that sees it. */
  private static final String NO_OPTIONS =
      "JAVA_TOOL_OPTIONS=-Xnonsense JDK_JAVA_OPTIONS='-Xmx1k \"' _JAVA_OPTIONS=-Xnonsense"
          + " JDK_AOT_VM_OPTIONS=-Xnonsense ";

  /** HUP, INT, QUIT and TERM in a signal set of /proc/PID/status. */
  private static final long TAKEN_SIGNALS = 0x4007;

  @TempDir private static Path scratch;
  private static Image probe;

  @BeforeAll
  static void link_a_probe_with_the_launchers_of_the_image() throws Exception {
    Path sources = Path.of("src/test/probe");
    Path classes = scratch.resolve("classes");
    Path root = scratch.resolve("image");
    tool(
        "javac",
        "-d",
        classes.toString(),
        sources.resolve("module-info.java").toString(),
        sources.resolve("ipc/Main.java").toString());
    tool("jlink", "--module-path=" + classes, "--add-modules=ipc", "--output=" + root);
    Files.copy(Image.built().root().resolve(PROGRAM), root.resolve(PROGRAM));
    Files.copy(Image.built().root().resolve(SCRIPT), root.resolve(SCRIPT));
    probe = new Image(root);
  }

  private static void tool(String name, String... arguments) {
    assertEquals(
        0, ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void address_of_tls_gets_both_compilers_and_others_the_quick_one(String launcher)
      throws Exception {
    Ran ran =
        probe.shell(
            """
            work=$(mktemp -d); mkfifo $work/input; exec 9<>$work/input; rm -r $work
            compilers() {
              until grep -qs 'C1 Compiler' /proc/$1/task/*/comm; do :; done
              cat /proc/$1/task/*/comm | grep -c 'C2 Compiler'
            }
            for words in tls:localhost:1 tcp:localhost:1 '-- tls:localhost:1'; do
              $image/LAUNCHER block $words <&9 >/dev/null 9>&- & compilers $!
              kill -9 $!; wait $! 2>/dev/null
            done
            """
                .replace("LAUNCHER", launcher));

    assertEquals("1\n0\n0\n", ran.out(), ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void arguments_arrive_as_the_bytes_they_are(String locale) throws Exception {
    assumeTrue(isCompiled(), NEEDS_COMPILER);

    Ran ran =
        probe.shell(
            "LC_ALL="
                + locale
                + " $image/bin/ipc arguments \"$(printf 'a\\200\\303\\277\\377')\" '' -x");

    assertEquals(new Ran(0, "6180c3bfff\n\n2d78\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void the_status_is_the_commands_own(String launcher) throws Exception {
    Ran ran = probe.shell("$image/" + launcher + " status 124");

    assertEquals(new Ran(124, "", ""), ran);
  }

  @Test
  void a_broken_promise_of_ours_ends_with_70() throws Exception {
    assumeTrue(isCompiled(), NEEDS_COMPILER);

    Ran ran = probe.shell("$image/bin/ipc nonsense");

    assertEquals(70, ran.status());
    assertTrue(ran.err().contains("java.lang.IllegalArgumentException: nonsense"));
  }

  @Test
  void a_machine_without_memory_is_an_error_of_the_system() throws Exception {
    assumeTrue(isCompiled(), NEEDS_COMPILER);

    Ran ran = probe.shell("ulimit -v 500000; $image/bin/ipc status 0");

    assertEquals(71, ran.status());
    assertNotEquals("", ran.out() + ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void closed_descriptors_stay_closed(String launcher) throws Exception {
    Path told = scratch.resolve("descriptors");

    probe.shell("$image/" + launcher + " descriptors " + told + " <&- >&- 2>&-");

    assertEquals(
        List.of(
            "read 0: Bad file descriptor",
            "write 1: Bad file descriptor",
            "write 2: Bad file descriptor"),
        Files.readAllLines(told));
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void open_descriptors_stay_open(String launcher) throws Exception {
    Path told = scratch.resolve("descriptors");

    Ran ran = probe.shell("$image/" + launcher + " descriptors " + told);

    assertEquals(new Ran(0, "x", "x"), ran);
    assertEquals(
        List.of("read 0: done", "write 1: done", "write 2: done"), Files.readAllLines(told));
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void option_variables_change_nothing_and_print_nothing(String launcher) throws Exception {
    Ran ran = probe.shell(NO_OPTIONS + "$image/" + launcher + " status 0");

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void option_variables_are_kept_for_children(String launcher) throws Exception {
    String prefix = isCompiled() && launcher.equals(PROGRAM) ? "" : "IPC_LAUNCHER_SAVED_";

    Ran ran = probe.shell(NO_OPTIONS + "$image/" + launcher + " environment");

    List<String> lines = ran.out().lines().toList();
    assertTrue(lines.contains(prefix + "JAVA_TOOL_OPTIONS=-Xnonsense"));
    assertTrue(lines.contains(prefix + "JDK_JAVA_OPTIONS=-Xmx1k \""));
    assertTrue(lines.contains(prefix + "_JAVA_OPTIONS=-Xnonsense"));
    assertTrue(lines.contains(prefix + "JDK_AOT_VM_OPTIONS=-Xnonsense"));
  }

  @ParameterizedTest
  @CsvSource({"HUP, 1", "INT, 2", "QUIT, 3", "TERM, 15"})
  void a_signal_does_what_it_does_to_a_c_program(String signal, int number) throws Exception {
    assumeTrue(isCompiled(), NEEDS_COMPILER);
    Process process =
        new ProcessBuilder(probe.root().resolve(PROGRAM).toString(), "block")
            .redirectErrorStream(true)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", output.readLine());

    probe.shell("kill -" + signal + " " + process.pid());

    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(128 + number, process.exitValue());
    assertNull(output.readLine());
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void an_ignored_signal_stays_ignored(String launcher) throws Exception {
    Ran ran = probe.shell("trap '' HUP INT QUIT TERM; $image/" + launcher + " signals");

    assertEquals(TAKEN_SIGNALS, signalSet(ran.out(), "SigIgn") & TAKEN_SIGNALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void signals_reach_our_thread_only_or_wait_for_it(String launcher) throws Exception {
    boolean waits = !(isCompiled() && launcher.equals(PROGRAM));

    Ran ran = probe.shell("$image/" + launcher + " signals");

    assertEquals(waits ? TAKEN_SIGNALS : 0, signalSet(ran.out(), "SigBlk") & TAKEN_SIGNALS);
    assertEquals(0, signalSet(ran.out(), "SigCgt") & TAKEN_SIGNALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void a_start_leaves_no_file_for_debuggers(String launcher) throws Exception {
    Ran ran = probe.shell("echo $$; exec $image/" + launcher + " status 0");

    assertFalse(Files.exists(Path.of("/tmp/.java_pid" + ran.out().trim())));
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void an_image_is_found_through_links_and_the_path(String launcher) throws Exception {
    Path links = Files.createTempDirectory(scratch, "a directory of links");
    Files.createSymbolicLink(links.resolve("first"), probe.root().resolve(launcher));
    Files.createSymbolicLink(links.resolve("ipc-link"), Path.of("first"));

    Ran ran = probe.shell("cd /; PATH='" + links + "':$PATH; ipc-link home");

    assertEquals(new Ran(0, probe.root().toRealPath() + "\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROGRAM, SCRIPT})
  void a_moved_image_starts(String launcher) throws Exception {
    Path elsewhere = scratch.resolve("moved " + launcher.replace('/', '-'));
    probe.shell("cp -r $image '" + elsewhere + "'");

    Ran ran = new Image(elsewhere).shell("\"$image/" + launcher + "\" home");

    assertEquals(new Ran(0, elsewhere.toRealPath() + "\n", ""), ran);
  }

  /** Without a C compiler the image has the script in both places. */
  private static boolean isCompiled() throws IOException {
    return Files.mismatch(probe.root().resolve(PROGRAM), probe.root().resolve(SCRIPT)) >= 0;
  }

  private static long signalSet(String status, String name) {
    String line =
        status
            .lines()
            .filter(candidate -> candidate.startsWith(name + ":"))
            .findFirst()
            .orElseThrow();
    return Long.parseUnsignedLong(line.substring(name.length() + 1).trim(), 16);
  }
}
