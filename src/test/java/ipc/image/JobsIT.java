package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several commands at a time, each with a message of its own. */
class JobsIT {
  private static final String PRELUDE =
      """
      await() {
        end=$(($(date +%s) + 30))
        until eval "$1"; do
          [ $(date +%s) -lt $end ] || { echo "never came true: $1" >&2; exit 98; }
        done
      }
      """;

  @TempDir private Path scratch;

  @BeforeEach
  void create_a_mailbox() throws Exception {
    assertEquals(0, ipc("$ipc mbox create jobs").status());
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return MailboxShell.in(scratch).with(PRELUDE).run(script);
  }

  /** Sends INT to a receiver alone, for a shell's own background jobs ignore it. */
  private static String interrupted(String when, String command) {
    return "cat > tell.py <<'EOF'\n"
        + "import os, subprocess, sys, time\n"
        + "p = subprocess.Popen(sys.argv[1:])\n"
        + "end = time.monotonic() + 30\n"
        + "while not ("
        + when
        + "):\n"
        + "  assert time.monotonic() < end\n"
        + "p.send_signal(2)\n"
        + "if os.path.exists('twice'):\n"
        + "  while not os.path.exists('told'): pass\n"
        + "  p.send_signal(2)\n"
        + "print(p.wait())\n"
        + "EOF\n"
        + "python3 tell.py "
        + command
        + "\n";
  }

  @Test
  void commands_run_beside_each_other() throws Exception {
    Ran ran =
        ipc(
            """
            mkfifo ping pong; $ipc mbox send jobs one two
            $ipc recv mbox:jobs -c 2 -j 2 -- sh -c 'case $(cat) in
              one) echo > ping; read answer < pong;;
              two) read question < ping; echo > pong;; esac'
            echo $?; $ipc mbox wait jobs drained -n && echo drained
            """);

    assertEquals(new Ran(0, "0\ndrained\n", ""), ran);
  }

  @Test
  void never_more_than_so_many_run() throws Exception {
    Ran ran =
        ipc(
            """
            seq 12 | $ipc mbox send jobs --lines; mkdir running
            $ipc recv mbox:jobs --all -j 3 -- sh -c 'touch running/$$; ls running | wc -l >> counts
              rm running/$$'
            wc -l < counts; [ $(sort -n counts | tail -n 1) -le 3 ] && echo three at most
            """);

    assertEquals(new Ran(0, "12\nthree at most\n", ""), ran);
  }

  @Test
  void starts_keep_the_order_of_the_messages() throws Exception {
    Ran ran =
        ipc(
            """
            seq 9 | $ipc mbox send jobs --lines
            $ipc recv mbox:jobs --all -j 4 -- sh -c 'echo $$ $(cat) >> started'
            sort -n started | cut -d ' ' -f 2 | tr '\\n' ' '
            """);

    assertEquals(new Ran(0, "1 2 3 4 5 6 7 8 9 ", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"3 3, 3, 2 0", "3 4, 71, 2 0", "0 3, 3, 1 0", "65 65, 65, 0 2", "0 0, 0, 0 0"})
  void each_message_is_settled_by_the_status_of_its_own_command(
      String statuses, int status, String left) throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs "
                + statuses
                + "; $ipc recv mbox:jobs -q -c 2 -j 2 -- sh -c 'exit $(cat)'; echo $?;"
                + " $ipc mbox stat jobs -o messages,dead | tr '\\t' ' '");

    assertEquals(new Ran(0, status + "\n" + left + "\n", ""), ran);
  }

  @Test
  void a_message_that_comes_while_a_command_runs_is_worked_on() throws Exception {
    Ran ran =
        ipc(
            """
            mkfifo end; $ipc mbox send jobs first
            $ipc recv mbox:jobs --follow -j 2 -- sh -c 'case $(cat) in
              first) touch began; read x < end;; second) echo > end;; esac' &
            await '[ -e began ]'; $ipc mbox send jobs second
            $ipc mbox wait jobs drained -w 30 && $ipc mbox seal jobs; wait $!; echo $?
            """);

    assertEquals(new Ran(0, "0\n", ""), ran);
  }

  @Test
  void who_follows_ends_when_the_last_command_has() throws Exception {
    Ran ran =
        ipc(
            """
            seq 5 | $ipc mbox send jobs --lines; $ipc mbox seal jobs
            $ipc recv mbox:jobs --follow -j 3 -- sh -c '[ $IPC_DELIVERY = 2 ]'
            echo $?; $ipc mbox wait jobs drained -n && echo drained
            """);

    assertEquals(new Ran(0, "1\ndrained\n", ""), ran);
  }

  @Test
  void the_time_to_wait_is_for_messages_and_no_command_is_cut_short() throws Exception {
    Ran ran =
        ipc(
            """
            mkfifo end; $ipc mbox send jobs a
            $ipc recv mbox:jobs -c 2 -j 2 -w 0.1 -- sh -c 'read x < end' & await '
              [ "$($ipc mbox stat jobs -o held)" = 1 ]'
            echo > end; wait $!; echo $?; $ipc mbox wait jobs drained -n && echo drained
            """);

    assertEquals("124\ndrained\n", ran.out(), ran.err());
  }

  @Test
  void a_signal_is_passed_to_each_command_once_and_nothing_more_is_taken() throws Exception {
    Ran ran =
        ipc(
            "seq 3 | $ipc mbox send jobs --lines\n"
                + interrupted(
                    "os.path.exists('began.1') and os.path.exists('began.2')",
                    "$ipc recv mbox:jobs --follow -j 2 -- sh -c 'read n; trap \"echo $n >>"
                        + " told; exit 0\" INT; touch began.$n; while :; do sleep 0.01; done'")
                + "sort told; $ipc recv mbox:jobs --all");

    assertEquals(new Ran(0, "-2\n1\n2\n3\n", ""), ran);
  }

  @Test
  void a_second_signal_kills_what_does_not_end() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a b; touch twice\n"
                + interrupted(
                    "os.path.exists('began.1') and os.path.exists('began.2')",
                    "$ipc recv mbox:jobs --follow -j 2 --grace 1h -- sh -c 'trap \"touch told\""
                        + " INT; touch began.$IPC_ID; while :; do sleep 0.01; done'")
                + "$ipc recv mbox:jobs --all");

    assertEquals(new Ran(0, "-2\na\nb\n", ""), ran);
  }

  @Test
  void of_a_killed_receiver_each_message_returns_with_the_end_of_its_own_command()
      throws Exception {
    Ran ran =
        ipc(
            """
            mkfifo end.1 end.2; $ipc mbox send jobs a b
            $ipc recv mbox:jobs --follow -j 2 -- sh -c 'touch began.$IPC_ID; read x < end.$IPC_ID' &
            await '[ -e began.1 ] && [ -e began.2 ]'; kill -9 $!; wait $! 2> err
            echo > end.2; $ipc recv mbox:jobs -w 10; echo; $ipc recv mbox:jobs -n; echo $?
            echo > end.1; $ipc recv mbox:jobs -w 10
            """);

    assertEquals(new Ran(0, "b\n1\na", ""), ran);
  }

  @Test
  void a_command_that_cannot_be_run_leaves_the_messages() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a b; $ipc recv mbox:jobs --all -j 2 -- ./none; echo $?;"
                + " $ipc recv mbox:jobs --all -j 2 -E 9 -- ./none; echo $?;"
                + " $ipc recv mbox:jobs --all --json | grep -o 'deliveries\":.'");

    assertEquals("127\n9\ndeliveries\":1\ndeliveries\":1\n", ran.out(), ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-j 2", "-j 0 -- true", "--lease 5s -- true"})
  void what_makes_no_sense_is_refused(String options) throws Exception {
    Ran ran = ipc("$ipc mbox send jobs a; $ipc recv mbox:jobs " + options);

    assertEquals(64, ran.status());
    assertTrue(ran.out().isEmpty(), ran.out());
  }
}
