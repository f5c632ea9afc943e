package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mailboxes as scripts use them: pipes, statuses, signals and sudden death. */
class MailboxIT {
  /** Waits until the mailbox has as many who take part as {@code $1} says. */
  private static final String AWAIT_ATTACHED =
      "attached() { until [ \"$($ipc mbox stat jobs -o attached)\" = \"$1\" ]; do :; done; }";

  /** A process that can be interrupted: a shell's own background jobs ignore INT. */
  private static final String SIGNALLED =
      "python3 -c 'import subprocess, sys, time\n"
          + "p = subprocess.Popen(sys.argv[2:])\n"
          + "stat = [sys.argv[2], \"mbox\", \"stat\", \"jobs\", \"-o\", \"attached\"]\n"
          + "while subprocess.check_output(stat) != b\"1\\n\": pass\n"
          + "p.send_signal(int(sys.argv[1]))\n"
          + "print(-p.wait())' ";

  @TempDir private Path scratch;

  @BeforeEach
  void create_a_mailbox() throws Exception {
    assertEquals(new Ran(0, "mbox:jobs\n", ""), ipc("$ipc mbox create jobs --max-deliver 3"));
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return MailboxShell.in(scratch).with(AWAIT_ATTACHED).run(script);
  }

  @Test
  void lines_go_through_in_order() throws Exception {
    Ran ran =
        ipc(
            "seq 500 | $ipc mbox send jobs --lines; $ipc recv mbox:jobs --all | cksum; seq 500 |"
                + " cksum");

    String[] sums = ran.out().split("\n");
    assertEquals(sums[1], sums[0], ran.err());
  }

  @Test
  void what_became_of_the_messages_is_told() throws Exception {
    Ran ran =
        ipc(
            "seq 5 | $ipc send mbox:jobs --lines; $ipc recv mbox:jobs -c 2 >taken;"
                + " $ipc recv mbox:jobs -- false;"
                + " $ipc recv mbox:jobs -c 2 -- true;"
                + " $ipc mbox purge jobs -q;"
                + " $ipc mbox stat jobs -o sent,taken,given-back,redelivered,acknowledged,purged");

    assertEquals("5\t2\t1\t1\t2\t1\n", ran.out(), ran.err());
  }

  @Test
  void who_follows_ends_with_the_seal() throws Exception {
    Ran ran =
        ipc(
            "$ipc recv mbox:jobs --follow > got & attached 1;"
                + " printf 'a\\nb' | $ipc mbox send jobs --lines; $ipc mbox seal jobs;"
                + " wait $!; echo $?; cat got");

    assertEquals(new Ran(0, "0\na\nb\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void any_bytes_go_through(String locale) throws Exception {
    Ran ran =
        ipc(
            "LC_ALL="
                + locale
                + "; $ipc mbox send jobs \"$(printf '\\200\\303\\377')\" ''; $ipc recv mbox:jobs;"
                + " $ipc recv mbox:jobs -- wc -c");

    assertEquals(new Ran(0, "\u0080\u00c3\u00ff0\n", ""), ran);
  }

  @Test
  void parts_up_to_a_nul_come_out_as_they_went_in() throws Exception {
    Ran ran = ipc("printf 'a\\nb\\0\\0c' | $ipc mbox send jobs -0; $ipc recv mbox:jobs --all -0");

    assertEquals(new Ran(0, "a\nb\0\0c\0", ""), ran);
  }

  @Test
  void lengths_come_out_as_they_went_in() throws Exception {
    Ran ran =
        ipc(
            "{ printf '\\0\\0\\0\\3a\\nb\\0\\0\\0\\0\\0\\3\\15\\100'; head -c 200000 /dev/urandom;"
                + " } > sent; $ipc mbox send jobs --length < sent; $ipc mbox stat jobs -o messages;"
                + " $ipc recv mbox:jobs --follow --length > got & $ipc mbox wait jobs drained; $ipc"
                + " mbox seal jobs; wait $!; cmp sent got");

    assertEquals(new Ran(0, "3\n", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({
    "\\0\\0, 2 of the 4 bytes of its length; 1 whole message before it was sent",
    "\\0\\0\\0\\3ab, 2 of its 3 bytes; 1 whole message before it was sent"
  })
  void input_that_ends_within_a_message_is_told(String rest, String told) throws Exception {
    Ran ran =
        ipc(
            "printf '\\0\\0\\0\\1x"
                + rest
                + "' | $ipc mbox send jobs -q --length; echo $?; $ipc recv mbox:jobs --all");

    assertEquals("65\nx\n", ran.out());
    assertTrue(ran.err().contains(told), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send jobs --length x",
        "send jobs -0 --length",
        "recv jobs -0 --length",
        "recv jobs --json --length",
        "recv jobs --length -- cat"
      })
  void a_length_goes_with_no_other_framing(String words) throws Exception {
    assertEquals(64, ipc("$ipc mbox " + words).status());
  }

  @Test
  void a_message_that_holds_the_delimiter_stays() throws Exception {
    Ran ran =
        ipc(
            "printf 'a\\nb' | $ipc mbox send jobs; $ipc recv mbox:jobs --all; echo $?; $ipc peek"
                + " mbox:jobs");

    assertEquals("65\na\nb", ran.out());
    assertTrue(ran.err().contains("-0, --length or --json"), ran.err());
  }

  @Test
  void a_large_message_goes_through() throws Exception {
    Ran ran =
        ipc(
            "head -c 3000000 /dev/urandom > large; $ipc mbox send jobs < large;"
                + " $ipc recv mbox:jobs | cmp - large");

    assertEquals(new Ran(0, "", ""), ran);
  }

  @Test
  void what_a_closed_pipe_did_not_take_is_there_again() throws Exception {
    // A thousand bytes each: of a megabyte, a pipe takes the first messages alone.
    Ran ran =
        ipc(
            "seq -f '%01000.0f' 1 1000 | $ipc mbox send jobs --lines;"
                + " { $ipc recv mbox:jobs --all; echo $? > status; } | head -n 1 | sed 's/^0*//';"
                + " cat status; $ipc recv mbox:jobs --all | sed 's/^0*//' > rest;"
                + " first=$(head -n 1 rest); test $first -lt 200 && seq $first 1000 | cmp - rest");

    assertEquals(new Ran(0, "1\n141\n", ""), ran);
  }

  @Test
  void a_full_disk_loses_nothing() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; $ipc recv mbox:jobs > /dev/full 2> /dev/null; echo $?;"
                + " $ipc recv mbox:jobs");

    assertEquals(new Ran(0, "74\na", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"-n, 75", "-w 0.1, 124"})
  void a_full_mailbox_says_so(String option, int status) throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox create small --messages 1 -q; $ipc mbox send small a;"
                + " $ipc mbox send small b "
                + option);

    assertEquals(status, ran.status());
    assertTrue(ran.err().contains("'mbox:small'"), ran.err());
  }

  @ParameterizedTest
  @CsvSource({"-n, 1", "--all, 1", "-w 0.1, 124"})
  void an_empty_mailbox_says_so(String option, int status) throws Exception {
    assertEquals(status, ipc("$ipc recv mbox:jobs " + option).status());
  }

  @Test
  void a_missing_mailbox_is_not_made() throws Exception {
    Ran ran = ipc("$ipc send mbox:none a");

    assertEquals(66, ran.status());
    assertTrue(ran.err().contains("hint: 'ipc mbox create mbox:none' makes it"), ran.err());
  }

  @Test
  void an_existing_mailbox_is_not_made_again() throws Exception {
    assertEquals(73, ipc("$ipc mbox create jobs").status());
  }

  @Test
  void a_directory_that_others_may_enter_is_refused() throws Exception {
    Ran ran = ipc("chmod 755 home; $ipc mbox send jobs a");

    assertEquals(77, ran.status());
    assertTrue(ran.err().contains("mode 755"), ran.err());
    assertTrue(ran.err().contains("hint: 'chmod 700 " + scratch), ran.err());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0 0", "65, 65, 0 1", "3, 3, 1 0"})
  void the_status_of_a_command_settles_its_message(int command, int status, String left)
      throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; $ipc recv mbox:jobs -q -- sh -c 'exit "
                + command
                + "'; echo $?; $ipc mbox stat jobs -o messages,dead | tr '\\t' ' '");

    assertEquals(new Ran(0, status + "\n" + left + "\n", ""), ran);
  }

  @Test
  void a_killed_receiver_leaves_its_message_to_its_command() throws Exception {
    Ran ran =
        ipc(
            "mkfifo end; $ipc mbox send jobs a; $ipc recv mbox:jobs -- sh -c 'read x < end' &"
                + " until [ \"$($ipc mbox stat jobs -o held)\" = 1 ]; do :; done; kill -9 $!;"
                + " wait $! 2> /dev/null; $ipc recv mbox:jobs -n; echo $?; : > end;"
                + " $ipc recv mbox:jobs -w 10 --json | grep -o 'deliveries\":.'");

    assertEquals("1\ndeliveries\":2\n", ran.out(), ran.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 15})
  void a_signal_ends_a_wait_and_nothing_is_taken(int signal) throws Exception {
    Ran ran =
        ipc(
            SIGNALLED
                + signal
                + " $ipc recv mbox:jobs; $ipc mbox send jobs a; $ipc recv mbox:jobs -n");

    assertEquals(new Ran(0, signal + "\na", ""), ran);
  }

  @Test
  void a_removed_mailbox_ends_a_wait() throws Exception {
    Ran ran = ipc("$ipc recv mbox:jobs & attached 1; $ipc mbox rm -q jobs; wait $!");

    assertEquals(66, ran.status());
    assertTrue(ran.err().contains("was removed"), ran.err());
  }

  @ParameterizedTest
  @CsvSource({
    "ready, :, $ipc mbox send jobs a",
    "empty, $ipc mbox send jobs a, $ipc recv mbox:jobs > /dev/null",
    "drained, $ipc mbox send jobs a, $ipc recv mbox:jobs -- true",
    "full, :, seq 8 | $ipc mbox send jobs --lines",
    "sealed, :, $ipc mbox seal jobs",
    "removed, :, $ipc mbox rm jobs",
    "used, :, $ipc recv mbox:jobs -w 60 > /dev/null & trap \"kill $!\" EXIT"
  })
  void whoever_waits_hears_of_it(String condition, String before, String change) throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox rm jobs; $ipc mbox create jobs --messages 8 -q > created; "
                + before
                + "; $ipc mbox wait jobs "
                + condition
                + " -n; echo $?; $ipc mbox wait jobs "
                + condition
                + " -w 60 & waiter=$!; "
                + change
                + "; wait $waiter; echo $?");

    assertEquals("124\n0\n", ran.out(), ran.err());
  }

  @Test
  void unused_is_what_nobody_takes_part_in() throws Exception {
    Ran ran =
        ipc(
            "$ipc recv mbox:jobs > got & attached 1; $ipc mbox wait jobs unused -n; echo $?;"
                + " $ipc mbox wait jobs unused -w 60 & waiter=$!; $ipc mbox send jobs a; wait"
                + " $waiter; echo $?");

    assumeTrue(!ran.err().contains("cannot be looked into"), ran.err());
    assertEquals("124\n0\n", ran.out(), ran.err());
  }

  @Test
  void one_of_two_is_full_by_its_bytes() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox create small --bytes 10 -q > created; $ipc mbox send small 123456789;"
                + " $ipc mbox wait small full -n; echo $?; $ipc mbox send small 0;"
                + " $ipc mbox wait small full -n; echo $?");

    assertEquals("124\n0\n", ran.out(), ran.err());
  }

  @Test
  void json_tells_all_of_a_message() throws Exception {
    Ran ran =
        ipc(
            "date +%s%N > before; $ipc mbox send jobs a --type 7 --priority 9 --json | sed"
                + " 's/file/kernel/'; date +%s%N > after; printf '\\200' | $ipc mbox send jobs;"
                + " $ipc recv mbox:jobs --all --json > got; python3 -c \"import json, os, calendar,"
                + " time\n"
                + "a, b = map(json.loads, open('got'))\n"
                + "day, part = a.pop('sent')[:-1].split('.')\n"
                + "nanos = calendar.timegm(time.strptime(day, '%Y-%m-%dT%H:%M:%S')) * 10**9 +"
                + " int(part.ljust(9, '0'))\n"
                + "print(int(open('before').read()) <= nanos <= int(open('after').read()))\n"
                + "print(a.pop('fromPid') > 0, a.pop('fromUid') == os.getuid())\n"
                + "print(sorted(a.items()))\n"
                + "print(b['body'], b['bodyBase64'])\"");

    assertEquals(
        new Ran(
            0,
            "{\"address\":\"mbox:jobs\",\"sequence\":1,\"sizeBytes\":1,\"durability\":\"kernel\",\"type\":7,\"priority\":9}\n"
                + "True\n"
                + "True True\n"
                + "[('body', 'a'), ('bodyBase64', None), ('deliveries', 1), ('fence', None),"
                + " ('priority', 9), ('sequence', 1), ('token', '1-0-1'), ('type', 7)]\n"
                + "None gA==\n",
            ""),
        ran);
  }

  @Test
  void a_look_changes_nothing() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a b --type 7; cksum < home/jobs.mbox > before; $ipc peek mbox:jobs"
                + " --all; $ipc mbox stat jobs -o messages; $ipc mbox ls -q > ls; cksum <"
                + " home/jobs.mbox | cmp - before");

    assertEquals(new Ran(0, "a\nb\n2\n", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"5, b", "^5, a", "-6, b", "0, a"})
  void a_type_selects(String type, String body) throws Exception {
    assertEquals(
        body,
        ipc("$ipc mbox send jobs a --type 7; $ipc mbox send jobs b --type 5;"
                + " $ipc recv mbox:jobs -n --type "
                + type)
            .out());
  }

  @Test
  void how_often_a_message_is_tried_changes_in_use() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a b; $ipc recv mbox:jobs -c 2 -- sh -c '[ $IPC_DELIVERY != 1 ] ||"
                + " $ipc mbox set jobs --max-deliver 1; exit 3'; $ipc mbox stat jobs -o"
                + " messages,dead,max-deliver | tr '\\t' ' '");

    assertEquals("0 2 1\n", ran.out(), ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--messages 8", "--bytes 1M", "--durability file"})
  void what_the_file_was_laid_out_for_is_not_changed(String option) throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox set jobs --max-deliver 9 "
                + option
                + "; echo $?; $ipc mbox stat jobs -o max-deliver");

    assertEquals("69\n3\n", ran.out());
    assertTrue(ran.err().contains("cannot change " + option.split(" ")[0]), ran.err());
  }

  @ParameterizedTest
  @CsvSource({"'', 64", "-m 660, 64", "--max-deliver 0, 64"})
  void a_change_that_makes_no_sense_is_refused(String option, int status) throws Exception {
    assertEquals(status, ipc("$ipc mbox set jobs " + option).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n --", "--lease 0 -n", "--all --lease 0ms"})
  void a_message_is_not_taken_by_a_slip(String options) throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; $ipc recv mbox:jobs "
                + options
                + "; echo $?; $ipc mbox stat jobs -o messages,held | tr '\\t' ' '");

    assertEquals("64\n1 0\n", ran.out(), ran.err());
  }

  @Test
  void a_look_tells_what_was_lost() throws Exception {
    Ran ran =
        ipc(
            "head -c 1000000 /dev/zero | $ipc mbox send jobs; mkfifo out; exec 3<> out; $ipc recv"
                + " mbox:jobs > out & until [ \"$($ipc mbox peek jobs --held --json | wc -l)\" = 1"
                + " ]; do :; done; head -c 1 <&3 > first; kill -9 $!; wait $! 2> killed; $ipc recv"
                + " mbox:jobs -n; $ipc mbox stat jobs -o messages,held,lost,torn | tr '\\t' ' '");

    assertEquals("0 0 1 0\n", ran.out(), ran.err());
  }

  @Test
  void the_home_holds_what_was_made() {
    assertTrue(Files.exists(scratch.resolve("home/jobs.mbox")));
  }

  @Test
  void a_stream_of_messages_gets_both_compilers_and_a_single_one_the_quick_one() throws Exception {
    Ran ran =
        ipc(
            """
            compilers() {
              until grep -qs 'C1 Compiler' /proc/$1/task/*/comm; do :; done
              cat /proc/$1/task/*/comm | grep -c 'C2 Compiler'
            }
            $ipc mbox recv jobs --follow & many=$!
            $ipc mbox recv jobs & one=$!
            compilers $many; compilers $one
            kill $many $one
            """);

    assertEquals("1\n0\n", ran.out());
  }
}
