package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are kept for a time, or as long as somebody lives, and what is given back. */
class LeaseIT {
  @TempDir private Path scratch;

  @BeforeEach
  void create_a_mailbox() throws Exception {
    assertEquals(new Ran(0, "mbox:jobs\n", ""), ipc("$ipc mbox create jobs --max-deliver 3"));
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    return MailboxShell.in(scratch).run(script);
  }

  @Test
  void a_lease_whose_message_nobody_could_read_does_not_count() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; $ipc recv mbox:jobs --lease 1h > /dev/full 2> /dev/null; echo"
                + " $?; $ipc recv mbox:jobs --json -n | grep -o '\"deliveries\":[0-9]*'");

    assertEquals(new Ran(0, "74\n\"deliveries\":1\n", ""), ran);
  }

  @Test
  void a_lease_comes_back_unless_it_is_acknowledged() throws Exception {
    Ran ran =
        ipc(
            "token() { sed 's/.*\"token\":\"//; s/\".*//'; }; $ipc mbox send jobs a;"
                + " first=$($ipc recv mbox:jobs --lease 0.1s --json | token);"
                + " second=$($ipc recv mbox:jobs --lease 1h --json | token);"
                + " $ipc mbox ack jobs $first; echo $?; $ipc mbox nack jobs $second; echo $?;"
                + " third=$($ipc recv mbox:jobs --lease 1h --json | token);"
                + " $ipc mbox ack jobs $third; echo $?; $ipc mbox wait jobs drained -n; echo $?");

    assertEquals("1\n0\n0\n0\n", ran.out(), ran.err());
  }

  @Test
  void a_message_given_back_stays_away_for_the_back_off() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox set jobs --backoff 1h; $ipc mbox send jobs a; $ipc recv mbox:jobs -- false;"
                + " $ipc recv mbox:jobs -n; echo $?; $ipc mbox stat jobs -o held,backoff | tr"
                + " '\\t' ' '; $ipc mbox set jobs --backoff 0; $ipc mbox send jobs b;"
                + " $ipc recv mbox:jobs -q -- false; $ipc recv mbox:jobs -n");

    assertEquals(new Ran(0, "1\n1 3600\nb", ""), ran);
  }

  @Test
  void a_message_is_there_again_when_its_delay_is_over() throws Exception {
    Ran ran =
        ipc(
            "token() { sed 's/.*\"token\":\"//; s/\".*//'; }; $ipc mbox send jobs a;"
                + " first=$($ipc recv mbox:jobs --lease 1h --json | token);"
                + " $ipc mbox nack jobs $first --delay 3; $ipc recv mbox:jobs -n; echo $?;"
                + " $ipc mbox ack jobs $first; echo $?; $ipc recv mbox:jobs -w 30 --json |"
                + " grep -o 'deliveries\":.'");

    assertEquals("1\n1\ndeliveries\":2\n", ran.out(), ran.err());
  }

  @Test
  void a_message_is_buried_by_its_token() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; $ipc recv mbox:jobs --lease 1h -q > got; $ipc mbox nack jobs"
                + " 1-0-1 --dead; $ipc mbox peek jobs --dead; $ipc mbox nack jobs 1-0-1 --dead"
                + " --delay 1; echo $?; $ipc mbox purge jobs --dead -q; $ipc mbox peek jobs --dead"
                + " || echo none");

    assertEquals("a64\nnone\n", ran.out(), ran.err());
  }

  @Test
  void a_fence_rises_over_messages_and_deliveries() throws Exception {
    Ran ran =
        ipc(
            "$ipc mbox send jobs a b; $ipc recv mbox:jobs -c 3 -- sh -c 'echo $IPC_ID"
                + " $IPC_DELIVERY $IPC_FENCE; [ $IPC_FENCE != 1 ]'");

    assertEquals(new Ran(1, "1 1 1\n1 2 2\n2 1 3\n", ""), ran);
  }

  @Test
  void a_lease_ends_with_its_holder() throws Exception {
    Ran ran =
        ipc(
            "sleep 1000 & $ipc mbox send jobs a; $ipc recv mbox:jobs -q --lease 1h --holder $!;"
                + " $ipc recv mbox:jobs -n; echo $?; kill $!; $ipc recv mbox:jobs -w 30 --json |"
                + " grep -o 'deliveries\":.'");

    assertEquals("a1\ndeliveries\":2\n", ran.out(), ran.err());
  }

  @Test
  void a_lease_ends_with_a_holder_that_nobody_waited_for() throws Exception {
    Ran ran =
        ipc(
            "cat > zombie.py <<'EOF'\n"
                + "import os, subprocess\n"
                + "p = subprocess.Popen(['sleep', '1000'])\n"
                + "ipc, pid = os.environ['ipc'], str(p.pid)\n"
                + "subprocess.call([ipc, 'recv', 'mbox:jobs', '-q', '--lease', '1h', '--holder',"
                + " pid])\n"
                + "p.kill()\n"
                + "subprocess.call([ipc, 'recv', 'mbox:jobs', '-w', '30'])\n"
                + "p.wait()\n"
                + "EOF\n"
                + "$ipc mbox send jobs a; python3 zombie.py");

    assertEquals(new Ran(0, "aa", ""), ran);
  }

  @Test
  void of_a_holder_in_another_pid_namespace_only_the_time_counts() throws Exception {
    assumeTrue(
        ipc("unshare --pid --fork --mount-proc true").status() == 0, "no pid namespaces here");
    Ran ran =
        ipc(
            "$ipc mbox send jobs a; unshare --pid --fork --mount-proc sh -c '$ipc recv mbox:jobs -q"
                + " --lease 1h --holder $$ && :'; $ipc recv mbox:jobs -n; echo $?; $ipc mbox peek"
                + " jobs --held --json | grep -o 'holder\":[^,]*'");

    assertEquals(new Ran(0, "a1\nholder\":1\n", ""), ran);
  }

  @ParameterizedTest
  @CsvSource({"--holder $$, 64", "--lease 1s --holder 0, 64", "--lease 1s --holder 4194304, 66"})
  void a_holder_that_cannot_be_is_refused(String options, int status) throws Exception {
    Ran ran = ipc("$ipc mbox send jobs a; $ipc recv mbox:jobs " + options);

    assertEquals(status, ran.status(), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void a_look_tells_who_holds_what() throws Exception {
    Ran ran =
        ipc(
            "mkfifo end; $ipc mbox send jobs worked delayed leased; $ipc recv mbox:jobs -- sh -c"
                + " 'read x < end' & until [ \"$($ipc mbox stat jobs -o held)\" = 1 ]; do :; done;"
                + " $ipc recv mbox:jobs -q --lease 1h > /dev/null; $ipc mbox nack jobs 2-0-1"
                + " --delay 1h; $ipc recv mbox:jobs -q --lease 1h --holder $$ > /dev/null; $ipc"
                + " mbox peek jobs --held --all --json | sed \"s/$!/W/; s/$$/S/;"
                + " s/.*body\\\":\\([^,]*\\).*how/\\1/; s/\\.[0-9]*//; s/359[0-9]/3600/\"; echo >"
                + " end; wait");

    assertEquals(
        "\"worked\"\":\"leased\",\"holder\":W,\"leftSeconds\":null,\"token\":\"1-0-1\"}\n"
            + "\"delayed\"\":\"delayed\",\"holder\":null,\"leftSeconds\":3600,\"token\":null}\n"
            + "\"leased\"\":\"leased\",\"holder\":S,\"leftSeconds\":3600,\"token\":\"3-0-1\"}\n",
        ran.out(),
        ran.err());
  }
}
