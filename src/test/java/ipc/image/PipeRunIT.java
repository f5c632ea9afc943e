package ipc.image;

import static ipc.image.Image.assertRan;
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

    assertRan(ran, 0, "\"bytes\":5000000\n".repeat(3));
  }

  @Test
  void bytes_of_the_last_are_counted_into_a_file_that_is_appended_to_and_into_a_pipe()
      throws Exception {
    Ran ran =
        sandbox.run(
            """
            echo before >out
            ipc pipe run --report report -- seq 100000 ::: cat >>out
            { echo before; seq 100000; } | cmp - out
            grep -o '"bytes":[0-9]*' report
            ipc pipe run --report report -- seq 100000 ::: cat | cmp - <(seq 100000)
            grep -o '"bytes":[0-9]*' report
            """);

    assertRan(ran, 0, "\"bytes\":588895\n".repeat(4));
  }

  @Test
  void reader_of_our_output_that_closes_ends_all_of_it_in_silence() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc pipe run --report report -- yes ::: cat | head -n 1
            echo ${PIPESTATUS[0]}
            grep -o '"status":[0-9]*' report | tail -n 1
            left_nothing && echo gone
            """);

    assertRan(ran, 0, "y\n141\n\"status\":141\ngone\n");
    assertEquals("", ran.err());
  }

  @Test
  void output_that_the_reader_left_behind_is_not_called_written() throws Exception {
    Ran ran =
        sandbox.run(
            """
            mkfifo p
            exec 9<>p
            ipc fifo set p -s 1M
            timeout 0.1 cat /dev/zero >&9
            ipc pipe run --report report -- sh -c 'echo lost; : >done' >p 9<&- & run=$!
            await test -e done
            exec 9<&-
            wait $run; echo $?
            grep -o '"status":[0-9]*\\|"unwrittenBytes":[0-9]*' report
            """);

    assertRan(ran, 0, "141\n\"status\":0\n\"status\":0\n\"unwrittenBytes\":5\n");
  }

  @Test
  void full_disk_behind_the_last_is_told() throws Exception {
    Ran ran = sandbox.run("ipc pipe run -- seq 3 ::: cat >/dev/full; echo $?");

    assertRan(ran, 0, "74\n");
    assertTrue(ran.err().contains("no space left on device (ENOSPC)"), ran::err);
  }

  @Test
  void what_a_child_of_the_last_writes_later_goes_out_too() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc pipe run -- sh -c '{ until test -e go; do sleep 0.01; done; echo late; } & echo now' \
                | { read -r line; echo $line; : >go; cat; }
            """);

    assertRan(ran, 0, "now\nlate\n");
  }

  @Test
  void last_command_has_the_terminal_itself_and_that_is_told() throws Exception {
    sandbox.requireTools("script");
    Ran ran =
        sandbox.run(
            """
            script -qec 'ipc pipe run -v --report report -- echo hi ::: sh -c "cat; test -t 1 && \
                echo terminal"' /dev/null </dev/null | tr -d '\\r' | grep -v ipc:
            grep -o '"output":null' report
            """);

    assertRan(ran, 0, "hi\nterminal\n\"output\":null\n");
  }

  @ParameterizedTest
  @CsvSource({
    "true ::: ipc-no-such-command, 99",
    "::: cat, 99",
    "true ::: sh -c 'exit 4', 4",
    "sh -c 'exit 127' ::: true, 127",
  })
  void status_of_our_own_can_be_told_from_those_of_commands(String commands, int status)
      throws Exception {
    assertRan(sandbox.run("ipc pipe run -E 99 -- " + commands + " 2>/dev/null"), status, "");
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
