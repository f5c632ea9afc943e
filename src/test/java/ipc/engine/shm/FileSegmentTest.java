package ipc.engine.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.ObjectStatus;
import ipc.model.Address;
import ipc.sys.FileCalls;
import ipc.sys.RawCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** POSIX segments and mapped files: what only files meet. */
@ExtendWith(NothingLeft.class)
class FileSegmentTest {
  private static final Shape SHAPE = new Shape(5000, Optional.empty(), OptionalInt.empty());

  private final Machine machine = new Machine();
  private final SharedMemory memory = new SharedMemory(machine.engine());
  private final String name = machine.uniqueName();
  private final Address posix = new Address.PosixShm("/" + name);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    machine.close();
  }

  private Address file(String name) {
    return new Address.MappedFile(directory + "/" + name);
  }

  private Created create(Address address) {
    return memory.create(address, SHAPE, Existing.REFUSE);
  }

  private SharedSegment open(Address address) {
    return memory.open(address, SharedSegment.Access.READ_WRITE);
  }

  @Test
  void space_is_allocated_when_the_segment_is_made() throws IOException {
    create(file("segment"));

    assertEquals(5000, Files.size(directory.resolve("segment")));
    try (Descriptor made =
        Descriptor.open(
            machine.kernel(), directory + "/segment", FileCalls.O_RDONLY, 0, "segment")) {
      assertTrue(made.status().blocks() * 512 >= 5000);
    }
  }

  @Test
  void missing_directory_is_told() {
    IpcException failure =
        assertThrows(IpcException.NoSuchObject.class, () -> create(file("none/segment")));

    assertEquals(
        "cannot create '"
            + file("none/segment")
            + "': there is no directory '"
            + directory
            + "/none'",
        failure.getMessage());
  }

  @Test
  void file_in_the_place_of_a_directory_is_told() throws IOException {
    Files.createFile(directory.resolve("file"));

    assertThrows(IpcException.NoSuchObject.class, () -> create(file("file/segment")));
  }

  @Test
  void file_system_that_makes_no_unnamed_files_is_told() {
    machine.assumeRoot();

    IpcException failure =
        assertThrows(
            IpcException.Unsupported.class,
            () -> create(new Address.MappedFile("/proc/ipc-test-none")));

    assertTrue(failure.getMessage().contains("(O_TMPFILE)"), failure.getMessage());
  }

  @Test
  void what_is_no_file_is_no_segment() throws IOException {
    Files.createDirectory(directory.resolve("sub"));

    IpcException made =
        assertThrows(
            IpcException.AlreadyExists.class,
            () -> memory.create(file("sub"), SHAPE, Existing.OPEN));
    IpcException looked =
        assertThrows(
            IpcException.Corrupt.class, () -> memory.status(file("sub"), machine.engine().scan()));

    assertEquals(
        "'" + file("sub") + "' exists and is no segment: it is a directory", made.getMessage());
    assertEquals("'" + file("sub") + "' is no segment: it is a directory", looked.getMessage());
    assertThrows(IpcException.class, () -> memory.open(file("sub"), SharedSegment.Access.READ));
  }

  @Test
  void fifo_is_refused_without_waiting_for_a_peer() throws Exception {
    new RawCalls(machine.kernel()).makeNode((directory + "/fifo").getBytes(), 0010600);

    assertThrows(
        IpcException.Corrupt.class, () -> memory.open(file("fifo"), SharedSegment.Access.READ));
  }

  @Test
  void posix_name_is_never_followed() throws IOException {
    Path target = Files.write(directory.resolve("target"), new byte[100]);
    machine.deleteAtEnd(Machine.sharedMemory(name));
    Files.createSymbolicLink(Path.of(Machine.sharedMemory(name)), target);

    assertThrows(IpcException.class, () -> open(posix));
    assertThrows(IpcException.Corrupt.class, () -> memory.status(posix, machine.engine().scan()));
    assertThrows(
        IpcException.AlreadyExists.class, () -> memory.create(posix, SHAPE, Existing.OPEN));
  }

  @Test
  void path_of_a_file_is_followed() throws IOException {
    Files.write(directory.resolve("target"), new byte[100]);
    Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));

    try (SharedSegment segment = open(file("link"))) {
      assertEquals(100, segment.sizeBytes());
    }
  }

  @Test
  void descriptor_can_be_passed_on() {
    create(file("segment"));

    try (SharedSegment segment = open(file("segment"))) {
      int descriptor = segment.descriptor().getAsInt();

      assertTrue(machine.kernel().files().fcntl(descriptor, FileCalls.F_GETFD, 0) >= 0);
    }
  }

  @Test
  void attached_segment_is_in_the_maps_of_the_process() throws IOException {
    create(file("segment"));

    try (SharedSegment segment = open(file("segment"))) {
      segment.attach();
      assertTrue(isMapped());
    }

    assertFalse(isMapped());
  }

  private boolean isMapped() throws IOException {
    String path = directory + "/segment";
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .anyMatch(line -> line.endsWith(path));
  }

  @Test
  void empty_file_cannot_be_attached() throws IOException {
    Files.createFile(directory.resolve("empty"));

    try (SharedSegment segment = open(file("empty"))) {
      assertThrows(IpcException.Corrupt.class, segment::attach);
    }
  }

  @Test
  void file_that_is_cut_short_while_it_is_copied_is_told() throws IOException {
    create(file("segment"));
    Path out = directory.resolve("out");
    try (SharedSegment segment = open(file("segment"));
        Descriptor output =
            Descriptor.open(
                machine.kernel(),
                out.toString(),
                FileCalls.O_CREAT | FileCalls.O_WRONLY,
                0600,
                "out")) {
      Files.write(directory.resolve("segment"), new byte[10]);

      IpcException failure =
          assertThrows(
              IpcException.TransferFailed.class, () -> segment.copyTo(output, 0, 5000, done -> {}));

      assertEquals(
          "'" + file("segment") + "' was cut short while it was read: 10 bytes were moved",
          failure.getMessage());
      assertEquals(10, segment.read(0, new byte[100]));
    }
  }

  @Test
  void segment_opened_for_reading_refuses_a_write() {
    create(file("segment"));

    try (SharedSegment segment = memory.open(file("segment"), SharedSegment.Access.READ)) {
      assertThrows(IpcException.class, () -> segment.write(0, new byte[1]));
    }
  }

  @Test
  void names_keep_every_byte() {
    Address odd = new Address.PosixShm("/" + name + "-\uDCFF\u00fc");

    create(odd);
    try {
      List<Address> listed =
          memory.list(machine.engine().scan()).stream().map(ObjectStatus::address).toList();

      assertTrue(listed.contains(odd));
    } finally {
      memory.remove(memory.status(odd, machine.engine().scan()));
    }
  }

  @Test
  void semaphores_and_directories_are_not_listed() throws IOException {
    machine.file("/dev/shm/sem." + name, new byte[32]);
    Path sub = Path.of("/dev/shm/" + name + "-d");
    Files.createDirectory(sub);
    machine.deleteAtEnd(sub.toString());

    List<Address> listed =
        memory.list(machine.engine().scan()).stream().map(ObjectStatus::address).toList();

    assertFalse(listed.contains(new Address.PosixShm("/" + name + "-d")));
    assertTrue(listed.stream().noneMatch(each -> each.toString().contains("sem." + name)));
  }

  @Test
  void content_that_was_there_is_read() throws IOException {
    byte[] content = {1, 2, 3};
    Files.write(directory.resolve("file"), content);
    byte[] read = new byte[3];

    try (SharedSegment segment = open(file("file"))) {
      segment.read(0, read);
    }

    assertArrayEquals(content, read);
  }

  @Test
  void address_of_another_mechanism_is_a_mistake_of_the_caller() {
    Address queue = new Address.PosixMq("/" + name);

    assertThrows(IllegalArgumentException.class, () -> create(queue));
    assertThrows(IllegalArgumentException.class, () -> open(queue));
  }
}
