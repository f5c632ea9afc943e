package ipc.engine.sync;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.SysvIds;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.Permissions;
import ipc.model.Scheme;
import ipc.proc.SemaphoreArrayEntry;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The kernel's semaphore sets and the C library's named semaphores, looked at without changing one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sysvipc.7.html">sysvipc(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/sem_overview.7.html">sem_overview(7)</a>
 */
public final class Semaphores implements Mechanism {
  private final Engine engine;
  private final Kernel kernel;
  private final PosixSemaphores posix;

  /** The semaphores of a machine. */
  public Semaphores(Engine engine) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.posix = new PosixSemaphores(engine.kernel());
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(Scheme.SYSV_SEM, Scheme.POSIX_SEM);
  }

  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (SemaphoreArrayEntry entry : scan.proc().semaphoreArrays()) {
      found.add(status(entry, scan));
    }
    found.addAll(posix.list(scan));
    return found;
  }

  @Override
  public ObjectStatus status(Address address, Scan scan) {
    if (address instanceof Address.PosixSem semaphore) {
      return posix.status(semaphore, scan);
    }
    if (address.scheme() != Scheme.SYSV_SEM) {
      throw new IpcException.BadUsage(
          "'" + address + "' names no semaphore of the kernel",
          "accepted: posix-sem:/name, sysv-sem:0x1234, sysv-sem:id=6");
    }
    int id = SysvIds.find(kernel, address, key -> kernel.sem().semget(key, 0, 0));
    for (SemaphoreArrayEntry entry : scan.proc().semaphoreArrays()) {
      if (entry.id() == id) {
        return status(entry, scan);
      }
    }
    throw SysvIds.noSuchObject("find", address);
  }

  private ObjectStatus status(SemaphoreArrayEntry entry, Scan scan) {
    Address address =
        entry.key() == 0
            ? new Address.SysvId(Address.SysvFamily.SEM, entry.id())
            : new Address.SysvKey(Address.SysvFamily.SEM, entry.key());
    return new ObjectStatus(
        address,
        new ObjectStatus.Identity.Semaphores(entry.id()),
        (int) entry.uid(),
        (int) entry.gid(),
        new Permissions(entry.permissions()),
        entry.lastChange(),
        ObjectStatus.Persistence.KERNEL,
        new ObjectStatus.Detail.Semaphores(
            entry.semaphores(),
            values(entry, address, scan),
            waiters(entry),
            OptionalInt.of(entry.key()),
            OptionalInt.of(entry.id()),
            entry.lastOperation()));
  }

  private Optional<List<Long>> values(SemaphoreArrayEntry entry, Address address, Scan scan) {
    int[] values = new int[entry.semaphores()];
    int result = kernel.sem().values(entry.id(), values);
    if (result < 0) {
      scan.unread("the values", address, Failures.reason(result));
      return Optional.empty();
    }
    List<Long> all = new ArrayList<>();
    for (int value : values) {
      all.add((long) value);
    }
    return Optional.of(all);
  }

  private OptionalLong waiters(SemaphoreArrayEntry entry) {
    long sum = 0;
    for (int i = 0; i < entry.semaphores(); i++) {
      int waiters = kernel.sem().waiters(entry.id(), i);
      if (waiters < 0) {
        return OptionalLong.empty(); // as the values, whose warning tells why
      }
      sum += waiters;
    }
    return OptionalLong.of(sum);
  }

  /** Who has a POSIX semaphore mapped; a System V set is never held: who sleeps in a call on it. */
  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    if (object.identity() instanceof ObjectStatus.Identity.Semaphores set) {
      return scan.sleepersOnSemaphores(set.id());
    }
    if (object.identity() instanceof ObjectStatus.Identity.FileNode node) {
      return scan.mappingsOf(node);
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no semaphore");
  }

  @Override
  public void remove(ObjectStatus object) {
    if (object.address() instanceof Address.PosixSem semaphore) {
      posix.remove(object, semaphore, engine.accounts());
    } else if (object.identity() instanceof ObjectStatus.Identity.Semaphores set) {
      int result = kernel.sem().remove(set.id());
      if (result < 0) {
        throw Failures.ofRemoval(object, engine.accounts(), result);
      }
    }
  }
}
