package ipc.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages that {@code mvn -Pdist package} makes, of the image that the build has made. */
class PackageIT {
  private static final String TIME = "1700000000";

  /** To compress a hundred megabytes takes a while where others want the processor too. */
  private static final long LONGEST_SECONDS = 300;

  @TempDir private static Path scratch;
  private static Path output;

  @BeforeAll
  static void pack_the_image() throws Exception {
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    output = pack(Image.built().root(), "one");
  }

  @Test
  void the_archive_runs_where_it_is_unpacked() throws Exception {
    Path here = unpacked();

    Ran ran = Image.run(List.of(here.resolve("bin/ipc").toString(), "--version", "-v"), Map.of());

    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().startsWith("ipc 0.1.0\n"), ran::out);
    assertTrue(ran.out().contains("class cache: in use"), ran::out);
  }

  @Test
  void the_archive_brings_manual_completions_and_licences() throws Exception {
    Path here = unpacked();

    assertEquals(
        List.of("ipc", "_ipc", "ipc.fish"),
        Stream.of(
                "share/bash-completion/completions/ipc",
                "share/zsh/site-functions/_ipc",
                "share/fish/vendor_completions.d/ipc.fish")
            .map(here::resolve)
            .filter(Files::isRegularFile)
            .map(file -> file.getFileName().toString())
            .toList());
    assertTrue(Files.isRegularFile(here.resolve("legal/java.base/LICENSE")));
    assertTrue(Files.isRegularFile(here.resolve("legal/picocli/LICENSE")));
    assertEquals(pages(Path.of("man"), ""), pages(here.resolve("share/man"), ".gz"));
  }

  @Test
  void man_finds_the_pages_beside_the_command() throws Exception {
    Path here = unpacked();
    requireTool("man");

    Ran ran = Image.run(List.of("man", "-w", "ipc-shm-create"), path(here));

    assertEquals(here + "/share/man/man1/ipc-shm-create.1.gz\n", ran.out());
  }

  @Test
  void the_debian_package_has_the_command_in_usr_bin() throws Exception {
    Path root = Files.createTempDirectory(scratch, "root");
    succeed(List.of("dpkg-deb", "-x", debian().toString(), root.toString()));

    Ran ran = Image.run(List.of(root.resolve("usr/bin/ipc").toString(), "--version"), Map.of());

    assertEquals("ipc 0.1.0\n", ran.out());
    assertEquals(pages(Path.of("man"), ""), pages(root.resolve("usr/share/man"), ".gz"));
    assertTrue(Files.isRegularFile(root.resolve("usr/share/zsh/vendor-completions/_ipc")));
    assertTrue(Files.isRegularFile(root.resolve("usr/share/doc/ipc/copyright")));
  }

  @Test
  void the_debian_package_needs_the_c_library() throws Exception {
    Ran ran = succeed(List.of("dpkg-deb", "-f", debian().toString(), "Version", "Depends"));

    assertTrue(
        ran.out().matches("Version: 0\\.1\\.0\nDepends: libc6 \\(>= 2\\.\\d+\\).*\n"), ran::out);
  }

  @Test
  void lintian_finds_nothing_beyond_the_runtime() throws Exception {
    Path debian = debian();
    requireTool("lintian");

    Ran ran = Image.run(List.of("lintian", debian.toString()), Map.of(), LONGEST_SECONDS);

    assertEquals("", ran.out());
    assertEquals(0, ran.status());
  }

  @Test
  void the_same_files_make_the_same_packages_anywhere() throws Exception {
    List<Path> made = files(pack(lightImage("light"), "two"));
    List<Path> again = files(pack(lightImage("elsewhere/light"), "elsewhere/three"));

    assertEquals(made.size(), again.size());
    for (int i = 0; i < made.size(); i++) {
      assertArrayEquals(Files.readAllBytes(made.get(i)), Files.readAllBytes(again.get(i)));
    }
  }

  /** A copy of the image that lacks what is large: packing is not what it is good for. */
  private static Path lightImage(String name) throws IOException, InterruptedException {
    Path light = scratch.resolve(name);
    Files.createDirectories(light.getParent());
    succeed(List.of("cp", "-r", Image.built().root().toString(), light.toString()));
    for (String large : List.of("lib/modules", "lib/server/classes.jsa", "lib/server/libjvm.so")) {
      Files.delete(light.resolve(large));
    }
    return light;
  }

  /** Packs an image; returns where the packages are. */
  private static Path pack(Path image, String name) throws IOException, InterruptedException {
    Path target = scratch.resolve(name);
    Ran ran =
        Image.run(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "src/build/BuildPackages.java",
                "--project=" + Path.of("").toAbsolutePath(),
                "--image=" + image,
                "--work=" + target.resolve("work"),
                "--output=" + target.resolve("packages"),
                "--version=0.1.0",
                "--time=2026-11-20T00:00:00Z",
                // Well compressed packages take four times as long, and are not what is tried here.
                "--level=1"),
            Map.of("SOURCE_DATE_EPOCH", TIME),
            LONGEST_SECONDS);
    assertEquals(0, ran.status(), ran::err);
    return target.resolve("packages");
  }

  private static Path unpacked() throws IOException, InterruptedException {
    Path here = Files.createTempDirectory(scratch, "unpacked");
    Path archive = made(".tar.gz");
    succeed(List.of("tar", "-C", here.toString(), "-xzf", archive.toString()));
    return files(here).getFirst();
  }

  private static Path debian() throws IOException, InterruptedException {
    for (String tool : List.of("dpkg", "dpkg-deb", "dpkg-shlibdeps")) {
      requireTool(tool);
    }
    return made(".deb");
  }

  private static Path made(String suffix) throws IOException {
    return files(output).stream()
        .filter(file -> file.toString().endsWith(suffix))
        .findFirst()
        .orElseThrow();
  }

  private static void requireTool(String name) throws IOException, InterruptedException {
    Ran ran = Image.run(List.of("sh", "-c", "command -v " + name), Map.of());
    assumeTrue(ran.status() == 0, "there is no '" + name + "' here");
  }

  private static Ran succeed(List<String> command) throws IOException, InterruptedException {
    Ran ran = Image.run(command, Map.of());
    assertEquals(0, ran.status(), ran::err);
    return ran;
  }

  private static Map<String, String> path(Path image) {
    return Map.of("PATH", image.resolve("bin") + ":" + System.getenv("PATH"));
  }

  /** The names of the manual pages anywhere below a directory, without what follows the section. */
  private static List<String> pages(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .sorted()
          .toList();
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
