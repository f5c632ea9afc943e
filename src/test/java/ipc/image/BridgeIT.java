package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a bridge joins: sockets, pipes, files, descriptors, commands, in bytes. */
class BridgeIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + script);
  }

  @Test
  void peers_of_tcp_talk_to_a_unix_socket_beside_each_other() throws Exception {
    sandbox.requireTools("python3");
    Ran ran =
        run(
            """
            serve unix:app --concurrent 10 -- cat; app=$server
            bridge --listen tcp:127.0.0.1:0 unix:app --concurrent 10
            python3 -c "
            import os, socket, sys, threading
            port = int(sys.argv[1].rpartition(':')[2])
            good = []
            def one():
                data = os.urandom(1000000)
                s = socket.create_connection(('127.0.0.1', port))
                t = threading.Thread(target=lambda: (s.sendall(data), s.shutdown(1))); t.start()
                got = b''
                while True:
                    b = s.recv(65536)
                    if not b: break
                    got += b
                t.join(); good.append(got == data)
            threads = [threading.Thread(target=one) for _ in range(10)]
            [t.start() for t in threads]; [t.join() for t in threads]
            print(len(good), all(good))
            " $at
            kill $server $app; wait $server; echo $?
            await left_nothing; ls
            """);

    assertRan(ran, 0, "10 True\n143\nready\n");
  }

  @Test
  void curl_reaches_a_server_of_tcp_by_a_unix_socket() throws Exception {
    sandbox.requireTools("python3", "curl");
    Ran ran =
        run(
            """
            mkdir www; head -c 3000000 /dev/urandom >www/file
            python3 -u -c "
            import http.server
            s = http.server.ThreadingHTTPServer(('127.0.0.1', 0),
                lambda *a: http.server.SimpleHTTPRequestHandler(*a, directory='www'))
            print(s.server_port, flush=True); s.serve_forever()
            " >port 2>log & web=$!
            await test -s port
            bridge --listen unix:web tcp:127.0.0.1:$(cat port) --keep
            curl -s --unix-socket web http://any/file | cmp - www/file && echo same
            curl -s --unix-socket web http://any/file | cmp - www/file && echo again
            kill $server $web; wait $server; echo $?
            """);

    assertRan(ran, 0, "same\nagain\n143\n");
  }

  @Test
  void a_file_goes_through_tcp_into_a_file_and_standard_streams_through_each_other()
      throws Exception {
    Ran ran =
        run(
            """
            head -c 20000000 /dev/urandom >data
            bridge --listen tcp:127.0.0.1:0 file:got -m 640
            ipc bridge file:data $at; echo $?
            wait $server; echo $?
            cmp data got && stat -c %a got
            ipc bridge - - <data | cmp data - && echo same
            ipc bridge - file:got --append <data && stat -c %s got
            """);

    assertRan(ran, 0, "0\n0\n640\nsame\n40000000\n");
  }

  @Test
  void what_is_written_to_a_named_pipe_goes_to_a_socket() throws Exception {
    Ran ran =
        run(
            """
            mkfifo in out
            serve unix:app
            ipc bridge fifo:in unix:app & bridge=$!
            echo hello >in
            wait $server; wait $bridge; echo $?
            ipc bridge - fifo:out </dev/null -w 0.1; echo $?
            echo there | ipc bridge - fifo:out & cat out
            ipc bridge fifo:in - -w 0.1; echo $?
            """);

    assertRan(ran, 0, "hello\n0\n124\nthere\n124\n");
  }

  @Test
  void given_descriptors_are_ends() throws Exception {
    Ran ran =
        run(
            """
            echo data >file
            ipc bridge fd:5 fd:6 5<file 6>copy; cat copy
            ipc bridge fd:5 fd:1 5<file
            ipc bridge fd:5 - 5<>file
            ipc bridge fd:9 - 2>/dev/null; echo $?
            ipc bridge fd:5 file:copy 5>other; echo $?; cat copy
            """);

    assertEquals("data\ndata\ndata\n71\n64\ndata\n", ran.out(), ran::err);
  }

  @Test
  void a_command_takes_the_place_of_an_end() throws Exception {
    Ran ran =
        run(
            """
            echo hello | ipc bridge - -- tr a-z A-Z
            echo hello >file; ipc bridge file:file -- sh -c 'cat; exit 3'; echo $?
            ipc bridge file:file -E 99 -- /no/such; echo $?
            ipc bridge file:/dev/zero -E 99 -- cat; echo $?
            yes | head -c 1000000 >big; ipc bridge file:big -- true; echo $?
            bridge --listen unix:s -- sh -c 'echo $IPC_ADDRESS $IPC_PEER_UID; cat'
            echo hi | ipc sock connect unix:s
            """);

    assertEquals("HELLO\nhello\n3\n99\n99\n0\nunix:s 0\nhi\n", ran.out(), ran::err);
  }

  @Test
  void ssh_goes_through_it_to_its_host() throws Exception {
    sandbox.requireTools("ssh", "ssh-keygen", "/usr/sbin/sshd");
    Ran ran =
        run(
            """
            ssh-keygen -q -t ed25519 -N '' -f host; ssh-keygen -q -t ed25519 -N '' -f user
            mkdir -p /run/sshd; mount -t tmpfs -o mode=755 tmpfs /run/sshd
            port=$(python3 -c "
            import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
            cp user.pub allowed; chmod 600 allowed; mkdir -m 755 keys; cp allowed keys/allowed
            /usr/sbin/sshd -D -e -f /dev/null -p $port -h $PWD/host -o ListenAddress=127.0.0.1 \
              -o StrictModes=no -o AuthorizedKeysFile=$PWD/keys/allowed -o UsePAM=no \
              -o PidFile=none 2>sshd.log & sshd=$!
            up() { exec 7<>/dev/tcp/127.0.0.1/$port; }
            await up
            seq 100000 >numbers
            ssh -i user -p $port -o BatchMode=yes -o StrictHostKeyChecking=no \
              -o UserKnownHostsFile=/dev/null -o ProxyCommand='ipc bridge - tcp:%h:%p' \
              127.0.0.1 'cat; exit 7' <numbers >back; echo $?
            cmp numbers back && echo same
            kill $sshd
            """);

    org.junit.jupiter.api.Assumptions.assumeTrue(
        ran.status() != 98, "no ssh server can be started here: " + ran.err());
    assertRan(ran, 0, "7\nsame\n");
  }

  @Test
  void a_reset_midway_is_told_with_74_and_a_gone_reader_with_141() throws Exception {
    sandbox.requireTools("python3");
    Ran ran =
        run(
            """
            bridge --listen tcp:127.0.0.1:0 file:got 2>err
            python3 -c "
            import socket, struct, sys
            s = socket.create_connection(('127.0.0.1', int(sys.argv[1].rpartition(':')[2])))
            s.sendall(b'x' * 1000)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()
            " $at
            wait $server; echo $?; grep -c 'was reset (ECONNRESET)' err
            yes >lines & yes=$!; mkfifo f; exec 8<>f; yes >f & more=$!
            timeout 20 ipc bridge fifo:f - | head -n 1; echo ${PIPESTATUS[0]}
            kill $yes $more
            """);

    assertEquals("74\n1\ny\n141\n", ran.out(), ran::err);
  }

  @Test
  void a_peer_that_takes_no_more_is_told_with_74() throws Exception {
    Ran ran =
        run(
            """
            serve unix:app -- sh -c 'head -c 5 >/dev/null; exec <&- >&-'
            ipc bridge - unix:app --report report </dev/zero 2>err; echo $?
            jq -r .end report
            """);

    assertEquals("74", ran.out().lines().findFirst().orElse(""), ran::err);
  }

  @Test
  void ends_that_make_no_sense_are_refused_before_anything_is_changed() throws Exception {
    Ran ran =
        run(
            """
            echo precious >file; mkfifo f; mkdir d
            ipc bridge file:file; echo $?
            ipc bridge file:file file:file; echo $?
            ipc bridge file:file posix-shm:/x; echo $?
            ipc bridge file:file file:other -- cat; echo $?
            ipc bridge --listen file:file -; echo $?
            ipc bridge --listen unix:s - --concurrent 2; echo $?
            ipc bridge --listen unix:s file:file --keep; echo $?
            ipc bridge file:file - --keep; echo $?
            ipc bridge file:file - --nodelay; echo $?
            ipc bridge file:file - --append; echo $?
            ipc bridge file:file - --lines; echo $?
            ipc bridge file:file - --rate 0; echo $?
            ipc bridge --listen unix:s - --bind tcp:127.0.0.1:0; echo $?
            ipc bridge file:none -; echo $?
            ipc bridge file:f -; echo $?
            ipc bridge - file:d </dev/null; echo $?
            ipc bridge - unix:none </dev/null; echo $?
            ipc bridge - file:other --tee /dev/full <file; echo $?
            ipc bridge - file:other --record /dev/full <file; echo $?
            cat file
            """);

    assertEquals("64\n".repeat(13) + "66\n69\n65\n66\n74\n74\nprecious\n", ran.out(), ran::err);
  }

  @Test
  void times_bound_it() throws Exception {
    Ran ran =
        run(
            """
            serve unix:app --keep -- sleep 30
            ipc bridge - unix:app --linger 0.2 </dev/null; echo $?
            mkfifo quiet; exec 8<>quiet
            ipc bridge - unix:app --idle-timeout 0.2 <&8; echo $?
            ipc bridge - unix:app --lifetime 0.2 <&8; echo $?
            ipc bridge --listen unix:s unix:app --accept-timeout 0.2; echo $?
            kill $server
            """);

    assertEquals("124\n124\n124\n124\n", ran.out(), ran::err);
  }

  @Test
  void a_server_whose_other_end_is_missing_goes_on() throws Exception {
    Ran ran =
        run(
            """
            bridge --listen unix:s unix:app --keep 2>err
            ipc sock connect unix:s </dev/null; echo $?
            ipc sock listen unix:app -- cat & await test -S app
            echo hello | ipc sock connect unix:s
            kill $server; wait $server; echo $?
            grep -c "cannot connect to 'unix:app'\\|there is no 'unix:app'" err
            """);

    assertRan(ran, 0, "0\nhello\n143\n1\n");
  }
}
