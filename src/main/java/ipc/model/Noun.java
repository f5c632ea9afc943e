package ipc.model;

import java.util.List;
import java.util.Optional;

/** A noun of the command line; it decides what a word without a scheme means. */
public enum Noun {
  /** A mailbox: {@code mbox:W}. */
  MBOX("mbox"),
  /** A kernel's message queue: {@code posix-mq:/W}. */
  MQ("mq"),
  /** Shared memory: {@code posix-shm:/W}. */
  SHM("shm"),
  /** A ring: {@code ring:W}. */
  RING("ring"),
  /** A pool: {@code pool:W}. */
  POOL("pool"),
  /** A named pipe: a path. */
  FIFO("fifo"),
  /** An unnamed pipe; a bare word means nothing. */
  PIPE("pipe"),
  /** A socket; a bare word means nothing. */
  SOCK("sock"),
  /** A semaphore: {@code sem:W}. */
  SEM("sem"),
  /** A lock: {@code lock:W}. */
  LOCK("lock"),
  /** A lock that many may read under: {@code rwlock:W}. */
  RWLOCK("rwlock"),
  /** A condition: {@code cond:W}. */
  COND("cond"),
  /** An event: {@code event:W}. */
  EVENT("event"),
  /** A barrier: {@code barrier:W}. */
  BARRIER("barrier"),
  /** A latch: {@code latch:W}. */
  LATCH("latch");

  private static final List<Noun> ALL = List.of(values());

  private final String word;

  Noun(String word) {
    this.word = word;
  }

  /** Returns the noun that is typed so, exactly. */
  public static Optional<Noun> typed(String word) {
    for (Noun noun : ALL) {
      if (noun.word.equals(word)) {
        return Optional.of(noun);
      }
    }
    return Optional.empty();
  }

  /** Returns the noun as it is typed, such as {@code shm}. */
  public String word() {
    return word;
  }

  /** Returns the schemes of the things that this noun's verbs are for. */
  public List<Scheme> schemes() {
    return switch (this) {
      case MBOX -> List.of(Scheme.MBOX, Scheme.PID);
      case MQ -> List.of(Scheme.POSIX_MQ, Scheme.SYSV_MSG);
      case SHM -> List.of(Scheme.POSIX_SHM, Scheme.SYSV_SHM, Scheme.FILE);
      case RING -> List.of(Scheme.RING);
      case POOL -> List.of(Scheme.POOL);
      case FIFO -> List.of(Scheme.FIFO);
      case PIPE -> List.of(Scheme.FD, Scheme.STANDARD_STREAM);
      case SOCK ->
          List.of(
              Scheme.UNIX,
              Scheme.UNIX_DGRAM,
              Scheme.UNIX_SEQPACKET,
              Scheme.TCP,
              Scheme.TCP6,
              Scheme.UDP,
              Scheme.UDP6,
              Scheme.TLS,
              Scheme.RAW,
              Scheme.NETLINK,
              Scheme.FD);
      case SEM -> List.of(Scheme.SEM, Scheme.POSIX_SEM, Scheme.SYSV_SEM);
      case LOCK -> List.of(Scheme.LOCK, Scheme.FILE, Scheme.FD);
      case RWLOCK -> List.of(Scheme.RWLOCK);
      case COND -> List.of(Scheme.COND);
      case EVENT -> List.of(Scheme.EVENT);
      case BARRIER -> List.of(Scheme.BARRIER);
      case LATCH -> List.of(Scheme.LATCH);
    };
  }
}
