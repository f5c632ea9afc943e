package ipc.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class StandardOutputTest {
  private final Kernel kernel = new Machine().kernel();
  private Pipe pipe = Pipe.of(kernel);

  @AfterEach
  void close() {
    pipe.close();
  }

  private StandardOutput output(int descriptor) {
    return new StandardOutput(kernel, descriptor, "standard output");
  }

  private static void write(StandardOutput out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }

  @Test
  void nothing_is_written_before_the_flush() {
    StandardOutput out = output(pipe.writer());
    out.write('a');
    write(out, "bc".getBytes(US_ASCII));
    int[] ready = new int[1];
    int[] events = {FileCalls.POLLIN};

    assertEquals(0, kernel.files().poll(new int[] {pipe.reader()}, events, 0, ready));
    out.flush();
    pipe.closeWriter();

    assertArrayEquals("abc".getBytes(US_ASCII), pipe.readAll());
  }

  @Test
  void bytes_keep_their_order_whatever_the_size_of_the_pieces() throws Exception {
    byte[] all = new byte[300_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31);
    }
    FutureTask<byte[]> reader = new FutureTask<>(pipe::readAll);
    Thread.ofPlatform().start(reader);
    StandardOutput out = output(pipe.writer());

    int done = 0;
    for (int piece = 1; done < all.length; piece = piece * 3 % 70_001) {
      int count = Math.min(piece, all.length - done);
      out.write(all, done, count);
      done += count;
    }
    out.flush();
    pipe.closeWriter();

    assertArrayEquals(all, reader.get());
  }

  @Test
  void reader_that_went_away_ends_the_output() {
    pipe.closeReader();
    StandardOutput out = output(pipe.writer());
    out.write('a');

    assertThrows(IpcException.OutputClosed.class, out::flush);
  }

  @Test
  void bytes_that_failed_are_not_tried_again() {
    pipe.closeReader();
    StandardOutput out = output(pipe.writer());
    out.write('a');
    assertThrows(IpcException.OutputClosed.class, out::flush);

    out.flush();
  }

  @Test
  void full_disk_tells_how_much_is_lost() {
    try (Descriptor full = Descriptor.open(kernel, "/dev/full", FileCalls.O_WRONLY, 0, "full")) {
      StandardOutput out = output(full.number());
      write(out, new byte[5]);

      IpcException.TransferFailed failure =
          assertThrows(IpcException.TransferFailed.class, out::flush);

      assertEquals(
          "cannot write to standard output: no space left on device (ENOSPC); at least 5 bytes of"
              + " output are lost",
          failure.getMessage());
    }
  }

  @Test
  void closed_descriptor_is_told() {
    StandardOutput out = output(100_000);
    out.write('a');

    IpcException.TransferFailed failure =
        assertThrows(IpcException.TransferFailed.class, out::flush);

    assertEquals(
        "cannot write to standard output: bad file descriptor (EBADF); at least 1 byte of output"
            + " is lost",
        failure.getMessage());
  }

  @Test
  void pipe_that_somebody_made_non_blocking_is_waited_for() throws Exception {
    pipe.close();
    pipe = Pipe.nonBlocking(kernel);
    byte[] all = new byte[200_000]; // more than a pipe holds
    all[199_999] = 7;
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              StandardOutput out = output(pipe.writer());
              write(out, all);
              out.flush();
            });
    byte[] read = new byte[all.length];
    byte[] chunk = new byte[65536];

    int done = 0;
    while (done < all.length) {
      int count = pipe.read(chunk);
      if (count > 0) {
        System.arraycopy(chunk, 0, read, done, count);
        done += count;
      }
    }
    writer.join();

    assertArrayEquals(all, read);
  }

  @Test
  void pipe_is_no_terminal_and_has_the_columns_that_are_said() {
    StandardOutput out = output(pipe.writer());

    assertFalse(out.isTerminal());
    assertEquals(123, out.columns(123));
  }
}
