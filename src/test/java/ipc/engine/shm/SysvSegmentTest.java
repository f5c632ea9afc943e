package ipc.engine.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.ObjectStatus;
import ipc.model.Address;
import ipc.model.Address.SysvFamily;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeft.class)
class SysvSegmentTest {
  private static final Shape SHAPE = new Shape(100, Optional.empty(), OptionalInt.empty());

  private final Machine machine = new Machine();
  private final SharedMemory memory = new SharedMemory(machine.engine());
  @TempDir private Path directory;

  @AfterEach
  void close() {
    machine.close();
  }

  private Created create(Address address) {
    return memory.create(address, SHAPE, Existing.REFUSE);
  }

  private ObjectStatus status(Address address) {
    return memory.status(address, machine.engine().scan());
  }

  @Test
  void private_segment_is_named_by_its_id() {
    Created created = create(new Address.SysvPrivate(SysvFamily.SHM));
    Address byId = new Address.SysvId(SysvFamily.SHM, created.id().getAsInt());

    assertEquals(byId, created.address());
    assertEquals(OptionalInt.empty(), created.key());
    assertEquals(byId, status(byId).address());
    memory.remove(status(byId));
  }

  @Test
  void each_private_segment_is_another() {
    Created one = create(new Address.SysvPrivate(SysvFamily.SHM));
    Created other = memory.create(new Address.SysvPrivate(SysvFamily.SHM), SHAPE, Existing.OPEN);

    assertTrue(other.isNew());
    assertTrue(one.id().getAsInt() != other.id().getAsInt());
    memory.remove(status(one.address()));
    memory.remove(status(other.address()));
  }

  @Test
  void segment_is_found_by_its_key_and_by_its_id() {
    int key = machine.uniqueKey();
    int id = machine.segment(key, 100, 0600);

    ObjectStatus byKey = status(new Address.SysvKey(SysvFamily.SHM, key));
    ObjectStatus byId = status(new Address.SysvId(SysvFamily.SHM, id));

    assertEquals(byKey.address(), byId.address());
    assertEquals(new Address.SysvKey(SysvFamily.SHM, key), byId.address());
  }

  @Test
  void key_without_a_sign_is_kept() {
    // The kernel's tables show it negative.
    int key = machine.uniqueKey() | 0x8000_0000;
    Address address = new Address.SysvKey(SysvFamily.SHM, key);
    machine.segment(key, 100, 0600);

    assertEquals(address, status(address).address());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 127, 128, 255})
  void key_of_a_path_is_the_c_librarys(int project) {
    machine.file(directory + "/file", new byte[0]);
    String path = directory + "/file";
    String script = "print(c.ftok(sys.argv[1].encode(), int(sys.argv[2])))";
    int key =
        Integer.parseInt(
            machine.peer(script, path, Integer.toString(project)).printed().getFirst());

    Created created = create(new Address.SysvFtok(SysvFamily.SHM, path, project));
    try {
      assertEquals(OptionalInt.of(key), created.key());
      assertEquals(new Address.SysvKey(SysvFamily.SHM, key), created.address());
      assertEquals(
          created.address(), status(new Address.SysvFtok(SysvFamily.SHM, path, project)).address());
    } finally {
      memory.remove(status(created.address()));
    }
  }

  @Test
  void key_of_a_path_that_is_missing_is_none() {
    Address address = new Address.SysvFtok(SysvFamily.SHM, directory + "/none", 7);

    assertThrows(IpcException.NoSuchObject.class, () -> create(address));
    assertThrows(IpcException.NoSuchObject.class, () -> status(address));
  }

  @Test
  void id_cannot_be_chosen() {
    IpcException failure =
        assertThrows(
            IpcException.BadUsage.class, () -> create(new Address.SysvId(SysvFamily.SHM, 12_345)));

    assertEquals(
        "cannot create 'sysv-shm:id=12345': ids are given by the kernel", failure.getMessage());
  }

  @Test
  void private_names_nothing_that_is_there() {
    assertThrows(
        IpcException.BadUsage.class, () -> status(new Address.SysvPrivate(SysvFamily.SHM)));
  }

  @Test
  void segment_that_is_marked_for_destruction_is_found_by_its_id_alone() {
    int key = machine.uniqueKey();
    int id = machine.segment(key, 100, 0600);
    Address byId = new Address.SysvId(SysvFamily.SHM, id);
    try (SharedSegment _ =
        memory.open(new Address.SysvKey(SysvFamily.SHM, key), SharedSegment.Access.READ)) {
      memory.remove(status(byId));

      assertThrows(
          IpcException.NoSuchObject.class, () -> status(new Address.SysvKey(SysvFamily.SHM, key)));
      ObjectStatus.Detail.Memory detail = (ObjectStatus.Detail.Memory) status(byId).detail();
      assertTrue(detail.markedForDestruction());
      assertEquals(byId, status(byId).address());
    }

    assertThrows(IpcException.NoSuchObject.class, () -> status(byId));
  }

  @Test
  void ids_listed_are_those_of_ipcs() {
    machine.segment(machine.uniqueKey(), 100, 0600);

    Machine.await(() -> {
      List<Integer> ids =
          memory.list(machine.engine().scan()).stream()
              .map(ObjectStatus::identity)
              .filter(ObjectStatus.Identity.Segment.class::isInstance)
              .map(identity -> ((ObjectStatus.Identity.Segment) identity).id())
              .toList();
      return Machine.idsOfIpcs("-m").equals(Set.copyOf(ids));
    });
  }
}
