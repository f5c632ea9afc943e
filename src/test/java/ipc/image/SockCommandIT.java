package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that talk to peers: what lies between, what they get, and how they end. */
class SockCommandIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socketpair", "--pty"})
  void every_byte_comes_back_from_cat_and_the_end_with_it(String link) throws Exception {
    Ran ran =
        run(
            """
            head -c 1000000 /dev/urandom >data
            serve unix:s -c 20 %s -- cat
            for i in $(seq 20); do
              ipc sock connect unix:s --idle-timeout 30 <data >back || echo "status $?"
              cmp data back || echo "differs at $i"
            done
            wait $server; echo $?
            """
                .formatted(link));

    assertRan(ran, 0, "0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socketpair", "--pty"})
  void command_that_leaves_input_unread_ends_it_with_its_own_status(String link) throws Exception {
    Ran ran =
        run(
            """
            serve unix:s %s --linger 5 -- sh -c 'head -c 5; exit 7'
            head -c 300000 /dev/zero | tr '\\0' x | ipc sock connect unix:s 2>/dev/null; echo
            wait $server; echo $?
            """
                .formatted(link));

    assertRan(ran, 0, "xxxxx\n7\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socketpair", "--pty"})
  void end_of_input_stays_for_the_next_who_reads(String link) throws Exception {
    Ran ran =
        run(
            """
            serve unix:s %s -- sh -c 'cat; cat; read x; echo end $?'
            printf 'no line end' | ipc sock connect unix:s --idle-timeout 30
            wait $server; echo $?
            """
                .formatted(link));

    assertRan(ran, 0, "no line endend 1\n0\n");
  }

  @Test
  void socket_pair_is_one_socket_both_ways() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --socketpair -- sh -c '
              [ "$(readlink /proc/self/fd/0)" = "$(readlink /proc/$$/fd/1)" ] || :
              ls -l /proc/$$/fd | sed -n "s/.* \\([0-9]*\\) -> \\([a-z]*\\).*/\\1 \\2/p" | head -n 2'
            ipc sock connect unix:s </dev/null
            wait $server
            """);

    assertRan(ran, 0, "0 socket\n1 socket\n");
  }

  @Test
  void shell_on_a_terminal_answers_and_ends_with_its_peer() throws Exception {
    sandbox.requireTools("bash");
    Ran ran =
        run(
            """
            serve unix:s --pty -- env PS1= TERM=dumb bash --norc -i
            { echo 'tty >/dev/null && echo it is a ter''minal; stty size'; sleep 0.5; echo 'exit 5'; } |
              ipc sock connect unix:s --idle-timeout 30 | tr -d '\\r' >said
            wait $server; echo $?
            grep -c '^it is a terminal$' said
            grep -c 'no job control' said
            """);

    assertRan(ran, 1, "5\n1\n0\n");
  }

  @Test
  void command_that_closes_its_terminal_still_ends_with_its_own_status() throws Exception {
    Ran ran =
        run(
            """
            mkfifo go
            serve unix:s --pty -- bash -c 'exec 3<>go; echo said; exec <&- >&- 2>&-; read -u 3; exit 7'
            ipc sock connect unix:s </dev/null | tr -d '\r'
            echo >go
            wait $server; echo $?
            """);

    assertRan(ran, 0, "said\n7\n");
  }

  @Test
  void lifetime_hangs_up_a_command_that_closed_its_terminal() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --pty --lifetime 1 -- bash -c '
              trap "echo hup >hup; exit 3" HUP
              exec <&- >&- 2>&-
              while :; do sleep 0.05; done'
            ipc sock connect unix:s </dev/null
            wait $server; echo $?
            cat hup
            """);

    assertRan(ran, 0, "124\nhup\n");
  }

  @Test
  void terminal_is_hung_up_when_the_peer_resets() throws Exception {
    Ran ran =
        run(
            """
            rm -f ready
            ipc sock listen tcp:127.0.0.1:0 --ready ready --pty -- \\
              sh -c 'trap "echo hup >hup; exit 3" HUP; trap : TERM; echo; while :; do read x; done' 2>err &
            server=$!
            await test -s ready
            python3 -c "
            import socket, struct
            s = socket.create_connection(('127.0.0.1', $(sed 's/.*://' ready)))
            s.recv(1); s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()"
            wait $server; echo $?
            cat hup
            await left_nothing
            """);

    assertRan(ran, 0, "74\nhup\n");
  }

  @Test
  void command_has_no_descriptors_but_its_own() throws Exception {
    Ran ran =
        run(
            """
            for link in --keep --socketpair --pty; do
              serve unix:s -c 1 $link -- sh -c 'ls -m /proc/$$/fd; true' 7<ready 9>&1
              ipc sock connect unix:s </dev/null
              wait $server
            done
            """
                .replace("7<ready", "7</dev/null"));

    assertRan(ran, 0, "0, 1, 2\n0, 1, 2\n0, 1, 2\n");
  }

  @Test
  void broken_pipe_ends_a_command_as_it_does_elsewhere() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- bash -c 'yes | head -n 1; echo ${PIPESTATUS[0]}'
            ipc sock connect unix:s </dev/null
            wait $server
            """);

    assertRan(ran, 0, "y\n141\n");
  }

  @Test
  void command_of_either_side_sees_who_the_peer_is() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- sh -c 'echo $IPC_ADDRESS $IPC_PEER $IPC_PEER_UID; echo $IPC_PEER_PID >client'
            ipc sock connect unix:s -- sh -c '
              cat; echo $IPC_ADDRESS $IPC_PEER $IPC_PEER_UID >&2; echo $IPC_PEER_PID >listener' 2>&1 >said & client=$!
            wait $client
            wait $server
            [ "$(cat client)" = $client ] && echo the client
            [ "$(cat listener)" = $server ] && echo the listener
            """);

    assertRan(ran, 0, "unix:s unix:s 0\nunix:s unix:s 0\nthe client\nthe listener\n".substring(16));
  }

  /** A parent that binds and listens, and starts $1 with the sockets from 3 on. */
  private static final String MANAGER =
      """
      manage() { python3 -c "
      import os, socket, sys
      given = []
      for name in ('a', 'b'):
          s = socket.socket(socket.AF_UNIX); s.bind(name); s.listen(); given.append(s)
      t = socket.socket(); t.bind(('127.0.0.1', 0)); t.listen(); given.append(t)
      open('port', 'w').write(str(t.getsockname()[1]))
      copies = [os.dup(os.dup(os.dup(s.fileno()))) for s in given]
      for i, c in enumerate(copies): os.dup2(c, 3 + i, inheritable=True)
      os.closerange(6, 100)
      os.execvp('sh', ['sh', '-c', sys.argv[1]])" "$1"; }
      """;

  @Test
  void socket_that_a_manager_passes_is_taken_by_its_address() throws Exception {
    Ran ran =
        run(
            MANAGER
                + """
                manage 'LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=x:y:z exec ipc sock listen unix:b -- sh -c "
                    env | grep -c ^LISTEN_; ls -m /proc/\\$\\$/fd; echo \\$IPC_ADDRESS"' & server=$!
                await test -S b
                ipc sock connect unix:b </dev/null
                wait $server; echo $?
                ls a b
                rm a b
                manage 'LISTEN_PID=$$ LISTEN_FDS=3 exec ipc sock listen fd:5 -- echo numbered' & server=$!
                await test -S b
                ipc sock connect tcp:127.0.0.1:$(cat port) </dev/null
                wait $server; echo $?
                rm a b
                manage 'LISTEN_PID=$$ LISTEN_FDS=3 exec ipc sock listen tcp:127.0.0.1:$(cat port) -- echo by port' & server=$!
                await test -S b
                ipc sock connect tcp:127.0.0.1:$(cat port) </dev/null
                wait $server; echo $?
                """);

    assertRan(ran, 0, "0\n0, 1, 2\nunix:b\n0\na\nb\nnumbered\n0\nby port\n0\n");
  }

  @Test
  void socket_that_is_none_of_the_managers_is_refused() throws Exception {
    Ran ran =
        run(
            MANAGER
                + """
                manage 'LISTEN_PID=$$ LISTEN_FDS=2 exec ipc sock listen fd:5'; echo $?
                rm a b
                manage 'LISTEN_PID=$$ LISTEN_FDS=many exec ipc sock listen fd:3'; echo $?
                rm a b
                manage 'LISTEN_PID=1 LISTEN_FDS=3 exec ipc sock listen unix:a -w 0.1'; echo $?
                """);

    assertEquals("64\n64\n73\n", ran.out(), ran::err);
  }

  @Test
  void lines_end_as_each_side_has_them() throws Exception {
    Ran ran =
        run(
            """
            python3 -c "
            import socket
            l = socket.socket(socket.AF_UNIX); l.bind('p'); l.listen()
            open('up', 'w').close()
            c, _ = l.accept()
            got = b''
            while b := c.recv(100): got += b
            for piece in (b'a\\r', b'\\nb\\rc\\r', b'\\r\\n', b'\\n\\r'):
                c.sendall(piece)
                import time; time.sleep(0.05)
            open('got', 'wb').write(got)" & peer=$!
            await test -e up
            printf 'x\\n\\ny\\r\\nz' | ipc sock connect unix:p --crlf | od -An -c
            wait $peer
            od -An -c got
            """);

    assertRan(
        ran,
        0,
        "   a  \\n   b  \\r   c  \\r  \\n  \\n  \\r\n"
            + "   x  \\r  \\n  \\r  \\n   y  \\r  \\r  \\n   z\n");
  }

  @Test
  void hex_shows_what_goes_each_way() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- sh -c 'cat >/dev/null; echo answer'
            echo 'a question of more than a line' | ipc sock connect unix:s --hex --crlf 2>&1 >/dev/null
            wait $server
            """);

    assertRan(
        ran,
        0,
        """
        > 00000000  61 20 71 75 65 73 74 69  6f 6e 20 6f 66 20 6d 6f  |a question of mo|
        > 00000010  72 65 20 74 68 61 6e 20  61 20 6c 69 6e 65 0d 0a  |re than a line..|
        < 00000000  61 6e 73 77 65 72 0a                              |answer.|
        """);
  }

  @Test
  void first_signal_is_passed_once_and_the_second_kills() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --keep -- bash -c 'trap "echo term" TERM; echo up; while :; do sleep 0.1; done'
            ipc sock connect unix:s </dev/null >said & client=$!
            await grep -q up said
            kill $server
            await grep -q term said
            kill $server
            wait $server; echo $?
            wait $client; echo $?
            cat said
            await left_nothing
            """);

    assertRan(ran, 0, "143\n0\nup\nterm\n");
  }

  @Test
  void grace_bounds_how_long_a_command_goes_on_after_a_signal() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --grace 0.2 -- sh -c 'trap "" TERM; echo up; while :; do sleep 0.1; done'
            ipc sock connect unix:s </dev/null >said & client=$!
            await grep -q up said
            kill $server
            wait $server; echo $?
            wait $client
            await left_nothing
            """);

    assertRan(ran, 0, "143\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socketpair", "--pty"})
  void command_ends_when_the_server_is_killed(String link) throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --keep %s -- cat
            { echo up; exec sleep 30; } | ipc sock connect unix:s >said 2>/dev/null & client=$!
            await grep -q up said
            kill -9 $server
            gone() { ! pgrep -x cat; }
            await gone
            echo gone
            """
                .formatted(link));

    assertRan(ran, 0, "gone\n");
  }

  @Test
  void command_that_cannot_be_run_ends_a_server_at_once() throws Exception {
    Ran ran =
        run(
            """
            echo text >text
            for command in no-such-command ./text; do
              for link in '' --socketpair --pty; do
                serve unix:s -c 5 $link -- $command
                ipc sock connect unix:s </dev/null >/dev/null 2>&1
                wait $server; echo $?
              done
            done
            """);

    assertEquals("127\n127\n127\n126\n126\n126\n", ran.out(), ran::err);
  }

  @Test
  void command_without_room_for_its_descriptors_is_told_and_the_server_goes_on() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --keep -- cat 2>err
            prlimit --pid $server --nofile=$(($(ls /proc/$server/fd | sort -n | tail -n 1) + 2)):1000
            ipc sock connect unix:s </dev/null >/dev/null 2>&1
            await grep -q 'too many open files (EMFILE)' err
            prlimit --pid $server --nofile=100:1000
            echo again | ipc sock connect unix:s
            kill $server; wait $server; echo $?
            """);

    assertRan(ran, 0, "again\n143\n");
  }

  @Test
  void links_are_for_commands_and_one_at_a_time() throws Exception {
    Ran ran =
        run(
            """
            ipc sock listen unix:s --pty; echo $?
            ipc sock connect unix:s --socketpair; echo $?
            ipc sock connect unix:s --pty --socketpair -- cat; echo $?
            """);

    assertEquals("64\n64\n64\n", ran.out(), ran::err);
  }
}
