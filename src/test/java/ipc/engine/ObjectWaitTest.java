package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.shm.SharedMemory;
import ipc.model.Address;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class ObjectWaitTest {
  private final Machine machine = new Machine();
  private final Engine engine = machine.engine();
  private final SharedMemory memory = new SharedMemory(engine);
  private final int key = machine.uniqueKey();
  private final Address segment = new Address.SysvKey(Address.SysvFamily.SHM, key);
  private final String name = machine.uniqueName();
  private final Address posix = new Address.PosixShm("/" + name);

  @AfterEach
  void close() {
    machine.close();
  }

  private void await(Address address, Condition condition, Deadline until) {
    new ObjectWait(engine, memory, address).await(condition, until);
  }

  private FutureTask<Boolean> awaiting(Address address, Condition condition) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> await(address, condition, engine.within(Duration.ofSeconds(20))), true);
    Thread.ofPlatform().start(task);
    return task;
  }

  private void makePosix() {
    machine.file(Machine.sharedMemory(name), new byte[100]);
  }

  @Test
  void what_holds_already_is_not_waited_for() {
    machine.segment(key, 100, 0600);

    await(segment, Condition.PRESENT, Deadline.immediate());
    await(segment, Condition.UNUSED, Deadline.immediate());
    await(posix, Condition.REMOVED, Deadline.immediate());
  }

  @Test
  void time_that_runs_out_tells_what_had_not_come() {
    IpcException failure =
        assertThrows(
            IpcException.TimedOut.class,
            () -> await(posix, Condition.PRESENT, engine.within(Duration.ofMillis(30))));

    assertEquals("the time given ran out: '" + posix + "' is not present", failure.getMessage());
  }

  @Test
  void segment_that_is_made_ends_the_wait_for_it() throws Exception {
    FutureTask<Boolean> wait = awaiting(posix, Condition.PRESENT);

    assertFalse(wait.isDone());
    makePosix();

    assertTrue(wait.get());
  }

  @Test
  void segment_that_is_removed_ends_the_wait_for_its_end() throws Exception {
    int id = machine.segment(key, 100, 0600);
    FutureTask<Boolean> wait = awaiting(segment, Condition.REMOVED);

    assertFalse(wait.isDone());
    machine.kernel().shm().remove(id);

    assertTrue(wait.get());
  }

  @Test
  void attachment_ends_the_wait_for_use_and_detachment_the_wait_for_none() throws Exception {
    int id = machine.segment(key, 100, 0600);
    FutureTask<Boolean> used = awaiting(segment, Condition.USED);
    long address = machine.kernel().shm().shmat(id, 0);
    assertTrue(used.get());

    FutureTask<Boolean> unused = awaiting(segment, Condition.UNUSED);
    assertFalse(unused.isDone());
    machine.kernel().shm().shmdt(address);

    assertTrue(unused.get());
  }

  @Test
  void use_of_what_is_not_there_cannot_be_waited_for() {
    for (Condition condition : new Condition[] {Condition.USED, Condition.UNUSED}) {
      IpcException failure =
          assertThrows(
              IpcException.NoSuchObject.class, () -> await(posix, condition, Deadline.never()));

      assertEquals("there is no '" + posix + "'", failure.getMessage());
    }
  }

  @Test
  void mapping_is_use_of_a_posix_segment() throws Exception {
    makePosix();
    assertThrows(
        IpcException.TimedOut.class, () -> await(posix, Condition.USED, Deadline.immediate()));

    machine.peer(
        """
        file = open(sys.argv[1], "r+b")
        memory = mmap.mmap(file.fileno(), 100)
        """,
        Machine.sharedMemory(name));

    await(posix, Condition.USED, engine.within(Duration.ofSeconds(20)));
    assertThrows(
        IpcException.TimedOut.class, () -> await(posix, Condition.UNUSED, Deadline.immediate()));
  }
}
