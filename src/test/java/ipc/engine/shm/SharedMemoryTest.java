package ipc.engine.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.IpcException;
import ipc.engine.NothingLeft;
import ipc.engine.ObjectStatus;
import ipc.engine.Peer;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.Permissions;
import ipc.sys.RawCalls;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every kind of segment alike. */
@ParameterizedClass
@EnumSource(EachKindOfSegment.Kind.class)
@ExtendWith(NothingLeft.class)
class SharedMemoryTest extends EachKindOfSegment {
  SharedMemoryTest(Kind kind) {
    super(kind);
  }

  @Test
  void new_segment_has_its_size_to_the_byte_and_is_zero() {
    for (int sizeBytes : new int[] {1, 4095, 4096, 4097, 65535, 65536, 65537}) {
      Created created = create(sizeBytes);
      byte[] content = new byte[sizeBytes];
      content[sizeBytes - 1] = 1;
      try (SharedSegment segment = open()) {
        assertEquals(sizeBytes, segment.read(0, content));
        assertEquals(sizeBytes, segment.sizeBytes());
      }

      assertEquals(sizeBytes, created.sizeBytes());
      assertEquals(sizeBytes, detail().sizeBytes());
      assertArrayEquals(new byte[sizeBytes], content);
      memory.remove(status());
    }
  }

  @Test
  void new_segment_is_its_owners_alone() {
    Created created = create(100);

    assertTrue(created.isNew());
    assertEquals(address, created.address());
    assertEquals(new Permissions(0600), status().mode().orElseThrow());
    assertEquals(machine.kernel().processes().geteuid(), status().uid().getAsInt());
    assertEquals(address, status().address());
  }

  @Test
  void mode_is_the_one_asked_for_whatever_the_mask() {
    int before = machine.kernel().files().umask(0077);
    try {
      memory.create(address, shape(100, 0666), Existing.REFUSE);
    } finally {
      machine.kernel().files().umask(before);
    }

    assertEquals(new Permissions(0666), status().mode().orElseThrow());
  }

  @Test
  void group_is_the_one_asked_for() {
    machine.assumeRoot();

    memory.create(address, new Shape(100, Optional.empty(), OptionalInt.of(12)), Existing.REFUSE);

    assertEquals(12, status().gid().getAsInt());
    assertEquals(0, status().uid().getAsInt());
    assertEquals(new Permissions(0600), status().mode().orElseThrow());
  }

  @Test
  void name_that_is_taken_is_refused() {
    create(100);

    IpcException failure = assertThrows(IpcException.AlreadyExists.class, () -> create(100));

    assertEquals("cannot create '" + address + "': already exists (EEXIST)", failure.getMessage());
  }

  @Test
  void segment_of_the_same_shape_is_taken_as_it_is() {
    memory.create(address, shape(100, 0640), Existing.REFUSE);
    try (SharedSegment segment = open()) {
      segment.write(0, new byte[] {42});
    }

    Created sameMode = memory.create(address, shape(100, 0640), Existing.OPEN);
    Created anyMode = memory.create(address, shape(100), Existing.OPEN);

    assertFalse(sameMode.isNew());
    assertFalse(anyMode.isNew());
    assertEquals(100, anyMode.sizeBytes());
    assertEquals(address, anyMode.address());
    byte[] content = new byte[1];
    try (SharedSegment segment = open()) {
      segment.read(0, content);
    }
    assertEquals(42, content[0]);
  }

  @Test
  void segment_that_is_missing_is_made_where_an_existing_one_would_do() {
    assertTrue(memory.create(address, shape(100), Existing.OPEN).isNew());
  }

  @Test
  void each_difference_of_shape_is_named() {
    memory.create(address, shape(100, 0640), Existing.REFUSE);
    int gid = status().gid().getAsInt();

    IpcException failure =
        assertThrows(
            IpcException.AlreadyExists.class,
            () ->
                memory.create(
                    address,
                    new Shape(101, Optional.of(new Permissions(0600)), OptionalInt.of(gid + 7)),
                    Existing.OPEN));

    assertEquals(
        "'"
            + address
            + "' exists with another shape: its size is 100 bytes, not 101; its mode is 0640, not"
            + " 0600; its group is "
            + gid
            + ", not "
            + (gid + 7),
        failure.getMessage());
  }

  @Test
  void segment_that_is_larger_is_another_shape_too() {
    create(100);

    assertThrows(
        IpcException.AlreadyExists.class, () -> memory.create(address, shape(99), Existing.OPEN));
  }

  @Test
  void removed_segment_stays_readable_until_the_last_detach() {
    create(100);
    byte[] content = new byte[1];

    try (SharedSegment segment = open()) {
      segment.attach();
      segment.write(0, new byte[] {42});
      memory.remove(status());
      segment.read(0, content);
      assertThrows(IpcException.NoSuchObject.class, this::status);
    }

    assertEquals(42, content[0]);
  }

  @Test
  void what_is_not_there_is_told_with_the_command_that_makes_it() {
    IpcException opened = assertThrows(IpcException.NoSuchObject.class, this::open);
    IpcException looked = assertThrows(IpcException.NoSuchObject.class, this::status);

    assertTrue(opened.getMessage().contains("'" + address + "'"), opened.getMessage());
    assertTrue(looked.getMessage().contains("'" + address + "'"), looked.getMessage());
  }

  @Test
  void segment_that_went_meanwhile_cannot_be_removed() {
    create(100);
    ObjectStatus before = status();
    memory.remove(before);

    assertThrows(IpcException.NoSuchObject.class, () -> memory.remove(before));
  }

  @Test
  void process_that_looks_is_no_user() {
    create(100);

    try (SharedSegment segment = open()) {
      segment.attach();

      assertEquals(List.of(), memory.uses(status(), machine.engine().scan()));
    }
  }

  @Test
  void another_program_that_has_it_is_a_user() {
    create(5000);

    Peer peer = map("");
    List<Use> uses = memory.uses(status(), machine.engine().scan());

    assertFalse(uses.isEmpty());
    assertTrue(uses.stream().allMatch(use -> use.pid() == peer.pid()), uses.toString());
    assertTrue(uses.stream().anyMatch(Use::writes), uses.toString());
  }

  @Test
  void attachments_are_counted_where_the_kernel_counts() {
    create(100);

    try (SharedSegment _ = open()) {
      assertEquals(
          kind == Kind.SYSV ? OptionalLong.of(1) : OptionalLong.empty(), detail().attachments());
    }
  }

  @Test
  void owner_alone_may_open_it() throws Exception {
    machine.assumeRoot();
    create(100);

    assertThrows(
        IpcException.NotPermitted.class, () -> new RawCalls(machine.kernel()).asNobody(this::open));
  }

  @Test
  void owner_alone_may_remove_it_and_is_named() throws Exception {
    machine.assumeRoot();
    create(100);
    ObjectStatus status = status();

    IpcException failure =
        assertThrows(
            IpcException.NotPermitted.class,
            () ->
                new RawCalls(machine.kernel())
                    .asNobody(() -> {
                      memory.remove(status);
                      return true;
                    }));

    assertTrue(
        failure
            .getMessage()
            .startsWith("cannot remove '" + address + "', which belongs to 'root': "),
        failure.getMessage());
    assertEquals(Optional.of("run as root"), failure.hint());
    assertEquals(status.address(), status().address());
  }

  @Test
  void another_program_sees_what_was_made() {
    create(5000);
    try (SharedSegment segment = open()) {
      segment.write(4999, new byte[] {77});
    }

    assertEquals(List.of("77"), map("print(memory[4999])").printed());
  }

  /** Another program that has 5000 bytes of the segment as {@code memory}. */
  private Peer map(String then) {
    String sysv =
        """
        id = check(c.shmget(int(sys.argv[1], 16), 0, 0))
        address = check(c.shmat(id, None, 0))
        memory = (ctypes.c_ubyte * 5000).from_address(address)
        """;
    String file =
        """
        file = open(sys.argv[1], "r+b")
        memory = mmap.mmap(file.fileno(), 5000)
        """;
    return switch (address) {
      case Address.SysvKey key -> machine.peer(sysv + then, Integer.toHexString(key.key()));
      case Address.PosixShm posix -> machine.peer(file + then, "/dev/shm" + posix.name());
      default -> machine.peer(file + then, ((Address.MappedFile) address).path());
    };
  }

  @Test
  void more_than_the_machine_has_leaves_no_name() {
    IpcException failure = assertThrows(IpcException.LimitReached.class, () -> create(1L << 60));

    assertTrue(failure.getMessage().startsWith("cannot create '" + address + "' of 1"));
    assertThrows(IpcException.NoSuchObject.class, this::status);
  }

  @Test
  void listing_has_it_unless_it_is_a_file() {
    create(100);

    List<Address> listed =
        memory.list(machine.engine().scan()).stream().map(ObjectStatus::address).toList();

    assertEquals(kind != Kind.FILE, listed.contains(address));
  }

  @Test
  void many_makers_at_once_make_one() throws Exception {
    List<FutureTask<Boolean>> makers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FutureTask<Boolean> maker =
          new FutureTask<>(() -> memory.create(address, shape(100), Existing.OPEN).isNew());
      makers.add(maker);
      Thread.ofPlatform().start(maker);
    }

    int made = 0;
    for (FutureTask<Boolean> maker : makers) {
      made += maker.get() ? 1 : 0;
    }

    assertEquals(1, made);
  }

  @Test
  void nothing_but_the_segment_is_left_beside_it() {
    create(100);

    if (kind == Kind.FILE) {
      assertEquals(1, directory.toFile().list().length);
      assertFalse(Files.isSymbolicLink(directory.resolve(directory.toFile().list()[0])));
    }
  }
}
