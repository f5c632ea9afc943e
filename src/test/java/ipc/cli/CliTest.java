package ipc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.engine.Machine;
import ipc.engine.Registry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @Test
  void a_command_is_refused_where_none_is_run() {
    assertEquals(64, run("ls", "--", "true"));

    assertEquals(
        """
        ipc: 'ipc ls' runs no command: nothing may follow '--'
        hint: 'ipc ls --help' lists its options
        """,
        error.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  private int run(String... words) {
    Streams streams = new Streams(out, error, false, false, 80);
    try (Machine machine = new Machine()) {
      return new Cli(machine.engine(), new Registry(List.of()), streams, new Environment(Map.of()))
          .run(List.of(words))
          .status();
    }
  }
}
