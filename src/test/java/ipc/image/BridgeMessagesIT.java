package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bridge between messages: each goes whole, and none that a mailbox had is lost. */
class BridgeMessagesIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("python3");
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + script);
  }

  @Test
  void messages_of_a_mailbox_become_records_and_records_messages() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create jobs >/dev/null
            printf 'one\\ntwo\\n\\nlast' | ipc bridge - mbox:jobs --lines; echo $?
            ipc mbox stat jobs -o messages; ipc mbox seal jobs
            ipc bridge mbox:jobs file:out -0 --tee copy; echo $?
            tr '\\0' '|' <out; echo; cmp out copy
            ipc mbox stat jobs -o messages
            """);

    assertRan(ran, 0, "0\n4\n0\none|two||last|\n0\n");
  }

  @Test
  void nothing_of_a_mailbox_is_lost_to_kills_and_one_comes_twice_at_most() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create jobs --messages 20000 >/dev/null
            seq 20000 | ipc send mbox:jobs --lines
            past() { [ "$(wc -l <out)" -gt $1 ]; }
            touch out
            for lines in 1000 3000 5000; do
              ipc bridge mbox:jobs file:out --append --lines --rate 40K & bridge=$!
              await past $lines
              kill -9 $bridge; wait $bridge 2>/dev/null
            done
            ipc mbox seal jobs
            ipc bridge mbox:jobs file:out --append --lines; echo $?
            python3 -c "
            lines = [int(line) for line in open('out')]
            print(len(set(lines)), set(lines) == set(range(1, 20001)), len(lines) - len(set(lines)) <= 3)
            "
            ipc mbox stat jobs -o messages,held
            """);

    assertRan(ran, 0, "0\n20000 True True\n0\t0\n");
  }

  @Test
  void what_the_other_end_did_not_take_is_given_back() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create jobs >/dev/null; seq 5 | ipc send mbox:jobs --lines
            ipc bridge mbox:jobs file:/dev/full --lines 2>/dev/null; echo $?
            ipc bridge mbox:jobs fd:5 --lines 5>/dev/full 2>/dev/null; echo $?
            ipc mbox stat jobs -o messages
            ipc bridge mbox:jobs - --lines --delay 1h --lifetime 0.3 2>/dev/null; echo $?
            ipc recv mbox:jobs --all
            """);

    assertRan(ran, 0, "69\n74\n5\n124\n1\n2\n3\n4\n5\n");
  }

  @Test
  void a_full_mailbox_is_waited_for_and_an_empty_one_too() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create a --messages 100 >/dev/null; ipc mbox create b --messages 50 >/dev/null
            seq 3000 | ipc bridge - mbox:a --lines & first=$!
            ipc bridge mbox:a mbox:b & second=$!
            ipc bridge mbox:b file:out --lines & third=$!
            wait $first; ipc mbox seal a; wait $second; echo $?
            ipc mbox seal b; wait $third; echo $?
            seq 3000 | cmp - out && echo same
            """);

    assertRan(ran, 0, "0\n0\nsame\n");
  }

  @Test
  void many_peers_send_to_one_mailbox() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create log --messages 1000 >/dev/null
            bridge --listen unix:log mbox:log --lines --concurrent 5
            for i in 1 2 3 4 5; do
              seq -f "$i %g" 100 | ipc sock connect unix:log & peers="$peers $!"
            done
            wait $peers
            kill $server; wait $server; echo $?
            ipc recv mbox:log --all | sort | uniq | wc -l
            """);

    assertRan(ran, 0, "143\n500\n");
  }

  @Test
  void datagrams_are_collected_and_answered_each_as_a_whole() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create log --bytes 1M >/dev/null
            bridge --listen udp:127.0.0.1:0 mbox:log -c 3
            python3 -c "
            import socket, sys
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.connect(('127.0.0.1', int(sys.argv[1].rpartition(':')[2])))
            for each in (b'one', b'x' * 20000, b'two\\n lines'): s.send(each)
            " $at
            wait $server; echo $?
            ipc recv mbox:log --all -0 | python3 -c "
            import sys
            print([len(each) for each in sys.stdin.buffer.read().split(b'\\0')])"
            """);

    assertRan(ran, 0, "0\n[3, 20000, 10, 0]\n");
  }

  @Test
  void packets_keep_their_bounds_between_two_sockets() throws Exception {
    Ran ran =
        run(
            """
            bridge --listen unix-seqpacket:a unix-seqpacket:b -w 5s --retry 100
            python3 -c "
            import socket, threading
            kind = socket.SOCK_SEQPACKET
            b = socket.socket(socket.AF_UNIX, kind); b.bind('b'); b.listen()
            a = socket.socket(socket.AF_UNIX, kind); a.connect('a')
            peer, _ = b.accept()
            sizes = [1, 5000, 3, 60000]
            for size in sizes: a.send(b'x' * size)
            a.shutdown(1)
            print([len(peer.recv(100000)) for _ in sizes], peer.recv(10))
            for size in sizes: peer.send(b'y' * size)
            peer.close()
            print([len(a.recv(100000)) for _ in sizes], a.recv(10))
            "
            wait $server; echo $?
            """);

    assertRan(ran, 0, "[1, 5000, 3, 60000] b''\n[1, 5000, 3, 60000] b''\n0\n");
  }

  @Test
  void messages_and_a_stream_need_framing_between_them_and_nothing_else_does() throws Exception {
    Ran ran =
        run(
            """
            ipc mbox create jobs >/dev/null; ipc mbox create more >/dev/null
            ipc bridge mbox:jobs - ; echo $?
            ipc bridge - udp:127.0.0.1:9 </dev/null; echo $?
            ipc bridge mbox:jobs mbox:more --lines; echo $?
            ipc bridge mbox:jobs mbox:more --tee copy; echo $?
            ipc bridge mbox:jobs - --lines -0; echo $?
            ipc bridge mbox:none - --lines; echo $?
            printf 'a\\nb' | ipc send mbox:jobs; ipc mbox seal jobs
            ipc bridge mbox:jobs - --lines; echo $?
            ipc bridge mbox:jobs - --length | od -An -tx1
            """);

    assertEquals("64\n64\n64\n64\n64\n66\n65\n 00 00 00 03 61 0a 62\n", ran.out(), ran::err);
  }
}
