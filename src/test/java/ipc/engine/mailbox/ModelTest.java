package ipc.engine.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.Proof;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of the mailbox's protocol, searched through with small bounds. */
class ModelTest {
  private static final long PATIENCE_MINUTES = 20;

  @Test
  void models_hold_and_find_the_faults_that_are_built_in(@TempDir Path directory)
      throws IOException, InterruptedException {
    assumeTrue(isThere("spin"), "no spin here");
    assumeTrue(isThere("gcc"), "no gcc here");
    Path said = directory.resolve("said");

    Process check =
        new ProcessBuilder(
                Proof.isWhole()
                    ? List.of("src/model/check", "--whole")
                    : List.of("src/model/check"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertTrue(check.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "src/model/check goes on");
    } finally {
      Stream.concat(check.descendants(), Stream.of(check.toHandle()))
          .forEach(ProcessHandle::destroy);
    }

    String lines = Files.readString(said, StandardCharsets.UTF_8);
    assertEquals(0, check.exitValue(), lines);
    assertTrue(lines.lines().anyMatch(line -> line.startsWith("holds  ")), lines);
    assertTrue(lines.lines().anyMatch(line -> line.startsWith("finds  ")), lines);
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
