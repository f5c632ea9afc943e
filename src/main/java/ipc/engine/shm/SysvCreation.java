package ipc.engine.shm;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Scan;
import ipc.engine.SysvIds;
import ipc.model.Address;
import ipc.model.Permissions;
import ipc.model.Size;
import ipc.sys.Errno;
import ipc.sys.IpcPermission;
import ipc.sys.Kernel;
import ipc.sys.SharedMemoryStatus;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes a System V segment: shmget(2), whose errors name no limit, so we look for it. */
final class SysvCreation {
  private final Engine engine;
  private final Kernel kernel;
  private final Address address;

  SysvCreation(Engine engine, Address address) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.address = address;
  }

  Created create(Shape shape, Existing existing) {
    int key = requestedKey();
    int flags = IpcPermission.IPC_CREAT | IpcPermission.IPC_EXCL | shape.modeBits();
    int id = kernel.shm().shmget(key, shape.sizeBytes(), flags);
    if (id >= 0) {
      give(id, shape);
      return created(key, id, shape.sizeBytes(), true);
    }
    if (Errno.ofResult(id) != Errno.EEXIST) {
      throw refusal(shape, id);
    }
    return switch (existing) {
      case REFUSE ->
          throw new IpcException.AlreadyExists(
              "cannot create '" + address + "': already exists (EEXIST)",
              "'ipc stat " + address + "' shows its owner; --open accepts it as it is");
      case OPEN -> open(key, shape);
    };
  }

  private int requestedKey() {
    if (address instanceof Address.SysvPrivate) {
      return IpcPermission.IPC_PRIVATE;
    }
    if (address instanceof Address.SysvId) {
      throw new IpcException.BadUsage(
          "cannot create '" + address + "': ids are given by the kernel",
          "give a key (sysv-shm:0x1234), or sysv-shm:private for a segment without one");
    }
    return SysvIds.key(kernel, address);
  }

  private void give(int id, Shape shape) {
    if (shape.group().isEmpty()) {
      return;
    }
    int uid = kernel.processes().geteuid();
    int result = kernel.shm().set(id, uid, shape.group().getAsInt(), shape.modeBits());
    if (result < 0) {
      IpcException failure = Failures.of("give a group to", address.toString(), result);
      int removed = kernel.shm().remove(id);
      if (removed < 0) {
        failure.addSuppressed(Failures.of("remove", address.toString(), removed));
      }
      throw failure;
    }
  }

  private Created open(int key, Shape shape) {
    int id = kernel.shm().shmget(key, 0, 0);
    if (id < 0) {
      throw SysvIds.failure("open", address, id);
    }
    SharedMemoryStatus status = new SharedMemoryStatus();
    int result = kernel.shm().stat(id, status);
    if (result < 0) {
      throw SysvIds.failure("look at", address, result);
    }
    ShapeDifference.check(
        address,
        shape,
        status.sizeBytes(),
        Permissions.ofMode(status.permission().mode()),
        status.permission().gid());
    return created(key, id, status.sizeBytes(), false);
  }

  private static Created created(int key, int id, long sizeBytes, boolean isNew) {
    boolean isPrivate = key == IpcPermission.IPC_PRIVATE;
    Address canonical =
        isPrivate
            ? new Address.SysvId(Address.SysvFamily.SHM, id)
            : new Address.SysvKey(Address.SysvFamily.SHM, key);
    return new Created(
        canonical,
        OptionalInt.of(id),
        isPrivate ? OptionalInt.empty() : OptionalInt.of(key),
        sizeBytes,
        isNew);
  }

  /** shmget(2) says EINVAL for SHMMAX, ENOSPC for SHMMNI and for SHMALL, ENOMEM for memory. */
  private IpcException refusal(Shape shape, int result) {
    String what = "cannot create '" + address + "' of " + new Size(shape.sizeBytes()).human();
    Scan scan = engine.scan();
    return switch (Errno.ofResult(result)) {
      case EINVAL ->
          new IpcException.LimitReached(
              what + ": larger than shmmax, " + setting(scan, "shmmax") + " bytes (EINVAL)",
              "'sysctl kernel.shmmax=BYTES' raises it");
      case ENOSPC -> full(scan, what);
      case ENOMEM ->
          new IpcException.LimitReached(
              what + ": more than this machine's memory and swap can hold (ENOMEM)",
              "'free' shows what there is");
      default -> Failures.of("create", address.toString(), result);
    };
  }

  private static IpcException full(Scan scan, String what) {
    int segments = scan.proc().sharedMemory().size();
    OptionalLong most = scan.proc().setting("kernel/shmmni");
    boolean tooMany = most.isPresent() && segments >= most.getAsLong();
    return tooMany
        ? new IpcException.LimitReached(
            what + ": there are " + segments + " segments, and shmmni allows no more (ENOSPC)",
            "'ipc shm ls' lists them; 'sysctl kernel.shmmni=N' raises the limit")
        : new IpcException.LimitReached(
            what
                + ": all segments together would be over shmall, "
                + setting(scan, "shmall")
                + " pages (ENOSPC)",
            "'ipc shm ls --sort -size' lists them; 'sysctl kernel.shmall=PAGES' raises the limit");
  }

  private static String setting(Scan scan, String name) {
    OptionalLong value = scan.proc().setting("kernel/" + name);
    return value.isPresent() ? Long.toString(value.getAsLong()) : "an unknown number of";
  }
}
