package ipc.engine.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.message.FramedSink;
import ipc.engine.message.FramedSource;
import ipc.engine.message.MessageMover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records of a stream become messages, and messages records. */
@ExtendWith(NothingLeft.class)
class FramingTest {
  private static final Optional<RecordFraming> NONE = Optional.empty();
  private static final Optional<RecordFraming> LINES = Optional.of(RecordFraming.LINES);
  private static final Optional<RecordFraming> NUL = Optional.of(RecordFraming.NUL);
  private static final Optional<RecordFraming> LENGTH = Optional.of(RecordFraming.LENGTH);

  private final Machine machine = new Machine();
  private final Pipe in = Pipe.of(machine.kernel());
  private final Pipe out = Pipe.nonBlocking(machine.kernel());

  @AfterEach
  void close() {
    in.close();
    out.close();
    machine.close();
  }

  private FramedSource source(Optional<RecordFraming> framing) {
    Descriptor reader = Descriptor.owned(machine.kernel(), in.reader(), "the input");
    return new FramedSource(machine.engine(), reader, framing);
  }

  private FramedSink sink(Optional<RecordFraming> framing) {
    Descriptor writer = Descriptor.owned(machine.kernel(), out.writer(), "the output");
    return new FramedSink(machine.engine(), writer, framing);
  }

  private List<String> messages(String input, Optional<RecordFraming> framing) {
    in.write(input.getBytes(ISO_8859_1));
    in.closeWriter();
    FramedSource source = source(framing);
    List<String> messages = new ArrayList<>();
    while (source.receive() == Mover.Step.MOVED) {
      messages.add(new String(source.message(), ISO_8859_1));
    }
    return messages;
  }

  @Test
  void line_is_a_message_without_its_newline_and_the_last_needs_none() {
    assertEquals(List.of("one", "", "three"), messages("one\n\nthree", LINES));
  }

  @Test
  void nul_ends_messages_that_may_hold_newlines() {
    assertEquals(List.of("a\nb", "c"), messages("a\nb\0c\0", NUL));
  }

  @Test
  void length_stands_before_messages_of_any_bytes() {
    assertEquals(List.of("a\0\n", ""), messages("\0\0\0\3a\0\n\0\0\0\0", LENGTH));
  }

  @Test
  void message_longer_than_a_chunk_is_whole() {
    String longOne = "x".repeat(60_000);

    assertEquals(List.of("a", longOne, "b"), messages("a\n" + longOne + "\nb\n", LINES));
  }

  @Test
  void all_of_a_stream_without_framing_is_one_message() {
    assertEquals(List.of("a\nb\n"), messages("a\nb\n", NONE));
  }

  @Test
  void stream_without_a_byte_is_no_message() {
    assertEquals(List.of(), messages("", NONE));
  }

  @Test
  void stream_that_ends_within_a_message_is_refused() {
    var failure =
        assertThrows(IpcException.Corrupt.class, () -> messages("\0\0\0\1a\0\0\0\5abc", LENGTH));

    assertEquals(
        "the input ends in the midst of a message; 1 whole ones came before it",
        failure.getMessage());
  }

  @Test
  void part_of_a_message_is_waited_for() {
    FramedSource source = source(LINES);
    in.write("par".getBytes(ISO_8859_1));

    assertEquals(Mover.Step.NEEDS_INPUT, source.receive());
    in.write("t\n".getBytes(ISO_8859_1));
    assertEquals(Mover.Step.MOVED, source.receive());

    assertEquals("part", new String(source.message(), ISO_8859_1));
  }

  private String written(Optional<RecordFraming> framing, String... messages) {
    FramedSink sink = sink(framing);
    for (String message : messages) {
      assertEquals(Mover.Step.MOVED, sink.send(message.getBytes(ISO_8859_1)));
    }
    out.closeWriter();
    return new String(out.readAll(), ISO_8859_1);
  }

  @Test
  void messages_become_lines() {
    assertEquals("one\n\nthree\n", written(LINES, "one", "", "three"));
  }

  @Test
  void messages_get_their_length() {
    assertEquals("\0\0\0\2a\n\0\0\0\0", written(LENGTH, "a\n", ""));
  }

  @Test
  void messages_without_framing_are_joined() {
    assertEquals("ab", written(NONE, "a", "", "b"));
  }

  @Test
  void message_that_holds_what_ends_it_is_refused() {
    var failure =
        assertThrows(IpcException.Corrupt.class, () -> written(LINES, "good", "two\nlines"));

    assertEquals(
        "a message of 9 bytes holds a newline, so its end could not be told; it was not written,"
            + " 1 before it were",
        failure.getMessage());
  }

  @Test
  void message_that_finds_no_room_goes_on_where_it_stopped() {
    FramedSink sink = sink(LINES);
    byte[] message = "x".repeat(3 << 20).getBytes(ISO_8859_1);
    int taken = 0;

    while (sink.send(message) == Mover.Step.NEEDS_ROOM) {
      taken += out.read(new byte[1 << 16]);
    }
    out.closeWriter();
    taken += out.readAll().length;

    assertEquals(message.length + 1, taken);
  }

  @Test
  void mover_counts_messages_and_their_bytes() {
    in.write("one\ntwo\n".getBytes(ISO_8859_1));
    in.closeWriter();
    MessageMover mover = new MessageMover(source(LINES), sink(LENGTH));

    while (mover.step() == Mover.Step.MOVED) {}

    assertEquals(6, mover.moved());
    assertEquals(OptionalLong.of(2), mover.records());
  }

  @Test
  void reader_that_is_gone_leaves_the_message_unwritten() {
    in.write("one\n".getBytes(ISO_8859_1));
    out.closeReader();
    MessageMover mover = new MessageMover(source(LINES), sink(LINES));

    assertEquals(Mover.Step.READER_GONE, mover.step());

    assertEquals(3, mover.unwritten());
    assertEquals(OptionalLong.of(0), mover.records());
  }
}
