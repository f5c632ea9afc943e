package ipc.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an address begins with: the kind of thing it names. */
public enum Scheme {
  /** A POSIX shared memory segment, shm_open(3). */
  POSIX_SHM("posix-shm", "/name"),
  /** A POSIX message queue, mq_open(3). */
  POSIX_MQ("posix-mq", "/name"),
  /** A named POSIX semaphore, sem_open(3). */
  POSIX_SEM("posix-sem", "/name"),
  /** A System V shared memory segment, shmget(2). */
  SYSV_SHM("sysv-shm", "0x1234", "id=6", "ftok=/path,7", "private"),
  /** A System V message queue, msgget(2). */
  SYSV_MSG("sysv-msg", "0x1234", "id=6", "ftok=/path,7", "private"),
  /** A System V semaphore set, semget(2). */
  SYSV_SEM("sysv-sem", "0x1234", "id=6", "ftok=/path,7", "private"),
  /** A file: mapped, locked or read. */
  FILE("file", "/path"),
  /** A mailbox. */
  MBOX("mbox", "name", "/path", "~user/name"),
  /** A process, as the mailbox that belongs to it. */
  PID("pid", "1234"),
  /** A ring of bytes between one writer and one reader. */
  RING("ring", "name", "/path"),
  /** A pool of memory blocks. */
  POOL("pool", "name", "/path"),
  /** A counting semaphore of ours. */
  SEM("sem", "name", "/path"),
  /** A lock of ours. */
  LOCK("lock", "name", "/path"),
  /** A lock that many may read under. */
  RWLOCK("rwlock", "name", "/path"),
  /** A condition to wait for. */
  COND("cond", "name", "/path"),
  /** An event that is set or not. */
  EVENT("event", "name", "/path"),
  /** A barrier that opens when all have come. */
  BARRIER("barrier", "name", "/path"),
  /** A latch that counts down to open. */
  LATCH("latch", "name", "/path"),
  /** A named pipe, fifo(7). */
  FIFO("fifo", "/path"),
  /** A Unix stream socket, unix(7). */
  UNIX("unix", "/path", "@abstract"),
  /** A Unix datagram socket. */
  UNIX_DGRAM("unix-dgram", "/path", "@abstract"),
  /** A Unix socket of sequenced packets. */
  UNIX_SEQPACKET("unix-seqpacket", "/path", "@abstract"),
  /** TCP over IPv4, or over what the host's name resolves to. */
  TCP("tcp", "host:9000", "[::1]:9000"),
  /** TCP over IPv6. */
  TCP6("tcp6", "::1:9000"),
  /** UDP over IPv4, or over what the host's name resolves to. */
  UDP("udp", "host:9000", "[::1]:9000"),
  /** UDP over IPv6. */
  UDP6("udp6", "::1:9000"),
  /** TLS over TCP. */
  TLS("tls", "host:9000"),
  /** A protocol's packets without a port, raw(7). */
  RAW("raw", "icmp", "icmp:host", "icmp6:::1"),
  /** What the kernel tells of itself, netlink(7). */
  NETLINK("netlink", "kobject-uevent", "route"),
  /** A descriptor that is open already. */
  FD("fd", "3"),
  /** Standard input or output: {@code -}, the one address without a colon. */
  STANDARD_STREAM("-");

  private static final List<Scheme> ALL = List.of(values());

  private final String spelling;
  private final String[] bodies;

  Scheme(String spelling, String... bodies) {
    this.spelling = spelling;
    this.bodies = bodies;
  }

  /** Returns the scheme that is spelled so, exactly; the standard stream has no scheme to spell. */
  public static Optional<Scheme> spelled(String spelling) {
    for (Scheme scheme : ALL) {
      if (scheme.spelling.equals(spelling) && scheme != STANDARD_STREAM) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  /** Returns an example of every form of every address, as a hint shows them. */
  public static List<String> allForms() {
    List<String> forms = new ArrayList<>();
    for (Scheme scheme : ALL) {
      forms.addAll(scheme.forms());
    }
    return List.copyOf(forms);
  }

  /** Returns what stands before the colon, such as {@code posix-shm}. */
  public String spelling() {
    return spelling;
  }

  /** Returns an example of each form of its addresses, such as {@code sysv-shm:id=6}. */
  public List<String> forms() {
    if (this == STANDARD_STREAM) {
      return List.of(spelling);
    }
    List<String> forms = new ArrayList<>(bodies.length);
    for (String body : bodies) {
      forms.add(with(body));
    }
    return List.copyOf(forms);
  }

  /** Tells whether its objects are ours, kept under a name in our directory or at a path. */
  public boolean isOurs() {
    return switch (this) {
      case MBOX, RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> true;
      case POSIX_SHM, POSIX_MQ, POSIX_SEM, SYSV_SHM, SYSV_MSG, SYSV_SEM, FILE, PID -> false;
      case FIFO, UNIX, UNIX_DGRAM, UNIX_SEQPACKET, TCP, TCP6, UDP, UDP6, TLS -> false;
      case RAW, NETLINK, FD, STANDARD_STREAM -> false;
    };
  }

  /** Tells whether what goes there are whole messages; of a descriptor nothing is known. */
  public boolean carriesMessages() {
    return switch (this) {
      case MBOX, PID, POSIX_MQ, SYSV_MSG -> true;
      case UNIX_DGRAM, UNIX_SEQPACKET, UDP, UDP6, RAW, NETLINK -> true;
      case POSIX_SHM, POSIX_SEM, SYSV_SHM, SYSV_SEM, FILE, FIFO, FD, STANDARD_STREAM -> false;
      case UNIX, TCP, TCP6, TLS -> false;
      case RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> false;
    };
  }

  /** Tells whether it can be an end that bytes or messages come from or go to. */
  public boolean isEnd() {
    return switch (this) {
      case FILE, FIFO, FD, STANDARD_STREAM, MBOX -> true;
      case UNIX, UNIX_DGRAM, UNIX_SEQPACKET, TCP, TCP6, UDP, UDP6, TLS, RAW, NETLINK -> true;
      case POSIX_SHM, POSIX_MQ, POSIX_SEM, SYSV_SHM, SYSV_MSG, SYSV_SEM, PID -> false;
      case RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> false;
    };
  }

  /** Returns the spelling, a colon, and {@code body}. */
  String with(String body) {
    return spelling + ":" + body;
  }
}
