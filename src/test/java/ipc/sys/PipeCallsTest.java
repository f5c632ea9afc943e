package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.NothingLeft;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class PipeCallsTest {
  private static final int EEXIST = 17;
  private static final int EAGAIN = 11;

  private final Kernel kernel;
  private final PipeCalls pipes;
  private final int[] one = new int[2];
  private final int[] other = new int[2];

  @TempDir private Path directory;

  PipeCallsTest(DoorKind door) {
    kernel = new Kernel(door.open());
    pipes = kernel.pipes();
  }

  @BeforeEach
  void open() {
    assertEquals(0, pipes.pipe(one));
    assertEquals(0, pipes.pipe(other));
  }

  @AfterEach
  void close() {
    for (int descriptor : new int[] {one[0], one[1], other[0], other[1]}) {
      kernel.files().close(descriptor);
    }
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertEquals(bytes.length, kernel.files().write(one[1], bytes, 0, bytes.length));
  }

  private String read(int descriptor) {
    byte[] chunk = new byte[100];
    return new String(chunk, 0, kernel.files().read(descriptor, chunk), US_ASCII);
  }

  @Test
  void splice_moves_what_is_there_and_does_not_wait() {
    write("hello");

    assertEquals(5, pipes.splice(one[0], other[1], 100));
    assertEquals(-EAGAIN, pipes.splice(one[0], other[1], 100));

    assertEquals(0, pipes.waitingBytes(one[0]));
    assertEquals(5, pipes.waitingBytes(other[1]));
  }

  @Test
  void tee_copies_and_takes_nothing() {
    write("hello");

    assertEquals(5, pipes.tee(one[0], other[1], 100));

    assertEquals(5, pipes.waitingBytes(one[0]));
    assertEquals("hello", read(other[0]));
  }

  @Test
  void capacity_is_rounded_up_to_pages() {
    assertEquals(8192, pipes.setCapacity(one[1], 4097));

    assertEquals(8192, pipes.capacity(one[0]));
  }

  @Test
  void fifo_is_made_once() {
    byte[] path = directory.resolve("fifo").toString().getBytes(US_ASCII);

    assertEquals(0, pipes.mkfifoat(FileCalls.AT_FDCWD, path, 0600));
    assertEquals(-EEXIST, pipes.mkfifoat(FileCalls.AT_FDCWD, path, 0600));

    FileStatus status = new FileStatus();
    assertEquals(0, kernel.files().statx(FileCalls.AT_FDCWD, path, 0, status));
    assertEquals(FileStatus.Kind.FIFO, status.kind());
    assertEquals(0600, status.permissionBits());
  }

  @Test
  void descriptor_is_had_from_a_process_that_we_may_trace() {
    write("hello");
    int pidfd = kernel.processes().pidfdOpen(kernel.processes().getpid());

    int copy = kernel.processes().pidfdGetfd(pidfd, one[1]);
    kernel.files().close(pidfd);

    assertTrue(copy > 2 && copy != one[1]);
    assertEquals(5, pipes.waitingBytes(copy));
    kernel.files().close(copy);
  }

  @Test
  void whole_file_is_shared_or_held_alone() {
    String path = "/proc/self/fd/" + one[0];
    int again = kernel.files().openat(FileCalls.AT_FDCWD, path.getBytes(US_ASCII), 0, 0);

    assertEquals(0, kernel.locks().shareWhole(one[0]));
    assertEquals(0, kernel.locks().shareWhole(again));
    assertEquals(-EAGAIN, kernel.locks().lockWhole(again));
    assertEquals(0, kernel.locks().unlockWhole(one[0]));
    assertEquals(0, kernel.locks().lockWhole(again));

    kernel.files().close(again);
  }
}
