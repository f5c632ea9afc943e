package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A signal ends a command as it ends a C program, wherever it waits, and nothing stays behind. */
class SignalsIT {
  /** Each command in the background is a process group of its own, as a terminal's job is. */
  private static final String PRELUDE =
      """
      exec 2>/dev/null
      set -m
      mkfifo pipe
      exec 7<>pipe
      ipc shm create jobs -s 4M >/dev/null
      ipc shm create sysv-shm:1 -s 4M >/dev/null
      sleeps_in() { grep -q "$2" /proc/$1/wchan; }
      """;

  private static final String COMMAND_HELD =
      "ipc shm attach jobs -- sh -c 'echo ready >held; exec sleep 1000'";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  /** What is started, and what shows that it waits. */
  static Stream<Arguments> waits() {
    List<Arguments> all = new ArrayList<>();
    for (int signal : new int[] {1, 2, 3, 15}) {
      all.add(Arguments.of(signal, "ipc wait posix-shm:/none present", "sleeps_in $! poll"));
      all.add(Arguments.of(signal, "ipc wait posix-shm:/jobs used", "sleeps_in $! poll"));
      all.add(Arguments.of(signal, "ipc shm attach jobs --hold >held", "test -s held"));
      all.add(Arguments.of(signal, "ipc shm attach sysv-shm:1 --hold >held", "test -s held"));
      all.add(Arguments.of(signal, COMMAND_HELD, "test -s held"));
      all.add(Arguments.of(signal, "ipc shm write jobs <&7", "sleeps_in $! pipe_read"));
      all.add(
          Arguments.of(signal, "ipc shm write jobs --format hex <&7", "sleeps_in $! pipe_read"));
      all.add(Arguments.of(signal, "ipc shm read jobs >&7", "sleeps_in $! pipe_write"));
      all.add(Arguments.of(signal, "ipc shm read sysv-shm:1 >&7", "sleeps_in $! pipe_write"));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("waits")
  void a_wait_ends_with_the_signal(int signal, String command, String waiting) throws Exception {
    // QUIT is the default action and tells no child, so as a terminal does: to the whole group.
    Ran ran =
        sandbox.run(
            PRELUDE
                + command
                + " &\nawait "
                + waiting
                + "\nkill -"
                + signal
                + (signal == 3 ? " -" : " ")
                + "$!\nwait $!; echo $?\nexec 7>&-\nipc rm posix-shm:/jobs sysv-shm:1\nleft; ls");

    String files = command.contains(">held") ? "held\npipe\n" : "pipe\n";
    assertEquals(new Ran(0, (128 + signal) + "\n" + files, ""), ran);
  }

  @Test
  void a_signal_of_the_terminal_reaches_a_command_once() throws Exception {
    sandbox.requireTools("script");

    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                cat >command <<'END'
                trap 'echo told; told=yes' INT
                echo ready
                until [ "$told" ]; do read -t 0.02 <>pipe; done
                read -t 0.2 <>pipe
                exit 5
                END
                mkfifo keys
                script -qec 'ipc shm attach jobs -- bash command >told' /dev/null \
                  <>keys >/dev/null &
                await grep ready told
                printf '\\003' >keys
                wait $!
                echo $?
                cat told
                """);

    assertEquals(new Ran(0, "130\nready\ntold\n", ""), ran);
  }

  @Test
  void a_command_that_ignores_the_signal_is_killed_after_its_grace() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                ipc shm attach jobs --grace 50ms -- bash -c '
                  trap "" TERM; echo ready; while :; do read -t 1 <>pipe; done' >told &
                await grep ready told
                kill -TERM $!
                wait $!
                echo $?
                exec 7>&-
                ipc rm posix-shm:/jobs sysv-shm:1
                left
                """);

    assertEquals(new Ran(0, "143\n", ""), ran);
  }

  @Test
  void a_signal_is_no_failure_that_a_status_stands_for() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                ipc shm attach jobs --hold -E 42 >held &
                await grep jobs held
                kill -TERM $!
                wait $!
                echo $?
                """);

    assertEquals(new Ran(0, "143\n", ""), ran);
  }

  @Test
  void a_second_signal_kills_a_command_within_its_grace() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                ipc shm attach jobs --grace 1000s -- bash -c '
                  trap "echo told" TERM; echo ready; while :; do read -t 0.02 <>pipe; done' >told &
                await grep ready told
                kill -TERM $!
                await grep told told
                kill -TERM $!
                wait $!
                echo $?
                cat told
                """);

    assertEquals(new Ran(0, "143\nready\ntold\n", ""), ran);
  }

  @Test
  void an_interrupt_that_the_parent_ignores_stays_ignored() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                trap '' INT
                ipc shm attach jobs --hold >held &
                await test -s held
                kill -INT $!
                ipc wait posix-shm:/jobs used -n && echo still held
                kill -TERM $!
                wait $!
                echo $?
                """);

    assertEquals(new Ran(0, "still held\n143\n", ""), ran);
  }

  @Test
  void a_command_starts_with_the_signals_that_we_were_started_with() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc shm create jobs -s 4K >/dev/null
            grep -E 'Sig(Blk|Ign)' /proc/self/status >as_is
            ipc shm attach jobs -- grep -E 'Sig(Blk|Ign)' /proc/self/status | diff as_is -
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @Test
  void a_kill_in_the_middle_of_create_leaves_no_name_and_no_memory() throws Exception {
    Ran ran =
        new Sandbox(Image.built(), "600m")
            .run(
                """
                used() { df -k --output=used /dev/shm | tail -n +2 | tr -d ' '; }
                ipc shm create jobs -s 500M 2>/dev/null &
                until (($(used) > 0)); do kill -0 $! 2>/dev/null || exit 97; done
                kill -KILL $!
                wait $! 2>/dev/null
                echo $?
                used
                left
                """);

    assertEquals(new Ran(0, "137\n0\n", ""), ran);
  }
}
