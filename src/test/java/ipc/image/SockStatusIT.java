package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of sockets that other programs have, and what is waited for. */
class SockStatusIT {
  /**
   * A server of each kind, which ends with the script: {@code port TCP}, {@code port TCP6} and
   * {@code port UDP} print where it is.
   */
  private static final String SERVER =
      """
      cat >server <<'END'
      import os, signal, socket
      here = os.getcwd()
      tcp = socket.socket(); tcp.bind(('127.0.0.1', 0)); tcp.listen(5)
      client = socket.create_connection(tcp.getsockname()); accepted = tcp.accept()
      queued = socket.create_connection(tcp.getsockname())
      tcp6 = socket.socket(socket.AF_INET6); tcp6.bind(('::', 0)); tcp6.listen(5)
      udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); udp.bind(('127.0.0.1', 0))
      def unix(kind, name, listens=True):
          one = socket.socket(socket.AF_UNIX, kind); one.bind(name)
          if listens: one.listen(5)
          return one
      rel = unix(socket.SOCK_STREAM, 'rel')
      absolute = unix(socket.SOCK_STREAM, here + '/absolute')
      met = socket.socket(socket.AF_UNIX); met.connect('absolute'); taken = absolute.accept()
      waits = socket.socket(socket.AF_UNIX); waits.connect('absolute')
      packets = unix(socket.SOCK_SEQPACKET, here + '/packets')
      datagrams = unix(socket.SOCK_DGRAM, here + '/datagrams', False)
      hidden = unix(socket.SOCK_STREAM, '\\0ipc-status-%d' % os.getpid())
      gone = unix(socket.SOCK_STREAM, here + '/gone'); os.unlink('gone')
      unix(socket.SOCK_STREAM, here + '/stale').close()
      os.mkfifo('fifo')
      with open('made', 'w') as out:
          for one in tcp, tcp6, udp: out.write('%d ' % one.getsockname()[1])
      os.rename('made', 'ports')
      signal.pause()
      END
      python3 server & server=$!
      trap 'kill $server' EXIT
      await test -s ports
      read -r TCP TCP6 UDP <ports
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("python3");
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(SERVER + script);
  }

  @Test
  void listing_shows_each_kind_with_its_queues_and_who_has_it() throws Exception {
    Ran ran =
        run(
            """
            ipc sock ls -q -o address,state,pending,connections,owner,mode,users |
              grep " python3 " | sed "s|$PWD|HERE|; s/$TCP6/TCP6/; s/$TCP/TCP/; s/$UDP/UDP/
                s/ipc-status-[0-9]*/NAME/; s/\\t$server /\\tPID /" | LC_ALL=C sort
            """);

    assertRan(
        ran,
        0,
        """
        tcp6::::TCP6	listening	0	0	root	-	PID root python3 listening write 1
        tcp:127.0.0.1:TCP	listening	1	1	root	-	PID root python3 listening write 1
        udp:127.0.0.1:UDP	bound	-	-	root	-	PID root python3 open write 1
        unix-dgram:HERE/datagrams	bound	-	-	root	0755	PID root python3 open write 1
        unix-seqpacket:HERE/packets	listening	0	0	root	0755	PID root python3 listening write 1
        unix:@NAME	listening	0	0	-	-	PID root python3 listening write 1
        unix:HERE/absolute	listening	1	1	root	0755	PID root python3 listening write 1
        unix:HERE/gone	listening,removed	0	0	-	-	PID root python3 listening write 1
        unix:HERE/rel	listening	-	-	root	0755	PID root python3 listening write 1
        """);
  }

  @Test
  void every_address_of_a_listing_names_the_same_when_it_is_typed_again() throws Exception {
    Ran ran =
        run(
            """
            ipc sock ls -q -o address,users | grep " python3 " | cut -f 1 | while read -r address; do
              [ "$(ipc stat -q "$address" -o address)" = "$address" ] || echo "lost $address"
              ipc who -q -o pid "$address" | grep -qx $server || echo "nobody at $address"
              echo one
            done | sort | uniq -c
            """);

    assertRan(ran, 0, "      9 one\n");
  }

  @Test
  void listing_agrees_with_ss() throws Exception {
    sandbox.requireTools("ss");

    Ran ran =
        run(
            """
            ipc sock ls -q -o address,users | grep " python3 " | cut -f 1 |
              grep -o ':[0-9]*$' | sort >ours
            ss -H -lntu -p | grep pid=$server, | awk '{print $5}' | grep -o ':[0-9]*$' | sort >theirs
            cmp ours theirs && wc -l <ours
            """);

    assertRan(ran, 0, "3\n");
  }

  @Test
  void connection_whose_client_said_all_is_still_one() throws Exception {
    Ran ran =
        run(
            """
            ipc sock listen tcp:127.0.0.1:0 --keep --ready r -- sleep 60 >/dev/null & taker=$!
            await test -s r
            ipc sock connect $(cat r) </dev/null & client=$!
            await sh -c '[ -n "$(ipc sock ls -q --connections --where "state = close-wait")" ]'
            ipc sock stat -q $(cat r) -o connections
            kill $client $taker; wait $client $taker || :
            """);

    assertRan(ran, 0, "1\n");
  }

  @Test
  void connections_are_listed_with_their_peers_when_they_are_asked_for() throws Exception {
    Ran ran =
        run(
            """
            ipc sock ls -q --where 'state = established' -o address
            ipc sock ls -q --connections --where 'state = established' -o address,peer,users |
              grep "^tcp:127.0.0.1:$TCP	tcp:127.0.0.1:.* python3 " | wc -l
            ipc sock ls -q --connections --where 'state = connecting' -o address | grep -c $PWD
            """);

    assertRan(ran, 0, "1\n1\n");
  }

  @Test
  void address_is_answered_for_by_who_listens_at_every_address() throws Exception {
    Ran ran =
        run(
            """
            ipc stat -q tcp:127.0.0.1:$TCP6 -o address | sed s/$TCP6/PORT/
            ipc stat -q tcp:localhost:$TCP -o address | sed s/$TCP/PORT/
            ipc stat -q tls:127.0.0.1:$TCP -o address | sed s/$TCP/PORT/
            ipc stat -q unix:absolute -o address
            ipc stat -q unix:packets -o address
            """);

    assertRan(
        ran,
        0,
        "tcp6::::PORT\ntcp:127.0.0.1:PORT\ntcp:127.0.0.1:PORT\nunix:absolute\n"
            + "unix-seqpacket:packets\n");
  }

  @Test
  void path_without_a_listener_is_stale_and_its_file_is_told() throws Exception {
    Ran ran = run("ipc sock stat -q unix:stale -o state,owner,mode,users,persistence");

    assertRan(ran, 0, "stale\troot\t0755\t\tfile\n");
  }

  @ParameterizedTest
  @CsvSource({
    "stat unix:none, 66",
    "stat unix:fifo, 65",
    "stat unix:@none, 66",
    "stat tcp:127.0.0.1:1, 66",
    "stat tcp:192.0.2.1:80, 69",
    "stat tcp:none.invalid:80, 68",
    "rm unix:none, 66",
    "rm -f unix:none, 0",
    "rm unix:fifo, 65",
    "rm tcp:127.0.0.1:1, 69",
    "rm -f tcp:127.0.0.1:1, 69",
    "rm unix:@x, 69",
    "rm --unused unix:absolute, 1",
    "rm --unused unix:datagrams, 1",
    "rm --unused unix:stale, 0",
    "rm unix:absolute, 0"
  })
  void what_cannot_be_looked_at_or_removed_is_refused(String verb, int status) throws Exception {
    Ran ran = run("ipc sock " + verb + " 2>/dev/null; echo $?; test -p fifo");

    assertRan(ran, 0, status + "\n");
  }

  @Test
  void symbolic_link_to_a_socket_is_followed_by_a_look_and_not_removed() throws Exception {
    Ran ran =
        run(
            """
            ln -s absolute link
            ipc sock stat -q unix:link -o address,state
            ipc sock rm unix:link 2>/dev/null; echo $?
            test -L link && test -S absolute
            """);

    assertRan(ran, 0, "unix:link\tlistening\n65\n");
  }

  @Test
  void removal_tells_who_goes_on_listening() throws Exception {
    Ran ran = run("ipc sock rm unix:absolute; test -e absolute || echo gone; echo $server >&2");

    String[] lines = ran.err().lines().toArray(String[]::new);
    assertRan(ran, 0, "gone\n");
    assertEquals(
        "ipc: 'unix:absolute' is removed; nobody new comes to those who have it: python3 ("
            + lines[lines.length - 1]
            + ")",
        lines[0]);
  }

  @Test
  void listener_of_another_network_namespace_keeps_its_path() throws Exception {
    Ran ran =
        run(
            """
            unshare -n true 2>/dev/null || exit 77
            unshare -n ipc sock stat -q unix:absolute -o state
            unshare -n ipc sock rm --unused unix:absolute; echo $?
            unshare -n ipc sock rm --unused unix:datagrams; echo $?
            unshare -n ipc sock wait unix:absolute unused -n 2>/dev/null; echo $?
            unshare -n ipc sock rm --unused unix:stale; echo $?
            ls -d absolute datagrams stale 2>/dev/null; true
            """);

    assertRan(ran, 0, "stale\n1\n1\n124\n0\nabsolute\ndatagrams\n");
  }

  @Test
  void looks_connect_to_nobody_and_other_listings_read_no_sockets() throws Exception {
    sandbox.requireTools("strace");

    Ran ran =
        run(
            """
            calls() { strace -f -qq -e trace=$1 -o trace ipc $2 >/dev/null 2>&1; }
            for verb in "sock ls" "sock stat unix:absolute" "sock stat unix:stale" \
                "who tcp:127.0.0.1:$TCP" "sock wait unix:absolute closed -n" \
                "sock wait tcp:127.0.0.1:$TCP present -n"; do
              calls connect "$verb"
              grep connect trace | grep -v /nscd/ # of the C library, for names of users
            done
            calls openat "sock ls"; grep -c '"/proc/net/' trace
            for verb in "shm ls" "mbox ls" "fifo ls"; do
              calls openat "$verb"; grep '"/proc/net/' trace
            done
            true
            """);

    assertRan(ran, 0, "5\n");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp:127.0.0.1:$TCP open, 0",
    "tcp:localhost:$TCP open, 0",
    "tcp6:::1:$TCP6 open, 0",
    "unix:absolute open, 0",
    "unix-seqpacket:packets open, 0",
    "unix-dgram:datagrams open, 0",
    "unix:stale open, 124",
    "unix:none open, 124",
    "tcp:127.0.0.1:1 open, 124",
    "udp:127.0.0.1:$UDP open, 69",
    "tcp:none.invalid:1 open, 68",
    "tcp:127.0.0.1:$TCP closed, 124",
    "tcp:127.0.0.1:1 closed, 0",
    "unix:stale closed, 0",
    "unix:absolute closed, 124",
    "udp:127.0.0.1:$UDP present, 0",
    "tcp:127.0.0.1:1 present, 124",
    "tcp:127.0.0.1:1 removed, 0",
    "unix:stale present, 0",
    "unix:gone removed, 0",
    "unix:stale unused, 0",
    "unix:absolute unused, 124",
    "unix:absolute used, 0",
    "unix:none used, 66"
  })
  void condition_that_holds_or_not_is_told_at_once(String wait, int status) throws Exception {
    Ran ran = run("ipc sock wait " + wait + " -n 2>/dev/null; echo $?");

    assertRan(ran, 0, status + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:late", "unix:@ipc-late-$$"})
  void server_that_comes_later_is_waited_for(String address) throws Exception {
    Ran ran =
        run(
            """
            ipc wait %1$s open -w 20s & waiting=$!
            ipc sock wait %1$s open -w 60ms 2>/dev/null; echo $?
            ipc sock listen %1$s --recv-only >/dev/null & listening=$!
            wait $waiting; echo $?
            wait $listening
            ipc sock wait %1$s closed -w 20s; echo $?
            """
                .formatted(address));

    assertRan(ran, 0, "124\n0\n0\n");
  }

  @Test
  void timeout_tells_why_the_last_attempt_failed() throws Exception {
    Ran ran = run("ipc sock wait unix:stale open -w 30ms");

    assertRan(ran, 124, "");
    assertEquals(
        "ipc: the time given ran out: cannot connect to 'unix:stale': connection refused"
            + " (ECONNREFUSED)\n",
        ran.err());
  }

  @Test
  void signal_ends_a_wait() throws Exception {
    Ran ran =
        run(
            """
            ipc sock wait unix:stale open & waiting=$!
            await grep -q . /proc/$waiting/task/$waiting/children /proc/$waiting/status
            await sh -c "ls -l /proc/$waiting/fd | grep -q signalfd"
            kill -TERM $waiting; wait $waiting; echo $?
            """);

    assertRan(ran, 0, "143\n");
  }

  @Test
  void ls_of_everything_has_the_sockets_too() throws Exception {
    Ran ran = run("ipc ls -q -o address,kind,state,content | grep -F unix:$PWD/absolute");

    List<String> fields = new ArrayList<>(List.of(ran.out().strip().split("\t")));
    assertTrue(fields.removeFirst().endsWith("/absolute"), ran::out);
    assertEquals(List.of("sock", "listening", "1 connection"), fields);
  }

  @Test
  void directory_that_cannot_be_read_leaves_the_path_as_it_was_given_and_is_told()
      throws Exception {
    sandbox.requireNobody();

    Ran ran =
        run("chmod 755 .; nobody ipc sock ls -o address,state 2>told; grep -c \"'rel'\" told");

    assertTrue(ran.out().contains("unix:rel\tlistening\n"), ran::out);
    assertTrue(ran.out().endsWith("\n1\n"), ran::out);
  }
}
