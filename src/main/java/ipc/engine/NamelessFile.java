package ipc.engine;

import ipc.model.ByteText;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.util.OptionalInt;

/**
 * A file that is made without a name first (O_TMPFILE), gets all its space, and is linked when it
 * is whole. So nobody sees it half-built, a full file system leaves no name behind, a kill -9 in
 * between leaves nothing at all, and no later store can raise SIGBUS for want of space.
 */
public final class NamelessFile implements AutoCloseable {
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
    new FileSpace(engine, descriptor, path, FileSpace.Purpose.CREATE).allocate(0, sizeBytes);
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

  @Override
  public void close() {
    descriptor.close();
  }
}
