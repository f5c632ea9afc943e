package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code src/bench/stream/run} compiles, and every relay in it moves the right bytes: in its short
 * form it compares each of them and fails otherwise. What it measures is not judged.
 */
class StreamBenchIT {
  @BeforeAll
  static void require_what_it_needs() throws Exception {
    Sandbox.built().requireTools("python3", "cc");
  }

  @Test
  void each_part_measures_ours() throws Exception {
    String image = Image.built().root().toString();

    Ran ran = Image.run(List.of("src/bench/stream/run", "--short", "--image", image), Map.of());

    assertEquals("0 ", ran.status() + " " + ran.err());
    assertEquals(
        "{A named pipe to a named pipe=1, A file to a named pipe=1,"
            + " A pipe to a Unix socket to a pipe=1, A pipe to a TCP socket to a pipe=1,"
            + " Connections a second, each with a command of its own=1,"
            + " The memory of idle connections=1}",
        BenchTables.rows(ran.out(), "\\| (4 MiB \\| )?ipc( --hub)? \\| \\d.*").toString());
  }
}
