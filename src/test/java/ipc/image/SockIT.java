package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations over sockets: what is said arrives, and the end of it is told right. */
class SockIT {
  /** {@code talk CODE}: a Python program that has a socket {@code s} which is connected to $at. */
  private static final String PRELUDE =
      """
      talk() { python3 -c "
      import os, socket, sys, time
      kind, _, name = '$at'.partition(':')
      if kind == 'tcp':
          s = socket.create_connection(('127.0.0.1', int(name.rpartition(':')[2])))
      else:
          s = socket.socket(socket.AF_UNIX)
          s.connect('\\0' + name[1:] if name[0] == '@' else name)
      exec(sys.argv[1])
      " "$1"; }
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + PRELUDE + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:s", "unix:@abstract", "tcp:127.0.0.1:0", "tcp6:::1:0"})
  void bytes_go_both_ways_at_once(String address) throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >a; head -c 15000000 /dev/urandom >b
            serve %s <a >b2
            ipc sock connect $at <b >a2; echo $?
            wait $server; echo $?
            cmp a a2; cmp b b2
            ls s ready
            """
                .formatted(address));

    assertEquals("0\n0\nready\n", ran.out(), ran::err);
  }

  @Test
  void answer_that_comes_long_after_our_end_of_input_arrives() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- sh -c 'cat >/dev/null; sleep 1.5; echo late'
            echo question | ipc sock connect $at
            wait $server
            """);

    assertRan(ran, 0, "late\n");
  }

  @Test
  void linger_bounds_the_wait_for_the_other_side_with_124() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- sleep 30
            ipc sock connect $at --linger 0.2 </dev/null; echo $?
            kill $server; wait $server; echo $?
            await left_nothing
            """);

    assertRan(ran, 0, "124\n143\n");
  }

  @Test
  void command_answers_after_the_peers_end() throws Exception {
    Ran ran =
        run(
            """
            serve tcp:127.0.0.1:0 -- sh -c 'wc -c'
            head -c 1000000 /dev/zero | ipc sock connect $at
            """);

    assertRan(ran, 0, "1000000\n");
  }

  @Test
  void command_sees_who_is_there() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- sh -c 'echo $IPC_ADDRESS $IPC_PEER $IPC_PEER_UID; echo $IPC_PEER_PID >pid'
            ipc sock connect $at </dev/null & client=$!; wait $client
            wait $server
            [ "$(cat pid)" = $client ] && echo it is the client
            """);

    assertRan(ran, 0, "unix:s unix:s 0\nit is the client\n");
  }

  @Test
  void sender_loses_nothing_to_a_slow_peer_that_greeted_it() throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            ipc sock connect tcp:127.0.0.1:$(python3 -c "
            import socket, os, time
            l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen()
            print(l.getsockname()[1], flush=True)
            os.close(1)
            if os.fork() == 0:
                c, _ = l.accept(); c.sendall(b'hello, take your time')
                got = open('got', 'wb'); n = 0
                while True:
                    b = c.recv(65536)
                    if not b: break
                    got.write(b); n += 1
                    if n % 20 == 0: time.sleep(0.01)
                got.close(); os.rename('got', 'whole')
            ") --send-only <data; echo $?
            await cmp data whole
            """);

    assertRan(ran, 0, "0\n");
  }

  @Test
  void reset_midway_is_told_with_74() throws Exception {
    Ran ran =
        run(
            """
            serve tcp:127.0.0.1:0 >got 2>err </dev/zero
            talk "
            import struct
            s.sendall(b'x' * 1000); s.recv(10)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()"
            wait $server; echo $?
            grep -c 'was reset (ECONNRESET)' err
            """);

    assertRan(ran, 0, "74\n1\n");
  }

  @Test
  void peer_that_closes_before_all_was_sent_is_told_with_74() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --linger 0.3 -- sh -c 'head -c 5 >/dev/null; exit 7'
            ipc sock connect $at </dev/zero >/dev/null 2>err & client=$!
            wait $server; echo $?
            wait $client; echo $?
            grep -c 'bytes were sent' err
            """);

    assertRan(ran, 0, "7\n74\n1\n");
  }

  @Test
  void reader_of_our_output_that_goes_away_ends_it_at_once_in_silence() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s -- yes
            ipc sock connect $at 2>err </dev/null | head -n 1
            echo ${PIPESTATUS[0]}
            cat err
            kill $server; wait $server
            await left_nothing
            """);

    assertRan(ran, 0, "y\n141\n");
  }

  @Test
  void hundred_at_once_under_five_and_five_hundred_in_a_row_leave_nothing() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --concurrent 5 -- cat
            python3 -c "
            import os, socket, threading
            data = os.urandom(100000)
            good = []
            def one():
                s = socket.socket(socket.AF_UNIX); s.connect('s')
                t = threading.Thread(target=lambda: (s.sendall(data), s.shutdown(1))); t.start()
                got = b''
                while len(got) <= len(data):
                    b = s.recv(65536)
                    if not b: break
                    got += b
                t.join(); s.close(); good.append(got == data)
            threads = [threading.Thread(target=one) for _ in range(100)]
            [t.start() for t in threads]; [t.join() for t in threads]
            print(len(good), all(good))
            for i in range(500):
                s = socket.socket(socket.AF_UNIX); s.connect('s')
                s.sendall(b'x'); s.shutdown(1)
                assert s.recv(10) == b'x' and s.recv(1) == b''
                s.close()
            "
            await test $(ls /proc/$server/fd | wc -l) -le 14
            ps -o stat= --ppid $server | grep -c Z
            kill $server; wait $server; echo $?
            ls s
            await left_nothing
            """);

    assertEquals("100 True\n0\n143\n", ran.out(), ran::err);
  }

  @Test
  void peers_beyond_the_limit_of_descriptors_are_turned_away_and_the_server_goes_on()
      throws Exception {
    Ran ran =
        run(
            """
            ulimit -Sn 40
            serve unix:s --concurrent 1000 -- cat 2>err
            ulimit -Sn 1000
            python3 -c "
            import socket
            peers = []
            for i in range(60):
                s = socket.socket(socket.AF_UNIX); s.connect('s'); peers.append(s)
            def answers(s):
                try:
                    s.sendall(b'x'); return s.recv(1) == b'x'
                except OSError:
                    return False
            n = sum(answers(s) for s in peers)
            print(0 < n < 60)
            [s.close() for s in peers]
            "
            again() { [ "$(echo ok | ipc sock connect $at)" = ok ]; }
            await again && echo goes on
            await grep -q 'turned away: too many open files (EMFILE)' err
            kill $server; wait $server
            """);

    assertRan(ran, 143, "True\ngoes on\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo precious >s",
        "mkfifo s",
        "mkdir s",
        "ln -s nowhere s",
        "ipc sock listen unix:s & server=$!; await test -S s"
      })
  void path_that_is_no_socket_without_listener_stays_untouched(String before) throws Exception {
    Ran ran =
        run(
            before
                + """

                ls -ldi s >before
                ipc sock listen unix:s -w 1s 2>err; echo $?
                ls -ldi s | cmp - before
                grep -c "of 'root'" err
                [ -z "${server:-}" ] || kill $server
                """);

    assertEquals("73\n1\n", ran.out(), ran::err);
  }

  @Test
  void stale_path_is_taken_over_and_removed_at_the_end() throws Exception {
    Ran ran =
        run(
            """
            python3 -c "import socket; s = socket.socket(socket.AF_UNIX); s.bind('s')"
            test -S s && echo stale
            serve unix:s -m 600
            stat -c %a s
            echo hello | ipc sock connect unix:s
            wait $server
            ls -A
            """);

    assertRan(ran, 0, "stale\n600\nhello\nready\n");
  }

  @Test
  void path_that_another_replaced_meanwhile_is_left_alone() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s
            rm s; echo other >s
            kill $server; wait $server; echo $?
            cat s
            """);

    assertRan(ran, 0, "143\nother\n");
  }

  @Test
  void failures_of_connecting_have_statuses_of_their_own() throws Exception {
    Ran ran =
        run(
            """
            ipc sock connect unix:none </dev/null; echo $?
            ipc sock connect tcp:127.0.0.1:1 </dev/null; echo $?
            ipc sock connect tcp:no-such-host.invalid:1 </dev/null; echo $?
            ipc sock connect unix:none --retry 3 -w 0.3 </dev/null; echo $?
            ipc sock connect unix:none -E 99 -- true; echo $?
            ipc sock connect posix-shm:/x; echo $?
            echo data >file; ipc sock connect unix:file </dev/null 2>&1 | grep -c 'not a socket'
            ipc sock listen unix:s -w 0.1; echo $?
            ipc sock listen tcp:192.0.2.1:0; echo $?
            ipc sock listen unix:s --concurrent 2; echo $?
            """);

    assertEquals("66\n69\n68\n124\n99\n64\n1\n124\n69\n64\n", ran.out(), ran::err);
  }

  @Test
  void server_that_comes_up_late_is_reached_by_trying_again() throws Exception {
    Ran ran =
        run(
            """
            ipc sock connect unix:s --retry 100 -w 20s </dev/null -v 2>err & client=$!
            await grep -q 'next attempt' err
            echo here | ipc sock listen unix:s
            wait $client; echo $?
            """);

    assertRan(ran, 0, "here\n0\n");
  }

  @Test
  void report_tells_the_verdict_as_json() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --keep -c 2 --report lines -- sh -c 'cat; exit 3'
            echo one | ipc sock connect $at --report mine
            echo two! | ipc sock connect $at
            wait $server; echo $?
            jq -c '[.near, .far, .end, .first, .sent.bytes, .received.bytes, .status]' lines
            jq -c '[.end, .first, .sent.bytes, .received.bytes, .status, .failure]' mine
            """);

    assertRan(
        ran,
        0,
        """
        one
        two!
        3
        ["sh","unix:s","clean","far",4,4,3]
        ["sh","unix:s","clean","far",5,5,3]
        ["clean","near",4,4,null,null]
        """);
  }

  @Test
  void record_has_what_was_said_over_each_connection() throws Exception {
    Ran ran =
        run(
            """
            serve unix:s --keep -c 2 --record talk -- tr a-z A-Z
            echo one | ipc sock connect $at --crlf >/dev/null
            printf 'two\\377' | ipc sock connect $at >/dev/null
            wait $server
            jq -c 'select(.end | not) | [.connection, .from, .to, .body // .bodyBase64]' talk
            jq -c 'select(.end) | .connection' talk | sort | uniq -c | tr -s ' '
            ipc sock listen unix:full --record /dev/full -- echo data 2>/dev/null & server=$!
            ipc sock connect unix:full --retry 100 </dev/null >/dev/null 2>&1
            wait $server; echo $?
            ipc sock connect udp:127.0.0.1:9 --crlf 2>/dev/null; echo $?
            ipc sock listen unix:s --hub --record talk 2>/dev/null; echo $?
            """);

    assertRan(
        ran,
        0,
        """
        [1,"unix:s","tr","one\\r\\n"]
        [1,"tr","unix:s","ONE\\r\\n"]
        [2,"unix:s","tr","dHdv/w=="]
        [2,"tr","unix:s","VFdP/w=="]
         2 1
         2 2
        74
        64
        64
        """);
  }
}
