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

/** One input copied to several named pipes. */
class FifoTeeIT {
  private static final String DATA = "head -c 20000000 /dev/urandom >data\n";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run("mkfifo in a b\n" + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tee - a b - <data >c", "tee - a - b <data | cat >c"})
  void every_output_gets_every_byte_whatever_kind_it_is(String tee) throws Exception {
    Ran ran =
        run(
            DATA
                + "cat a >one & cat b >two & ipc fifo "
                + tee
                + "; echo ${PIPESTATUS[0]}; wait; await cmp data c; cmp data one; cmp data two");

    assertRan(ran, 0, "0\n");
  }

  @Test
  void named_pipe_is_copied_and_slow_reader_loses_and_repeats_nothing() throws Exception {
    Ran ran =
        run(
            DATA
                + """
                cat data >in & cat a >one &
                while head -c 70001 >>two && test -s two; do
                  [ $(stat -c %s two) -ge 20000000 ] && break
                done <b &
                ipc fifo tee in a b --report report || exit 1
                wait; cmp data one; cmp data two
                grep -o '"bytes":[0-9]*' report
                """);

    assertRan(ran, 0, "\"bytes\":20000000\n".repeat(3));
  }

  @Test
  void small_pipes_of_different_sizes_take_different_parts() throws Exception {
    Ran ran =
        run(
            """
            seq 300000 >data
            exec 8<>a 9<>b
            { while read -r line; do echo $line; done; } <a >one 8<&- 9<&- &
            cat b >two 8<&- 9<&- &
            (exec 8<&- 9<&-; awk '{ print; if (NR % 1000 == 0) fflush() }' data >in) &
            ipc fifo tee in a b 8<&- 9<&- & tee=$!
            ipc fifo set a -s 4K; ipc fifo set b -s 64K
            wait $tee; echo $?
            exec 8<&- 9<&-; wait
            cmp data one; cmp data two
            """);

    assertRan(ran, 0, "0\n");
  }

  @Test
  void first_dead_output_ends_all_and_is_named() throws Exception {
    Ran ran =
        run(
            """
            head -c 10 <a >/dev/null & cat b >two &
            yes | ipc fifo tee - a b --report report; echo ${PIPESTATUS[1]}
            wait
            grep -o '"first":"[a-z]*"\\|"readersGone":[a-z]*' report
            """);

    assertRan(ran, 0, "74\n\"first\":\"reader\"\n\"readersGone\":true\n\"readersGone\":false\n");
    assertTrue(ran.err().matches("ipc: .* bytes to fifo:a; its readers went away\n"), ran::err);
  }

  @Test
  void dropped_output_is_told_and_the_others_get_all() throws Exception {
    Ran ran =
        run(
            DATA
                + """
                head -c 10 <a >/dev/null & cat b >two &
                ipc fifo tee - a b --gone drop <data; echo $?
                wait; cmp data two
                """);

    assertRan(ran, 0, "0\n");
    assertTrue(ran.err().startsWith("ipc: dropped "), ran::err);
  }

  @Test
  void nobody_left_is_an_end() throws Exception {
    Ran ran =
        run(
            """
            head -c 10 <a >/dev/null & head -c 10 <b >/dev/null &
            yes | ipc fifo tee - a b --gone drop 2>/dev/null; echo ${PIPESTATUS[1]}
            """);

    assertRan(ran, 0, "74\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--gone drop"})
  void reader_of_standard_output_alone_ends_it_in_silence(String policy) throws Exception {
    Ran ran = run("yes | ipc fifo tee - - " + policy + " | head -n 1; echo ${PIPESTATUS[1]}");

    assertRan(ran, 0, "y\n141\n");
    assertEquals("", ran.err());
  }

  @Test
  void reader_that_leaves_while_nothing_is_written_is_noticed() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>in 8<>a
            ipc fifo tee in a 8<&- 9<&- 2>/dev/null & tee=$!
            echo x >&9; read -r x <&8
            exec 8<&-
            wait $tee; echo $?
            """);

    assertRan(ran, 0, "74\n");
  }

  @Test
  void reader_that_leaves_before_the_first_byte_is_noticed() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>in 8<>a
            ipc fifo tee in a 8<&- 9<&- 2>/dev/null & tee=$!
            await sh -c '[ $(ipc who -q -o pid fifo:a | wc -l) = 2 ]' 8<&- 9<&-
            exec 8<&-
            wait $tee; echo $?
            """);

    assertRan(ran, 0, "74\n");
  }

  @ParameterizedTest
  @CsvSource({"in a -n, 1", "- a -n, 1", "in a -w 50ms, 124", "- a b -w 50ms, 124", "in in, 64"})
  void ends_that_do_not_come_are_not_waited_for_beyond_the_time(String words, int status)
      throws Exception {
    String reader = words.equals("in in") ? "exec 9<>in; " : "";
    assertRan(run(reader + "ipc fifo tee " + words + " 2>/dev/null"), status, "");
  }

  @Test
  void full_disk_behind_standard_output_is_told() throws Exception {
    assertRan(run("seq 3 | ipc fifo tee - - >/dev/full 2>/dev/null"), 74, "");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15})
  void signal_ends_it_and_the_verdict_is_given(int signal) throws Exception {
    Ran ran =
        run(
            """
            set -m
            exec 9<>in 8<>a
            echo hello >&9
            ipc fifo tee in a --report report 8<&- 9<&- & tee=$!
            read -r line <&8
            await grep -q poll /proc/$tee/wchan
            kill -%d $tee; wait $tee 2>/dev/null; echo $(($? - 128))
            grep -o '"bytes":[0-9]*' report
            """
                .formatted(signal));

    assertEquals(signal + "\n\"bytes\":6\n\"bytes\":6\n", ran.out(), ran::err);
  }
}
