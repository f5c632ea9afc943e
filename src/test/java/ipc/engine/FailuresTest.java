package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.sys.Errno;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final Map<Errno, Class<? extends IpcException>> KINDS = new EnumMap<>(Errno.class);

  static {
    kind(
        IpcException.NoSuchObject.class,
        Errno.ENOENT,
        Errno.ENXIO,
        Errno.ENODEV,
        Errno.EIDRM,
        Errno.ESRCH,
        Errno.ENOTDIR);
    kind(IpcException.AlreadyExists.class, Errno.EEXIST);
    kind(IpcException.NotPermitted.class, Errno.EACCES, Errno.EPERM, Errno.EROFS);
    kind(
        IpcException.LimitReached.class,
        Errno.ENOSPC,
        Errno.ENOMEM,
        Errno.EMFILE,
        Errno.ENFILE,
        Errno.EDQUOT,
        Errno.EFBIG,
        Errno.EAGAIN,
        Errno.EMLINK,
        Errno.EOVERFLOW);
    kind(IpcException.TransferFailed.class, Errno.EIO, Errno.EPIPE, Errno.ECONNRESET, Errno.EFAULT);
    kind(IpcException.Unsupported.class, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.ENOTTY);
    kind(IpcException.Corrupt.class, Errno.EISDIR, Errno.ELOOP);
    kind(IpcException.BadUsage.class, Errno.ENAMETOOLONG);
  }

  private static void kind(Class<? extends IpcException> kind, Errno... errors) {
    for (Errno errno : errors) {
      KINDS.put(errno, kind);
    }
  }

  @Test
  void each_error_has_its_kind_and_the_rest_is_the_systems() {
    for (Errno errno : Errno.values()) {
      IpcException failure = Failures.of("do", "it", -errno.number());

      assertEquals(
          KINDS.getOrDefault(errno, IpcException.SystemFailure.class),
          failure.getClass(),
          errno.toString());
    }
  }

  @Test
  void message_says_what_failed_on_what_and_why() {
    IpcException failure = Failures.of("open", "posix-shm:/x", -13);

    assertEquals("cannot open 'posix-shm:/x': permission denied (EACCES)", failure.getMessage());
    assertEquals(Optional.empty(), failure.hint());
  }

  @Test
  void hint_is_kept() {
    assertEquals(Optional.of("try"), Failures.of("open", "x", -2, "try").hint());
  }

  @Test
  void error_that_is_not_known_is_a_number() {
    assertEquals("error 4000", Failures.reason(-4000));
    assertEquals("no such file or directory (ENOENT)", Failures.reason(-2));
  }
}
