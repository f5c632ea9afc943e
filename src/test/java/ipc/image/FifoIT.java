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

/** Named pipes between the image's commands and those of others. */
class FifoIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run("mkfifo p\n" + script);
  }

  @Test
  void bytes_go_through_whole_both_ways_beside_cat() throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            cat data >p & ipc fifo read p >one; cmp data one || exit 1
            cat p >two & ipc fifo write p <data; wait; cmp data two || exit 2
            ipc fifo read p >three & cat data | ipc fifo write p; wait; cmp data three || exit 3
            ipc fifo read p | cat >four & ipc fifo write p <data; wait
            await cmp data four
            cat data >p & ipc fifo read p >>five; cmp data five || exit 5
            """);

    assertRan(ran, 0, "");
  }

  @Test
  void reader_of_standard_output_that_goes_away_ends_a_read_at_once_in_silence() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>p
            seq 100 >&9
            ipc fifo read p 2>err | head -n 1
            echo ${PIPESTATUS[0]}
            cat err
            """);

    assertRan(ran, 0, "1\n141\n");
  }

  @Test
  void writer_tells_that_its_readers_went_away() throws Exception {
    Ran ran =
        run(
            """
            head -n 1 <p >/dev/null &
            yes | ipc fifo write p --report report
            echo ${PIPESTATUS[1]}
            grep -o '"first":"reader"' report
            """);

    assertRan(ran, 0, "74\n\"first\":\"reader\"\n");
    assertTrue(
        ran.err()
            .matches("ipc: the readers of 'fifo:p' went away after \\d+ bytes were written.*\\s"),
        ran::err);
  }

  @ParameterizedTest
  @CsvSource({
    "read p -w 50ms, 124",
    "read p -n, 1",
    "read p -w 0, 1",
    "write p -w 50ms, 124",
    "write p -n, 1",
    "write p -w 0, 1",
  })
  void peer_that_does_not_come_is_not_waited_for_beyond_the_time(String verb, int status)
      throws Exception {
    assertRan(run("ipc fifo " + verb + " -q 2>/dev/null"), status, "");
  }

  @Test
  void look_without_waiting_takes_what_is_there() throws Exception {
    Ran ran = run("exec 9<>p; printf now >&9; ipc fifo read p -n; ipc fifo read p -w 0");

    assertRan(ran, 1, "now");
  }

  @Test
  void stat_lists_and_waits_open_nothing() throws Exception {
    Ran ran =
        run(
            """
            cat p >got & reader=$!
            await grep -q wait_for_partner /proc/$reader/wchan
            ipc fifo stat p -q -o waiting,readers
            ipc fifo ls -q
            ipc who -q fifo:p
            ipc fifo wait p used -n -q
            grep -c wait_for_partner /proc/$reader/wchan
            kill $reader
            """);

    assertEquals("0\t\n1\n", ran.out(), ran::err);
  }

  @Test
  void stat_tells_what_waits_and_who_has_which_end() throws Exception {
    Ran ran =
        run(
            """
            sleep 1000 <>p & both=$!
            sleep 1000 <p & reader=$!
            sleep 1000 >p & writer=$!
            await sh -c '[ "$(ipc who -q -o pid fifo:p | wc -l)" = 3 ]'
            printf 12345 >p
            [ "$(ipc fifo stat -q p -o waiting,capacity)" = "5	65536" ] || exit 1
            [ "$(ipc fifo stat -q p -o readers)" = "$both,$reader" ] || exit 2
            [ "$(ipc fifo stat -q p -o writers)" = "$both,$writer" ] || exit 3
            ipc who -q fifo:p -o how | sort
            """);

    assertRan(ran, 0, "both\nreading\nwriting\n");
  }

  @Test
  void peek_takes_nothing_and_set_lasts_while_it_is_open() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo peek p 2>/dev/null; echo $?
            ipc fifo set p -s 8K 2>/dev/null; echo $?
            exec 9<>p
            ipc fifo peek p; echo $?
            echo hello >&9
            ipc fifo peek p; ipc fifo peek p
            ipc fifo set p -s 5000; ipc fifo stat -q p -o capacity
            read -r line <&9; echo "still $line"
            """);

    assertRan(ran, 0, "69\n69\n1\nhello\nhello\n8192\nstill hello\n");
  }

  @Test
  void held_pipe_keeps_what_was_written_until_the_holder_goes() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo write p --hold >held & holder=$!
            await test -s held
            cat held
            echo one >p; echo two >p
            ipc fifo read p -n
            kill $holder; wait $holder; echo $?
            ipc fifo read p -n; echo $?
            """);

    assertRan(ran, 0, "fifo:p\none\ntwo\n143\n1\n");
  }

  @Test
  void follower_reads_one_writer_after_another_until_a_signal() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo read p --follow -v >got 2>err & reader=$!
            await sh -c '[ -n "$(ipc who -q fifo:p)" ]'
            echo one >p; echo two >p
            await grep -q two got
            kill -TERM $reader; wait $reader; echo $?
            cat got
            grep -o 'a signal ended it' err
            """);

    assertRan(ran, 0, "143\none\ntwo\na signal ended it\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 9000})
  void eight_writers_of_records_tear_none(int length) throws Exception {
    int count = length > 4096 ? 300 : 10_000;
    Ran ran =
        run(
            """
            ipc fifo read p --follow >got & reader=$!
            await sh -c '[ -n "$(ipc who -q fifo:p)" ]'
            writers=
            for i in 1 2 3 4 5 6 7 8; do
              awk -v n=%d -v len=%d -v c=$i 'BEGIN {
                while (length(s) < len) s = s c
                for (k = 0; k < n; k++) print s
              }' | ipc fifo write p --records lines & writers="$writers $!"
            done
            wait $writers
            await sh -c '[ "$(wc -l <got)" = %d ]'
            kill $reader
            awk 'length($0) != %d { torn++ }
              { c = substr($0, 1, 1); gsub(c, ""); if ($0 != "") mixed++ }
              END { print torn + 0, mixed + 0 }' got
            """
                .formatted(count, length, 8 * count, length));

    assertEquals("0 0\n", ran.out(), ran::err);
  }

  @Test
  void what_is_no_named_pipe_is_refused_and_left_alone() throws Exception {
    Ran ran =
        sandbox.run(
            """
            echo keep >file
            for verb in read write peek stat rm 'set -s 4K' 'create'; do
              ipc fifo $verb file </dev/null 2>/dev/null; echo $?
            done
            cat file
            ipc fifo read none 2>/dev/null; echo $?
            """);

    assertRan(ran, 0, "65\n65\n65\n65\n65\n65\n73\nkeep\n66\n");
  }

  @Test
  void mode_is_exact_and_another_is_told_from_it() throws Exception {
    Ran ran =
        sandbox.run(
            """
            umask 077
            ipc fifo create a -m 622; stat -c %a a
            ipc fifo create a 2>/dev/null; echo $?
            ipc fifo create a -m 622 --open
            ipc fifo create a -m 600 --open; echo $?
            """);

    assertRan(ran, 0, "fifo:a\n622\n73\nfifo:a\n73\n");
    assertTrue(ran.err().contains("'fifo:a' exists with mode 0622, not 0600"), ran::err);
  }

  @Test
  void group_is_there_from_the_first_moment_and_another_is_told_from_it() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc fifo create a --group 0 -m 640; stat -c '%a %g' a
            ipc fifo create a --group 0 -m 640 --open
            ipc fifo create a --group 1 -m 640 --open 2>/dev/null; echo $?
            ipc fifo create a --group 0 2>/dev/null; echo $?
            ipc fifo create b --group ipc-no-such-group 2>/dev/null; echo $?
            ls -A
            """);

    assertRan(ran, 0, "fifo:a\n640 0\nfifo:a\n73\n73\n64\na\n");
  }

  @Test
  void pair_is_made_whole_or_not_at_all() throws Exception {
    Ran ran =
        sandbox.run(
            """
            mkfifo b.out
            ipc fifo create a b --pair 2>/dev/null; echo $?
            ls
            """);

    assertRan(ran, 0, "fifo:a.in\nfifo:a.out\n73\na.in\na.out\nb.out\n");
  }

  @Test
  void time_to_wait_bounds_the_wait_for_room_for_the_first_byte() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>p
            timeout 0.1 cat /dev/zero >&9
            echo more | ipc fifo write p -w 50ms 2>/dev/null; echo $?
            echo more | ipc fifo write p -n 2>/dev/null; echo $?
            head -c 65536 <&9 >/dev/null
            echo more | ipc fifo write p -w 50ms; echo $?
            """);

    assertRan(ran, 0, "124\n75\n0\n");
  }

  @Test
  void time_to_wait_bounds_the_wait_for_the_first_writer_and_no_later_silence() throws Exception {
    Ran ran =
        run(
            """
            ipc fifo read p --follow -w 50ms 2>/dev/null; echo $?
            { echo one; until test -e over; do sleep 0.01; done; echo two; } >p &
            ipc fifo read p -w 20s -v 2>err >got & reader=$!
            await grep -q one got
            : >over; wait $reader; cat got
            """);

    assertRan(ran, 0, "124\none\ntwo\n");
  }

  @Test
  void removed_pipe_lives_on_for_those_who_have_it_and_they_are_told() throws Exception {
    Ran ran =
        run(
            """
            exec 9<>p
            ipc fifo rm p --unused 2>/dev/null; echo $?
            ipc fifo rm p
            echo lives >&9; read -r line <&9; echo $line
            """);

    assertRan(ran, 0, "1\nlives\n");
    assertTrue(ran.err().contains("it lives on for those who have it: bash ("), ran::err);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15})
  void wait_for_a_peer_ends_with_the_signal(int signal) throws Exception {
    Ran ran =
        run(
            """
            set -m
            for verb in read write; do
              ipc fifo $verb p </dev/null & await grep -q poll /proc/$!/wchan
              kill -%d $!; wait $!; echo $(($? - 128))
            done 2>/dev/null
            """
                .formatted(signal));

    assertEquals(signal + "\n" + signal + "\n", ran.out(), ran::err);
  }
}
