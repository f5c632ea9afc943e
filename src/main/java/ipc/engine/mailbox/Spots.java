package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Place;
import ipc.model.Scheme;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.List;

/** Finds where mailboxes are, by their addresses, and guards the names there. */
final class Spots {
  private final Engine engine;
  private final Kernel kernel;
  private final MailboxHomes homes;

  Spots(Engine engine, MailboxHomes homes) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.homes = homes;
  }

  /** The address of a mailbox; any other is refused. */
  static Address.Named named(Address address) {
    if (address instanceof Address.Named named && named.scheme() == Scheme.MBOX) {
      return named;
    }
    throw new IpcException.Unsupported(
        "'" + address + "' is no mailbox", "accepted: mbox:name, mbox:/path, mbox:~user/name");
  }

  /** The path of a mailbox that is named by one. */
  static String path(Address.Named address) {
    return ((Place.AtPath) address.place()).path();
  }

  /**
   * Where the mailbox of that address is.
   *
   * @throws IpcException.NoSuchObject if no home has a mailbox of that name; of a path it is not
   *     asked
   */
  Spot find(Address.Named address) {
    // instanceof and not a pattern switch: every command passes here, and linking one costs 2 ms.
    if (address.place() instanceof Place.Name ours) {
      return spot(address, ours.name(), homes.existing());
    }
    if (address.place() instanceof Place.OfUser other) {
      return spot(address, other.name(), homes.ofUser(other.user()).stream().toList());
    }
    String path = path(address);
    return new Spot(address, null, path, path);
  }

  /** The one of these homes that has the name; the others are closed. */
  private static Spot spot(Address.Named address, String name, List<Home> open) {
    Spot found = null;
    for (Home home : open) {
      if (found == null && home.has(name)) {
        found = new Spot(address, home, name, home.pathOf(name));
      } else {
        home.close();
      }
    }
    if (found == null) {
      throw new IpcException.NoSuchObject(
          "there is no '" + address + "'", "'ipc mbox create " + address + "' makes it");
    }
    return found;
  }

  /**
   * With the lock that guards names where a mailbox is, the same as {@link Mailboxes#create} takes.
   */
  void underLock(Spot spot, SignalWatch signals, Runnable change) {
    if (spot.address().place() instanceof Place.Name) {
      try (Home first = homes.first()) {
        first.lock(signals);
        change.run();
      }
    } else if (spot.isNamed()) {
      spot.home().lock(signals);
      change.run();
    } else {
      try (Descriptor directory = openParent(spot.path())) {
        DirectoryLock.take(engine, directory, signals);
        change.run();
      }
    }
  }

  /** The directory that a path lies in. */
  Descriptor openParent(String path) {
    String parent = parent(path);
    int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY;
    return Descriptor.open(kernel, parent, flags, 0, parent);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** Takes the name of an open file away, unless it is another's by now. */
  void unlink(Spot spot, Descriptor open) {
    FileStatus named = new FileStatus();
    byte[] path = ByteText.encode(spot.path());
    int flags = FileCalls.AT_SYMLINK_NOFOLLOW;
    FileStatus ours = open.status();
    if (kernel.files().statx(FileCalls.AT_FDCWD, path, flags, named) == 0
        && named.inode() == ours.inode()
        && named.deviceMinor() == ours.deviceMinor()) {
      int result = kernel.files().unlinkat(FileCalls.AT_FDCWD, path, 0);
      if (result < 0 && Errno.ofResult(result) != Errno.ENOENT) {
        throw Failures.of("remove", spot.address().toString(), result);
      }
    }
  }
}
