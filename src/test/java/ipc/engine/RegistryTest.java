package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.queue.Queues;
import ipc.engine.shm.SharedMemory;
import ipc.engine.sync.Semaphores;
import ipc.model.Address;
import ipc.model.Scheme;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private final Engine engine = new Machine().engine();
  private final Mechanism memory = new SharedMemory(engine);
  private final Mechanism queues = new Queues(engine);
  private final Mechanism semaphores = new Semaphores(engine);
  private final Registry registry = new Registry(List.of(memory, queues, semaphores));

  @Test
  void each_address_has_the_mechanism_of_its_scheme() {
    assertSame(memory, registry.of(Address.parse("posix-shm:/x")));
    assertSame(memory, registry.of(Address.parse("sysv-shm:id=6")));
    assertSame(memory, registry.of(Address.parse("file:/x")));
    assertSame(queues, registry.of(Address.parse("posix-mq:/x")));
    assertSame(queues, registry.of(Address.parse("sysv-msg:0x1")));
    assertSame(semaphores, registry.of(Address.parse("posix-sem:/x")));
    assertSame(semaphores, registry.of(Address.parse("sysv-sem:ftok=/x,7")));
  }

  @Test
  void address_that_no_mechanism_answers_for_is_unsupported() {
    IpcException failure =
        assertThrows(IpcException.Unsupported.class, () -> registry.of(Address.parse("fifo:/x")));

    assertEquals("no mechanism here answers for 'fifo:/x'", failure.getMessage());
  }

  @Test
  void no_scheme_has_two_mechanisms() {
    Set<Scheme> seen = new HashSet<>();
    for (Mechanism mechanism : registry.mechanisms()) {
      for (Scheme scheme : mechanism.schemes()) {
        assertEquals(true, seen.add(scheme), scheme.toString());
      }
    }
  }
}
