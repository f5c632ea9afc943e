package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copy of the image runs as the image does, with its class cache, wherever it lies and whoever
 * runs it. The virtual machine itself tells whether it has the cache: {@code ipc --version -v}.
 */
class MovedImageIT {
  private static final String IN_USE = "class cache: in use";

  @TempDir private static Path scratch;
  private static Image moved;

  @BeforeAll
  static void copy_the_image() throws Exception {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    // The shell makes the name, and a link leads there: in the C locale Java has no word for it.
    Ran ran =
        new Image(scratch)
            .shell(
                "cd \"$image\" && place=$(printf 'ein Ort f\\303\\274r ipc') &&"
                    + " mkdir \"$place\" && ln -s \"$place\" place");
    assertEquals(new Ran(0, "", ""), ran);
    moved = new Image(scratch.resolve("place/bild"));
    copy(moved.root());
  }

  /** Runs a shell command in which {@code $image} is where the copy really lies. */
  private static Ran there(String command) throws IOException, InterruptedException {
    return moved.shell("image=$(readlink -f \"$image\")\n" + command);
  }

  @ParameterizedTest
  @CsvSource({
    "bin/ipc, env -i",
    "bin/ipc, env -i LC_ALL=C",
    "bin/ipc, env -i LC_ALL=C.UTF-8",
    "bin/ipc, env -u HOME LANG=de_DE.ISO-8859-1",
    "lib/ipc.sh, env -i PATH=/usr/bin:/bin",
    "lib/ipc.sh, env -i PATH=/usr/bin:/bin LC_ALL=C",
    "lib/ipc.sh, env -u HOME LC_ALL=C.UTF-8",
  })
  void a_path_with_spaces_and_other_letters_will_do(String launcher, String environment)
      throws Exception {
    Ran ran = there(environment + " \"$image/" + launcher + "\" --version -v");

    assertStartedFast(ran);
  }

  /** The launchers start the virtual machine in a locale that can tell such a path. */
  @ParameterizedTest
  @CsvSource({
    "bin/ipc, LC_ALL=C, LC_ALL=C",
    "bin/ipc, LANG=C, ''",
    "lib/ipc.sh, LC_ALL=C, LC_ALL=C",
    "lib/ipc.sh, LANG=C, ''",
  })
  void a_command_gets_the_locale_of_the_user(String launcher, String given, String got)
      throws Exception {
    Ran ran =
        there(
            "env -u LC_ALL "
                + given
                + " \"$image/"
                + launcher
                + "\" pipe run -- env | grep -E 'LC_ALL|IPC_LAUNCHER'");

    assertEquals(got, ran.out().strip());
    assertEquals("", ran.err());
  }

  @Test
  void a_path_that_is_no_text_is_refused_with_the_reason() throws Exception {
    Ran ran =
        there(
            """
            odd=$(mktemp -d)/$(printf 'odd\\374'); cp -r "$image" "$odd"
            [ -f "$odd/lib/libipc.so" ] && "$odd/bin/ipc" --version >&2; echo $?
            rm -r "${odd%/*}"
            """);

    if (Files.exists(moved.root().resolve("lib/libipc.so"))) {
      assertEquals("71\n", ran.out());
      assertTrue(ran.err().endsWith("': the path is not UTF-8\n"), ran::err);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/ipc", "lib/ipc.sh"})
  void links_lead_to_it(String launcher) throws Exception {
    Path links = Files.createTempDirectory(scratch, "links");
    Files.createSymbolicLink(links.resolve("ipc"), moved.root().resolve(launcher));
    Files.createSymbolicLink(links.resolve("again"), Path.of("ipc"));
    Files.createSymbolicLink(links.resolve("all"), moved.root());

    for (String way : List.of("./ipc", links + "/again", "all/" + launcher)) {
      assertStartedFast(moved.shell("cd " + links + " && " + way + " --version -v"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/ipc", "lib/ipc.sh"})
  void another_user_runs_it_from_a_read_only_mount(String launcher) throws Exception {
    Sandbox sandbox = Sandbox.built();
    sandbox.requireNobody();

    Ran ran =
        sandbox.run(
            """
            mkdir here && mount --bind "$IMAGE" here && mount -o remount,bind,ro here || exit 1
            ! touch here/x 2>/dev/null || exit 2
            cd / && nobody env -u HOME "$OLDPWD/here/$LAUNCHER" --version -v
            """,
            Map.of("IMAGE", moved.root().toString(), "LAUNCHER", launcher));

    assertStartedFast(ran);
  }

  @Test
  void a_container_has_little_shared_memory() throws Exception {
    Sandbox.built();
    Sandbox container = new Sandbox(moved, "64m");

    Ran ran =
        container.run(
            """
            ipc --version -v
            ipc shm create small -s 32M
            ipc shm attach small -- sh -c 'grep -q classes.jsa /proc/$PPID/maps && echo mapped'
            ipc shm create large -s 64M || echo "status $?"
            ipc rm -q posix-shm:/small
            """);

    assertTrue(ran.out().contains(IN_USE), ran::out);
    assertTrue(ran.out().endsWith("\nposix-shm:/small\nmapped\nstatus 75\n"), ran::out);
  }

  @Test
  void without_proc_it_starts_and_says_what_it_cannot_see() throws Exception {
    Sandbox sandbox = new Sandbox(moved, "64m");
    Sandbox.built();

    Ran ran =
        sandbox.run(
            """
            umount -l /proc || exit 1
            while umount -l /proc 2>/dev/null; do :; done
            ipc --version -v
            ipc shm create jobs -s 4K || echo "status $?"
            echo hello | ipc shm write jobs
            ipc shm read jobs --format text
            ipc shm ls -o address,users
            """);

    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().contains(IN_USE), ran::out);
    assertTrue(ran.out().endsWith("\nposix-shm:/jobs\nhello\n\nposix-shm:/jobs\t-\n"), ran::out);
    assertTrue(ran.err().contains("'/proc' shows no process: it is not mounted here"), ran::err);
  }

  @Test
  void without_its_cache_it_works_and_says_so() throws Exception {
    Path slow = scratch.resolve("slow");
    copy(slow);
    Path cache = slow.resolve("lib/server/classes.jsa");
    byte[] half = Files.readAllBytes(cache);
    Files.write(cache, Arrays.copyOf(half, half.length / 2));

    Ran ran = new Image(slow).shell("\"$image/bin/ipc\" --version -v");

    assertEquals(0, ran.status());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("ipc 0.1.0\nruntime: Java 25"), ran::out);
    assertTrue(ran.out().contains("\nclass cache: not in use"), ran::out);
    String why = ran.out().lines().reduce((first, last) -> last).orElseThrow();
    assertTrue(new Image(slow).shell(why + " 2>&1").out().contains("classes.jsa"), why);
  }

  private static void assertStartedFast(Ran ran) {
    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().contains(IN_USE), ran::out);
    assertEquals("", ran.err());
  }

  private static void copy(Path target) throws IOException, InterruptedException {
    Ran ran =
        Image.run(List.of("cp", "-r", Image.built().root() + "/.", target.toString()), Map.of());
    assertEquals(0, ran.status(), ran::err);
  }
}
