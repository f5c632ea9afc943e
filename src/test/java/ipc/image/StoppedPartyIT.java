package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.engine.Proof;
import ipc.engine.mailbox.MailboxCounts;
import ipc.image.Image.Ran;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parties of a mailbox that are stopped, dead and not waited for, or first of their kind. */
class StoppedPartyIT {
  private static final String PRELUDE =
      """
      ipc mbox create jobs > created
      mkfifo end
      stat() { ipc mbox stat jobs -o "$1" 2>/dev/null; }
      is() { [ "$(stat "$1")" = "$2" ]; }
      state() { sed 's/.*) //; s/ .*//' /proc/$1/stat; }
      in_state() { [ "$(state $1)" = $2 ]; }
      deliveries() { grep -o '"deliveries":[0-9]*'; }
      locked() { [ "$(od -An -td8 -j$LOCK -N8 /dev/shm/ipc-$(id -u)/jobs.mbox | tr -d ' ')" != 0 ]; }
      """;

  private Sandbox sandbox;

  @BeforeEach
  void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private Ran run(String script) throws Exception {
    String lock = Long.toString(MailboxCounts.LOCK_AT);
    return sandbox.run(PRELUDE + script, Map.of("LOCK", lock, "IPC_HOME", ""));
  }

  @Test
  void a_stopped_worker_keeps_its_message_and_goes_on() throws Exception {
    Ran ran =
        run(
            """
            ipc send mbox:jobs a
            ipc recv mbox:jobs -- sh -c 'read x < end' & holder=$!
            await is held 1
            kill -STOP $holder
            await in_state $holder T
            ipc recv mbox:jobs -w 0.8; echo $?
            ipc recv mbox:jobs -n; echo $?
            stat held
            kill -CONT $holder
            echo > end
            wait $holder; echo $?
            stat messages,held
            """);

    assertEquals("124\n1\n1\n0\n0\t0\n", ran.out(), ran.err());
  }

  @Test
  void a_worker_that_is_killed_while_it_is_stopped_gives_its_message_back() throws Exception {
    Ran ran =
        run(
            """
            ipc send mbox:jobs a
            ipc recv mbox:jobs -- sh -c 'echo $$ > command; read x < end' & holder=$!
            await test -s command
            kill -STOP $holder
            await in_state $holder T
            kill -9 $(cat command)
            ipc recv mbox:jobs -n; echo $?
            kill -9 $holder
            ipc recv mbox:jobs -w 10 --json | deliveries
            """);

    assertEquals("1\n\"deliveries\":2\n", ran.out(), ran.err());
  }

  @Test
  void nobody_passes_a_stopped_owner_of_the_lock_and_all_can_give_up() throws Exception {
    Ran ran =
        run(
            """
            ipc send mbox:jobs a
            store=0
            found=0
            while ((found < WANTED)); do
              store=$((store + STEP))
              IPC_CRASH_AT=$store,stop ipc send mbox:jobs b 2>/dev/null & owner=$!
              gone_or_stopped() { ! [ -d /proc/$owner ] || case $(state $owner) in T | Z) ;; *) false ;; esac; }
              await gone_or_stopped
              in_state $owner T || break
              if locked; then
                found=$((found + 1))
                ipc recv mbox:jobs -w 0.6 2>recv.err; echo "recv $?"
                ipc send mbox:jobs c -w 0.6 2>send.err; echo "send $?"
                ipc recv mbox:jobs -n 2>now.err; echo "now $?"
                timeout --preserve-status -k 5 -s INT 1 ipc recv mbox:jobs; echo "int $?"
                grep -l stopped *.err
                ipc mbox stat jobs >/dev/null 2>&1; echo "stat $?"
                locked && echo locked
              fi
              kill -CONT $owner
              wait $owner; echo "owner $?"
              echo $(ipc recv mbox:jobs --all)
              ipc send mbox:jobs a
            done
            echo "found $found"
            """
                .replace("WANTED", Integer.toString(Proof.size(1, 8)))
                .replace("STEP", Integer.toString(Proof.size(6, 4))));

    String each =
        "recv 124\nsend 124\nnow 75\nint 130\nnow.err\nrecv.err\nsend.err\nstat 0\nlocked\n";
    String all = ran.out().replace("owner 0\na b\n", "");
    int found = all.length() / each.length();
    assertEquals(each.repeat(found) + "found " + found + "\n", all, ran.err());
    assertTrue(found >= 1, ran.out());
    Proof.report("stopped parties", found + " places with the lock");
  }

  @Test
  void what_an_unreaped_zombie_had_comes_back() throws Exception {
    sandbox.requireTools("python3");
    Ran ran =
        run(
            """
            ipc send mbox:jobs a
            cat > parent.py <<'END'
            import os, subprocess, sys, time
            worker = subprocess.Popen(
                ["ipc", "recv", "mbox:jobs", "--", "sh", "-c", "echo $$ > command; read x < end"])
            print(worker.pid, file=open("worker.part", "w"))
            os.rename("worker.part", "worker")
            sys.stdin.readline()
            END
            mkfifo leave
            python3 parent.py < leave & parent=$!
            exec 9> leave
            await test -s command
            worker=$(cat worker)
            kill -9 $worker $(cat command)
            await in_state $worker Z
            began=$EPOCHREALTIME
            ipc recv mbox:jobs -w 10 --json | deliveries
            echo "$EPOCHREALTIME $began" | awk '{ printf "%d ms\\n", ($1 - $2) * 1000 }' >&2
            state $worker
            exec 9>&-
            wait $parent
            """);

    assertEquals("\"deliveries\":2\nZ\n", ran.out(), ran.err());
    Proof.report("zombie's message", "back after " + ran.err().strip());
  }

  @Test
  void the_lock_of_an_unreaped_zombie_holds_up_nobody() throws Exception {
    sandbox.requireTools("python3");
    Ran ran =
        run(
            """
            cat > parent.py <<'END'
            import os, subprocess, sys
            for line in sys.stdin:
                environment = dict(os.environ, IPC_CRASH_AT=line.strip())
                sender = subprocess.Popen(["ipc", "send", "mbox:jobs", "b"], env=environment)
                os.waitid(os.P_PID, sender.pid, os.WEXITED | os.WNOWAIT)
                print(sender.pid, flush=True)
            END
            mkfifo in out
            python3 parent.py < in > out & parent=$!
            exec 8> in 9< out
            for store in $(seq 40); do
              echo $store >&8
              read sender <&9
              if locked; then
                in_state $sender Z && echo zombie
                ipc send mbox:jobs new -w 10; echo $?
                locked || echo free
                in_state $sender Z && echo zombie
                break
              fi
            done
            exec 8>&- 9<&-
            wait $parent
            """);

    assertEquals("zombie\n0\nfree\nzombie\n", ran.out(), ran.err());
  }

  @Test
  void parties_that_are_both_pid_1_do_not_take_the_other_for_themselves() throws Exception {
    Ran ran =
        run(
            """
            alone() { exec unshare --pid --fork --mount-proc "$@"; }
            (alone true) || exit 97
            inside() { cat /proc/$1/task/$1/children | tr -d ' '; }
            (alone ipc send mbox:jobs a)
            alone ipc recv mbox:jobs -- sh -c 'read x < end' & worker=$!
            await is held 1
            (alone ipc recv mbox:jobs -w 0.8); echo $?
            alone ipc recv mbox:jobs -w 20 --json > got & waiting=$!
            await is attached 2
            kill -9 $(inside $worker)
            wait $waiting; echo $?
            deliveries < got
            grep -o '"fromPid":[0-9]*' got
            stat attached,messages,held
            """);

    assumeTrue(ran.status() != 97, "no pid namespaces here: " + ran.err());
    assertEquals("124\n0\n\"deliveries\":2\n\"fromPid\":1\n0\t0\t0\n", ran.out(), ran.err());
  }
}
