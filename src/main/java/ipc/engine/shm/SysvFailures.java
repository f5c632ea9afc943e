package ipc.engine.shm;

import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.sys.Errno;

/** What the error numbers of System V shared memory mean: EINVAL is a segment that is gone. */
final class SysvFailures {
  private SysvFailures() {}

  static IpcException of(String action, Address address, long result) {
    Errno errno = Errno.ofResult(result);
    if (errno == Errno.EINVAL || errno == Errno.EIDRM || errno == Errno.ENOENT) {
      return new IpcException.NoSuchObject(
          "there is no '" + address + "' (" + errno + ")",
          address instanceof Address.SysvId
              ? "'ipc shm ls' lists the segments that there are"
              : "'ipc shm create " + address + " -s SIZE' makes it");
    }
    return Failures.of(action, address.toString(), result);
  }
}
