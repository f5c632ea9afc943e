package ipc.engine.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.PseudoTerminal;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeft.class)
class PumpTest {
  /** What the test's writes take at once, and whole pages, as a full pipe has them. */
  private static final int CHUNK_BYTES = 1 << 16;

  private static final int O_APPEND = 0x400;
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  private final Machine machine = new Machine();
  private final Pipe in = Pipe.of(machine.kernel());
  private final Pipe out = Pipe.of(machine.kernel());

  @TempDir private Path directory;

  @AfterEach
  void close() {
    in.close();
    out.close();
    machine.close();
  }

  private Descriptor end(int number) {
    // Closed by its pipe: a pump closes nothing.
    return Descriptor.owned(machine.kernel(), number, "an end");
  }

  private Pump pump() {
    return new Pump(machine.engine(), end(in.reader()), end(out.writer()));
  }

  private Descriptor file(String name, int flags) {
    return Descriptor.open(
        machine.kernel(),
        directory.resolve(name).toString(),
        flags | FileCalls.O_CREAT,
        0600,
        name);
  }

  private Flow run(Pump pump) {
    try (SignalWatch signals = machine.engine().watchSignals()) {
      return pump.run(signals, Deadline.never());
    }
  }

  private byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(4711).nextBytes(bytes);
    return bytes;
  }

  @Test
  void input_that_ends_is_written_whole() {
    in.write(HELLO);
    in.closeWriter();

    try (Pump pump = pump()) {
      Flow flow = run(pump);

      assertEquals(5, flow.bytes());
      assertEquals(0, flow.unwrittenBytes());
      assertEquals(Closer.INPUT, flow.first());
      assertEquals(OptionalInt.empty(), flow.signal());
    }
    out.closeWriter();
    assertArrayEquals(HELLO, out.readAll());
  }

  @Test
  void terminal_that_nobody_has_open_any_more_is_the_end() {
    try (PseudoTerminal pty = new PseudoTerminal(machine.kernel());
        Descriptor file = file("file", FileCalls.O_RDWR)) {
      for (int output : new int[] {out.writer(), file.number()}) {
        machine.kernel().files().write(pty.slave(), HELLO, 0, 5);
        try (Pump pump = new Pump(machine.engine(), end(pty.master()), end(output))) {
          Mover.Step step = pump.step();
          while (step == Mover.Step.MOVED) {
            step = pump.step();
          }
          assertEquals(Mover.Step.NEEDS_INPUT, step);
          assertEquals(5, pump.moved());
        }
      }
      pty.closeSlave();

      for (int output : new int[] {out.writer(), file.number()}) {
        try (Pump pump = new Pump(machine.engine(), end(pty.master()), end(output))) {
          assertEquals(Closer.INPUT, run(pump).first());
        }
      }
    }
  }

  @Test
  void input_that_fails_is_told_and_is_no_end() {
    String path = "/proc/self/mem"; // whose first page is never mapped
    try (Descriptor memory =
            Descriptor.open(machine.kernel(), path, FileCalls.O_RDONLY, 0, "memory");
        Pump pump = new Pump(machine.engine(), memory, end(out.writer()))) {
      IpcException failure = assertThrows(IpcException.TransferFailed.class, () -> run(pump));

      assertEquals(
          "cannot read memory: input/output error (EIO); 0 bytes were written before",
          failure.getMessage());
    }
  }

  @Test
  void nothing_to_read_is_not_the_end() {
    try (Pump pump = pump()) {
      assertEquals(Mover.Step.NEEDS_INPUT, pump.step());
      in.write(HELLO);
      assertEquals(Mover.Step.MOVED, pump.step());
      assertEquals(Mover.Step.NEEDS_INPUT, pump.step());
      in.closeWriter();
      assertEquals(Mover.Step.INPUT_ENDED, pump.step());
      assertEquals(5, pump.moved());
    }
  }

  @Test
  void full_output_is_waited_for_and_what_it_took_is_counted() {
    try (Pump pump = pump()) {
      int capacity = machine.kernel().pipes().capacity(out.writer());
      for (int filled = 0; filled < capacity; filled += CHUNK_BYTES) {
        in.write(new byte[CHUNK_BYTES]);
        assertEquals(Mover.Step.MOVED, pump.step());
      }
      in.write(HELLO);

      assertEquals(Mover.Step.NEEDS_ROOM, pump.step());

      assertEquals(capacity, pump.moved());
      assertEquals(HELLO.length, machine.kernel().pipes().waitingBytes(in.reader()));
    }
  }

  @Test
  void reader_that_goes_away_ends_it_though_nothing_is_to_be_written() {
    out.closeReader();

    try (Pump pump = pump()) {
      Flow flow = run(pump);

      assertEquals(Closer.READER, flow.first());
      assertEquals(0, flow.bytes());
    }
  }

  @Test
  void what_a_reader_did_not_take_stays_in_the_input() {
    in.write(HELLO);
    out.closeReader();

    try (Pump pump = pump()) {
      Flow flow = run(pump);

      assertEquals(Closer.READER, flow.first());
      assertEquals(5, machine.kernel().pipes().waitingBytes(in.reader()));
    }
  }

  @Test
  void time_that_is_over_ends_it() {
    try (Pump pump = pump();
        SignalWatch signals = machine.engine().watchSignals()) {
      Flow flow = pump.run(signals, machine.engine().within(Duration.ofMillis(5)));

      assertEquals(Closer.TIME, flow.first());
    }
  }

  @Test
  void file_goes_through_a_pipe_into_a_file() throws Exception {
    byte[] content = random(300_000);
    Files.write(directory.resolve("from"), content);

    try (Descriptor from = file("from", FileCalls.O_RDONLY);
        Pump pump = new Pump(machine.engine(), from, end(out.writer()))) {
      assertEquals(content.length, run(pump).bytes());
    }
    out.closeWriter();
    try (Descriptor to = file("to", FileCalls.O_WRONLY);
        Pump pump = new Pump(machine.engine(), end(out.reader()), to)) {
      assertEquals(content.length, run(pump).bytes());
    }

    assertArrayEquals(content, Files.readAllBytes(directory.resolve("to")));
  }

  @Test
  void file_that_is_appended_to_is_written_without_splice() throws Exception {
    byte[] content = random(50_000);
    Files.write(directory.resolve("log"), HELLO);
    in.write(content);
    in.closeWriter();

    try (Descriptor to = file("log", FileCalls.O_WRONLY | O_APPEND);
        Pump pump = new Pump(machine.engine(), end(in.reader()), to)) {
      assertEquals(content.length, run(pump).bytes());
    }

    byte[] all = Files.readAllBytes(directory.resolve("log"));
    assertEquals(HELLO.length + content.length, all.length);
    assertArrayEquals(content, java.util.Arrays.copyOfRange(all, HELLO.length, all.length));
  }

  @Test
  void files_are_copied_by_reading_and_writing() throws Exception {
    byte[] content = random(700_000);
    Files.write(directory.resolve("from"), content);

    try (Descriptor from = file("from", FileCalls.O_RDONLY);
        Descriptor to = file("to", FileCalls.O_WRONLY);
        Pump pump = new Pump(machine.engine(), from, to)) {
      assertEquals(content.length, run(pump).bytes());
    }

    assertArrayEquals(content, Files.readAllBytes(directory.resolve("to")));
  }

  @Test
  void end_that_fails_is_told_with_what_went_through() {
    in.write(HELLO);
    Descriptor full = Descriptor.open(machine.kernel(), "/dev/full", FileCalls.O_WRONLY, 0, "it");

    try (full;
        Pump pump = new Pump(machine.engine(), end(in.reader()), full)) {
      var failure = assertThrows(IpcException.TransferFailed.class, () -> run(pump));

      assertEquals(true, failure.getMessage().contains("(ENOSPC); 0 bytes were written before"));
    }
  }
}
