package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations with the programs that people talk to, in both roles. */
class SockPeersIT {
  private static final String PRELUDE =
      """
      page() {
        cat >page <<'END'
      read -r method path rest
      while read -r line && [ "$line" != "$(printf '\\r')" ]; do :; done
      body="you asked for $path"
      printf 'HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s' ${#body} "$body"
      END
      }
      open() { (exec 3<>/dev/tcp/127.0.0.1/$1) 2>/dev/null; }
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String tool, String script) throws Exception {
    assumeTrue(sandbox.run("command -v " + tool).status() == 0, tool + " is not installed");
    return sandbox.run(Servers.FUNCTIONS + PRELUDE + script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:s --unix-socket s http://any/path",
        "unix:@web --abstract-unix-socket web http://any/path",
        "tcp:127.0.0.1:0 http://127.0.0.1:$port/path"
      })
  void curl_gets_a_page_from_a_command_of_ours(String addressAndQuestion) throws Exception {
    String[] parts = addressAndQuestion.split(" ", 2);
    Ran ran =
        run(
            "curl",
            """
            page
            serve %s --keep -- sh page
            curl -sS %s; echo
            curl -sS %s; echo
            kill $server; wait $server
            """
                .formatted(parts[0], parts[1], parts[1]));

    assertRan(ran, 143, "you asked for /path\nyou asked for /path\n");
  }

  @Test
  void page_of_pythons_server_arrives_whole() throws Exception {
    Ran ran =
        run(
            "python3",
            """
            mkdir www; head -c 3000000 /dev/urandom >www/file
            port=$(python3 -c "
            import socket
            s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
            python3 -m http.server $port --bind 127.0.0.1 -d www >/dev/null 2>&1 & web=$!
            await open $port
            printf 'GET /file HTTP/1.0\\r\\n\\r\\n' | ipc sock connect tcp:127.0.0.1:$port >answer
            echo $?
            tail -c 3000000 answer | cmp - www/file && echo whole
            kill $web
            """);

    assertRan(ran, 0, "0\nwhole\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socat unix:s 'socat -t 30 - UNIX-CONNECT:s'",
        "socat unix:@s 'socat -t 30 - ABSTRACT-CONNECT:s'",
        "socat tcp:127.0.0.1:0 'socat -t 30 - TCP:127.0.0.1:$port'",
        "ncat unix:s 'ncat -U s'",
        "ncat tcp:127.0.0.1:0 'ncat 127.0.0.1 $port'",
        "nc.openbsd unix:s 'nc.openbsd -N -U s'",
        "nc.openbsd tcp:127.0.0.1:0 'nc.openbsd -N 127.0.0.1 $port'"
      })
  void other_clients_give_all_to_our_server_and_get_all_back(String line) throws Exception {
    String[] parts = line.split(" ", 3);
    Ran ran =
        run(
            parts[0],
            """
            head -c 2000000 /dev/urandom >data
            serve %s -- cat
            eval %s <data >back
            wait $server; echo $?
            cmp data back && echo same
            """
                .formatted(parts[1], parts[2]));

    assertRan(ran, 0, "0\nsame\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socat UNIX-LISTEN:s unix:s",
        "socat ABSTRACT-LISTEN:s unix:@s",
        "socat TCP-LISTEN:$port,bind=127.0.0.1 tcp:127.0.0.1:$port"
      })
  void our_client_gives_all_to_socats_server_and_gets_all_back(String line) throws Exception {
    String[] parts = line.split(" ");
    Ran ran =
        run(
            "socat",
            """
            head -c 2000000 /dev/urandom >data
            port=$(python3 -c "
            import socket
            s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
            socat -t 30 %s EXEC:cat & other=$!
            ipc sock connect %s --retry 100 <data >back; echo $?
            wait $other
            cmp data back && echo same
            """
                .formatted(parts[1], parts[2]));

    assertRan(ran, 0, "0\nsame\n");
  }

  @Test
  void ncats_receiver_gets_all_that_we_send() throws Exception {
    Ran ran =
        run(
            "ncat",
            """
            head -c 5000000 /dev/urandom >data
            ncat -l -U s --recv-only >got & other=$!
            ipc sock connect unix:s --retry 100 --send-only <data; echo $?
            wait $other
            cmp data got && echo same
            """);

    assertRan(ran, 0, "0\nsame\n");
  }

  @Test
  void redis_is_asked_by_hand_and_served_through_us() throws Exception {
    Ran ran =
        run(
            "redis-server",
            """
            redis-server --port 0 --unixsocket $PWD/redis --save '' --daemonize no >/dev/null &
            redis=$!
            await redis-cli -s redis ping
            printf 'PING\\r\\nSET k v\\r\\nGET k\\r\\nQUIT\\r\\n' | ipc sock connect unix:redis | tr -d '\\r'
            serve tcp:127.0.0.1:0 --keep -c 1 -- ipc sock connect unix:redis
            redis-cli -p $port get k
            wait $server; echo $?
            kill $redis; wait $redis
            """);

    assertEquals("+PONG\n+OK\n$1\nv\n+OK\nv\n0\n", ran.out(), ran::err);
  }

  @Test
  void ssh_goes_through_us() throws Exception {
    Ran ran =
        run(
            "/usr/sbin/sshd",
            """
            mkdir -p /run/sshd; chmod 755 .
            ssh-keygen -q -t ed25519 -N '' -f host; ssh-keygen -q -t ed25519 -N '' -f me
            cp me.pub keys; chmod 600 keys
            cat >conf <<END
            HostKey $PWD/host
            AuthorizedKeysFile $PWD/keys
            StrictModes no
            UsePAM no
            PidFile none
            PermitRootLogin yes
            END
            serve unix:s --concurrent 2 -- /usr/sbin/sshd -i -f $PWD/conf
            ssh -q -F none -i me -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no \\
              -o "ProxyCommand=ipc sock connect unix:$PWD/s" root@any 'echo it is $((6 * 7))' 2>err
            echo $?
            cat err >&2
            kill $server; wait $server
            """);

    assumeTrue(!ran.err().contains("Privilege separation"), ran::err);
    assertEquals("it is 42\n0\n", ran.out(), ran::err);
  }

  @Test
  void date_server_and_client_of_the_textbooks_are_two_lines() throws Exception {
    Ran ran =
        run(
            "date",
            """
            serve tcp:127.0.0.1:0 --keep -- date -u +%Y
            [ "$(ipc sock connect $at </dev/null)" = "$(date -u +%Y)" ] && echo the year is right
            kill $server; wait $server
            """);

    assertRan(ran, 143, "the year is right\n");
  }
}
