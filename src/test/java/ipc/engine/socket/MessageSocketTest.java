package ipc.engine.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.message.Replies;
import ipc.engine.stream.Mover.Step;
import ipc.model.Address;
import ipc.sys.SocketCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class MessageSocketTest {
  private final Machine machine = new Machine();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    machine.close();
  }

  private MessageSocket[] pair(int type) {
    int[] ends = new int[2];
    machine.kernel().sockets().socketpair(type, ends);
    MessageSocket[] sockets = new MessageSocket[2];
    for (int i = 0; i < 2; i++) {
      Descriptor socket = Descriptor.owned(machine.kernel(), ends[i], "end " + i);
      sockets[i] = new MessageSocket(machine.engine(), new SocketEnd(machine.engine(), socket));
      open.add(sockets[i]);
    }
    return sockets;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void empty_packet_is_told_from_the_end_of_the_connection() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_SEQPACKET);

    ends[0].send(bytes(""));
    ends[0].finish();

    assertEquals(Step.MOVED, ends[1].receive());
    assertEquals(0, ends[1].message().length);
    assertEquals(Step.INPUT_ENDED, ends[1].receive());
  }

  @Test
  void packets_keep_their_boundaries() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_SEQPACKET);

    ends[0].send(bytes("one"));
    ends[0].send(bytes("two"));

    assertEquals(Step.MOVED, ends[1].receive());
    assertArrayEquals(bytes("one"), ends[1].message());
    assertEquals(Step.MOVED, ends[1].receive());
    assertArrayEquals(bytes("two"), ends[1].message());
    assertEquals(Step.NEEDS_INPUT, ends[1].receive());
  }

  @Test
  void message_longer_than_the_usual_room_comes_whole() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_DGRAM);
    byte[] message = new byte[150_000];
    RandomGenerator.getDefault().nextBytes(message);

    assertEquals(Step.MOVED, ends[0].send(message));
    assertEquals(Step.MOVED, ends[1].receive());

    assertArrayEquals(message, ends[1].message());
  }

  @Test
  void message_longer_than_the_buffer_is_refused_whole() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_SEQPACKET);
    ends[0].send(bytes("before"));

    var failure =
        assertThrows(IpcException.Corrupt.class, () -> ends[0].send(new byte[50_000_000]));

    String told = failure.getMessage();
    assertTrue(told.startsWith("a message of 50000000 bytes is too long for 'end 0': at"), told);
    assertTrue(told.endsWith("nothing of it was sent, 1 messages before it were"), told);
    assertEquals(Step.MOVED, ends[1].receive());
    assertEquals(Step.NEEDS_INPUT, ends[1].receive());
  }

  @Test
  void full_queue_is_waited_for() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_DGRAM);
    int sent = 0;
    while (ends[0].send(new byte[10_000]) == Step.MOVED) {
      sent++;
    }

    ends[1].receive();

    assertTrue(sent > 0);
    assertEquals(Step.MOVED, ends[0].send(bytes("more")));
  }

  @Test
  void so_many_replies_are_taken_and_no_more() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_DGRAM);
    Replies replies = replies(ends[0], OptionalInt.of(2), Duration.ofHours(1));
    for (String text : List.of("one", "two", "three")) {
      ends[1].send(bytes(text));
    }

    assertEquals(Step.MOVED, replies.receive());
    assertTrue(replies.isShort());
    assertEquals(Step.MOVED, replies.receive());

    assertArrayEquals(bytes("two"), replies.message());
    assertEquals(Step.INPUT_ENDED, replies.receive());
    assertFalse(replies.isShort());
  }

  @Test
  void time_for_replies_begins_when_all_is_sent() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_DGRAM);
    Replies replies = replies(ends[0], OptionalInt.of(1), Duration.ZERO);

    replies.send(bytes("question"));
    Step before = replies.receive();
    replies.finish();

    assertEquals(Step.NEEDS_INPUT, before);
    assertEquals(Step.INPUT_ENDED, replies.receive());
    assertTrue(replies.isShort());
  }

  @Test
  void nobody_waits_for_replies_to_nothing() {
    MessageSocket[] ends = pair(SocketCalls.SOCK_DGRAM);
    Replies replies =
        new Replies(
            machine.engine(),
            ends[0],
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(Duration.ofHours(1)));

    replies.finish();

    assertEquals(Step.INPUT_ENDED, replies.receive());
  }

  private Replies replies(MessageSocket end, OptionalInt count, Duration within) {
    return new Replies(machine.engine(), end, count, Optional.of(within), Optional.empty());
  }

  private DatagramInbox inbox(List<String> denied, OptionalInt count, List<String> told) {
    PeerRules rules =
        PeerRules.parse(machine.engine().accounts(), List.of(), denied, List.of(), List.of());
    ListeningSocket socket =
        ListeningSocket.open(
            machine.engine(),
            Address.parse("udp:127.0.0.1:0"),
            SocketOptions.plain(),
            PathShape.plain());
    DatagramInbox inbox =
        new DatagramInbox(
            machine.engine(), socket, rules, count, Optional.of(Duration.ZERO), told::add);
    open.add(inbox);
    return inbox;
  }

  private void sendTo(DatagramInbox inbox, String text) {
    Address.Internet at = (Address.Internet) Address.parse(inbox.name());
    int socket = machine.kernel().sockets().socket(SocketCalls.AF_INET, SocketCalls.SOCK_DGRAM, 0);
    try {
      machine
          .kernel()
          .sockets()
          .sendTo(
              socket,
              bytes(text),
              text.length(),
              new SocketNames(machine.engine()).resolve(at).getFirst());
    } finally {
      machine.kernel().files().close(socket);
    }
  }

  @Test
  void inbox_gives_out_so_many_and_tells_who_sent_them() {
    DatagramInbox inbox = inbox(List.of(), OptionalInt.of(1), new ArrayList<>());

    sendTo(inbox, "hello");
    sendTo(inbox, "again");

    assertEquals(Step.MOVED, inbox.receive());
    assertArrayEquals(bytes("hello"), inbox.message());
    assertTrue(inbox.peer().address().startsWith("udp:127.0.0.1:"), inbox.peer().address());
    assertEquals(Step.INPUT_ENDED, inbox.receive());
  }

  @Test
  void message_of_a_denied_host_is_thrown_away_and_told() {
    List<String> told = new ArrayList<>();
    DatagramInbox inbox = inbox(List.of("127.0.0.0/8"), OptionalInt.empty(), told);

    sendTo(inbox, "hello");

    assertThrows(IpcException.TimedOut.class, inbox::receive);
    assertEquals(1, told.size());
    assertTrue(told.getFirst().endsWith("'127.0.0.1' is denied by '127.0.0.0/8'"), told::toString);
  }
}
