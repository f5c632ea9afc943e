package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over sockets go and come whole, or are refused. */
class SockDatagramIT {
  /**
   * {@code peer CODE}: a Python program that has printed where it is once it is there, with {@code
   * udp()} to make a socket of it; $at is where it is.
   */
  private static final String PRELUDE =
      """
      peer() {
        rm -f there
        timeout 60 python3 -c "
      import os, socket, sys, time
      def here(text):
          open('there.new', 'w').write(text); os.rename('there.new', 'there')
      def udp():
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0))
          here('udp:127.0.0.1:%d' % s.getsockname()[1]); return s
      $1" & peer=$!
        await test -s there
        at=$(cat there)
      }
      connect() { timeout 60 ipc sock connect "$@"; }
      port() { echo ${at##*:}; }
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + PRELUDE + script);
  }

  private static void assertRan(String out, String script) throws Exception {
    Ran ran = run(script);

    assertEquals(out, ran.out(), ran::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp:127.0.0.1:0", "udp6:::1:0", "unix-dgram:s", "unix-dgram:@datagrams"})
  void message_is_printed_and_standard_input_answers_it(String address) throws Exception {
    assertRan(
        "answer\n0\n0\nquestion\n",
        """
        printf answer | { serve %s >got; wait $server; echo $? >status; } & all=$!
        await test -s ready
        printf question | connect $(cat ready) --replies 1; printf '\\n'$?'\\n'
        wait $all
        cat status got; echo
        ls s 2>/dev/null
        """
            .formatted(address));
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 65_507})
  void datagram_of_any_length_comes_whole(int bytes) throws Exception {
    assertRan(
        "0\n0\n1 messages\n",
        """
        head -c %d /dev/urandom >data
        serve udp:127.0.0.1:0 --report report >got </dev/null
        connect $at --send-only <data; echo $?
        wait $server; echo $?
        cmp data got
        grep -q '"received":{"bytes":%1$d,"messages":1,' report && echo 1 messages
        """
            .formatted(bytes));
  }

  @Test
  void command_on_a_terminal_comes_to_its_end() throws Exception {
    assertRan(
        "said 0\n0\n",
        """
        serve unix-seqpacket:s --pty -- echo said
        connect $at --recv-only; echo " $?"
        wait $server; echo $?
        """);
  }

  @Test
  void datagram_longer_than_udp_takes_is_refused_and_nothing_of_it_sent() throws Exception {
    assertRan(
        """
        65
        ipc: a message of 65508 bytes is too long for 'AT': at most 65507 can be; nothing of it was \
        sent, 0 messages before it were
        after
        """,
        """
        head -c 65508 /dev/zero >data
        serve udp:127.0.0.1:0 >got </dev/null
        connect $at <data 2>err; echo $?
        sed "s/'udp:[^']*'/'AT'/" err
        echo after | connect $at --send-only
        wait $server; cat got
        """);
  }

  @Test
  void packet_longer_than_the_buffer_is_refused_with_the_limit() throws Exception {
    assertRan(
        "65\nipc: a message of 300000 bytes is too long for 'unix-seqpacket:s': at most 212960\n",
        """
        [ $(cat /proc/sys/net/core/wmem_default) = 212992 ] || exit 97
        head -c 300000 /dev/zero >data
        serve unix-seqpacket:s >got </dev/null
        connect $at <data 2>err; echo $?
        grep -o '.*at most [0-9]*' err
        wait $server
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix-seqpacket:s", "unix-dgram:s"})
  void unix_messages_longer_than_a_udp_datagram_are_whole(String address) throws Exception {
    assertRan(
        "0\n0\n",
        """
        head -c 200000 /dev/urandom >data
        serve %s >got </dev/null
        connect $at --send-only <data; echo $?
        wait $server; echo $?
        cmp data got
        """
            .formatted(address));
  }

  @Test
  void records_become_messages_and_messages_records() throws Exception {
    assertRan(
        "one\n\nthree\n0\n",
        """
        serve udp:127.0.0.1:0 -c 3 --lines >got
        printf 'one\\0\\0three' | connect $at -0 --send-only
        wait $server; status=$?
        cat got; echo $status
        """);
  }

  @Test
  void empty_packets_are_told_from_the_end_of_the_connection() throws Exception {
    assertRan(
        "0\n\na\n\n\n0\n{messages:4}\n",
        """
        serve unix-seqpacket:s --lines --report report </dev/null >got
        printf '\\na\\n\\n\\n' | connect $at --lines; echo $?
        wait $server; status=$?
        cat got; echo $status
        grep -o '"received":{"bytes":1,"messages":4' report | sed 's/.*"messages":4/{messages:4}/'
        """);
  }

  @Test
  void messages_that_hold_their_delimiter_are_refused_with_the_way_out() throws Exception {
    assertRan(
        "fine\n65\nhint: -0 or --length can tell it\n",
        """
        serve udp:127.0.0.1:0 -c 2 --lines 2>err
        printf 'fine\\0two\\nlines\\0' | connect $at -0 --send-only
        wait $server; echo $?
        grep hint err
        """);
  }

  @Test
  void empty_input_is_no_message() throws Exception {
    assertRan(
        "0\n124\n",
        """
        serve udp:127.0.0.1:0 -w 0.5 2>err </dev/null
        connect $at </dev/null; echo $?
        wait $server; echo $?
        """);
  }

  @Test
  void nobody_at_the_port_is_told_with_69() throws Exception {
    assertRan(
        "69\n1\n",
        """
        peer "s = udp(); s.close()"
        wait $peer
        echo hello | connect $at --replies 1 2>err; echo $?
        grep -c 'connection refused (ECONNREFUSED)' err
        """);
  }

  @Test
  void replies_that_do_not_come_end_it_with_124_and_those_that_do_with_0() throws Exception {
    assertRan(
        "one\ntwo\n0\none\ntwo\n124\none\ntwo\n0\n",
        """
        peer "
        s = udp()
        for i in range(3):
            m, a = s.recvfrom(99)
            s.sendto(b'one', a); s.sendto(b'two', a)
        "
        echo hello | connect $at --replies 2 --within 30 --lines; echo $?
        echo hello | connect $at --replies 3 --within 0.3 --lines 2>err; echo $?
        echo hello | connect $at --within 0.3 --lines; echo $?
        wait $peer
        """);
  }

  @Test
  void each_message_gets_a_command_whose_output_is_the_reply() throws Exception {
    assertRan(
        "HELLO from a unix-dgram socket of uid 0\n"
            + "0\n"
            + "WORLD from a unix-dgram socket of uid 0\n"
            + "0\n"
            + "0\n",
        """
        serve unix-dgram:s -c 2 -- sh -c '
          tr a-z A-Z; echo " from a ${IPC_PEER%%:*} socket of uid $IPC_PEER_UID"' </dev/null
        printf hello | connect $at --replies 1; echo $?
        printf world | connect $at --replies 1 --bind unix-dgram:me; echo $?
        wait $server; echo $?
        ls me s 2>/dev/null
        """);
  }

  @Test
  void several_commands_run_beside_each_other() throws Exception {
    assertRan(
        "all 3 are there\n0\n",
        """
        serve udp:127.0.0.1:0 -c 3 --concurrent 3 -- sh -c '
          cat >/dev/null; touch here.$$; while [ $(ls here.* | wc -l) -lt 3 ]; do sleep 0.01; done
          echo all 3 are there' </dev/null
        for i in 1 2 3; do echo $i | connect $at --replies 1 >got.$i & clients="$clients $!"; done
        wait $clients $server
        sort -u got.1 got.2 got.3
        await left_nothing; echo $?
        """);
  }

  @Test
  void peer_that_is_not_allowed_is_not_given_to_anybody() throws Exception {
    assertRan(
        "good\n0\n1\n",
        """
        serve udp:127.0.0.1:0 -c 1 --deny 127.0.0.9 2>err </dev/null
        echo bad | connect $at --bind udp:127.0.0.9:0 --send-only
        await grep -q denied err
        echo good | connect $at --send-only
        wait $server; echo $?
        grep -c "thrown away: '127.0.0.9' is denied" err
        """);
  }

  @Test
  void path_without_a_listener_is_taken_over_and_another_kept() throws Exception {
    assertRan(
        "73\nhello\n0\n",
        """
        python3 -c "
        import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind('s')"
        serve unix-dgram:s </dev/null >got
        ipc sock listen unix-dgram:s -w 5 2>err; echo $?
        echo hello | connect $at --send-only
        wait $server; status=$?
        cat got; echo $status; ls s 2>/dev/null
        """);
  }

  @Test
  void datagrams_go_to_python_and_come_back() throws Exception {
    assertRan(
        "0\n0\n",
        """
        head -c 65507 /dev/urandom >data
        peer "
        s = udp(); m, a = s.recvfrom(70000); s.sendto(m, a)"
        connect $at --replies 1 --within 30 <data >got; echo $?
        cmp data got; echo $?
        wait $peer
        """);
  }

  @Test
  void socat_and_we_understand_each_other() throws Exception {
    sandbox.requireTools("socat");
    assertRan(
        "0\n0\nanswer\n",
        """
        head -c 20000 /dev/urandom >data
        serve udp:127.0.0.1:0 >got </dev/null
        socat -u -b 65536 FILE:data UDP:127.0.0.1:$(port)
        wait $server; echo $?
        cmp data got; echo $?
        serve unix-dgram:s -- echo answer </dev/null
        echo question | timeout 20 socat -T 5 - UNIX-CLIENT:s,type=2,bind=me | head -n 1
        """);
  }

  @Test
  void ncat_hears_our_datagram_whole() throws Exception {
    sandbox.requireTools("ncat");
    assertRan(
        "5000\n",
        """
        peer "s = udp(); s.close()"; wait $peer
        timeout 30 ncat -u -l 127.0.0.1 $(port) </dev/null >got & ncat=$!
        await grep -q ":$(printf %04X $(port)) " /proc/net/udp
        head -c 5000 /dev/urandom >data
        connect $at --send-only <data
        await cmp data got
        wc -c <got
        kill $ncat; wait $ncat
        """);
  }

  @Test
  void listening_until_a_signal_ends_it_leaves_nothing() throws Exception {
    assertRan(
        "one\n143\n",
        """
        serve unix-dgram:s --keep >got
        echo one | connect $at --send-only
        await test -s got
        kill $server; wait $server; status=$?
        cat got; echo $status
        ls s 2>/dev/null
        await left_nothing
        """);
  }

  @Test
  void patience_does_not_run_out_while_a_command_serves() throws Exception {
    assertRan(
        "0\n124\n",
        """
        export -f await
        serve unix-dgram:s --keep --concurrent 2 -w 1 -- bash -c '
          line=$(cat); [ $line != long ] || await test -e third; [ $line != short ] || sleep 1.2
          touch $line' </dev/null 2>err
        printf 'long\\nshort\\n' | connect $at --lines --send-only
        await test -e short
        echo third | connect $at --send-only; echo $?
        await test -e long
        wait $server; echo $?
        """);
  }

  private static void requireNetwork() throws Exception {
    Ran ran =
        run(
            "unshare -n sh -c 'ip link set lo up && ip link add near type veth peer name far' &&"
                + " echo ok");
    assumeTrue(ran.out().equals("ok\n"), "no network of its own can be made here: " + ran.err());
  }

  /** A network of our own whose groups go by an interface that nobody else has. */
  private static String withGroups(String script) {
    return """
    cat >inside <<'INSIDE'
    ip link set lo up; ip link add near type veth peer name far
    ip addr add 10.9.9.1/24 dev near; ip -6 addr add fd00::1/64 dev near nodad
    ip link set near up; ip link set far up
    ip route add 239.0.0.0/8 dev near
    await grep -q '^fd00.* near$' /proc/net/if_inet6
    """
        + script
        + """
        INSIDE
        export -f serve await_ready connect await port
        timeout 60 unshare -n bash inside
        """;
  }

  @Test
  void every_member_of_a_group_gets_what_is_sent_to_it_and_can_answer() throws Exception {
    requireNetwork();
    assertRan(
        "from 1\nfrom 2\n0\n",
        withGroups(
            """
            for i in 1 2; do
              serve udp:239.1.2.3:5000 -- sh -c "cat >/dev/null; echo from $i" </dev/null
            done
            echo hello | connect udp:239.1.2.3:5000 --replies 2 --within 20 >got; status=$?
            sort got; echo $status; wait
            """));
  }

  @Test
  void source_and_loop_choose_what_of_a_group_is_heard() throws Exception {
    requireNetwork();
    assertRan(
        "0\n0\n124\n124\nheard\n0\n",
        withGroups(
            """
            serve udp:239.1.2.3:5000 --source 10.9.9.9 -w 2 </dev/null 2>/dev/null; other=$server
            serve udp:239.1.2.3:5001 --interface near -w 2 </dev/null 2>/dev/null; deaf=$server
            serve udp:239.1.2.3:5000 --source 10.9.9.1 --interface 10.9.9.1 >got </dev/null
            echo heard | connect udp:239.1.2.3:5000 --send-only --ttl 1; echo $?
            echo alone | connect udp:239.1.2.3:5001 --send-only --no-loop --interface near; echo $?
            wait $other; echo $?
            wait $deaf; echo $?
            wait $server; status=$?
            cat got; echo $status
            """));
  }

  @Test
  void ipv6_groups_are_joined_by_an_interface() throws Exception {
    requireNetwork();
    assertRan(
        "0\nhello\n",
        withGroups(
            """
            serve udp6:ff15::7:5000 --interface near >got </dev/null
            echo hello | connect udp6:ff15::7:5000 --send-only --interface near; echo $?
            wait $server; cat got
            """));
  }

  @Test
  void broadcast_is_sent_only_when_asked_for() throws Exception {
    requireNetwork();
    assertRan(
        "77\n0\nto all\n",
        withGroups(
            """
            serve udp:0.0.0.0:5000 >got </dev/null
            echo none | connect udp:10.9.9.255:5000 2>/dev/null; echo $?
            echo to all | connect udp:10.9.9.255:5000 --broadcast --send-only; echo $?
            wait $server; cat got
            """));
  }

  @Test
  void kernel_tells_of_its_interfaces() throws Exception {
    requireNetwork();
    assertRan(
        "ACTION=add\n0\n",
        withGroups(
            """
            timeout 30 ipc sock connect netlink:kobject-uevent --replies 1 -v >got 2>err & ipc=$!
            await grep -q connected err
            ip link add third type veth peer name fourth
            wait $ipc; status=$?
            tr '\\0' '\\n' <got | grep ACTION; echo $status
            """));
  }

  @Test
  void raw_icmp_is_answered_by_the_kernel_and_forbidden_to_others() throws Exception {
    sandbox.requireNobody();
    assertRan(
        "0\nping\n77\n",
        """
        python3 - >echo <<'PYTHON'
        import struct, sys
        def packet(check):
            return struct.pack('!BBHHH', 8, 0, check, 77, 1) + b'ping'
        s = sum(struct.unpack('!6H', packet(0))); s = (s >> 16) + (s & 0xffff)
        sys.stdout.buffer.write(packet(~(s + (s >> 16)) & 0xffff))
        PYTHON
        connect raw:icmp:127.0.0.1 --replies 1 <echo >got; echo $?
        tail -c 4 got; echo
        nobody ipc sock connect raw:icmp 2>/dev/null; echo $?
        """);
  }

  @Test
  void options_of_messages_are_refused_for_streams() throws Exception {
    assertRan(
        "64\n64\n64\n64\n",
        """
        ipc sock connect tcp:127.0.0.1:1 --lines 2>/dev/null; echo $?
        ipc sock connect unix:s --replies 1 2>/dev/null; echo $?
        ipc sock listen udp:127.0.0.1:0 --interface lo 2>/dev/null; echo $?
        ipc sock connect udp:127.0.0.1:1 --nodelay 2>/dev/null; echo $?
        """);
  }
}
