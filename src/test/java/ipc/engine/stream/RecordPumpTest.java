package ipc.engine.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.SignalWatch;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class RecordPumpTest {
  private final Machine machine = new Machine();
  private final Pipe in = Pipe.of(machine.kernel());
  private final Pipe out = Pipe.nonBlocking(machine.kernel());

  @AfterEach
  void close() {
    in.close();
    out.close();
    machine.close();
  }

  private Flow run(String input, RecordFraming framing) {
    in.write(input.getBytes(US_ASCII));
    in.closeWriter();
    try (SignalWatch signals = machine.engine().watchSignals()) {
      return new RecordPump(
              machine.engine(),
              Descriptor.owned(machine.kernel(), in.reader(), "the input"),
              Descriptor.owned(machine.kernel(), out.writer(), "the output"),
              framing,
              signals)
          .run();
    }
  }

  private String written() {
    out.closeWriter();
    return new String(out.readAll(), US_ASCII);
  }

  @Test
  void last_line_is_ended_where_the_input_does_not() {
    Flow flow = run("one\ntwo", RecordFraming.LINES);

    assertEquals(OptionalLong.of(2), flow.records());
    assertEquals(8, flow.bytes());
    assertEquals("one\ntwo\n", written());
  }

  @Test
  void records_that_end_with_nul_may_hold_newlines() {
    Flow flow = run("a\nb\0c\0", RecordFraming.NUL);

    assertEquals(OptionalLong.of(2), flow.records());
    assertEquals("a\nb\0c\0", written());
  }

  @Test
  void record_longer_than_one_piece_is_written_whole() {
    String record = "x".repeat(40_000) + "\n";

    Flow flow = run("short\n" + record + "last\n", RecordFraming.LINES);

    assertEquals(OptionalLong.of(3), flow.records());
    assertEquals("short\n" + record + "last\n", written());
  }

  @Test
  void lengths_go_with_their_records() {
    Flow flow = run("\0\0\0\3abc\0\0\0\0", RecordFraming.LENGTH);

    assertEquals(OptionalLong.of(2), flow.records());
    assertEquals("\0\0\0\3abc\0\0\0\0", written());
  }

  @Test
  void record_that_is_cut_short_is_refused_after_the_whole_ones() {
    var failure =
        assertThrows(
            IpcException.Corrupt.class, () -> run("\0\0\0\1a\0\0\0\5abc", RecordFraming.LENGTH));

    assertEquals(
        "the input ends in the midst of a record; 1 whole record was written",
        failure.getMessage());
    assertEquals("\0\0\0\1a", written());
  }

  @Test
  void reader_that_goes_away_ends_it() {
    out.closeReader();

    Flow flow = run("one\n", RecordFraming.LINES);

    assertEquals(Closer.READER, flow.first());
    assertEquals(OptionalLong.of(0), flow.records());
    assertEquals(4, flow.unwrittenBytes());
  }
}
