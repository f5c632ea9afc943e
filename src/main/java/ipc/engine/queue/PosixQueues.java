package ipc.engine.queue;

import ipc.engine.Accounts;
import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.proc.MountEntry;
import ipc.proc.PosixQueueStatus;
import ipc.sys.DirectoryEntries;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * POSIX message queues: their names by the file system that holds them, all else by opening each
 * for reading, which takes no message.
 */
final class PosixQueues {
  private static final String FILE_SYSTEM = "mqueue";
  private static final int CHUNK_BYTES = 1 << 16;
  // The kernel's text of a queue has at most 79 (FILENT_SIZE, ipc/mqueue.c).
  private static final int STATUS_BYTES = 256;
  private static final String MOUNT_HINT =
      "run as root, or 'mount -t mqueue none /dev/mqueue' once as root";

  private final Kernel kernel;

  PosixQueues(Kernel kernel) {
    this.kernel = kernel;
  }

  List<ObjectStatus> list(Scan scan) {
    Optional<Descriptor> opened = openRoot(scan);
    if (opened.isEmpty()) {
      return List.of();
    }
    List<ObjectStatus> found = new ArrayList<>();
    try (Descriptor root = opened.get()) {
      for (byte[] name : names(root, scan)) {
        inspect(root, name, scan).ifPresent(found::add);
      }
    }
    found.sort((a, b) -> a.address().toString().compareTo(b.address().toString()));
    return found;
  }

  /**
   * Opens the directory of our IPC namespace's queues: the kernel's own, which needs root, before a
   * mount, because a mount shows the namespace of who mounted it.
   *
   * @return empty, and the scan is told, if nobody lets us
   */
  private Optional<Descriptor> openRoot(Scan scan) {
    int root = kernel.mqueue().openRoot();
    if (root >= 0) {
      return Optional.of(Descriptor.owned(kernel, root, FILE_SYSTEM));
    }
    if (Errno.ofResult(root) == Errno.ENODEV) {
      return Optional.empty(); // a kernel without POSIX queues: there is nothing to list
    }
    List<MountEntry> mounts = MountEntry.ofType(scan.proc().mounts(), FILE_SYSTEM);
    if (mounts.isEmpty()) {
      scan.warn(
          "could not list POSIX queues, for no mqueue file system is mounted: "
              + Failures.reason(root)
              + "; "
              + MOUNT_HINT);
      return Optional.empty();
    }
    String path = mounts.getLast().mountPoint();
    int directory =
        kernel
            .files()
            .openat(
                FileCalls.AT_FDCWD,
                ByteText.encode(path),
                FileCalls.O_RDONLY | FileCalls.O_DIRECTORY,
                0);
    if (directory < 0) {
      scan.warn("could not list POSIX queues in '" + path + "': " + Failures.reason(directory));
      return Optional.empty();
    }
    return Optional.of(Descriptor.owned(kernel, directory, path));
  }

  private List<byte[]> names(Descriptor root, Scan scan) {
    List<byte[]> names = new ArrayList<>();
    byte[] chunk = new byte[CHUNK_BYTES];
    int result = DirectoryEntries.readAll(kernel.files(), root.number(), chunk, names);
    if (result < 0) {
      scan.warn(
          "could not list all POSIX queues in '" + root.name() + "': " + Failures.reason(result));
    }
    return names;
  }

  /** One queue of a listing; empty if it is gone meanwhile, or is of another namespace. */
  private Optional<ObjectStatus> inspect(Descriptor root, byte[] name, Scan scan) {
    FileStatus file = new FileStatus();
    int result = kernel.files().statx(root.number(), name, FileCalls.AT_SYMLINK_NOFOLLOW, file);
    if (result < 0) {
      return Optional.empty(); // nothing can fail here but the name, which was there just now
    }
    Address.PosixMq address = new Address.PosixMq("/" + ByteText.decode(name));
    int queue = open(address);
    if (queue < 0) {
      Errno errno = Errno.ofResult(queue);
      if (errno == Errno.ENOENT) {
        if (stillThere(root, name)) {
          scan.warn(
              "'"
                  + root.name()
                  + "' shows the POSIX queues of another ipc namespace; to see ours, "
                  + MOUNT_HINT);
        }
        return Optional.empty();
      }
      scan.unread("the messages", address, Failures.reason(queue));
      return Optional.of(status(address, file, unknown()));
    }
    try (Descriptor open = Descriptor.owned(kernel, queue, address.toString())) {
      return Optional.of(status(address, file, detail(open, address, scan)));
    }
  }

  private boolean stillThere(Descriptor root, byte[] name) {
    FileStatus file = new FileStatus();
    return kernel.files().statx(root.number(), name, FileCalls.AT_SYMLINK_NOFOLLOW, file) == 0;
  }

  /** One queue by its name, which every user may ask for with no mount at all. */
  ObjectStatus status(Address.PosixMq address, Scan scan) {
    int queue = open(address);
    if (queue >= 0) {
      try (Descriptor open = Descriptor.owned(kernel, queue, address.toString())) {
        // Before the queue is read, for that changes the times of its file.
        FileStatus file = open.status();
        return status(address, file, detail(open, address, scan));
      }
    }
    if (Errno.ofResult(queue) == Errno.EACCES) {
      Optional<ObjectStatus> listed = withoutOpening(address, scan);
      if (listed.isPresent()) {
        return listed.get();
      }
    }
    throw Failures.ofLook(address, queue);
  }

  /** What the directory tells of a queue that we may not read. */
  private Optional<ObjectStatus> withoutOpening(Address.PosixMq address, Scan scan) {
    Optional<Descriptor> opened = openRoot(scan);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (Descriptor root = opened.get()) {
      return inspect(root, name(address), scan);
    }
  }

  /** Opens a queue for reading, or only for writing where that is all we may. */
  private int open(Address.PosixMq address) {
    byte[] name = name(address);
    int queue = kernel.mqueue().open(name, FileCalls.O_RDONLY | FileCalls.O_NONBLOCK);
    return Errno.ofResult(queue) == Errno.EACCES
        ? kernel.mqueue().open(name, FileCalls.O_WRONLY | FileCalls.O_NONBLOCK)
        : queue;
  }

  /** The kernel's name of a queue is without the slash that the C library wants. */
  private static byte[] name(Address.PosixMq address) {
    return ByteText.encode(address.name().substring(1));
  }

  private ObjectStatus.Detail.Queue detail(Descriptor queue, Address.PosixMq address, Scan scan) {
    long[] attributes = new long[3];
    int result = kernel.mqueue().attributes(queue.number(), attributes);
    if (result < 0) {
      scan.unread("the messages", address, Failures.reason(result));
      return unknown();
    }
    long capacityMessages = attributes[0];
    long messageBytes = attributes[1];
    long messages = attributes[2];
    return detail(
        OptionalLong.of(messages),
        // An empty queue is not read, so that its file keeps its times.
        messages == 0 ? OptionalLong.of(0) : usedBytes(queue, address, scan),
        OptionalLong.of(capacityMessages * messageBytes),
        OptionalLong.of(capacityMessages),
        OptionalLong.of(messageBytes));
  }

  private OptionalLong usedBytes(Descriptor queue, Address.PosixMq address, Scan scan) {
    byte[] text = new byte[STATUS_BYTES];
    int count = kernel.files().read(queue.number(), text);
    Optional<PosixQueueStatus> status =
        count < 0 ? Optional.empty() : PosixQueueStatus.parse(Arrays.copyOf(text, count)).first();
    if (status.isEmpty()) {
      String reason = count < 0 ? Failures.reason(count) : "the kernel's text was not understood";
      scan.unread("the used bytes", address, reason);
      return OptionalLong.empty();
    }
    return OptionalLong.of(status.get().queuedBytes());
  }

  private static ObjectStatus.Detail.Queue unknown() {
    OptionalLong unknown = OptionalLong.empty();
    return detail(unknown, unknown, unknown, unknown, unknown);
  }

  private static ObjectStatus.Detail.Queue detail(
      OptionalLong messages,
      OptionalLong usedBytes,
      OptionalLong capacityBytes,
      OptionalLong capacityMessages,
      OptionalLong messageBytes) {
    return new ObjectStatus.Detail.Queue(
        messages,
        usedBytes,
        capacityBytes,
        capacityMessages,
        messageBytes,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static ObjectStatus status(
      Address.PosixMq address, FileStatus file, ObjectStatus.Detail.Queue detail) {
    return new ObjectStatus(
        address,
        ObjectStatus.Identity.FileNode.of(file),
        file.uid(),
        file.gid(),
        Permissions.ofMode(file.mode()),
        // Each message, and each look at its file, changes the times of a queue: they tell nothing.
        OptionalLong.empty(),
        ObjectStatus.Persistence.KERNEL,
        detail);
  }

  void remove(ObjectStatus object, Address.PosixMq address, Accounts accounts) {
    int result = kernel.mqueue().unlink(name(address));
    if (result < 0) {
      throw Failures.ofRemoval(object, accounts, result);
    }
  }
}
