package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A built image, and how to run what lies in it.
 *
 * @param root the directory above {@code bin} and {@code lib}
 */
record Image(Path root) {
  /** How long any command of a test may take before it counts as hanging. */
  private static final long LONGEST_SECONDS = 60;

  /** The image that the build has made. */
  static Image built() {
    return new Image(Path.of(System.getProperty("ipc.image")));
  }

  /**
   * What a command left behind, its output read as ISO 8859-1: a character is a byte.
   *
   * @param status the exit status, 128 + n when signal n ended it
   */
  record Ran(int status, String out, String err) {}

  /** Fails, with what it said on standard error, unless it printed this and ended so. */
  static void assertRan(Ran ran, int status, String out) {
    assertEquals(out, ran.out(), ran::err);
    assertEquals(status, ran.status(), ran::err);
  }

  /** Runs a shell command in which {@code $image} is this image. */
  Ran shell(String command) throws IOException, InterruptedException {
    return run(List.of("sh", "-c", command), Map.of("image", root.toString()));
  }

  /** Runs a command to its end, without standard input. */
  static Ran run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(command, environment, LONGEST_SECONDS);
  }

  /** Runs a command that may take that many seconds, without standard input. */
  static Ran run(List<String> command, Map<String, String> environment, long seconds)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("ipc-image", ".out");
    Path err = Files.createTempFile("ipc-image", ".err");
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " hangs");
      }
      return new Ran(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
