package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A C program of {@code src/test/c}, compiled for the tests that use it.
 *
 * @param path of the executable
 */
record CProgram(Path path) {
  /** Compiles a program; the test is skipped without a C compiler. */
  static CProgram compile(String name, Path directory) throws Exception {
    assumeTrue(
        Image.run(List.of("sh", "-c", "command -v cc"), Map.of()).status() == 0,
        "there is no C compiler here");
    Path program = directory.resolve(name);
    Ran ran =
        Image.run(
            List.of(
                "cc",
                "-std=gnu11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-pthread",
                "-o",
                program.toString(),
                "src/test/c/" + name + ".c",
                "-lrt"),
            Map.of());
    assertEquals(0, ran.status(), ran::err);
    return new CProgram(program);
  }

  /** The variables by which a script finds it: its name is {@code $program}. */
  Map<String, String> variables() {
    return Map.of("program", path.toString());
  }
}
