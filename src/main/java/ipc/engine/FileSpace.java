package ipc.engine;

import ipc.model.Size;
import ipc.sys.Errno;
import ipc.sys.FileSystemStatus;
import ipc.sys.Kernel;

/**
 * The space of a file that is open for writing: allocated, so that no later store is without it.
 */
public final class FileSpace {
  private static final long TMPFS_MAGIC = 0x01021994; // linux/magic.h

  private final Engine engine;
  private final Kernel kernel;
  private final Descriptor file;
  private final String path;
  private final Purpose purpose;

  /** What the space is for, in messages. */
  public enum Purpose {
    /** A new file. */
    CREATE("create", "of"),
    /** A file that is there. */
    RESIZE("resize", "to");

    private final String verb;
    private final String preposition;

    Purpose(String verb, String preposition) {
      this.verb = verb;
      this.preposition = preposition;
    }
  }

  /** The space of a file. */
  public FileSpace(Engine engine, Descriptor file, String path, Purpose purpose) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.file = file;
    this.path = path;
    this.purpose = purpose;
  }

  /**
   * Allocates all of it, from the beginning; the file is at least so long then.
   *
   * @param presentBytes what it has already
   * @throws IpcException.LimitReached if the file system or the memory has not so much; nothing was
   *     taken then
   */
  public void allocate(long presentBytes, long sizeBytes) {
    refuseMoreThanThereIs(presentBytes, sizeBytes);
    int result;
    do {
      result = kernel.files().fallocate(file.number(), 0, sizeBytes);
    } while (Errno.ofResult(result) == Errno.EINTR);
    if (result < 0) {
      throw noRoom(sizeBytes, result);
    }
  }

  /** fallocate(2) on tmpfs would first drive the machine out of memory, and be killed for it. */
  private void refuseMoreThanThereIs(long presentBytes, long sizeBytes) {
    FileSystemStatus fileSystem = fileSystem();
    long wanted = sizeBytes - presentBytes;
    if (fileSystem.totalBytes() > 0 && wanted > fileSystem.availableBytes()) {
      throw noRoom(sizeBytes, -Errno.ENOSPC.number());
    }
    if (fileSystem.type() == TMPFS_MAGIC) {
      long available = engine.scan().availableMemoryBytes().orElse(Long.MAX_VALUE);
      if (wanted > available) {
        throw new IpcException.LimitReached(
            what(sizeBytes)
                + ": this machine has only "
                + new Size(available).human()
                + " of memory and swap available",
            "'ipc shm ls --sort -size' lists the segments that hold memory");
      }
    }
  }

  private IpcException noRoom(long sizeBytes, int result) {
    FileSystemStatus fileSystem = fileSystem();
    return switch (Errno.ofResult(result)) {
      case ENOSPC, EDQUOT, ENOMEM ->
          new IpcException.LimitReached(
              what(sizeBytes)
                  + ": "
                  + new Size(fileSystem.availableBytes()).human()
                  + " of "
                  + new Size(fileSystem.totalBytes()).human()
                  + " are free there ("
                  + Errno.ofResult(result)
                  + ")",
              path.startsWith("/dev/shm/")
                  ? "'mount -o remount,size=SIZE /dev/shm' raises it; in a container, its shm size"
                  : null);
      case EFBIG ->
          new IpcException.LimitReached(
              what(sizeBytes) + ": larger than a file may be (EFBIG)",
              "'ulimit -f' shows the limit of this shell");
      case EOPNOTSUPP ->
          new IpcException.Unsupported(
              "cannot "
                  + purpose.verb
                  + " '"
                  + file.name()
                  + "': this file system cannot allocate space (fallocate)",
              null);
      default -> Failures.of(purpose.verb, file.name(), result);
    };
  }

  private String what(long sizeBytes) {
    String size = new Size(sizeBytes).human();
    return "cannot " + purpose.verb + " '" + file.name() + "' " + purpose.preposition + " " + size;
  }

  private FileSystemStatus fileSystem() {
    FileSystemStatus status = new FileSystemStatus();
    int result = kernel.files().fstatfs(file.number(), status);
    if (result < 0) {
      throw Failures.of("look at the file system of", file.name(), result);
    }
    return status;
  }
}
