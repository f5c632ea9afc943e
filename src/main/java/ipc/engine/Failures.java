package ipc.engine;

import ipc.model.Address;
import ipc.sys.Errno;

/**
 * What an error number means where nothing more is known: the exception's kind, and a message of
 * the form {@code cannot ACTION 'SUBJECT': meaning (ENAME)}.
 *
 * <p>A mechanism that knows better (which limit, whose object) raises its own exception first.
 */
public final class Failures {
  private Failures() {}

  /**
   * The exception for a failed call.
   *
   * @param action what was tried, as a verb: {@code create}, {@code read}
   * @param subject the address or path
   * @param result what the call returned, {@code -errno}
   */
  public static IpcException of(String action, String subject, long result) {
    return of(action, subject, result, null);
  }

  /** {@link #of(String, String, long)} with a hint, or null for none. */
  public static IpcException of(String action, String subject, long result, String hint) {
    Errno errno = Errno.ofResult(result);
    String message = "cannot " + action + " '" + subject + "': " + reason(errno, result);
    return switch (errno) {
      case ENOENT, ENXIO, ENODEV, EIDRM, ESRCH, ENOTDIR ->
          new IpcException.NoSuchObject(message, hint);
      case EEXIST -> new IpcException.AlreadyExists(message, hint);
      case EACCES, EPERM, EROFS -> new IpcException.NotPermitted(message, hint);
      case ENOSPC, ENOMEM, EMFILE, ENFILE, EDQUOT, EFBIG, EAGAIN, EMLINK, EOVERFLOW ->
          new IpcException.LimitReached(message, hint);
      case EIO, EPIPE, ECONNRESET, EFAULT -> new IpcException.TransferFailed(message, hint);
      case ENOSYS, EOPNOTSUPP, ENOTTY -> new IpcException.Unsupported(message, hint);
      case EISDIR, ELOOP -> new IpcException.Corrupt(message, hint);
      case ENAMETOOLONG -> new IpcException.BadUsage(message, hint);
      default -> new IpcException.SystemFailure(message, hint);
    };
  }

  /** The exception for an object that could not be looked at, and what leads on from there. */
  public static IpcException ofLook(Address address, long result) {
    boolean missing = Errno.ofResult(result) == Errno.ENOENT;
    return of(
        "look at",
        address.toString(),
        result,
        missing ? "'ipc ls' lists the objects that there are" : null);
  }

  /** The exception for an object that could not be opened or attached: who may is told. */
  public static IpcException ofOpening(String action, Address address, long result) {
    boolean refused = Errno.ofResult(result) == Errno.EACCES;
    return of(
        action,
        address.toString(),
        result,
        refused ? "'ipc stat " + address + "' shows its owner and mode" : null);
  }

  /**
   * A program that could not be started.
   *
   * @param program in quotes, and what more is to be said of it
   * @param wayOut the hint where there is no such program; may be null
   */
  public static IpcException ofStart(String program, long result, String wayOut) {
    String message = "cannot run " + program + ": " + reason(result);
    return switch (Errno.ofResult(result)) {
      case ENOENT -> new IpcException.CommandNotFound(message, wayOut);
      // Another time it could be run.
      case EAGAIN, EMFILE, ENFILE, ENOMEM -> new IpcException.LimitReached(message, null);
      default -> new IpcException.CommandNotExecutable(message, null);
    };
  }

  /**
   * The exception for an object that could not be removed, which names whose it is where that is
   * the reason.
   *
   * @param result what the call returned, {@code -errno}
   */
  public static IpcException ofRemoval(ObjectStatus object, Accounts accounts, long result) {
    Errno errno = Errno.ofResult(result);
    if (errno == Errno.EINVAL || errno == Errno.EIDRM) {
      return SysvIds.failure("remove", object.address(), result);
    }
    if (errno != Errno.EPERM && errno != Errno.EACCES) {
      return of("remove", object.address().toString(), result);
    }
    if (object.uid().isEmpty()) {
      return of("remove", object.address().toString(), result);
    }
    String owner = accounts.user(object.uid().getAsInt());
    return new IpcException.NotPermitted(
        "cannot remove '"
            + object.address()
            + "', which belongs to '"
            + owner
            + "': "
            + reason(errno, result),
        owner.equals("root") ? "run as root" : "run as '" + owner + "' or as root");
  }

  /** The meaning and the name of an error, as messages end: {@code permission denied (EACCES)}. */
  public static String reason(long result) {
    return reason(Errno.ofResult(result), result);
  }

  private static String reason(Errno errno, long result) {
    return errno == Errno.UNKNOWN ? "error " + -result : errno.meaning() + " (" + errno + ")";
  }
}
