package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class SystemVCallsTest {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int EINVAL = 22;

  private final Machine machine;
  private final Kernel kernel;
  private final RawCalls raw;

  SystemVCallsTest(DoorKind kind) {
    machine = new Machine(kind.open());
    kernel = machine.kernel();
    raw = new RawCalls(kernel);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private SharedMemoryStatus segmentStatus(int id) {
    SharedMemoryStatus status = new SharedMemoryStatus();
    assertTrue(kernel.shm().stat(id, status) >= 0);
    return status;
  }

  @Test
  void segment_is_found_by_its_key() {
    int key = machine.uniqueKey();

    int id = machine.segment(key, 5000, 0640);

    assertEquals(id, kernel.shm().shmget(key, 0, 0));
    assertEquals(
        -EEXIST,
        kernel.shm().shmget(key, 5000, IpcPermission.IPC_CREAT | IpcPermission.IPC_EXCL | 0640));
    assertEquals(-EINVAL, kernel.shm().shmget(key, 5001, 0));
  }

  @Test
  void missing_key_is_told() {
    assertEquals(-ENOENT, kernel.shm().shmget(machine.uniqueKey(), 0, 0));
    assertEquals(-ENOENT, kernel.msg().msgget(machine.uniqueKey(), 0));
    assertEquals(-ENOENT, kernel.sem().semget(machine.uniqueKey(), 0, 0));
  }

  @Test
  void status_of_a_segment_is_what_it_was_made_with() {
    int key = machine.uniqueKey();

    SharedMemoryStatus status = segmentStatus(machine.segment(key, 5000, 0640));

    assertEquals(key, status.permission().key());
    assertEquals(5000, status.sizeBytes());
    assertEquals(0, status.attachments());
    assertEquals(0640, status.permission().mode() & 0777);
    assertEquals(kernel.processes().geteuid(), status.permission().uid());
  }

  @Test
  void owner_and_mode_of_a_segment_can_be_changed() {
    machine.assumeRoot();
    int id = machine.segment(machine.uniqueKey(), 5000, 0640);

    assertEquals(0, kernel.shm().set(id, 65534, 12, 0604));

    IpcPermission permission = segmentStatus(id).permission();
    assertEquals(65534, permission.uid());
    assertEquals(12, permission.gid());
    assertEquals(0604, permission.mode() & 0777);
  }

  @Test
  void removed_segment_stays_readable_until_the_last_detach() {
    int id = machine.segment(machine.uniqueKey(), 5000, 0600);
    long address = kernel.shm().shmat(id, 0);
    kernel.memory().view(address, 5000).put(4999, (byte) 42);

    assertEquals(0, kernel.shm().remove(id));

    assertEquals(42, kernel.memory().view(address, 5000).get(4999));
    assertEquals(0, segmentStatus(id).permission().key());
    assertEquals(1, segmentStatus(id).attachments());
    assertEquals(0, kernel.shm().shmdt(address));
    assertEquals(-EINVAL, kernel.shm().stat(id, new SharedMemoryStatus()));
  }

  @Test
  void two_attachments_are_the_same_memory() {
    int id = machine.segment(0, 5000, 0600);
    long writer = kernel.shm().shmat(id, 0);
    long reader = kernel.shm().shmat(id, ShmCalls.SHM_RDONLY);

    kernel.memory().view(writer, 5000).putLong(8, 0x0102030405060708L);

    assertEquals(0x0102030405060708L, kernel.memory().view(reader, 5000).getLong(8));
    assertEquals(2, segmentStatus(id).attachments());
    assertEquals(0, kernel.shm().shmdt(writer));
    assertEquals(0, kernel.shm().shmdt(reader));
    assertEquals(-EINVAL, kernel.shm().shmdt(reader));
  }

  @Test
  void capacity_of_a_queue_is_the_systems_default() throws Exception {
    int id = machine.queue(machine.uniqueKey(), 0600);
    String most = Files.readAllLines(Path.of("/proc/sys/kernel/msgmnb")).getFirst();

    assertEquals(Long.parseLong(most), kernel.msg().capacityBytes(id));
  }

  @Test
  void capacity_of_a_queue_needs_no_permission() throws Exception {
    machine.assumeRoot();
    int id = machine.queue(machine.uniqueKey(), 0);

    long capacity = raw.asNobody(() -> kernel.msg().capacityBytes(id));

    assertEquals(kernel.msg().capacityBytes(id), capacity);
  }

  @Test
  void values_of_a_set_need_permission() throws Exception {
    machine.assumeRoot();
    int id = machine.semaphores(machine.uniqueKey(), 1, 0);

    assertEquals(-EACCES, raw.asNobody(() -> kernel.sem().values(id, new int[1])));
    assertEquals(-EACCES, raw.asNobody(() -> kernel.sem().waiters(id, 0)));
  }

  @Test
  void removed_queue_is_gone() {
    int id = machine.queue(machine.uniqueKey(), 0600);

    assertEquals(0, kernel.msg().remove(id));

    assertEquals(-EINVAL, kernel.msg().remove(id));
    assertEquals(-EINVAL, kernel.msg().capacityBytes(id));
  }

  @Test
  void values_of_a_set_are_numbers_without_a_sign() {
    int id = machine.semaphores(machine.uniqueKey(), 3, 0600);
    raw.setValues(id, (short) 0, (short) 1, (short) 32767);
    int[] values = new int[3];

    assertTrue(kernel.sem().values(id, values) >= 0);

    assertArrayEquals(new int[] {0, 1, 32767}, values);
  }

  @Test
  void waiters_are_counted_for_each_semaphore() {
    int id = machine.semaphores(machine.uniqueKey(), 2, 0600);
    machine.peer(
        """
        threading.Thread(target=lambda: c.semop(int(sys.argv[1]),
            ctypes.byref(sembuf(1, -1, 0)), 1), daemon=True).start()
        """,
        Integer.toString(id));

    Machine.await(() -> kernel.sem().waiters(id, 1) == 1);

    assertEquals(0, kernel.sem().waiters(id, 0));
  }

  @Test
  void removed_set_is_gone() {
    int id = machine.semaphores(machine.uniqueKey(), 1, 0600);

    assertEquals(0, kernel.sem().remove(id));

    assertEquals(-EINVAL, kernel.sem().values(id, new int[1]));
    assertEquals(-EINVAL, kernel.sem().waiters(id, 0));
  }
}
