package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ObjectStatus;
import ipc.engine.ObjectStatus.Detail;
import ipc.engine.ObjectStatus.Persistence;
import ipc.engine.Scan;
import ipc.engine.SignalWatch;
import ipc.engine.Use;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Place;
import ipc.model.Scheme;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mailboxes of this machine: made, found by their addresses, looked at and removed. */
public final class Mailboxes implements Mechanism {
  private static final String OTHER_HOMES = "/dev/shm";

  private final Engine engine;
  private final Kernel kernel;
  private final MailboxHomes homes;
  private final Spots spots;
  private final CrashPoint crashPoint;

  /** The mailboxes that are where the settings say. */
  public Mailboxes(Engine engine, MailboxSettings settings) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.homes = new MailboxHomes(engine, settings);
    this.spots = new Spots(engine, homes);
    this.crashPoint = settings.crashPoint();
  }

  @Override
  public Set<Scheme> schemes() {
    return Set.of(Scheme.MBOX);
  }

  /**
   * Opens a mailbox, to take part in it or to seal it.
   *
   * @throws IpcException.NoSuchObject if there is none; a removed one whose name is still there
   *     loses it now
   * @throws IpcException.Corrupt if it is no mailbox, or a damaged one
   * @throws IpcException.Unsupported if it is on a file system that is not local
   */
  public MailboxFile open(Address address, SignalWatch signals) {
    Address.Named named = Spots.named(address);
    try (Spot spot = spots.find(named)) {
      MailboxFile file = MailboxFile.open(engine, named.toString(), spot.path());
      if (file.state() == MailboxFile.REMOVED) {
        try (file) {
          spots.underLock(spot, signals, () -> spots.unlink(spot, file.probe()));
        }
        throw new IpcException.NoSuchObject(
            "there is no '" + named + "': it was removed",
            "'ipc mbox create " + named + "' makes another");
      }
      return file;
    }
  }

  /** {@link #open Opens} a mailbox and takes part in it. */
  public Mailbox attach(Address address, SignalWatch signals) {
    MailboxFile file = open(address, signals);
    try {
      return file.attach(engine, signals, crashPoint);
    } catch (IpcException failure) {
      file.close();
      throw failure;
    }
  }

  /**
   * Changes what can be changed in a mailbox that is in use, without taking part.
   *
   * @throws IpcException.BadUsage if a mode is for a name
   */
  public void adjust(Address address, Adjustment adjustment, SignalWatch signals) {
    Address.Named named = Spots.named(address);
    if (adjustment.mode().isPresent() && !(named.place() instanceof Place.AtPath)) {
      throw modeOfName(named);
    }
    try (MailboxFile file = open(address, signals)) {
      file.adjust(engine, adjustment, crashPoint);
    }
  }

  private static IpcException modeOfName(Address.Named address) {
    return new IpcException.BadUsage(
        "'" + address + "' is for its owner alone: a mode is for a mailbox at a path",
        "'ipc mbox create ./queue.mbox' makes one that others can be let into");
  }

  /**
   * Lets nobody send to a mailbox any more; see {@link #open}.
   *
   * @return false if it was sealed before
   */
  public boolean seal(Address address, SignalWatch signals) {
    try (MailboxFile file = open(address, signals)) {
      return file.seal(engine, crashPoint);
    }
  }

  /** Looks at a mailbox without taking part; see {@link MailboxLook}. */
  public MailboxLook look(Address address) {
    Address.Named named = Spots.named(address);
    try (Spot spot = spots.find(named)) {
      return MailboxLook.open(engine, named.toString(), spot.path());
    }
  }

  /** Whether the login manager removes the mailboxes in memory when our last session ends. */
  public boolean goAtLogout() {
    return homes.goesAtLogout();
  }

  /**
   * Makes a mailbox, whole or not at all.
   *
   * @param acceptExisting whether one that is there will do, if it is as wished
   * @throws IpcException.AlreadyExists if the name is taken, in memory or on disk
   * @throws IpcException.LimitReached if there is not so much room
   */
  public MailboxCreated create(
      Address address, Wish wish, boolean acceptExisting, SignalWatch signals) {
    Address.Named named = Spots.named(address);
    if (named.place() instanceof Place.Name ours) {
      return createNamed(named, ours.name(), wish, acceptExisting, signals);
    }
    if (named.place() instanceof Place.OfUser other) {
      throw new IpcException.BadUsage(
          "cannot create '" + address + "': only '" + other.user() + "' makes mailboxes there",
          null);
    }
    return createAt(named, Spots.path(named), wish, acceptExisting, signals);
  }

  private MailboxCreated createNamed(
      Address.Named address, String name, Wish wish, boolean acceptExisting, SignalWatch signals) {
    if (wish.mode().isPresent()) {
      throw modeOfName(address);
    }
    Persistence persistence = wish.persistence().orElseGet(homes::usual);
    while (true) {
      // Whoever changes a name, in whichever home, has the lock of the first one.
      try (Home first = homes.first();
          Home home = homes.make(persistence)) {
        first.lock(signals);
        if (first.isCurrent() && home.isCurrent()) {
          return createLocked(address, home, name, wish, acceptExisting);
        }
      }
    }
  }

  private MailboxCreated createLocked(
      Address.Named address, Home home, String name, Wish wish, boolean acceptExisting) {
    Persistence persistence = home.persistence();
    requireWished(wish, persistence, home.path());
    List<Home> existing = homes.existing();
    boolean taken = existing.stream().anyMatch(each -> each.has(name));
    existing.forEach(Home::close);
    if (!taken) {
      MailboxFile.create(engine, address.toString(), home.pathOf(name), wish.shape(), crashPoint);
      return created(address, wish.shape(), persistence);
    }
    return existing(address, wish, acceptExisting)
        .orElseGet(() -> createLocked(address, home, name, wish, acceptExisting));
  }

  private MailboxCreated createAt(
      Address.Named address, String path, Wish wish, boolean acceptExisting, SignalWatch signals) {
    try (Descriptor directory = spots.openParent(path)) {
      DirectoryLock.take(engine, directory, signals);
      Persistence persistence =
          LocalFileSystem.require(kernel, directory, address.toString()).persistence();
      requireWished(wish, persistence, directory.name());
      while (!MailboxFile.create(engine, address.toString(), path, wish.shape(), crashPoint)) {
        Optional<MailboxCreated> there = existing(address, wish, acceptExisting);
        if (there.isPresent()) {
          return there.get();
        }
      }
      return created(address, wish.shape(), persistence);
    }
  }

  private static void requireWished(Wish wish, Persistence actual, String directory) {
    Persistence wished = wish.persistence().orElse(actual);
    if (wished != actual) {
      throw new IpcException.Unsupported(
          "'"
              + directory
              + "' keeps what is in it with durability '"
              + actual.word()
              + "', not '"
              + wished.word()
              + "'",
          null);
    }
  }

  private static MailboxCreated created(Address address, Shape shape, Persistence persistence) {
    return new MailboxCreated(
        address,
        shape.messages(),
        shape.bytes(),
        shape.maxDeliveries(),
        shape.backoff(),
        persistence,
        true);
  }

  /** What is there already; empty if it was removed meanwhile, and its name is free now. */
  private Optional<MailboxCreated> existing(
      Address.Named address, Wish wish, boolean acceptExisting) {
    ObjectStatus status;
    try (Spot spot = spots.find(address);
        MailboxLook look = MailboxLook.open(engine, address.toString(), spot.path())) {
      status = look.status(address, look.persistence());
    } catch (IpcException.NoSuchObject gone) {
      finishRemoval(address);
      return Optional.empty();
    } catch (IpcException.Corrupt other) {
      throw acceptExisting ? other : exists(address);
    }
    if (!acceptExisting) {
      throw exists(address);
    }
    Detail.Mailbox there = (Detail.Mailbox) status.detail();
    List<String> differences = wish.differences(there, status);
    if (!differences.isEmpty()) {
      throw new IpcException.AlreadyExists(
          "'" + address + "' exists and is not as wished: " + String.join(", ", differences),
          "without these options --open accepts it as it is");
    }
    return Optional.of(
        new MailboxCreated(
            address,
            there.capacityMessages(),
            there.capacityBytes(),
            there.maxDeliveries(),
            there.backoff(),
            status.persistence(),
            false));
  }

  private static IpcException exists(Address address) {
    return new IpcException.AlreadyExists(
        "cannot create '" + address + "': already exists (EEXIST)",
        "'ipc stat " + address + "' shows it; --open accepts it as it is");
  }

  /** The last step of a removal that its process did not live to do; we have the lock. */
  private void finishRemoval(Address.Named address) {
    try (Spot spot = spots.find(address);
        MailboxFile file = MailboxFile.open(engine, address.toString(), spot.path())) {
      if (file.state() == MailboxFile.REMOVED) {
        spots.unlink(spot, file.probe());
      }
    } catch (IpcException.NoSuchObject gone) {
      // somebody else has done it
    }
  }

  @Override
  public List<ObjectStatus> list(Scan scan) {
    List<ObjectStatus> found = new ArrayList<>();
    try {
      for (Home home : homes.existing()) {
        try (home) {
          for (String name : home.names()) {
            add(new Address.Named(Scheme.MBOX, new Place.Name(name)), home, name, scan, found);
          }
        }
      }
    } catch (IpcException.NotPermitted | IpcException.BadUsage | IpcException.Unsupported failure) {
      scan.warn(failure.getMessage());
    }
    listOfOthers(scan, found);
    return found;
  }

  /** Root sees everybody's; others could not open those homes. */
  private void listOfOthers(Scan scan, List<ObjectStatus> found) {
    int self = kernel.processes().geteuid();
    if (self != 0) {
      return;
    }
    for (String entry :
        scan.list(OTHER_HOMES).content().orElse(List.of()).stream().sorted().toList()) {
      if (entry.matches("ipc-[1-9]\\d{0,9}")) {
        String user = scan.accounts().user((int) Long.parseLong(entry.substring("ipc-".length())));
        try {
          Optional<Home> opened = homes.ofUser(user);
          if (opened.isPresent()) {
            try (Home home = opened.get()) {
              for (String name : home.names()) {
                Place place = new Place.OfUser(user, name);
                add(new Address.Named(Scheme.MBOX, place), home, name, scan, found);
              }
            }
          }
        } catch (IpcException.NotPermitted | IpcException.NoSuchObject failure) {
          scan.warn(failure.getMessage());
        }
      }
    }
  }

  private void add(
      Address.Named address, Home home, String name, Scan scan, List<ObjectStatus> found) {
    try {
      found.add(status(new Spot(address, home, name, home.pathOf(name))));
    } catch (IpcException.NoSuchObject gone) {
      // removed since the names were read
    } catch (IpcException failure) {
      scan.unread("the state", address, failure.getMessage());
    }
  }

  @Override
  public ObjectStatus status(Address address, Scan scan) {
    try (Spot spot = spots.find(Spots.named(address))) {
      return status(spot);
    }
  }

  private ObjectStatus status(Spot spot) {
    String name = spot.address().toString();
    try (MailboxLook look = MailboxLook.open(engine, name, spot.path())) {
      return look.status(spot.address(), look.persistence());
    } catch (IpcException.Corrupt damaged) {
      if (spot.isNamed()) {
        return damaged(spot); // so that it can be seen, and removed
      }
      throw damaged;
    }
  }

  private ObjectStatus damaged(Spot spot) {
    FileStatus file = statusOf(spot);
    return ObjectStatus.ofFile(
        spot.address(), file, spot.home().persistence(), new Detail.Other("damaged mailbox"));
  }

  private FileStatus statusOf(Spot spot) {
    FileStatus file = new FileStatus();
    byte[] path = ByteText.encode(spot.path());
    int result =
        kernel.files().statx(FileCalls.AT_FDCWD, path, FileCalls.AT_SYMLINK_NOFOLLOW, file);
    if (result < 0) {
      throw Failures.of("look at", spot.address().toString(), result);
    }
    return file;
  }

  /** Who is attached, by their own account and the kernel's word that they live; and who else. */
  @Override
  public List<Use> uses(ObjectStatus object, Scan scan) {
    List<Use> uses = new ArrayList<>();
    if (object.detail() instanceof Detail.Mailbox) {
      try (MailboxLook look = look(object.address())) {
        List<Integer> pids = look.participants();
        for (int pid : pids.stream().distinct().toList()) {
          int count = (int) pids.stream().filter(each -> each == pid).count();
          scan.use(pid, Use.How.ATTACHED, true, count).ifPresent(uses::add);
        }
      } catch (IpcException.NoSuchObject gone) {
        return List.of();
      }
    }
    if (object.identity() instanceof ObjectStatus.Identity.FileNode node) {
      for (Use other : scan.usesOfFile(node)) {
        if (uses.stream().noneMatch(use -> use.pid() == other.pid())) {
          uses.add(other);
        }
      }
    }
    uses.sort((a, b) -> Integer.compare(a.pid(), b.pid()));
    return uses;
  }

  /** Removes a mailbox: all who wait in it leave, then its name goes. */
  @Override
  public void remove(ObjectStatus object) {
    Address.Named address = Spots.named(object.address());
    try (SignalWatch signals = engine.watchSignals();
        Spot spot = spots.find(address)) {
      if (object.detail() instanceof Detail.Other) {
        spots.underLock(spot, signals, () -> spot.home().unlink(spot.name()));
        return;
      }
      try (MailboxFile file = MailboxFile.open(engine, address.toString(), spot.path())) {
        file.end(engine, crashPoint);
        spots.underLock(spot, signals, () -> spots.unlink(spot, file.probe()));
      }
    }
  }
}
