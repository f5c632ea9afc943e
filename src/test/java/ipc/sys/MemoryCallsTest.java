package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.NothingLeft;
import java.nio.ByteOrder;
import java.nio.file.Files;
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
class MemoryCallsTest {
  private static final int EACCES = 13;
  private static final int EINVAL = 22;
  private static final int SIZE = 3 * 65536; // whole pages on every architecture

  private final Kernel kernel;
  private final MemoryCalls memory;
  private int file;
  @TempDir private Path directory;

  MemoryCallsTest(DoorKind kind) {
    kernel = new Kernel(kind.open());
    memory = kernel.memory();
  }

  @BeforeEach
  void open() throws Exception {
    Files.write(directory.resolve("file"), new byte[SIZE]);
    file = open(FileCalls.O_RDWR);
  }

  private int open(int flags) {
    byte[] path = directory.resolve("file").toString().getBytes(US_ASCII);
    return kernel.files().openat(FileCalls.AT_FDCWD, path, flags, 0);
  }

  @AfterEach
  void close() {
    kernel.files().close(file);
  }

  @Test
  void stores_into_a_shared_mapping_reach_the_file() throws Exception {
    long mapped = memory.mapShared(file, SIZE, MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE, 0);

    memory.view(mapped, SIZE).put(SIZE - 1, (byte) 7);

    assertEquals(7, Files.readAllBytes(directory.resolve("file"))[SIZE - 1]);
    assertEquals(0, memory.munmap(mapped, SIZE));
  }

  @Test
  void mapping_begins_at_its_offset() throws Exception {
    byte[] content = new byte[SIZE];
    content[65536] = 9;
    Files.write(directory.resolve("file"), content);

    long mapped = memory.mapShared(file, 65536, MemoryCalls.PROT_READ, 65536);

    assertEquals(9, memory.view(mapped, 1).get(0));
    assertEquals(0, memory.munmap(mapped, 65536));
  }

  @Test
  void mapping_for_writing_needs_a_descriptor_for_writing() {
    int reader = open(FileCalls.O_RDONLY);

    long result = memory.mapShared(reader, SIZE, MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE, 0);

    assertEquals(-EACCES, result);
    kernel.files().close(reader);
  }

  @Test
  void nothing_can_be_mapped_of_nothing() {
    assertEquals(-EINVAL, memory.mapShared(file, 0, MemoryCalls.PROT_READ, 0));
    assertEquals(-EINVAL, memory.mapShared(file, SIZE, MemoryCalls.PROT_READ, 1));
  }

  @Test
  void own_memory_is_zero_and_can_be_written() {
    long mapped = memory.mapAnonymous(SIZE);

    assertTrue(mapped > 0);
    assertEquals(0, memory.view(mapped, SIZE).getLong(SIZE - 8));
    memory.view(mapped, SIZE).putInt(0, 0x01020304);
    assertEquals(0x01020304, memory.view(mapped, SIZE).getInt(0));
    assertEquals(ByteOrder.nativeOrder(), memory.view(mapped, SIZE).order());
    assertEquals(0, memory.munmap(mapped, SIZE));
  }
}
