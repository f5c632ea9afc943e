package ipc.engine;

import ipc.model.Address;
import ipc.model.Permissions;
import ipc.model.SocketState;
import ipc.sys.FileStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What is known of one object at one moment.
 *
 * @param address canonical: typed again, it names the same object
 * @param identity how the kernel knows it, for finding who uses it
 * @param uid of the owner, empty where the kernel does not tell
 * @param gid of the owning group, empty where it has none or the kernel does not tell
 * @param mode permission bits, empty where it has none
 * @param changedSeconds when owner, mode or existence last changed, seconds since the epoch; empty
 *     where it never did or nobody keeps it
 * @param persistence what the object outlives
 * @param detail what only its kind has
 */
public record ObjectStatus(
    Address address,
    Identity identity,
    OptionalInt uid,
    OptionalInt gid,
    Optional<Permissions> mode,
    OptionalLong changedSeconds,
    Persistence persistence,
    Detail detail) {

  /** What is known of an object that has an owner, a group and a mode. */
  public ObjectStatus(
      Address address,
      Identity identity,
      int uid,
      int gid,
      Permissions mode,
      OptionalLong changedSeconds,
      Persistence persistence,
      Detail detail) {
    this(
        address,
        identity,
        OptionalInt.of(uid),
        OptionalInt.of(gid),
        Optional.of(mode),
        changedSeconds,
        persistence,
        detail);
  }

  /** What is known of an object that has a file: its owner, group and mode, and since when. */
  public static ObjectStatus ofFile(
      Address address, FileStatus file, Persistence persistence, Detail detail) {
    return new ObjectStatus(
        address,
        Identity.FileNode.of(file),
        file.uid(),
        file.gid(),
        Permissions.ofMode(file.mode()),
        OptionalLong.of(file.changeSeconds()),
        persistence,
        detail);
  }

  /** How long an object lives if nobody removes it. */
  public enum Persistence {
    /** Until the last process that uses it ends. */
    PROCESS("process"),
    /** Until the system is shut down. */
    KERNEL("kernel"),
    /** As long as the file system that holds it. */
    FILE("file");

    private final String word;

    Persistence(String word) {
      this.word = word;
    }

    /** As listings print it. */
    public String word() {
      return word;
    }
  }

  /** How the kernel knows the object. */
  public sealed interface Identity {
    /** A System V segment, by its id. */
    record Segment(int id) implements Identity {}

    /** A System V message queue, by its id. */
    record Queue(int id) implements Identity {}

    /** A System V semaphore set, by its id. */
    record Semaphores(int id) implements Identity {}

    /** A file: a POSIX object or a mapped file, by its device and inode. */
    record FileNode(int deviceMajor, int deviceMinor, long inode) implements Identity {
      /** That of a file. */
      public static FileNode of(FileStatus file) {
        return new FileNode(file.deviceMajor(), file.deviceMinor(), file.inode());
      }
    }

    /** Sockets that have one address, by their inodes; none where nobody has one. */
    record Sockets(List<Long> inodes) implements Identity {
      /** Copies the list. */
      public Sockets {
        inodes = List.copyOf(inodes);
      }
    }
  }

  /** What only one kind of object has. */
  public sealed interface Detail {
    /** The word of its kind, as {@code ls} prints it: {@code shm}, {@code mq}, {@code sock}. */
    String kind();

    /** The key of a System V object: 0 for a private one, and for a segment that is removed. */
    default OptionalInt key() {
      return OptionalInt.empty();
    }

    /** The id of a System V object. */
    default OptionalInt id() {
      return OptionalInt.empty();
    }

    /**
     * A memory segment or a mapped file.
     *
     * @param sizeBytes its length
     * @param residentBytes what is in memory
     * @param swappedBytes what is in swap
     * @param attachments how many times it is attached; the kernel counts System V segments only
     * @param markedForDestruction it has lost its name and goes at the last detach
     * @param locked it is locked in memory
     * @param sysv what only a System V segment has
     */
    record Memory(
        long sizeBytes,
        OptionalLong residentBytes,
        OptionalLong swappedBytes,
        OptionalLong attachments,
        boolean markedForDestruction,
        boolean locked,
        Optional<SysvSegment> sysv)
        implements Detail {
      @Override
      public String kind() {
        return "shm";
      }

      @Override
      public OptionalInt key() {
        return sysv.isPresent() ? OptionalInt.of(sysv.get().key()) : OptionalInt.empty();
      }

      @Override
      public OptionalInt id() {
        return sysv.isPresent() ? OptionalInt.of(sysv.get().id()) : OptionalInt.empty();
      }
    }

    /**
     * A message queue of the kernel.
     *
     * @param messages how many wait
     * @param usedBytes their payload together
     * @param capacityBytes the most payload (System V: msg_qbytes; POSIX: messages times size)
     * @param capacityMessages the most messages, where there is such a limit
     * @param messageBytes the longest message
     * @param key of a System V queue
     * @param id of a System V queue
     * @param lastSender pid, where the kernel keeps it and there was one
     * @param lastReceiver pid, likewise
     * @param sentSeconds when a message was last sent to a System V queue, since the epoch
     * @param receivedSeconds when one was last received, likewise
     */
    record Queue(
        OptionalLong messages,
        OptionalLong usedBytes,
        OptionalLong capacityBytes,
        OptionalLong capacityMessages,
        OptionalLong messageBytes,
        OptionalInt key,
        OptionalInt id,
        OptionalInt lastSender,
        OptionalInt lastReceiver,
        OptionalLong sentSeconds,
        OptionalLong receivedSeconds)
        implements Detail {
      @Override
      public String kind() {
        return "mq";
      }
    }

    /**
     * A mailbox of ours.
     *
     * @param sealed whether nobody can send any more
     * @param ready how many messages wait to be received
     * @param held how many are received and not settled
     * @param writing how many are being written by their senders
     * @param dead how many were delivered too often
     * @param usedBytes the bodies of all that are in it
     * @param capacityMessages how many messages fit
     * @param capacityBytes how many bytes of bodies fit
     * @param maxDeliveries how often a message is delivered before it is dead
     * @param backoff how long a message stays away when it is first given back
     * @param totals what became of the messages since it was made
     * @param attached how many processes take part
     * @param places how many can
     */
    record Mailbox(
        boolean sealed,
        long ready,
        long held,
        long writing,
        long dead,
        long usedBytes,
        long capacityMessages,
        long capacityBytes,
        int maxDeliveries,
        Duration backoff,
        MailboxTotals totals,
        int attached,
        int places)
        implements Detail {
      @Override
      public String kind() {
        return "mbox";
      }

      /** How many messages are in it, whatever their state. */
      public long messages() {
        return ready + held + writing + dead;
      }
    }

    /**
     * A named pipe. What it holds is asked of a process that has it open, and only when it is
     * wanted.
     *
     * @param content finds out
     */
    record Fifo(Supplier<PipeContent> content) implements Detail {
      @Override
      public String kind() {
        return "fifo";
      }
    }

    /**
     * Sockets of one address.
     *
     * @param state what they are at
     * @param hasPath whether its path leads to a socket from here; true where it has none
     * @param sockets how many there are: several can share a port
     * @param pending how many connections wait to be accepted, where it listens
     * @param connections how many are accepted and open, where it listens
     * @param waitingBytes what was received and not read yet, where the kernel tells
     * @param dropped how many datagrams found no room, where the kernel tells
     * @param peer who it is connected to, where that has an address and the kernel tells
     */
    record Socket(
        SocketState state,
        boolean hasPath,
        int sockets,
        OptionalLong pending,
        OptionalLong connections,
        OptionalLong waitingBytes,
        OptionalLong dropped,
        Optional<Address> peer)
        implements Detail {
      @Override
      public String kind() {
        return "sock";
      }

      /** Whether some process has it, or the kernel itself. */
      public boolean isHeld() {
        return sockets > 0;
      }
    }

    /**
     * A set of System V semaphores, or one POSIX semaphore.
     *
     * @param count how many
     * @param values of each, empty where they may not be read
     * @param waiters how many threads sleep on them, empty where they may not be read
     * @param key of a System V set
     * @param id of a System V set
     * @param lastOperationSeconds since the epoch, of a System V set
     */
    record Semaphores(
        int count,
        Optional<List<Long>> values,
        OptionalLong waiters,
        OptionalInt key,
        OptionalInt id,
        OptionalLong lastOperationSeconds)
        implements Detail {
      @Override
      public String kind() {
        return "sem";
      }
    }

    /**
     * Something in a directory of objects that is none: another file, a directory.
     *
     * @param what in words: {@code directory}, {@code empty file}
     */
    record Other(String what) implements Detail {
      @Override
      public String kind() {
        return "other";
      }
    }
  }

  /**
   * What a pipe holds while somebody has it open.
   *
   * @param waitingBytes how many bytes were written and not read yet; empty where we may not ask
   * @param capacityBytes how many fit; empty also where nobody has it open, for then it has none
   */
  public record PipeContent(OptionalLong waitingBytes, OptionalLong capacityBytes) {}

  /**
   * What only a System V segment has.
   *
   * @param key 0 for a private segment and for one marked for destruction
   * @param id the number that shmat takes
   * @param creator pid
   * @param lastUser pid of the last that attached or detached; empty for nobody
   * @param attachedSeconds last attach, seconds since the epoch
   * @param detachedSeconds last detach, seconds since the epoch
   */
  public record SysvSegment(
      int key,
      int id,
      int creator,
      OptionalInt lastUser,
      OptionalLong attachedSeconds,
      OptionalLong detachedSeconds) {}
}
