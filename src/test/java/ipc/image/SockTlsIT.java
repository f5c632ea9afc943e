package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations over TLS: ciphered, with the right one, and whole. */
class SockTlsIT {
  private static final String PRELUDE =
      """
      certificate() {
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key \\
          -out $1.pem -days 2 -subj /CN=$2 -addext subjectAltName=DNS:$2 2>/dev/null
        cat $1.pem $1.key >$1.both
      }
      certificate me localhost
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    assumeTrue(sandbox.run("command -v openssl").status() == 0, "openssl is not installed");
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + PRELUDE + script);
  }

  @Test
  void twenty_megabytes_go_there_and_come_back() throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            serve tls:127.0.0.1:0 --tls-cert me.both -- cat
            ipc sock connect tls:localhost:$port --tls-ca me.pem <data >back; echo $?
            wait $server; echo $?
            cmp data back && echo same
            """);

    assertRan(ran, 0, "0\n0\nsame\n");
  }

  @Test
  void answer_that_comes_long_after_our_end_of_input_arrives() throws Exception {
    Ran ran =
        run(
            """
            serve tls:127.0.0.1:0 --tls-cert me.both -- sh -c 'wc -c; sleep 1.5; echo late'
            head -c 100000 /dev/zero | ipc sock connect tls:localhost:$port --tls-ca me.pem
            """);

    assertRan(ran, 0, "100000\nlate\n");
  }

  @Test
  void client_that_only_receives_says_goodbye_too() throws Exception {
    Ran ran =
        run(
            """
            serve tls:127.0.0.1:0 --tls-cert me.both -- echo said
            ipc sock connect tls:localhost:$port --tls-ca me.pem --recv-only; echo $?
            wait $server; echo $?
            """);

    assertRan(ran, 0, "said\n0\n0\n");
  }

  @Test
  void command_on_a_terminal_comes_to_its_end() throws Exception {
    Ran ran =
        run(
            """
            serve tls:127.0.0.1:0 --tls-cert me.both --pty -- echo said
            ipc sock connect tls:localhost:$port --tls-ca me.pem </dev/null; echo $?
            wait $server; echo $?
            """);

    assertRan(ran, 0, "said\n0\n0\n");
  }

  @Test
  void sender_loses_nothing_to_a_slow_peer_that_greeted_it() throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            python3 -c "
            import socket, ssl, os, time
            c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.load_cert_chain('me.both')
            l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen()
            open('port.new', 'w').write(str(l.getsockname()[1])); os.rename('port.new', 'port')
            s = c.wrap_socket(l.accept()[0], server_side=True)
            s.sendall(b'hello, take your time')
            got = open('got', 'wb'); n = 0
            while True:
                b = s.recv(65536)
                if not b: break
                got.write(b); n += 1
                if n % 50 == 0: time.sleep(0.01)
            got.close(); s.unwrap()
            " & other=$!
            await test -s port
            ipc sock connect tls:localhost:$(cat port) --tls-ca me.pem --send-only <data; echo $?
            wait $other
            cmp data got && echo whole
            """);

    assertRan(ran, 0, "0\nwhole\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 76, signed by itself",
    "--tls-ca other.pem, 76, no TLS with",
    "--tls-ca me.pem --tls-name elsewhere, 76, elsewhere",
    "--tls-ca none.pem, 66, none.pem",
    "--tls-insecure, 0, ''"
  })
  void peer_is_verified_by_default(String options, int status, String told) throws Exception {
    Ran ran =
        run(
            """
            certificate other localhost
            serve tls:127.0.0.1:0 --keep --tls-cert me.both -- cat 2>/dev/null
            echo hello | ipc sock connect tls:localhost:$port %s >got 2>err; echo $?
            grep -c -- '%s' err || :
            cat err >&2
            kill $server; wait $server 2>/dev/null
            """
                .formatted(options, told));

    String count = told.isEmpty() ? "0\n" : "1\n";
    assertEquals(status + "\n" + count, ran.out(), ran::err);
  }

  @Test
  void client_must_show_who_it_is_where_that_is_asked_for() throws Exception {
    Ran ran =
        run(
            """
            certificate she her.name
            serve tls:127.0.0.1:0 --keep --tls-cert me.both --tls-client-ca she.pem \\
              -- sh -c 'echo $IPC_PEER_SUBJECT $IPC_TLS_PROTOCOL' 2>/dev/null
            ipc sock connect tls:localhost:$port --tls-ca me.pem --tls-cert she.both </dev/null
            echo $?
            ipc sock connect tls:localhost:$port --tls-ca me.pem </dev/null 2>/dev/null; echo $?
            kill $server; wait $server 2>/dev/null
            """);

    assertEquals("CN=her.name TLSv1.3\n0\n76\n", ran.out(), ran::err);
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void openssl_talks_to_us_and_we_to_openssl(String version) throws Exception {
    Ran ran =
        run(
            """
            serve tls:127.0.0.1:0 --tls-cert me.both -- head -n 1
            mkfifo in; exec 9<>in; echo question >&9
            openssl s_client %s -quiet -verify_return_error -CAfile me.pem \\
              -connect localhost:$port <in 2>/dev/null
            wait $server; echo $?
            port=$(python3 -c "
            import socket
            s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
            openssl s_server %s -quiet -rev -cert me.pem -key me.key -accept $port 2>/dev/null &
            other=$!
            reversed() { echo olleh |
              ipc sock connect tls:localhost:$port --tls-ca me.pem --linger 1 2>/dev/null; }
            await eval '[ "$(reversed)" = hello ]' && echo hello
            kill $other; wait $other 2>/dev/null
            """
                .formatted(version, version));

    assertEquals("question\n0\nhello\n", ran.out(), ran::err);
  }

  @Test
  void bridge_takes_the_cipher_off_and_puts_it_on_again() throws Exception {
    Ran ran =
        run(
            """
            head -c 3000000 /dev/urandom >data
            serve unix:plain --keep -c 3 -- cat
            rm ready; ipc bridge --listen tls:127.0.0.1:0 unix:plain --keep --tls-cert me.both \\
              --ready ready & outer=$!
            await test -s ready; tls=$(cat ready)
            ipc sock connect tls:localhost:${tls##*:} --tls-ca me.pem <data | cmp - data; echo $?
            ipc bridge --listen unix:again tls:localhost:${tls##*:} --tls-ca me.pem & inner=$!
            ipc sock connect unix:again --retry 100 <data | cmp - data; echo $?
            wait $inner; echo $?
            ipc bridge --listen tls:127.0.0.1:0 tls:localhost:${tls##*:} --tls-ca me.pem \\
              --tls-cert me.both --ready both & inner=$!
            await test -s both; both=$(cat both)
            ipc sock connect tls:localhost:${both##*:} --tls-ca me.pem <data | cmp - data; echo $?
            wait $inner; echo $?
            kill $outer; wait $outer
            """);

    assertRan(ran, 143, "0\n0\n0\n0\n0\n");
  }

  @Test
  void what_does_not_fit_is_refused() throws Exception {
    Ran ran =
        run(
            """
            ipc sock connect tcp:127.0.0.1:1 --tls-ca me.pem; echo $?
            ipc sock listen tls:127.0.0.1:0 </dev/null; echo $?
            ipc sock listen tls:127.0.0.1:0 --tls-cert me.both --hub; echo $?
            serve tcp:127.0.0.1:0 -- echo this is no TLS
            ipc sock connect tls:localhost:$port --tls-ca me.pem </dev/null; echo $?
            wait $server 2>/dev/null
            """);

    assertEquals("64\n64\n69\n76\n", ran.out(), ran::err);
  }
}
