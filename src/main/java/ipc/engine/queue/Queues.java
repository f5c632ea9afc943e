package ipc.engine.queue;

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
import ipc.proc.MessageQueueEntry;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The kernel's message queues, System V and POSIX, looked at without taking a message.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sysvipc.7.html">sysvipc(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/mq_overview.7.html">mq_overview(7)</a>
 */
public final class Queues implements Mechanism {
  private final Engine engine;
  private final Kernel kernel;
  private final PosixQueues posix;

  /** The queues of a machine. */
  public Queues(Engine engine) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.posix = new PosixQueues(engine.kernel());
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(Scheme.SYSV_MSG, Scheme.POSIX_MQ);
  }

  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (MessageQueueEntry entry : scan.proc().messageQueues()) {
      found.add(status(entry));
    }
    found.addAll(posix.list(scan));
    return found;
  }

  @Override
  public ObjectStatus status(Address address, Scan scan) {
    if (address instanceof Address.PosixMq queue) {
      return posix.status(queue, scan);
    }
    if (address.scheme() != Scheme.SYSV_MSG) {
      throw new IpcException.BadUsage(
          "'" + address + "' names no message queue of the kernel",
          "accepted: posix-mq:/name, sysv-msg:0x1234, sysv-msg:id=6");
    }
    int id = SysvIds.find(kernel, address, key -> kernel.msg().msgget(key, 0));
    for (MessageQueueEntry entry : scan.proc().messageQueues()) {
      if (entry.id() == id) {
        return status(entry);
      }
    }
    throw SysvIds.noSuchObject("find", address);
  }

  private ObjectStatus status(MessageQueueEntry entry) {
    Address address =
        entry.key() == 0
            ? new Address.SysvId(Address.SysvFamily.MSG, entry.id())
            : new Address.SysvKey(Address.SysvFamily.MSG, entry.key());
    long capacityBytes = kernel.msg().capacityBytes(entry.id());
    return new ObjectStatus(
        address,
        new ObjectStatus.Identity.Queue(entry.id()),
        (int) entry.uid(),
        (int) entry.gid(),
        new Permissions(entry.permissions()),
        entry.lastChange(),
        ObjectStatus.Persistence.KERNEL,
        new ObjectStatus.Detail.Queue(
            OptionalLong.of(entry.messages()),
            OptionalLong.of(entry.queuedBytes()),
            capacityBytes < 0 ? OptionalLong.empty() : OptionalLong.of(capacityBytes),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.of(entry.key()),
            OptionalInt.of(entry.id()),
            pid(entry.lastSendPid()),
            pid(entry.lastReceivePid()),
            entry.lastSend(),
            entry.lastReceive()));
  }

  private static OptionalInt pid(OptionalLong pid) {
    return pid.isPresent() ? OptionalInt.of((int) pid.getAsLong()) : OptionalInt.empty();
  }

  /** Who has a POSIX queue open; a System V queue is never open, so who sleeps in a call on it. */
  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    if (object.identity() instanceof ObjectStatus.Identity.Queue queue) {
      return scan.sleepersOnQueue(queue.id());
    }
    if (object.identity() instanceof ObjectStatus.Identity.FileNode node) {
      return scan.openingsOf(node);
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no queue");
  }

  @Override
  public void remove(ObjectStatus object) {
    if (object.address() instanceof Address.PosixMq queue) {
      posix.remove(object, queue, engine.accounts());
    } else if (object.identity() instanceof ObjectStatus.Identity.Queue queue) {
      int result = kernel.msg().remove(queue.id());
      if (result < 0) {
        throw Failures.ofRemoval(object, engine.accounts(), result);
      }
    }
  }
}
