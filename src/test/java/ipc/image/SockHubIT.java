package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one peer of a hub says, all others hear. */
class SockHubIT {
  /** {@code hub OPTION…}: a hub at unix:s; $hub is its pid. */
  private static final String PRELUDE =
      """
      hub() { serve unix:s --hub "$@"; hub=$server; }
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + PRELUDE + script);
  }

  @Test
  void all_others_and_standard_output_hear_what_one_says_and_nobody_himself() throws Exception {
    Ran ran =
        run(
            """
            mkfifo in
            exec 9<>in
            hub <in >printed
            python3 -c "
            import socket
            a, b, c = (socket.socket(socket.AF_UNIX) for _ in range(3))
            for s in (a, b, c): s.connect('s'); s.settimeout(20)
            def hear(s, n):
                got = b''
                while len(got) < n: got += s.recv(n - len(got))
                return got
            open('/proc/self/fd/9', 'wb', 0).write(b'to all')
            print([hear(s, 6) for s in (a, b, c)])
            a.sendall(b'from a')
            print(hear(b, 6), hear(c, 6))
            b.sendall(b'from b')
            print(hear(a, 6), hear(c, 6))
            a.setblocking(False)
            try: print(a.recv(1))
            except BlockingIOError: print('nothing of its own')
            "
            await test $(stat -c %s printed) -ge 12
            cat printed
            kill $hub
            """);

    assertEquals(
        """
        [b'to all', b'to all', b'to all']
        b'from a' b'from a'
        b'from b' b'from b'
        nothing of its own
        from afrom b\
        """,
        ran.out(),
        ran::err);
  }

  @ParameterizedTest
  @CsvSource({"close, True, let go", "drop, False, missed"})
  void peer_that_does_not_read_is_dealt_with_as_asked(String policy, String gone, String word)
      throws Exception {
    Ran ran =
        run(
            """
            hub --slow %s -v 2>err >/dev/null </dev/null
            python3 -c "
            import socket
            slow, a, b = (socket.socket(socket.AF_UNIX) for _ in range(3))
            for s in (slow, a, b): s.connect('s'); s.settimeout(20)
            piece = b'x' * 65536
            for i in range(200):
                a.sendall(piece)
                n = 0
                while n < len(piece): n += len(b.recv(65536))
            n = 0
            slow.settimeout(1)
            try:
                while True:
                    got = slow.recv(1 << 20)
                    if not got: print(True); break
                    n += len(got)
            except TimeoutError: print(False)
            assert n < 200 * 65536, n
            "
            kill $hub; wait $hub; echo $?
            grep -c '%s' err
            """
                .formatted(policy, word));

    assertRan(ran, 0, gone + "\n143\n1\n");
  }

  @Test
  void all_wait_for_a_slow_peer_where_that_was_asked_and_nothing_is_missing() throws Exception {
    Ran ran =
        run(
            """
            hub --slow wait >/dev/null </dev/null
            python3 -c "
            import socket, threading, time
            slow, a = (socket.socket(socket.AF_UNIX) for _ in range(2))
            for s in (slow, a): s.connect('s'); s.settimeout(20)
            data = b'0123456789abcdef' * 625000
            sent = []
            def send(): a.sendall(data); sent.append(1)
            t = threading.Thread(target=send); t.start()
            t.join(0.5)
            print(len(sent), 'sent while nobody read')
            got = b''
            while len(got) < len(data): got += slow.recv(1 << 20)
            t.join(20)
            print(len(sent), got == data)
            "
            kill $hub; wait $hub; echo $?
            """);

    assertRan(ran, 0, "0 sent while nobody read\n1 True\n143\n");
  }

  @Test
  void hub_ends_with_the_last_of_those_that_it_was_to_take() throws Exception {
    Ran ran =
        run(
            """
            hub -c 2 </dev/null >got
            echo one | ipc sock connect unix:s --linger 0.2; echo $?
            echo two | ipc sock connect unix:s --linger 0.2; echo $?
            wait $hub; echo $?
            cat got
            ls s 2>/dev/null
            """);

    assertEquals("124\n124\n0\none\ntwo\n", ran.out(), ran::err);
  }

  @Test
  void reader_of_our_output_that_goes_away_ends_a_hub() throws Exception {
    Ran ran =
        run(
            """
            rm -f ready
            { ipc sock listen unix:s --hub --ready ready </dev/null; echo $? >status; } | head -n 1 &
            await test -s ready
            echo line | ipc sock connect unix:s --send-only --linger 5 2>/dev/null
            echo more | ipc sock connect unix:s --send-only --linger 5 2>/dev/null
            await test -s status
            cat status
            """);

    assertEquals("line\n141\n", ran.out(), ran::err);
  }

  @Test
  void hub_refuses_what_is_for_two() throws Exception {
    Ran ran =
        run(
            """
            ipc sock listen unix:s --hub -- cat; echo $?
            ipc sock listen unix:s --hub --linger 1; echo $?
            ipc sock listen unix:s --slow drop; echo $?
            ipc sock listen unix:s --hub --slow never; echo $?
            ipc sock listen unix:s --hub -w 0.1; echo $?
            """);

    assertEquals("64\n64\n64\n64\n124\n", ran.out(), ran::err);
  }
}
