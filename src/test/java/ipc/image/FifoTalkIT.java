package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations over a pair of named pipes, also with programs that open them in any order. */
class FifoTalkIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run("ipc fifo create t --pair >/dev/null\n" + script);
  }

  @Test
  void much_goes_both_ways_at_once() throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            ipc fifo listen t -- cat & ipc fifo connect t --report report <data | cmp - data
            wait
            grep -o '"bytes":[0-9]*' report
            head -c 10000000 /dev/urandom >other
            ipc fifo listen t <other >one & ipc fifo connect t <data >two; wait
            cmp one data; cmp two other
            """);

    assertRan(ran, 0, "\"bytes\":20000000\n".repeat(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while read -r line; do echo \"<$line>\"; done <t.in >t.out",
        "while read -r line; do echo \"<$line>\"; done >t.out <t.in",
        "read -r line <t.in; echo \"<$line>\" >t.out",
        "exec 9<>t.in 8<>t.out; read -r line <&9; echo \"<$line>\" >&8",
      })
  void server_opens_in_any_order(String server) throws Exception {
    Ran ran = run("(" + server + ") & echo hello | ipc fifo connect t; echo $?; wait");

    assertRan(ran, 0, "<hello>\n0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo hello >t.in; cat t.out",
        "cat t.out & echo hello >t.in; wait $!",
        "exec 3>t.in 4<t.out; echo hello >&3; exec 3>&-; cat <&4",
        "exec 4<t.out 3>t.in; echo hello >&3; exec 3>&-; cat <&4",
        "{ echo hello; head -c 300000 /dev/zero; } >t.in; head -n 1 t.out",
      })
  void client_opens_in_any_order(String client) throws Exception {
    Ran ran = run("ipc fifo listen t -- sed -n '/hello/s/.*/<hello>/p' & (" + client + ")");

    assertRan(ran, 0, "<hello>\n");
  }

  @Test
  void answers_come_while_more_is_asked() throws Exception {
    Ran ran =
        run(
            """
            mkfifo ask
            ipc fifo listen t -- sed -u 's/^/re: /' &
            ipc fifo connect t <ask >got & connect=$!
            exec 9>ask
            echo one >&9; await grep -x 're: one' got
            echo two >&9; await grep -x 're: two' got
            exec 9>&-; wait $connect; echo $?
            """);

    assertRan(ran, 0, "0\n");
  }

  @ParameterizedTest
  @CsvSource({
    "connect t -n, 1",
    "listen t -n, 1",
    "connect t -w 50ms, 124",
    "listen t -w 50ms, 124",
    "listen t -w 50ms -E 99 -- true, 99",
    "connect t -n -E 99 -- true, 99",
    "connect none, 66",
    "connect t -E 99, 64",
  })
  void other_side_that_does_not_come_is_not_waited_for_beyond_the_time(String words, int status)
      throws Exception {
    assertRan(run("ipc fifo " + words + " 2>/dev/null"), status, "");
  }

  @Test
  void status_is_that_of_the_command_and_it_knows_the_address() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo listen t -- sh -c 'read -r x; echo $IPC_ADDRESS; exit 3' & listen=$!
            echo hello | ipc fifo connect t; wait $listen; echo $?
            ipc fifo listen t -E 99 -- ./none 2>/dev/null & listen=$!
            echo hello | ipc fifo connect t 2>/dev/null; wait $listen; echo $?
            """);

    assertRan(ran, 0, "fifo:t\n3\n99\n");
  }

  @Test
  void reader_of_standard_output_that_goes_away_ends_both_sides() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo listen t -- yes & listen=$!
            ipc fifo connect t </dev/null | head -n 1; echo ${PIPESTATUS[0]}
            wait $listen; echo $?
            """);

    assertRan(ran, 0, "y\n141\n141\n");
    assertEquals("", ran.err());
  }

  @Test
  void full_disk_behind_standard_output_is_told() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo listen t -- cat &
            echo hello | ipc fifo connect t >/dev/full 2>/dev/null; echo $?; wait
            """);

    assertRan(ran, 0, "74\n");
  }

  @Test
  void other_side_that_leaves_before_all_is_sent_is_told() throws Exception {
    Ran ran =
        run(
            """
            (read -r line <t.in; echo bye >t.out) &
            yes | ipc fifo connect t; echo ${PIPESTATUS[1]}
            """);

    assertRan(ran, 0, "bye\n74\n");
    assertTrue(ran.err().contains("'fifo:t' went away after "), ran::err);
  }

  @Test
  void time_to_linger_bounds_what_comes_after_the_end_of_our_side() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>t.in 8<>t.out
            echo hello | ipc fifo connect t --linger 50ms 2>/dev/null 9<&- 8<&-; echo $?
            """);

    assertRan(ran, 0, "124\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15})
  void signal_is_passed_to_the_command_and_ends_us(int signal) throws Exception {
    Ran ran =
        run(
            """
            set -m
            exec 9<>t.in 8<>t.out
            ipc fifo listen t --report report 9<&- 8<&- -- sh -c \\
                'trap "echo told; exit 0" HUP INT TERM; echo ready; while :; do sleep 0.01; done' \\
                & listen=$!
            read -r line <&8
            kill -%d $listen; read -r line <&8; echo $line
            wait $listen 2>/dev/null; echo $(($? - 128))
            grep -o '"status":[0-9]*' report
            await left_nothing
            """
                .formatted(signal));

    assertEquals("told\n" + signal + "\n\"status\":0\n", ran.out(), ran::err);
  }
}
