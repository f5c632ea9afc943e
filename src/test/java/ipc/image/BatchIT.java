package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of commands. */
class BatchIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  /** Runs lines as standard input of {@code ipc batch -}. */
  private static Ran lines(String text) throws Exception {
    return sandbox.run("cat >lines <<'EOF'\n" + text + "\nEOF\nipc batch - <lines");
  }

  private static void assertRan(Ran ran, int status, String out) {
    assertEquals(out, ran.out(), ran::err);
    assertEquals(status, ran.status(), ran::err);
  }

  @Test
  void commands_run_in_order_with_their_words_quoted_as_in_sh() throws Exception {
    Ran ran =
        lines(
            """
            # a mailbox
            mbox create q --json | grep -o '"address":"[^"]*"'
            N=q; send "mbox:$N" 'one  two' th\\ ree "f'our"  # three messages
            recv mbox:${N} --all
            ipc mbox rm q
            """);

    assertRan(ran, 0, "\"address\":\"mbox:q\"\none  two\nth ree\nf'our\n");
    assertEquals("", ran.err());
  }

  @Test
  void first_failure_ends_it_with_place_and_status() throws Exception {
    Ran ran =
        sandbox.run(
            """
            printf 'echo one\\n\\nsend mbox:none x; echo two\\necho three\\n' >file
            ipc batch file
            """);

    assertRan(ran, 66, "one\n");
    assertTrue(ran.err().endsWith("ipc: file:3: 'send mbox:none x' ended with 66\n"), ran::err);
  }

  @Test
  void with_keep_going_all_run_and_a_shared_status_remains() throws Exception {
    assertRan(
        sandbox.run("printf 'stat mbox:a\\necho on\\nstat mbox:b\\n' | ipc batch --keep-going -"),
        66,
        "on\n");
    assertRan(
        sandbox.run("printf 'stat mbox:a\\nfalse\\necho on\\n' | ipc batch --keep-going -"),
        71,
        "on\n");
  }

  @Test
  void line_that_makes_no_sense_is_told_with_its_column_and_those_before_have_run()
      throws Exception {
    Ran ran = sandbox.run("printf 'echo one\\necho a | | b\\necho two\\n' >f; ipc batch f");

    assertRan(ran, 64, "one\n");
    assertEquals("ipc: f:2:10: a command is missing before '|'\n", ran.err());
    Ran open = sandbox.run("printf 'echo one\\necho \"a\\nb\\n' >f; ipc batch f");
    assertRan(open, 64, "one\n");
    assertEquals("ipc: f:2:6: the quote \" is not closed\n", open.err());
    Ran unknown = sandbox.run("printf 'echo a &&\\n  shw x\\n' >f; ipc batch f");
    assertRan(unknown, 64, "a\n");
    assertTrue(unknown.err().startsWith("ipc: f:2:3: there is no command 'shw'\n"), unknown::err);
  }

  @Test
  void file_that_cannot_be_read_is_told() throws Exception {
    assertRan(sandbox.run("ipc batch none"), 66, "");
    assertRan(sandbox.run("ipc batch /"), 64, "");
    sandbox.requireNobody();
    assertRan(sandbox.run("echo ls >f; chmod 0 f; chmod 755 .; nobody ipc batch f"), 77, "");
  }

  @Test
  void line_of_a_pipe_runs_when_it_is_there() throws Exception {
    Ran ran =
        sandbox.run(
            """
            mkfifo in
            ipc batch - <in >out & batch=$!
            exec 9>in
            echo 'echo first' >&9
            await grep first out
            echo 'echo second' >&9
            await grep second out
            exec 9>&-
            wait $batch; echo $?
            """);

    assertRan(ran, 0, "0\n");
  }

  @Test
  void command_does_not_eat_the_lines_that_follow() throws Exception {
    assertRan(lines("mbox create q >/dev/null\nsend mbox:q\n!cat\nrecv mbox:q"), 0, "");
    assertRan(
        sandbox.run("printf '!cat\\necho end\\n' >file; echo input | ipc batch file"),
        0,
        "input\nend\n");
  }

  @Test
  void redirections_hold_for_their_command_alone() throws Exception {
    Ran ran =
        lines(
            """
            mbox create q > made
            stat mbox:none 2> words || true
            stat mbox:none &> both || stat mbox:q -o address >> both
            send mbox:q < words
            recv mbox:q | wc -l
            echo to stdout
            !sh -c 'echo out; echo err >&2' 2>&1 > kept
            !cat made kept
            !grep -c 'no .mbox:none' < both
            """);

    assertRan(ran, 0, "2\nto stdout\nerr\nmbox:q\nout\n1\n");
    assertEquals("", ran.err());
  }

  @Test
  void no_state_goes_from_one_command_to_the_next() throws Exception {
    Ran ran =
        lines(
            """
            !sh -c 'umask; ls /proc/self/fd | wc -l; grep Sig[BI] /proc/self/status' > before
            mbox create q -v > /dev/null
            send mbox:q a b
            recv mbox:q -- true
            recv mbox:q -w 10ms -- false || true
            fifo create f > /dev/null
            sock listen unix:s -w 10ms || true
            A=1 shm create x -s 4K > /dev/null
            shm attach x -- true
            bridge - - < before > /dev/null
            !sh -c 'umask; ls /proc/self/fd | wc -l; grep Sig[BI] /proc/self/status' > after
            !cmp before after
            !sh -c 'echo "${A-unset} ${IPC_ADDRESS-unset}"'
            rm -q mbox:q posix-shm:/x fifo:/$(!pwd | !cut -c2-)/f
            """);

    assertRan(ran, 0, "unset unset\n");
  }

  @Test
  void many_commands_leave_no_descriptor_open() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc mbox create q >/dev/null; ipc shm create x -s 4K >/dev/null
            {
              echo '!sh -c "ls -l /proc/$$/fd | wc -l"'
              for i in $(seq 40); do
                echo "send mbox:q $i"; echo 'recv mbox:q > last'
                echo 'shm stat x -o address,size | cat > /dev/null'; echo 'shm stat none 2> no || true'
              done
              echo '!sh -c "ls -l /proc/$$/fd | wc -l"'
              echo '!cat last'
            } >file
            ipc batch file >counts
            { read -r before; read -r after; read -r last; } <counts
            echo $((after - before < 5)) $last # a few come and go
            """);

    assertRan(ran, 0, "1 40\n");
  }

  @Test
  void pipelines_join_commands_and_programs() throws Exception {
    assertRan(lines("seq 3 | cat | !wc -l"), 0, "3\n");
    assertRan(
        lines("mbox create q >x\nseq 3 | send mbox:q --lines\nrecv mbox:q --all | tac"),
        0,
        "3\n2\n1\n");
    assertRan(lines("!sh -c 'exit 3' | cat || echo $?"), 0, "3\n");
    assertRan(lines("seq 100000 | head -n 1"), 0, "1\n");
    assertRan(lines("echo a | no-such-program; echo never"), 127, "");
    assertRan(lines("echo shell | cat; jobs | wc -l"), 0, "shell\n0\n");
  }

  @Test
  void variables_and_printed_words_are_one_word_each() throws Exception {
    Ran ran =
        lines(
            """
            X='a  b*'; export Y=$X
            !sh -c 'printf "%s|" "$#" "$1" "$Y"; echo' x $X
            Z=$(!printf 'one\\ntwo\\n\\n'); echo "[$Z]"
            echo ${NONE-other} ${NONE:-$X} "$?" "$#"
            V=own !sh -c 'echo $V'; echo ${V-gone}
            P=$(cd /; pwd); echo $P $(!basename "$(pwd)") | !grep -c '^/ ipc-sandbox'
            """);

    assertRan(ran, 0, "1|a  b*|a  b*|\n[one\ntwo]\nother a  b* 0 0\nown\ngone\n1\n");
    Ran unset = lines("echo $NONE");
    assertRan(unset, 64, "");
    assertTrue(unset.err().startsWith("ipc: -:1:6: the variable 'NONE' is not set"), unset::err);
  }

  @Test
  void patterns_stand_for_paths_and_operands_for_arguments() throws Exception {
    Ran ran =
        sandbox.run(
            """
            mkdir d; touch d/b d/a d/.h 'd/*'
            echo 'echo d/[a-b] d/"*" d/\\* d/n* $1 "$2" $#' >file
            ipc batch file 'x y' z
            """);

    assertRan(ran, 0, "d/a d/b d/* d/* d/n* x y z 2\n");
  }

  @Test
  void bytes_outside_of_utf_8_pass() throws Exception {
    Ran ran =
        sandbox.run(
            """
            printf 'mbox create q >x\\nsend mbox:q "a\\377b"\\nrecv mbox:q | od -An -tx1\\n' >file
            printf '!printf "a\\377b" | od -An -tx1\\necho x > "\\377"\\n' >>file
            LC_ALL=C ipc batch file && ls | od -An -c | grep -c '377'
            """);

    assertRan(ran, 0, " 61 ff 62\n 61 ff 62\n1\n");
  }

  @Test
  void background_commands_run_beside_and_are_waited_for() throws Exception {
    Ran ran =
        lines(
            """
            mbox create q > x
            recv mbox:q > one &
            send mbox:q hello
            wait
            !cat one; echo
            !sh -c 'exit 7' &
            wait || echo $?
            !sleep 1000 &
            kill %1
            wait %1 || echo $?
            """);

    assertRan(ran, 0, "hello\n7\n143\n");
  }

  @Test
  void exit_ends_it_with_a_status_of_its_own() throws Exception {
    assertRan(lines("echo a; exit 5; echo b"), 5, "a\n");
    assertRan(
        sandbox.run("echo 'echo in; exit 4' >f; printf 'source f\\necho no\\n' | ipc batch -"),
        4,
        "in\n");
    assertRan(
        sandbox.run("echo 'X=1; cd /' >f; printf 'source f\\necho $X; pwd\\n' | ipc batch -"),
        0,
        "1\n/\n");
  }

  @Test
  void signal_ends_the_file_as_it_ends_the_command() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc mbox create q >/dev/null
            for line in 'recv mbox:q' 'recv mbox:q | cat' '!sleep 1000'; do
              printf 'echo > ready\\n%s\\necho never\\n' "$line" >file
              rm -f ready
              ipc batch file & batch=$!
              await test -e ready
              await sh -c "grep -q 'S (sleeping)' /proc/$batch/status"
              kill -TERM $batch; wait $batch; echo $?
            done
            ipc mbox rm -q q; rmdir /dev/shm/ipc-*; await left_nothing
            """);

    assertRan(ran, 0, "143\n143\n143\n");
    assertEquals("", ran.err());
  }

  @Test
  void reader_that_goes_away_ends_it_in_silence() throws Exception {
    Ran ran =
        sandbox.run(
            """
            seq 100000 | sed 's/^/echo /' >file
            ipc batch file | head -n 1; echo ${PIPESTATUS[0]}
            ipc batch --keep-going file | head -n 1; echo ${PIPESTATUS[0]}
            """);

    assertRan(ran, 0, "1\n141\n1\n141\n");
    assertEquals("", ran.err());
  }

  @Test
  void words_that_need_another_shell_are_refused_with_the_way_out() throws Exception {
    Ran ran = lines("(echo a)");
    assertRan(ran, 64, "");
    assertTrue(ran.err().contains("hint: '!sh -c' runs a command of the shell"), ran::err);
    assertRan(lines("true && true &"), 64, "");
    assertRan(lines("cd / | cat"), 64, "");
    assertRan(lines("for x in a"), 64, "");
  }
}
