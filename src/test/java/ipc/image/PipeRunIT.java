package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines that tell what each command did. */
class PipeRunIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static void assertRan(Ran ran, int status, String out) {
    assertEquals(out, ran.out(), ran::err);
    assertEquals(status, ran.status(), ran::err);
  }

  @ParameterizedTest
  @CsvSource({
    "true ::: true, 0",
    "false ::: true, 1",
    "sh -c 'exit 3' ::: sh -c 'exit 4' ::: true, 4",
    "sh -c 'kill -9 $$' ::: cat, 137",
    "seq 3 ::: ipc-no-such-command, 127",
    "seq 3 ::: /etc/passwd, 126",
    "seq 3 :::, 64",
    "::: cat, 64",
  })
  void status_is_that_of_pipefail(String commands, int status) throws Exception {
    assertRan(
        sandbox.run("ipc pipe run -- " + commands + " 2>/dev/null; s=$?; left; exit $s"),
        status,
        "");
  }

  @Test
  void bytes_go_through_every_stage_and_are_counted() throws Exception {
    Ran ran =
        sandbox.run(
            """
            head -c 5000000 /dev/urandom >data
            ipc pipe run --report report -- cat data ::: cat ::: cat >back
            cmp data back && grep -o '"bytes":[0-9]*' report
            """);

    assertRan(ran, 0, "\"bytes\":5000000\n\"bytes\":5000000\n");
  }

  @Test
  void reader_that_closes_first_is_told_and_ends_its_writer() throws Exception {
    Ran ran = sandbox.run("ipc pipe run -v -- yes ::: head -n 1");

    assertRan(ran, 141, "y\n");
    assertTrue(ran.err().contains("'yes' ("), ran::err);
    assertTrue(ran.err().contains("closed by the reader first"), ran::err);
  }

  @Test
  void first_command_has_our_input_and_the_last_our_output() throws Exception {
    assertRan(sandbox.run("echo hello | ipc pipe run -- cat ::: tr a-z A-Z"), 0, "HELLO\n");
    assertRan(sandbox.run("echo one | ipc pipe run -- cat"), 0, "one\n");
  }

  @Test
  void signal_ends_all_commands_and_then_us() throws Exception {
    Ran ran =
        sandbox.run(
            """
            set -m
            ipc pipe run --report report -- sleep 1000 ::: sleep 1001 & run=$!
            await pgrep -x -f 'sleep 1001'
            kill -TERM $run; wait $run; echo $?
            await left_nothing
            grep -o '"status":[0-9]*' report | sort -u
            """);

    assertRan(ran, 0, "143\n\"status\":143\n");
  }

  @Test
  void command_that_ignores_the_signal_is_killed_after_the_grace() throws Exception {
    Ran ran =
        sandbox.run(
            """
            set -m
            ipc pipe run --grace 50ms --report report -- \
                sh -c 'trap "" TERM; echo ready >there; exec sleep 1000' ::: cat & run=$!
            await test -s there
            kill -TERM $run; wait $run; echo $?
            await left_nothing
            grep -o '"status":137' report | sort -u
            """);

    assertRan(ran, 0, "143\n\"status\":137\n");
  }
}
