package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without anything of ours that was compiled from C, the same commands do the same: the launcher in
 * shell, and the kernel through the foreign-function interface.
 */
class ForeignDoorIT {
  /** An image of two scripts around the built one, whose machine is told to load no library. */
  private static final String PRELUDE =
      """
      built=$(dirname "$(dirname "$(command -v ipc)")")
      mkdir -p image/bin
      cp "$built/lib/ipc.sh" image/bin/ipc
      printf '#!/bin/sh\\nexec "%s/bin/java" -Dipc.door=none "$@"\\n' "$built" >image/bin/java
      chmod +x image/bin/java
      PATH=$PWD/image/bin:$PATH
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  @Test
  void no_library_of_ours_is_loaded() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                ipc shm create jobs -s 4K >/dev/null
                ipc shm attach jobs --hold >held &
                await test -s held
                grep -c libipc.so /proc/$!/maps
                kill -TERM $!
                wait $! 2>/dev/null
                echo $?
                """);

    assertEquals(new Ran(0, "0\n143\n", ""), ran);
  }

  @Test
  void the_common_commands_do_the_same() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                name=$'a\\200\\303\\277\\377'
                for address in "posix-shm:/$name" sysv-shm:0x1234 "file:$PWD/$name"; do
                  ipc shm create "$address" -s 16 -m 640 >/dev/null || echo $?
                  printf '\\377\\200\\001z' | ipc shm write "$address"
                  ipc shm read "$address" --length 4
                  ipc shm stat "$address" -o size,mode,kind
                  VALUE=$name ipc shm attach "$address" -- \\
                    bash -c 'printf "%s|%s|%s\\n" "$1" "$VALUE" "$IPC_SIZE"' - "$name"
                  ipc shm attach "$address" -- sh -c 'exit 7' || echo $?
                done
                ipc shm ls -o size,mode
                ipc rm "posix-shm:/$name" sysv-shm:0x1234 "file:$PWD/$name" && left
                ipc shm read "posix-shm:/$name" 2>/dev/null || echo $?
                ipc shm create full -s 2G 2>/dev/null || echo $?
                ipc ls --jsno 2>/dev/null || echo $?
                """,
            Map.of("LC_ALL", "C"));

    String each =
        "\u00ff\u0080\u0001z16\t0640\tshm\n"
            + "a\u0080\u00c3\u00bf\u00ff|a\u0080\u00c3\u00bf\u00ff|16\n"
            + "7\n";
    assertEquals(new Ran(0, each + each + each + "16\t0640\n16\t0640\n66\n75\n64\n", ""), ran);
  }

  @Test
  void closed_and_full_streams_are_told() throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                ipc shm create jobs -s 8M >/dev/null
                ipc shm write jobs <&- 2>/dev/null; echo $?
                ipc shm read jobs >/dev/full 2>/dev/null; echo $?
                ipc ls 2>/dev/null >&-; echo $?
                ipc shm read jobs | head -c1 | tr '\\0' .; echo ${PIPESTATUS[0]}
                """);

    assertEquals(new Ran(0, "74\n74\n74\n.141\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 15})
  void a_signal_ends_what_waits(int signal) throws Exception {
    Ran ran =
        sandbox.run(
            PRELUDE
                + """
                exec 2>/dev/null
                set -m
                mkfifo pipe
                exec 7<>pipe
                ipc shm create jobs -s 8M >/dev/null
                ipc shm attach jobs --hold >held &
                await test -s held
                kill -$signal $!
                wait $!; echo $?
                ipc shm read jobs >&7 &
                await grep pipe_write -r /proc/$!/task --include=wchan
                kill -$signal $!
                wait $!; echo $?
                """,
            Map.of("signal", Integer.toString(signal)));

    String status = 128 + signal + "\n";
    assertEquals(new Ran(0, status + status, ""), ran);
  }
}
