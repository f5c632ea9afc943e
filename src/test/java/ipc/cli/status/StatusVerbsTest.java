package ipc.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Machine;
import ipc.engine.Peer;
import ipc.model.Address;
import ipc.model.Address.SysvFamily;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusVerbsTest {
  private static final String ATTACH =
      """
      address = check(c.shmat(int(sys.argv[1]), None, 0))
      """;

  private final Machine machine = new Machine();
  private final Console console = new Console(machine.engine());

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void listing_has_a_line_for_each_object() {
    int key = machine.uniqueKey();
    machine.queue(key, 0640);
    String address = new Address.SysvKey(SysvFamily.MSG, key).toString();

    int status = console.run("ls", "-o", "address,kind,mode,size,content,state");

    assertEquals(0, status);
    assertTrue(console.out().contains(address + "\tmq\t0640\t0\t0 messages\t\n"), console.out());
  }

  @Test
  void ids_of_segments_are_those_of_ipcs() {
    machine.segment(machine.uniqueKey(), 100, 0600);
    machine.segment(0, 100, 0600);

    // Others may make and remove segments between the two looks.
    Machine.await(() -> idsOfSegments().equals(Machine.idsOfIpcs("-m")));
  }

  private Set<Integer> idsOfSegments() {
    console.run("shm", "ls", "-o", "id", "--where", "id >= 0");
    return console.out().lines().map(Integer::valueOf).collect(Collectors.toSet());
  }

  @Test
  void listing_that_shows_no_users_looks_for_none() {
    console.run("shm", "ls", "-o", "address");

    assertEquals("", console.error());
  }

  @Test
  void listing_names_who_has_a_segment_attached() {
    int key = machine.uniqueKey();
    Peer peer = machine.peer(ATTACH, Integer.toString(machine.segment(key, 5000, 0600)));
    String address = new Address.SysvKey(SysvFamily.SHM, key).toString();

    console.run("shm", "ls", "-o", "size,attached,users", "--where", "address = " + address);

    assertTrue(console.out().startsWith("5000\t1\t" + peer.pid() + " "), console.out());
    assertTrue(console.out().endsWith(" attached write 1\n"), console.out());
  }

  @Test
  void json_tells_unknown_as_null_and_nothing_as_an_empty_list() {
    int key = machine.uniqueKey();
    machine.segment(key, 5000, 0600);
    String address = new Address.SysvKey(SysvFamily.SHM, key).toString();

    int status = console.run("stat", "--json", "-o", "address,size,last-detach,users", address);

    assertEquals(0, status);
    assertEquals(
        "{\"schema\":1,\"object\":{\"address\":\""
            + address
            + "\",\"sizeBytes\":5000,\"lastDetach\":null,\"users\":[]},\"warnings\":[]}\n",
        console.out());
  }

  @Test
  void object_that_is_missing_does_not_keep_the_next_one_from_its_turn() {
    int id = machine.segment(0, 100, 0600);

    int status = console.run("stat", "-o", "id", "posix-mq:/ipc-test-none", "sysv-shm:id=" + id);

    assertEquals(66, status);
    assertEquals(id + "\n", console.out());
    assertTrue(console.error().startsWith("ipc: cannot look at 'posix-mq:/ipc-test-none'"));
  }

  @Test
  void who_answers_no_where_nobody_is() {
    int id = machine.segment(0, 100, 0600);

    int status = console.run("who", "sysv-shm:id=" + id);

    assertEquals(1, status);
    assertEquals("", console.out());
    assertEquals("", console.error());
  }

  @Test
  void who_shows_each_process() {
    int id = machine.segment(0, 100, 0600);
    Peer one = machine.peer(ATTACH, Integer.toString(id));
    Peer other = machine.peer(ATTACH, Integer.toString(id));

    int status = console.run("who", "-o", "pid,how,count", "--sort", "pid", "sysv-shm:id=" + id);

    int first = Math.min(one.pid(), other.pid());
    int second = Math.max(one.pid(), other.pid());
    assertEquals(0, status);
    assertEquals(first + "\tattached\t1\n" + second + "\tattached\t1\n", console.out());
  }

  @Test
  void operand_of_another_kind_than_the_noun_is_refused() {
    int status = console.run("shm", "rm", "posix-mq:/ipc-test-none");

    assertEquals(64, status);
  }

  @Test
  void unused_refuses_what_is_attached_and_removes_nothing() {
    int id = machine.segment(0, 100, 0600);
    machine.peer(ATTACH, Integer.toString(id));

    int status = console.run("rm", "--unused", "sysv-shm:id=" + id);

    assertEquals(1, status);
    assertEquals("", console.error());
    assertEquals(0, console.run("stat", "-o", "id", "sysv-shm:id=" + id));
  }

  @Test
  void unused_removes_what_nobody_has() {
    int id = machine.segment(0, 100, 0600);

    int status = console.run("rm", "-v", "--unused", "sysv-shm:id=" + id);

    assertEquals(0, status);
    assertEquals(
        "ipc: 'sysv-shm:id=" + id + "' is removed; its memory is free now\n", console.error());
  }

  @Test
  void removal_tells_who_still_has_the_memory() {
    int key = machine.uniqueKey();
    int id = machine.segment(key, 100, 0600);
    Peer peer = machine.peer(ATTACH, Integer.toString(id));
    String address = new Address.SysvKey(SysvFamily.SHM, key).toString();

    int status = console.run("rm", address);

    assertEquals(0, status);
    assertEquals(
        "ipc: '"
            + address
            + "' is removed; its memory is free at the last detach, still attached by python3 ("
            + peer.pid()
            + ")\n",
        console.error());
    console.run("shm", "ls", "-o", "state", "--where", "id = " + id);
    assertEquals("removed\n", console.out());
  }

  @Test
  void removal_of_a_queue_tells_of_its_messages() {
    Address.PosixMq address = new Address.PosixMq("/" + machine.uniqueName());
    machine.posixQueue(address).close();

    int status = console.run("rm", address.toString());

    assertEquals(0, status);
    assertTrue(
        console.error().startsWith("ipc: '" + address + "' is removed with 2 messages"),
        console.error());
  }

  @Test
  void missing_object_is_fine_by_force_alone() {
    assertEquals(66, console.run("rm", "posix-sem:/ipc-test-none"));
    assertEquals(0, console.run("rm", "-f", "posix-sem:/ipc-test-none"));
    assertEquals("", console.error());
  }

  @Test
  void failures_that_differ_give_the_status_of_a_system_error() {
    int status = console.run("rm", "posix-sem:/ipc-test-none", "sysv-shm:private");

    assertEquals(71, status);
  }

  @Test
  void quiet_removal_says_nothing() {
    int id = machine.segment(0, 100, 0600);
    machine.peer(ATTACH, Integer.toString(id));

    int status = console.run("rm", "-q", "sysv-shm:id=" + id);

    assertEquals(0, status);
    assertFalse(console.error().contains("removed"));
  }
}
