package ipc.engine.shm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.sys.FileCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes go into every kind of segment, and come out of it. */
@ParameterizedClass
@EnumSource(EachKindOfSegment.Kind.class)
@ExtendWith(NothingLeft.class)
class SegmentTransferTest extends EachKindOfSegment {
  SegmentTransferTest(Kind kind) {
    super(kind);
  }

  @Test
  void bytes_written_are_read_where_they_were_written() {
    create(10_000);
    byte[] content = new byte[10];

    try (SharedSegment segment = open()) {
      segment.write(4090, "0123456789".getBytes(US_ASCII));
      assertEquals(10, segment.read(4091, content));
    }

    assertArrayEquals("123456789\0".getBytes(US_ASCII), content);
  }

  @Test
  void content_stays_when_nobody_has_it_open() {
    create(100);
    byte[] content = new byte[1];
    try (SharedSegment segment = open()) {
      segment.write(99, new byte[] {9});
    }

    try (SharedSegment segment = memory.open(address, SharedSegment.Access.READ)) {
      segment.read(99, content);
    }

    assertEquals(9, content[0]);
  }

  @Test
  void two_who_have_it_open_see_each_others_bytes() {
    create(100);
    byte[] content = new byte[1];

    try (SharedSegment one = open();
        SharedSegment other = open()) {
      one.write(50, new byte[] {5});
      other.read(50, content);
    }

    assertEquals(5, content[0]);
  }

  @Test
  void large_segment_is_written_and_read_whole() {
    int sizeBytes = 3 * (1 << 20) + 5;
    create(sizeBytes);
    byte[] content = new byte[sizeBytes];
    for (int i = 0; i < sizeBytes; i++) {
      content[i] = (byte) (i * 31 >> 3);
    }
    byte[] read = new byte[sizeBytes];

    try (SharedSegment segment = open()) {
      segment.write(0, content);
      int done = 0;
      while (done < sizeBytes) {
        byte[] part = new byte[Math.min(1 << 18, sizeBytes - done)];
        assertEquals(part.length, segment.read(done, part));
        System.arraycopy(part, 0, read, done, part.length);
        done += part.length;
      }
    }

    assertArrayEquals(content, read);
  }

  @Test
  void one_read_gives_all_that_was_asked_for() {
    create(1 << 20);
    byte[] content = new byte[1 << 20];
    content[(1 << 20) - 1] = 1;

    try (SharedSegment segment = open()) {
      assertEquals(1 << 20, segment.read(0, content));
    }

    assertEquals(0, content[(1 << 20) - 1]);
  }

  @Test
  void read_beyond_the_end_gives_what_there_is() {
    create(100);

    try (SharedSegment segment = open()) {
      assertEquals(1, segment.read(99, new byte[10]));
    }
  }

  @Test
  void input_is_copied_up_to_its_end() {
    create(1000);
    byte[] content = new byte[5];

    long copied = copyFrom("12345".getBytes(US_ASCII), 990, 10);
    try (SharedSegment segment = open()) {
      segment.read(990, content);
    }

    assertEquals(5, copied);
    assertArrayEquals("12345".getBytes(US_ASCII), content);
  }

  @Test
  void input_is_copied_up_to_the_limit_and_the_rest_is_left() {
    create(1000);

    assertEquals(3, copyFrom("12345".getBytes(US_ASCII), 997, 3));
  }

  private long copyFrom(byte[] bytes, long offset, long limitBytes) {
    List<Long> rounds = new ArrayList<>();
    try (Pipe pipe = Pipe.of(machine.kernel());
        SharedSegment segment = open()) {
      pipe.write(bytes);
      pipe.closeWriter();
      try (Descriptor input = pipe.input()) {
        long copied = segment.copyFrom(input, offset, limitBytes, rounds::add);
        assertEquals(copied, rounds.getLast(), "progress tells the bytes");
        return copied;
      }
    }
  }

  @Test
  void nothing_is_copied_of_an_input_without_bytes() {
    create(1000);
    try (Pipe pipe = Pipe.of(machine.kernel());
        SharedSegment segment = open()) {
      pipe.closeWriter();
      try (Descriptor input = pipe.input()) {
        assertEquals(0, segment.copyFrom(input, 0, 1000, done -> {}));
      }
    }
  }

  @Test
  void whole_segment_goes_to_a_reader_that_is_slow() throws Exception {
    int sizeBytes = 700_001; // more than a pipe and more than a round
    create(sizeBytes);
    byte[] content = new byte[sizeBytes];
    for (int i = 0; i < sizeBytes; i++) {
      content[i] = (byte) (i * 17 >> 2);
    }
    try (Pipe pipe = Pipe.of(machine.kernel());
        SharedSegment segment = open()) {
      segment.write(0, content);
      FutureTask<byte[]> reader = new FutureTask<>(pipe::readAll);
      Thread.ofPlatform().start(reader);

      try (Descriptor output = pipe.output()) {
        segment.copyTo(output, 1, sizeBytes - 1, done -> {});
      }

      assertArrayEquals(Arrays.copyOfRange(content, 1, sizeBytes), reader.get());
    }
  }

  @Test
  void reader_that_went_away_ends_the_copy() {
    create(1000);
    try (Pipe pipe = Pipe.of(machine.kernel());
        SharedSegment segment = open()) {
      pipe.closeReader();
      try (Descriptor output = pipe.output()) {
        assertThrows(
            IpcException.OutputClosed.class, () -> segment.copyTo(output, 0, 1000, done -> {}));
      }
    }
  }

  @Test
  void full_disk_tells_how_much_was_moved() {
    create(1000);
    try (Descriptor full =
            Descriptor.open(
                machine.kernel(), "/dev/full", FileCalls.O_WRONLY, 0, "standard output");
        SharedSegment segment = open()) {
      IpcException failure =
          assertThrows(
              IpcException.TransferFailed.class, () -> segment.copyTo(full, 0, 1000, done -> {}));

      assertEquals(
          "cannot write standard output: no space left on device (ENOSPC); 0 bytes were moved"
              + " before",
          failure.getMessage());
    }
  }
}
