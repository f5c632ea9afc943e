package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class DoorTest {
  private static final int EBADF = 9;
  private static final int ENOENT = 2;
  private static final int ENOSYS = 38;

  private final Door door;
  private final Kernel kernel;

  DoorTest(DoorKind kind) {
    door = kind.open();
    kernel = new Kernel(door);
  }

  @Test
  void system_call_gives_the_kernels_result() {
    assertEquals(ProcessHandle.current().pid(), kernel.call(SyscallNumbers.GETPID));
  }

  @Test
  void system_call_that_fails_gives_the_error_negated() {
    assertEquals(-EBADF, kernel.call(SyscallNumbers.CLOSE, -1));
  }

  @Test
  void unknown_number_is_not_implemented() {
    assertEquals(-ENOSYS, kernel.call(100_000));
  }

  @Test
  void all_six_arguments_reach_the_kernel(@TempDir Path directory) throws Exception {
    byte[] pages = new byte[3 * 65536];
    pages[2 * 65536] = 42;
    Path file = Files.write(directory.resolve("pages"), pages);
    int descriptor =
        kernel
            .files()
            .openat(FileCalls.AT_FDCWD, file.toString().getBytes(), FileCalls.O_RDONLY, 0);

    long mapped =
        door.syscall(
            SyscallNumbers.MMAP,
            0,
            65536,
            MemoryCalls.PROT_READ,
            MemoryCalls.MAP_SHARED,
            descriptor,
            2 * 65536);

    assertEquals(42, door.view(mapped, 1).get(0));
    assertEquals(0, kernel.memory().munmap(mapped, 65536));
    kernel.files().close(descriptor);
  }

  @Test
  void each_thread_gets_the_error_of_its_own_call() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> one = threads.submit(failing(SyscallNumbers.CLOSE, -1, -EBADF));
      Future<Boolean> other = threads.submit(failing(100_000, 0, -ENOSYS));

      assertEquals(true, one.get());
      assertEquals(true, other.get());
    }
  }

  private Callable<Boolean> failing(long number, long argument, long expected) {
    return () -> {
      for (int i = 0; i < 20_000; i++) {
        if (kernel.call(number, argument) != expected) {
          return false;
        }
      }
      return true;
    };
  }

  @Test
  void call_that_blocks_does_not_stop_the_collector() throws Exception {
    int[] pipe = new RawCalls(kernel).pipe(0);
    Thread reader = Thread.ofPlatform().start(() -> kernel.files().read(pipe[0], new byte[1]));
    Path call = Path.of("/proc/self/task");

    Machine.await(() -> isReading(call));
    System.gc();

    assertEquals(1, kernel.files().write(pipe[1], new byte[1], 0, 1));
    reader.join();
    kernel.files().close(pipe[0]);
    kernel.files().close(pipe[1]);
  }

  /** Whether a thread of ours sleeps in the kernel's code for pipes. */
  private static boolean isReading(Path tasks) {
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.anyMatch(thread -> {
        try {
          return Files.readString(thread.resolve("wchan")).contains("pipe_read");
        } catch (IOException ended) {
          return false;
        }
      });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void function_that_the_library_does_not_have_is_zero() {
    assertEquals(0, door.function("ipc_no_such_function"));
  }

  @Test
  void functions_that_ipc_needs_are_found() {
    for (String name :
        new String[] {
          "posix_spawnp",
          "posix_spawn_file_actions_init",
          "posix_spawn_file_actions_adddup2",
          "posix_spawn_file_actions_destroy",
          "posix_spawnattr_init",
          "posix_spawnattr_setflags",
          "posix_spawnattr_setsigmask",
          "posix_spawnattr_destroy",
          "getpwuid_r",
          "getgrgid_r",
          "getgrnam_r"
        }) {
      assertNotEquals(0, door.function(name), name);
    }
  }

  @Test
  void function_takes_a_pointer_and_gives_a_long() {
    try (Scratch.Frame frame = kernel.frame()) {
      long text = frame.text("seven b".getBytes());

      assertEquals(7, door.call(door.function("strlen"), text, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void function_gets_all_six_arguments() {
    long mapped =
        door.call(
            door.function("mmap"),
            0,
            65536,
            MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE,
            MemoryCalls.MAP_PRIVATE | MemoryCalls.MAP_ANONYMOUS,
            -1,
            0);

    assertEquals(0, door.view(mapped, 65536).get(65535));
    assertEquals(0, kernel.memory().munmap(mapped, 65536));
  }

  @Test
  void function_that_gives_an_int_has_it_in_the_low_half() {
    try (Scratch.Frame frame = kernel.frame()) {
      long number = frame.text("-12".getBytes());

      assertEquals(-12, (int) door.call(door.function("atoi"), number, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void view_is_the_memory_itself_in_big_endian_order() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);

    ByteBuffer view = door.view(door.address(buffer), 16);
    view.putInt(4, 0x01020304);

    assertEquals(ByteOrder.BIG_ENDIAN, view.order());
    assertEquals(16, view.capacity());
    assertEquals(0x01020304, buffer.getInt(4));
  }

  @Test
  void address_is_that_of_the_first_byte_whatever_the_position() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    long address = door.address(buffer);

    buffer.position(5).limit(9);

    assertEquals(address, door.address(buffer));
    assertEquals(address + 5, door.address(buffer.slice()));
  }

  @Test
  void missing_file_is_told_by_its_error_alone() {
    assertEquals(
        -ENOENT,
        kernel.files().openat(FileCalls.AT_FDCWD, "/ipc-none".getBytes(), FileCalls.O_RDONLY, 0));
  }
}
