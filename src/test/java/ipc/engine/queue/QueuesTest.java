package ipc.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.Peer;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.Address.SysvFamily;
import ipc.model.Permissions;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuesTest {
  private final Machine machine = new Machine();
  private final Queues queues = new Queues(machine.engine());

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void system_v_queue_is_known_by_its_key() {
    int key = machine.uniqueKey();
    int id = machine.queue(key, 0640);
    Address address = new Address.SysvKey(SysvFamily.MSG, key);

    ObjectStatus status = queues.status(address, machine.engine().scan());

    assertEquals(address, status.address());
    assertEquals(new Permissions(0640), status.mode().orElseThrow());
    Detail.Queue queue = (Detail.Queue) status.detail();
    assertEquals(OptionalInt.of(id), queue.id());
    assertEquals(OptionalLong.of(0), queue.messages());
    assertTrue(queue.capacityBytes().isPresent());
  }

  @Test
  void private_queue_is_known_by_its_id() {
    int id = machine.queue(0, 0600);
    Address address = new Address.SysvId(SysvFamily.MSG, id);

    assertEquals(address, queues.status(address, machine.engine().scan()).address());
  }

  @Test
  void ids_of_a_listing_are_those_of_ipcs() {
    machine.queue(machine.uniqueKey(), 0600);
    machine.queue(0, 0600);

    // Others may make and remove queues between the two looks.
    Machine.await(() -> listedIds().equals(Machine.idsOfIpcs("-q")));
  }

  private Set<Integer> listedIds() {
    Set<Integer> ids = new HashSet<>();
    for (ObjectStatus status : queues.list(machine.engine().scan())) {
      status.detail().id().ifPresent(ids::add);
    }
    return ids;
  }

  @Test
  void id_of_a_queue_that_is_gone_names_nothing() {
    int id = machine.queue(0, 0600);
    machine.kernel().msg().remove(id);
    Address address = new Address.SysvId(SysvFamily.MSG, id);

    assertThrows(
        IpcException.NoSuchObject.class, () -> queues.status(address, machine.engine().scan()));
  }

  @Test
  void private_names_no_queue_that_is_there() {
    Address address = new Address.SysvPrivate(SysvFamily.MSG);

    assertThrows(
        IpcException.BadUsage.class, () -> queues.status(address, machine.engine().scan()));
  }

  @Test
  void ftok_address_finds_the_queue_of_the_key_that_the_c_library_makes() {
    String path = machine.file("/tmp/" + machine.uniqueName(), new byte[0]).toString();
    Peer peer = machine.peer("print(c.ftok(sys.argv[1].encode(), 77))", path);
    int id = machine.queue(Integer.parseInt(peer.printed().get(0)), 0600);
    Address address = new Address.SysvFtok(SysvFamily.MSG, path, 77);

    ObjectStatus status = queues.status(address, machine.engine().scan());

    assertEquals(new ObjectStatus.Identity.Queue(id), status.identity());
  }

  @Test
  void look_at_a_posix_queue_takes_no_message() {
    Address.PosixMq address = new Address.PosixMq("/" + machine.uniqueName());
    machine.posixQueue(address);

    queues.status(address, machine.engine().scan());
    ObjectStatus status = queues.status(address, machine.engine().scan());

    Detail.Queue queue = (Detail.Queue) status.detail();
    assertEquals(OptionalLong.of(2), queue.messages());
    assertEquals(OptionalLong.of(7), queue.usedBytes());
    assertEquals(
        queue.capacityMessages().getAsLong() * queue.messageBytes().getAsLong(),
        queue.capacityBytes().getAsLong());
  }

  @Test
  void root_lists_posix_queues_without_a_mount() {
    machine.assumeRoot();
    Address.PosixMq address = new Address.PosixMq("/" + machine.uniqueName());
    machine.posixQueue(address);
    Scan scan = machine.engine().scan();

    List<ObjectStatus> listed = queues.list(scan);

    List<Address> addresses = listed.stream().map(ObjectStatus::address).toList();
    assertTrue(addresses.contains(address), addresses.toString());
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void process_that_has_a_posix_queue_open_uses_it() {
    Address.PosixMq address = new Address.PosixMq("/" + machine.uniqueName());
    Peer peer = machine.posixQueue(address);
    Scan scan = machine.engine().scan();

    List<Use> uses = queues.uses(queues.status(address, scan), scan);

    assertEquals(1, uses.size());
    assertEquals(peer.pid(), uses.get(0).pid());
    assertEquals(Use.How.OPEN, uses.get(0).how());
    assertTrue(uses.get(0).writes());
  }

  @Test
  void process_that_sleeps_in_msgrcv_uses_the_queue() {
    int key = machine.uniqueKey();
    int id = machine.queue(key, 0600);
    Peer peer =
        machine.peer(
            """
            def receive():
                c.msgrcv(int(sys.argv[1]), ctypes.create_string_buffer(100), 50, 0, 0)
            threading.Thread(target=receive, daemon=True).start()
            """,
            Integer.toString(id));
    Address address = new Address.SysvKey(SysvFamily.MSG, key);

    Machine.await(() -> !uses(address).isEmpty());

    Use use = uses(address).get(0);
    assertEquals(peer.pid(), use.pid());
    assertEquals(Use.How.WAITING, use.how());
    assertEquals(1, use.count());
  }

  private List<Use> uses(Address address) {
    Scan scan = machine.engine().scan();
    return queues.uses(queues.status(address, scan), scan);
  }

  @Test
  void removed_system_v_queue_is_gone() {
    int key = machine.uniqueKey();
    machine.queue(key, 0600);
    Address address = new Address.SysvKey(SysvFamily.MSG, key);
    ObjectStatus status = queues.status(address, machine.engine().scan());

    queues.remove(status);

    assertThrows(
        IpcException.NoSuchObject.class, () -> queues.status(address, machine.engine().scan()));
    assertThrows(IpcException.NoSuchObject.class, () -> queues.remove(status));
  }

  @Test
  void removed_posix_queue_is_gone() {
    Address.PosixMq address = new Address.PosixMq("/" + machine.uniqueName());
    machine.posixQueue(address);

    queues.remove(queues.status(address, machine.engine().scan()));

    assertThrows(
        IpcException.NoSuchObject.class, () -> queues.status(address, machine.engine().scan()));
  }
}
