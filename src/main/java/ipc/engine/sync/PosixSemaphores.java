package ipc.engine.sync;

import ipc.engine.Accounts;
import ipc.engine.Failures;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.proc.ProcAnswer;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Named POSIX semaphores: the C library keeps each as a file {@code sem.NAME} beside the POSIX
 * segments. They are read, never mapped: anybody may have put a short file there, and to touch a
 * page beyond its end kills.
 *
 * <p>{@code struct new_sem} of the GNU C library on 64 bits; both counters are of 32 bits in the
 * machine's order, and little-endian machines have the value first:
 *
 * <pre>
 *  0  value      lowered by sem_wait(3), raised by sem_post(3)
 *  4  waiters    threads that sleep until it rises
 *  8  private, padding; unused to the 32 bytes of sem_t
 * </pre>
 */
final class PosixSemaphores {
  private static final String DIRECTORY = "/dev/shm";
  private static final String PREFIX = "sem.";
  private static final int SEM_BYTES = 32;
  private static final int VALUE = 0;
  private static final int WAITERS = 4;
  private static final int COUNTER_BYTES = 8;

  private final Kernel kernel;

  PosixSemaphores(Kernel kernel) {
    this.kernel = kernel;
  }

  List<ObjectStatus> list(Scan scan) {
    ProcAnswer<List<String>> names = scan.list(DIRECTORY);
    if (names.content().isEmpty()) {
      scan.warn("could not list '" + DIRECTORY + "': " + names.reason());
      return List.of();
    }
    List<ObjectStatus> found = new ArrayList<>();
    for (String name : names.content().get().stream().sorted().toList()) {
      // A file that is called "sem." and no more is no semaphore's.
      if (name.startsWith(PREFIX) && name.length() > PREFIX.length()) {
        Address.PosixSem address = new Address.PosixSem("/" + name.substring(PREFIX.length()));
        FileStatus file = new FileStatus();
        int result = look(address, file);
        if (result == 0) {
          found.add(status(address, file, scan));
        } else if (Errno.ofResult(result) != Errno.ENOENT) {
          scan.warn("could not look at '" + address + "': " + Failures.reason(result));
        }
      }
    }
    return found;
  }

  ObjectStatus status(Address.PosixSem address, Scan scan) {
    FileStatus file = new FileStatus();
    int result = look(address, file);
    if (result < 0) {
      throw Failures.ofLook(address, result);
    }
    return status(address, file, scan);
  }

  private int look(Address.PosixSem address, FileStatus into) {
    return kernel
        .files()
        .statx(
            FileCalls.AT_FDCWD,
            ByteText.encode(path(address)),
            FileCalls.AT_SYMLINK_NOFOLLOW | FileCalls.AT_STATX_DONT_SYNC,
            into);
  }

  private static String path(Address.PosixSem address) {
    return DIRECTORY + "/" + PREFIX + address.name().substring(1);
  }

  private ObjectStatus status(Address.PosixSem address, FileStatus file, Scan scan) {
    return ObjectStatus.ofFile(
        address, file, ObjectStatus.Persistence.KERNEL, detail(address, file, scan));
  }

  private ObjectStatus.Detail detail(Address.PosixSem address, FileStatus file, Scan scan) {
    String other = otherThanSemaphore(file);
    if (!other.isEmpty()) {
      scan.warn("'" + address + "' is no semaphore, but " + other);
      return new ObjectStatus.Detail.Other(other);
    }
    byte[] counters = new byte[COUNTER_BYTES];
    int result = read(address, counters);
    if (result < COUNTER_BYTES) {
      String reason = result < 0 ? Failures.reason(result) : "cut short while we looked";
      scan.unread("the value", address, reason);
      return detail(Optional.empty(), OptionalLong.empty());
    }
    ByteBuffer view = ByteBuffer.wrap(counters).order(ByteOrder.nativeOrder());
    return detail(
        Optional.of(List.of(Integer.toUnsignedLong(view.getInt(VALUE)))),
        OptionalLong.of(Integer.toUnsignedLong(view.getInt(WAITERS))));
  }

  private static ObjectStatus.Detail detail(Optional<List<Long>> values, OptionalLong waiters) {
    return new ObjectStatus.Detail.Semaphores(
        1, values, waiters, OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
  }

  /** What a file is if it can be no semaphore, with its article; else the empty text. */
  private static String otherThanSemaphore(FileStatus file) {
    return switch (file.kind()) {
      case REGULAR ->
          file.sizeBytes() == 0
              ? "an empty file"
              : file.sizeBytes() < SEM_BYTES ? "a file of " + file.sizeBytes() + " bytes" : "";
      case DIRECTORY -> "a directory";
      case SYMBOLIC_LINK -> "a symbolic link";
      case FIFO -> "a fifo";
      case SOCKET -> "a socket";
      case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
      case NONE -> "a file without a type";
    };
  }

  private int read(Address.PosixSem address, byte[] into) {
    int flags = FileCalls.O_RDONLY | FileCalls.O_NOFOLLOW | FileCalls.O_NONBLOCK;
    int descriptor =
        kernel.files().openat(FileCalls.AT_FDCWD, ByteText.encode(path(address)), flags, 0);
    if (descriptor < 0) {
      return descriptor;
    }
    try {
      return kernel.files().read(descriptor, into);
    } finally {
      kernel.files().close(descriptor);
    }
  }

  void remove(ObjectStatus object, Address.PosixSem address, Accounts accounts) {
    int result = kernel.files().unlinkat(FileCalls.AT_FDCWD, ByteText.encode(path(address)), 0);
    if (result < 0) {
      throw Failures.ofRemoval(object, accounts, result);
    }
  }
}
