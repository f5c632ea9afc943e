package ipc.docs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine that reads what we generate. */
record Program(String name) {
  private static final long LONGEST_SECONDS = 60;

  /** What it printed on both streams, and its exit status. */
  record Ran(int status, String output) {}

  /** Skips the test, visibly, where the program is not installed. */
  static Program orSkip(String name) {
    boolean installed = false;
    for (String directory : System.getenv("PATH").split(":")) {
      installed |= Files.isExecutable(Path.of(directory, name));
    }
    Assumptions.assumeTrue(installed, name + " is not installed");
    return new Program(name);
  }

  Ran run(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("ipc-docs", ".out");
    try {
      var command = new ArrayList<>(List.of(name));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " hangs");
      }
      return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(output);
    }
  }
}
