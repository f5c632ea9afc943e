package ipc.engine.fifo;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.Scan;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Permissions;
import ipc.model.Scheme;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The named pipes of this machine.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/fifo.7.html">fifo(7)</a>
 */
public final class Fifos implements Mechanism {
  /** What a named pipe is made with unless the user says otherwise. */
  public static final Permissions DEFAULT_MODE = new Permissions(0600);

  private static final int OWNER_ONLY = 0600;
  // Both ends: that waits for nobody.
  private static final int OPEN_NEW = FileCalls.O_RDWR | FileCalls.O_NOFOLLOW;

  private final Engine engine;
  private final Kernel kernel;

  /** The named pipes of a machine. */
  public Fifos(Engine engine) {
    this.engine = engine;
    this.kernel = engine.kernel();
  }

  /** What is done where there is one already. */
  public enum Existing {
    /** It is an error. */
    REFUSE,
    /** It is fine if it has the same mode. */
    OPEN
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(Scheme.FIFO);
  }

  /** Those that some process has open: nobody keeps a list of the others. */
  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    for (String name : scan.proc().fifoNames()) {
      FileStatus file = new FileStatus();
      int result = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(name), 0, file);
      // Removed meanwhile, or a name in another mount namespace.
      if (result == 0 && file.kind() == FileStatus.Kind.FIFO) {
        found.add(status(new Address.Fifo(name), file, scan));
      }
    }
    found.sort((a, b) -> a.address().toString().compareTo(b.address().toString()));
    return found;
  }

  @Override
  public ObjectStatus status(Address address, Scan scan) {
    Address.Fifo fifo = fifo(address);
    return status(fifo, require(fifo), scan);
  }

  private ObjectStatus status(Address.Fifo address, FileStatus file, Scan scan) {
    ObjectStatus.Identity.FileNode node = ObjectStatus.Identity.FileNode.of(file);
    PipeEnds ends = new PipeEnds(kernel, address, node, scan);
    return ObjectStatus.ofFile(
        address, file, ObjectStatus.Persistence.FILE, new ObjectStatus.Detail.Fifo(ends::content));
  }

  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    if (object.identity() instanceof ObjectStatus.Identity.FileNode node) {
      return scan.endsOf(node);
    }
    throw new IllegalArgumentException("'" + object.address() + "' is no named pipe");
  }

  @Override
  public void remove(ObjectStatus object) {
    Address.Fifo address = fifo(object.address());
    require(address);
    int result = kernel.files().unlinkat(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0);
    if (result < 0) {
      throw Failures.ofRemoval(object, engine.accounts(), result);
    }
  }

  private static Address.Fifo fifo(Address address) {
    if (address instanceof Address.Fifo fifo) {
      return fifo;
    }
    throw new IpcException.BadUsage(
        "'" + address + "' names no named pipe", "accepted: fifo:/path");
  }

  /**
   * What the file system tells of a named pipe.
   *
   * @throws IpcException.Corrupt if there is something else of that name
   */
  private FileStatus require(Address.Fifo address) {
    FileStatus file = new FileStatus();
    int result = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0, file);
    if (result < 0) {
      throw missing("look at", address, result);
    }
    if (file.kind() != FileStatus.Kind.FIFO) {
      throw new IpcException.Corrupt(
          "'" + address + "' is no named pipe: it is a " + file.kind().word(), null);
    }
    return file;
  }

  static IpcException missing(String action, Address.Fifo address, long result) {
    return Errno.ofResult(result) == Errno.ENOENT
        ? Failures.of(
            action, address.toString(), result, "'ipc fifo create " + address + "' makes one")
        : Failures.ofOpening(action, address, result);
  }

  /**
   * What a named pipe is made with.
   *
   * @param mode exactly, whatever the umask
   * @param group its group; empty for what the kernel gives
   */
  public record Shape(Permissions mode, OptionalInt group) {}

  /**
   * Makes a named pipe.
   *
   * @return whether it was made now
   * @throws IpcException.AlreadyExists if there is one, or one of another shape
   */
  public boolean create(Address.Fifo address, Shape shape, Existing existing) {
    byte[] path = ByteText.encode(address.path());
    int result = shape.group().isEmpty() ? make(path, shape.mode().bits()) : ofGroup(path, shape);
    if (result == 0) {
      return true;
    }
    if (Errno.ofResult(result) != Errno.EEXIST) {
      throw Failures.of("create", address.toString(), result);
    }
    if (existing == Existing.REFUSE) {
      throw new IpcException.AlreadyExists(
          "cannot create '" + address + "': already exists (EEXIST)",
          "'ipc stat " + address + "' shows what it is; --open accepts a named pipe of that mode");
    }
    checkShape(address, shape);
    return false;
  }

  private int make(byte[] path, int mode) {
    // The mode is the one asked for, from the first moment: umask(2) is the whole process's, and
    // this process does nothing else meanwhile.
    int mask = kernel.files().umask(0);
    int result = kernel.pipes().mkfifoat(FileCalls.AT_FDCWD, path, mode);
    kernel.files().umask(mask);
    return result;
  }

  /**
   * mknod(2) takes no group, and O_TMPFILE makes no pipes. So it gets its group under a name of
   * ours beside its own, and then its own: nobody sees it without. Killed in between, that name is
   * left.
   */
  private int ofGroup(byte[] path, Shape shape) {
    byte[] own = ByteText.encode(ByteText.decode(path) + "." + kernel.processes().getpid());
    int result = make(own, OWNER_ONLY);
    if (result < 0) {
      return result;
    }
    int end = kernel.files().openat(FileCalls.AT_FDCWD, own, OPEN_NEW, 0);
    result = end;
    if (result >= 0) {
      result = kernel.files().fchown(end, -1, shape.group().getAsInt());
    }
    if (result >= 0) {
      result = kernel.files().fchmod(end, shape.mode().bits());
    }
    if (result >= 0) {
      result = kernel.files().linkat(FileCalls.AT_FDCWD, own, FileCalls.AT_FDCWD, path, 0);
    }
    if (end >= 0) {
      kernel.files().close(end);
    }
    kernel.files().unlinkat(FileCalls.AT_FDCWD, own, 0);
    return result;
  }

  private void checkShape(Address.Fifo address, Shape shape) {
    FileStatus file = new FileStatus();
    int result = kernel.files().statx(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0, file);
    if (result < 0) {
      throw missing("open", address, result);
    }
    if (file.kind() != FileStatus.Kind.FIFO) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists and is no named pipe: it is a " + file.kind().word(), null);
    }
    Permissions there = Permissions.ofMode(file.mode());
    if (there.bits() != shape.mode().bits()) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists with mode " + there.octal() + ", not " + shape.mode().octal(),
          null);
    }
    if (shape.group().isPresent() && shape.group().getAsInt() != file.gid()) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists with group " + engine.accounts().group(file.gid()), null);
    }
  }

  /** Takes a name away again that was made just now. */
  public void unlink(Address.Fifo address) {
    int result = kernel.files().unlinkat(FileCalls.AT_FDCWD, ByteText.encode(address.path()), 0);
    if (result < 0) {
      throw Failures.of("remove", address.toString(), result);
    }
  }

  /** Opens it as a reader, a writer or a holder, when the peer is there. */
  public FifoOpening opening(Address.Fifo address) {
    require(address);
    return new FifoOpening(engine, address);
  }

  /**
   * Lets it hold more or less, by a descriptor of a process that has it open.
   *
   * @return how many bytes it holds now: the kernel rounds up
   * @throws IpcException.Unsupported if nobody has it open: then there is no pipe behind the name
   * @throws IpcException.LimitReached if more waits in it
   */
  public int setCapacity(Address.Fifo address, int bytes) {
    Scan scan = engine.scan();
    try (Descriptor end = ends(address, scan).any()) {
      int result = kernel.pipes().setCapacity(end.number(), bytes);
      if (result >= 0) {
        return result;
      }
      String failed = "cannot set the capacity of '" + address + "' to " + bytes + " bytes: ";
      throw switch (Errno.ofResult(result)) {
        case EBUSY ->
            new IpcException.LimitReached(
                failed + "more than that waits in it (EBUSY)",
                "'ipc fifo stat " + address + "' shows how much");
        case EPERM ->
            new IpcException.NotPermitted(
                failed + Failures.reason(result),
                "/proc/sys/fs/pipe-max-size is the most for a user");
        default -> new IpcException.SystemFailure(failed + Failures.reason(result), null);
      };
    }
  }

  /**
   * A copy of what waits in it, which stays there: tee(2) by a reader's descriptor.
   *
   * @return a pipe that holds the copy and ends after it
   * @throws IpcException.AnswerIsNo if nothing waits
   * @throws IpcException.Unsupported if nobody has the reading end open
   */
  public Descriptor peek(Address.Fifo address) {
    Scan scan = engine.scan();
    int[] copy = new int[2];
    try (Descriptor end = ends(address, scan).reading()) {
      int made = kernel.pipes().pipe(copy);
      if (made < 0) {
        throw Failures.of("make a pipe beside", address.toString(), made);
      }
      Descriptor reading = Descriptor.owned(kernel, copy[0], "a copy of '" + address + "'");
      int capacity = Math.max(kernel.pipes().capacity(end.number()), 1);
      kernel.pipes().setCapacity(copy[1], capacity);
      long result = kernel.pipes().tee(end.number(), copy[1], Integer.MAX_VALUE);
      kernel.files().close(copy[1]);
      if (result > 0) {
        return reading;
      }
      reading.close();
      if (result == 0 || Errno.ofResult(result) == Errno.EAGAIN) {
        throw new IpcException.AnswerIsNo("nothing waits in '" + address + "'", null);
      }
      throw Failures.of("look into", address.toString(), result);
    }
  }

  private PipeEnds ends(Address.Fifo address, Scan scan) {
    FileStatus file = require(address);
    return new PipeEnds(kernel, address, ObjectStatus.Identity.FileNode.of(file), scan);
  }
}
