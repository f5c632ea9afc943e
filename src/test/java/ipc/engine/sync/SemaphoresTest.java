package ipc.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.Peer;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.Address.SysvFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SemaphoresTest {
  private static final String MAKE_WITH_VALUE_4 =
      """
      semaphore = check(c.sem_open(sys.argv[1].encode(), os.O_CREAT, 0o644, 4))
      """;

  private final Machine machine = new Machine();
  private final Semaphores semaphores = new Semaphores(machine.engine());

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void values_of_a_set_are_read() {
    int key = machine.uniqueKey();
    machine.semaphores(key, 3, 0600);

    Detail.Semaphores set = detail(new Address.SysvKey(SysvFamily.SEM, key));

    assertEquals(3, set.count());
    assertEquals(Optional.of(List.of(0L, 0L, 0L)), set.values());
    assertEquals(OptionalLong.of(0), set.waiters());
  }

  @Test
  void ids_of_a_listing_are_those_of_ipcs() {
    machine.semaphores(machine.uniqueKey(), 1, 0600);
    machine.semaphores(0, 2, 0600);

    // Others may make and remove sets between the two looks.
    Machine.await(() -> listedIds().equals(Machine.idsOfIpcs("-s")));
  }

  private Set<Integer> listedIds() {
    Set<Integer> ids = new HashSet<>();
    for (ObjectStatus status : semaphores.list(machine.engine().scan())) {
      status.detail().id().ifPresent(ids::add);
    }
    return ids;
  }

  @Test
  void value_of_a_named_semaphore_is_what_the_c_library_made() {
    Address.PosixSem address = posix();
    machine.peer(MAKE_WITH_VALUE_4, address.name());

    Detail.Semaphores semaphore = detail(address);

    assertEquals(Optional.of(List.of(4L)), semaphore.values());
    assertEquals(OptionalLong.of(0), semaphore.waiters());
  }

  @Test
  void thread_that_waits_for_a_named_semaphore_is_counted() {
    Address.PosixSem address = posix();
    machine.peer(
        """
        semaphore = check(c.sem_open(sys.argv[1].encode(), os.O_CREAT, 0o644, 0))
        def wait():
            c.sem_wait(ctypes.c_void_p(semaphore))
        threading.Thread(target=wait, daemon=True).start()
        """,
        address.name());

    Machine.await(() -> detail(address).waiters().equals(OptionalLong.of(1)));

    assertEquals(Optional.of(List.of(0L)), detail(address).values());
  }

  @Test
  void process_that_has_a_named_semaphore_mapped_uses_it() {
    Address.PosixSem address = posix();
    Peer peer = machine.peer(MAKE_WITH_VALUE_4, address.name());

    List<Use> uses = uses(address);

    assertEquals(List.of(peer.pid()), uses.stream().map(Use::pid).toList());
    assertEquals(Use.How.MAPPED, uses.get(0).how());
  }

  @Test
  void process_that_sleeps_in_semop_uses_the_set() {
    int key = machine.uniqueKey();
    int id = machine.semaphores(key, 2, 0600);
    Address address = new Address.SysvKey(SysvFamily.SEM, key);
    Peer peer =
        machine.peer(
            """
            def lower():
                c.semop(int(sys.argv[1]), ctypes.byref(sembuf(1, -1, 0)), 1)
            threading.Thread(target=lower, daemon=True).start()
            """,
            Integer.toString(id));

    Machine.await(() -> !uses(address).isEmpty());

    assertEquals(peer.pid(), uses(address).get(0).pid());
    assertEquals(OptionalLong.of(1), detail(address).waiters());
  }

  @Test
  void empty_file_is_no_semaphore_and_is_told() {
    Address.PosixSem address = posix();
    machine.file(path(address), new byte[0]);
    Scan scan = machine.engine().scan();

    ObjectStatus status = semaphores.status(address, scan);

    assertEquals(new Detail.Other("an empty file"), status.detail());
    assertEquals(List.of("'" + address + "' is no semaphore, but an empty file"), scan.warnings());
  }

  @Test
  void file_shorter_than_a_semaphore_is_none() {
    Address.PosixSem address = posix();
    machine.file(path(address), new byte[31]);

    ObjectStatus status = semaphores.status(address, machine.engine().scan());

    assertEquals(new Detail.Other("a file of 31 bytes"), status.detail());
  }

  @Test
  void symbolic_link_is_not_followed() throws IOException {
    Address.PosixSem address = posix();
    Path target = machine.file("/tmp/" + machine.uniqueName(), new byte[32]);
    Files.createSymbolicLink(Path.of(path(address)), target);

    ObjectStatus status = semaphores.status(address, machine.engine().scan());

    assertEquals(new Detail.Other("a symbolic link"), status.detail());
  }

  @Test
  void name_of_any_bytes_is_listed_and_removed() {
    Address.PosixSem address = new Address.PosixSem("/" + machine.uniqueName() + "\uDCFF\n");
    machine.peer(
        "open(b'/dev/shm/sem.' + os.fsencode(sys.argv[1]) + b'\\xff\\n', 'wb').write(bytes(32))",
        address.name().substring(1, address.name().length() - 2));

    List<Address> listed =
        semaphores.list(machine.engine().scan()).stream().map(ObjectStatus::address).toList();
    semaphores.remove(semaphores.status(address, machine.engine().scan()));

    assertEquals(true, listed.contains(address));
    assertThrows(
        IpcException.NoSuchObject.class, () -> semaphores.status(address, machine.engine().scan()));
  }

  @Test
  void directory_is_not_removed() throws IOException {
    Address.PosixSem address = posix();
    Files.createDirectory(Path.of(path(address)));
    ObjectStatus status = semaphores.status(address, machine.engine().scan());

    assertThrows(IpcException.Corrupt.class, () -> semaphores.remove(status));
  }

  @Test
  void removed_set_is_gone() {
    int key = machine.uniqueKey();
    machine.semaphores(key, 1, 0600);
    Address address = new Address.SysvKey(SysvFamily.SEM, key);

    semaphores.remove(semaphores.status(address, machine.engine().scan()));

    assertThrows(
        IpcException.NoSuchObject.class, () -> semaphores.status(address, machine.engine().scan()));
  }

  @Test
  void removed_named_semaphore_has_no_file() {
    Address.PosixSem address = posix();
    machine.file(path(address), new byte[32]);

    semaphores.remove(semaphores.status(address, machine.engine().scan()));

    assertFalse(machine.exists(path(address)));
  }

  private Address.PosixSem posix() {
    Address.PosixSem address = new Address.PosixSem("/" + machine.uniqueName());
    machine.deleteAtEnd(path(address));
    return address;
  }

  private static String path(Address.PosixSem address) {
    return Machine.sharedMemory("sem." + address.name().substring(1));
  }

  private Detail.Semaphores detail(Address address) {
    return (Detail.Semaphores) semaphores.status(address, machine.engine().scan()).detail();
  }

  private List<Use> uses(Address address) {
    Scan scan = machine.engine().scan();
    return semaphores.uses(semaphores.status(address, scan), scan);
  }
}
