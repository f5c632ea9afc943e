package ipc.engine;

import ipc.model.ByteText;
import ipc.model.Size;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileSystemStatus;
import ipc.sys.Kernel;
import java.util.OptionalInt;

/**
 * A file that is made without a name first (O_TMPFILE), gets all its space, and is linked when it
 * is whole. So nobody sees it half-built, a full file system leaves no name behind, a kill -9 in
 * between leaves nothing at all, and no later store can raise SIGBUS for want of space.
 */
public final class NamelessFile implements AutoCloseable {
  private static final long TMPFS_MAGIC = 0x01021994; // linux/magic.h

  private final Engine engine;
  private final Kernel kernel;
  private final String subject;
  private final String path;
  private final Descriptor descriptor;

  private NamelessFile(Engine engine, String subject, String path, Descriptor descriptor) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.subject = subject;
    this.path = path;
    this.descriptor = descriptor;
  }

  /**
   * Begins a file that will have a path.
   *
   * @param subject what to call it in messages
   * @throws IpcException.Unsupported if its file system makes no files without a name
   * @throws IpcException.NoSuchObject if there is no such directory
   */
  public static NamelessFile in(Engine engine, String subject, String path) {
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    int number =
        engine
            .kernel()
            .files()
            .openat(
                FileCalls.AT_FDCWD,
                ByteText.encode(directory),
                FileCalls.O_TMPFILE | FileCalls.O_RDWR,
                0600);
    if (number >= 0) {
      Descriptor descriptor = Descriptor.owned(engine.kernel(), number, subject);
      return new NamelessFile(engine, subject, path, descriptor);
    }
    throw switch (Errno.ofResult(number)) {
      case EOPNOTSUPP, EISDIR, EINVAL ->
          new IpcException.Unsupported(
              "cannot create '"
                  + subject
                  + "': the file system of '"
                  + directory
                  + "' makes no files without a name (O_TMPFILE)",
              "tmpfs, ext4, xfs and btrfs do");
      case ENOENT, ENOTDIR ->
          new IpcException.NoSuchObject(
              "cannot create '" + subject + "': there is no directory '" + directory + "'", null);
      default -> Failures.of("create", subject, number);
    };
  }

  /** The open file. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Gets its space, from the beginning.
   *
   * @throws IpcException.LimitReached if the file system or the memory has not so much; nothing was
   *     taken then
   */
  public void allocate(long sizeBytes) {
    refuseMoreThanThereIs(sizeBytes);
    int result;
    do {
      result = kernel.files().fallocate(descriptor.number(), 0, sizeBytes);
    } while (Errno.ofResult(result) == Errno.EINTR);
    if (result < 0) {
      throw noRoom(sizeBytes, result);
    }
  }

  /** Gives it a mode, whatever the umask, and a group if one is given. */
  public void give(int mode, OptionalInt group) {
    if (group.isPresent()) {
      int result = kernel.files().fchown(descriptor.number(), -1, group.getAsInt());
      if (result < 0) {
        throw Failures.of("give a group to", subject, result);
      }
    }
    int result = kernel.files().fchmod(descriptor.number(), mode);
    if (result < 0) {
      throw Failures.of("set the mode of", subject, result);
    }
  }

  /**
   * Gives it its name.
   *
   * @return false if the name is taken
   */
  public boolean link() {
    // open(2), O_TMPFILE: the way that needs no privilege is the link in /proc.
    int result =
        kernel
            .files()
            .linkat(
                FileCalls.AT_FDCWD,
                ByteText.encode("/proc/self/fd/" + descriptor.number()),
                FileCalls.AT_FDCWD,
                ByteText.encode(path),
                FileCalls.AT_SYMLINK_FOLLOW);
    if (result == -Errno.ENOENT.number()) {
      // Where /proc is not mounted: since Linux 6.10 for whoever opened it, before that for root.
      result =
          kernel
              .files()
              .linkat(
                  descriptor.number(),
                  new byte[0],
                  FileCalls.AT_FDCWD,
                  ByteText.encode(path),
                  FileCalls.AT_EMPTY_PATH);
    }
    if (result < 0 && Errno.ofResult(result) != Errno.EEXIST) {
      throw Failures.of("create", subject, result);
    }
    return result == 0;
  }

  /** fallocate(2) on tmpfs would first drive the machine out of memory, and be killed for it. */
  private void refuseMoreThanThereIs(long sizeBytes) {
    FileSystemStatus fileSystem = fileSystem();
    if (fileSystem.totalBytes() > 0 && sizeBytes > fileSystem.availableBytes()) {
      throw noRoom(sizeBytes, -Errno.ENOSPC.number());
    }
    if (fileSystem.type() == TMPFS_MAGIC) {
      long available = engine.scan().availableMemoryBytes().orElse(Long.MAX_VALUE);
      if (sizeBytes > available) {
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
              "cannot create '" + subject + "': this file system cannot allocate space (fallocate)",
              null);
      default -> Failures.of("create", subject, result);
    };
  }

  private String what(long sizeBytes) {
    return "cannot create '" + subject + "' of " + new Size(sizeBytes).human();
  }

  private FileSystemStatus fileSystem() {
    FileSystemStatus status = new FileSystemStatus();
    int result = kernel.files().fstatfs(descriptor.number(), status);
    if (result < 0) {
      throw Failures.of("look at the file system of", subject, result);
    }
    return status;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
