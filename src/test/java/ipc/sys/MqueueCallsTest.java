package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class MqueueCallsTest {
  private static final int ENOENT = 2;

  private final Kernel kernel;
  private final RawCalls raw;
  private final byte[] name;

  MqueueCallsTest(DoorKind kind) {
    Machine machine = new Machine(kind.open());
    kernel = machine.kernel();
    raw = new RawCalls(kernel);
    name = machine.uniqueName().getBytes(US_ASCII);
  }

  @Test
  void queue_tells_its_shape() {
    int queue = raw.createQueue(name, 0600);
    try {
      int again = kernel.mqueue().open(name, FileCalls.O_RDONLY);
      long[] attributes = new long[3];

      assertTrue(again >= 0);
      assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(again, FileCalls.F_GETFD, 0));
      assertEquals(0, kernel.mqueue().attributes(again, attributes));
      assertEquals(0, attributes[2]);
      assertArrayEquals(defaults(), new long[] {attributes[0], attributes[1]});
      kernel.files().close(again);
    } finally {
      kernel.files().close(queue);
      assertEquals(0, kernel.mqueue().unlink(name));
    }
  }

  private static long[] defaults() {
    return new long[] {setting("msg_default"), setting("msgsize_default")};
  }

  private static long setting(String name) {
    try {
      return Long.parseLong(Files.readAllLines(Path.of("/proc/sys/fs/mqueue", name)).getFirst());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void missing_queue_is_told() {
    assertEquals(-ENOENT, kernel.mqueue().open(name, FileCalls.O_RDONLY));
    assertEquals(-ENOENT, kernel.mqueue().unlink(name));
  }

  @Test
  void descriptor_of_something_else_has_no_attributes() {
    int[] pipe = raw.pipe(0);

    assertEquals(-9, kernel.mqueue().attributes(pipe[0], new long[3]));

    kernel.files().close(pipe[0]);
    kernel.files().close(pipe[1]);
  }

  @Test
  void queues_can_be_listed_without_a_mount_point() {
    int root = kernel.mqueue().openRoot();
    Assumptions.assumeTrue(
        root != -Errno.EPERM.number() && root != -Errno.ENOSYS.number(), "needs CAP_SYS_ADMIN");
    int queue = raw.createQueue(name, 0600);
    byte[] records = new byte[65536];
    List<byte[]> names = new ArrayList<>();
    try {
      DirectoryEntries.names(records, kernel.files().getdents64(root, records), names);

      assertTrue(
          names.stream().anyMatch(found -> Arrays.equals(found, name)), "the queue is listed");
      assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(root, FileCalls.F_GETFD, 0));
    } finally {
      kernel.files().close(queue);
      kernel.mqueue().unlink(name);
      kernel.files().close(root);
    }
  }
}
