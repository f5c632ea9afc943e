package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code src/bench/mailbox/run} compiles and measures something; what it says is not judged. */
class MailboxBenchIT {
  @BeforeAll
  static void require_what_it_needs() throws Exception {
    Sandbox.built().requireTools("python3", "cc", "unshare", "find");
  }

  @Test
  void each_part_measures_ours() throws Exception {
    String image = Image.built().root().toString();

    Ran ran = Image.run(List.of("src/bench/mailbox/run", "--short", "--image", image), Map.of());

    assertEquals("0 ", ran.status() + " " + ran.err());
    assertEquals(
        """
        {Two processes, one direction=9, How long a message takes=4, \
        Lines to messages to lines=3, A send and a receive, by how many wait=2, \
        What a mailbox and a receiver take=5}\
        """,
        BenchTables.rows(ran.out(), "\\| ([^|]+ \\| )?ipc[ ,].*\\d.*").toString());
  }
}
