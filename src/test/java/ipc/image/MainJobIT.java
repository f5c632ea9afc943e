package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a mailbox is for: the names of the files of this machine, from several senders through pipes
 * to several receivers, some of which die. With {@code -Dipc.prove=whole} it is all names there
 * are, else the first twenty thousand.
 */
class MainJobIT {
  private static final String NAMES =
      "whole".equals(System.getProperty("ipc.prove"))
          ? "names() { find / -xdev -print0 2>/dev/null; }\n"
          : "names() { find / -xdev -print0 2>/dev/null | head -z -n 20000; }\n";

  /** Each sender has every fourth name, and its number before each. */
  private static final String PRELUDE =
      """
      await() {
        local end=$((SECONDS + 30))
        until "$@" >/dev/null 2>&1; do
          ((SECONDS < end)) || { echo "never came true: $*" >&2; exit 98; }
        done
      }
      attached() { [ "$($ipc mbox stat jobs -o attached)" = $1 ]; }
      part() { awk -v RS='\\0' -v ORS='\\0' -v n=$1 'NR % 4 == n { print n "/" $0 }' names; }
      names > names; printf 'a\\nb\\0' >> names
      for n in 0 1 2 3; do part $n > sent.$n; done
      cat sent.* | sort -z > sent
      $ipc mbox create jobs --messages 1000 -q > created
      send_all() {
        for n in 0 1 2 3; do $ipc mbox send jobs -0 < sent.$n & senders="$senders $!"; done
        wait $senders && $ipc mbox seal jobs
      }
      """;

  @TempDir private Path scratch;

  @BeforeEach
  void require_names() throws Exception {
    Ran ran = ipc("wc -c < names");

    assertTrue(Long.parseLong(ran.out().strip()) > 1000, ran.out() + ran.err());
  }

  private Ran ipc(String script) throws IOException, InterruptedException {
    String line =
        "export LC_ALL=C IPC_HOME=\"$PWD/home\" ipc=$image/bin/ipc; rm -rf home sent* got*\n"
            + NAMES
            + PRELUDE
            + script;
    return Image.built()
        .shell("cd " + scratch + " && exec bash -c '" + line.replace("'", "'\\''") + "'");
  }

  @Test
  void each_name_arrives_once_from_four_senders_at_four_receivers() throws Exception {
    Ran ran =
        ipc(
            """
            for n in 0 1 2 3; do $ipc mbox recv jobs --follow -0 > got.$n & done
            await attached 4
            send_all; wait; cat got.* | sort -z | cmp - sent && echo same
            $ipc mbox wait jobs drained -n; echo $?
            """);

    assertEquals(new Ran(0, "same\n0\n", ""), ran);
  }

  @Test
  void one_receiver_has_the_names_of_each_sender_in_their_order() throws Exception {
    Ran ran =
        ipc(
            """
            $ipc mbox recv jobs --follow -0 > got & send_all; wait
            for n in 0 1 2 3; do grep -z "^$n/" got | cmp - sent.$n && echo same; done
            """);

    assertEquals(new Ran(0, "same\nsame\nsame\nsame\n", ""), ran);
  }

  @Test
  void what_a_killed_worker_had_comes_back_and_nothing_is_lost() throws Exception {
    Ran ran =
        ipc(
            """
            head -z -n 200 names > few; $ipc mbox send jobs -0 < few; sort -z few > sent
            for n in 1 2; do
              $ipc recv mbox:jobs --follow -- sh -c "echo > began.$n; exec sleep 1000" &
              workers="$workers $!"; await test -e began.$n
            done
            children=$(for worker in $workers; do cat /proc/$worker/task/*/children; done)
            test "$($ipc mbox stat jobs -o held)" = 2 && echo two are held
            kill -9 $workers $children; wait $workers 2> killed
            $ipc mbox seal jobs
            timeout 10 $ipc recv mbox:jobs --follow -0 | sort -z | cmp - sent && echo same
            """);

    assertEquals(new Ran(0, "two are held\nsame\n", ""), ran);
  }

  @Test
  void a_message_held_by_a_killed_worker_is_another_waiters_at_once() throws Exception {
    Ran ran =
        ipc(
            """
            $ipc mbox send jobs one
            $ipc recv mbox:jobs -- sh -c 'echo > began; exec sleep 1000' & worker=$!
            await test -e began; child=$(cat /proc/$worker/task/*/children)
            $ipc recv mbox:jobs -w 10 > got & waiter=$!
            await attached 2
            kill -9 $worker $child; wait $waiter; echo $?; cat got
            """);

    assertEquals("0\none", ran.out(), ran.err());
  }

  @Test
  void a_reader_that_wants_one_name_leaves_the_others() throws Exception {
    Ran ran =
        ipc(
            """
            head -z -n 900 names > few; $ipc mbox send jobs -0 < few
            { $ipc recv mbox:jobs --all -0; echo $? > status; } | head -z -n 1 > first
            taken=$((900 - $($ipc mbox stat jobs -o messages)))
            $ipc recv mbox:jobs --all -0 > rest
            # What the pipe took before its reader went away was written: the rest is all else.
            tail -z -n +$((taken + 1)) few | cmp - rest && head -z -n 1 few | cmp - first && echo same
            """);

    assertEquals(new Ran(0, "same\n", ""), ran);
  }

  @Test
  void workers_beside_each_other_do_every_name_once() throws Exception {
    Ran ran =
        ipc(
            """
            head -z -n 120 names > few; $ipc mbox send jobs -0 < few; $ipc mbox seal jobs
            for n in 1 2; do
              $ipc recv mbox:jobs --follow -j 2 -- sh -c 'cat > done.$IPC_ID' &
            done
            wait; for n in $(seq 120); do cat done.$n; printf '\\0'; done | cmp - few && echo same
            """);

    assertEquals(new Ran(0, "same\n", ""), ran);
  }
}
