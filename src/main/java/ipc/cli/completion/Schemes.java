package ipc.cli.completion;

import ipc.cli.Verb;
import ipc.engine.DirectoryNames;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.List;
import java.util.Optional;

/** What is offered of each scheme. */
final class Schemes {
  private static final List<Scheme> OBJECTS =
      List.of(
          Scheme.MBOX,
          Scheme.POSIX_SHM,
          Scheme.POSIX_MQ,
          Scheme.POSIX_SEM,
          Scheme.SYSV_SHM,
          Scheme.SYSV_MSG,
          Scheme.SYSV_SEM,
          Scheme.FILE,
          Scheme.FIFO,
          Scheme.UNIX,
          Scheme.TCP);
  private static final List<Scheme> ENDS =
      List.of(
          Scheme.MBOX,
          Scheme.FIFO,
          Scheme.FILE,
          Scheme.UNIX,
          Scheme.UNIX_DGRAM,
          Scheme.UNIX_SEQPACKET,
          Scheme.TCP,
          Scheme.TCP6,
          Scheme.UDP,
          Scheme.UDP6,
          Scheme.TLS,
          Scheme.FD);
  private static final List<Scheme> SOCKETS =
      List.of(
          Scheme.UNIX,
          Scheme.UNIX_DGRAM,
          Scheme.UNIX_SEQPACKET,
          Scheme.TCP,
          Scheme.TCP6,
          Scheme.UDP,
          Scheme.UDP6,
          Scheme.TLS);
  private static final List<Scheme> UNIX =
      List.of(Scheme.UNIX, Scheme.UNIX_DGRAM, Scheme.UNIX_SEQPACKET);

  private Schemes() {}

  /** The schemes that make sense there, in the order of interest. */
  static List<Scheme> offered(Optional<Noun> noun, Verb.Names names) {
    if (names == Verb.Names.ENDS) {
      return ENDS;
    }
    if (noun.isEmpty()) {
      return OBJECTS;
    }
    return switch (noun.get()) {
      case SHM -> List.of(Scheme.POSIX_SHM, Scheme.SYSV_SHM, Scheme.FILE);
      case MQ -> List.of(Scheme.POSIX_MQ, Scheme.SYSV_MSG);
      case SEM -> List.of(Scheme.POSIX_SEM, Scheme.SYSV_SEM);
      case MBOX -> List.of(Scheme.MBOX);
      case FIFO -> List.of(Scheme.FIFO);
      case SOCK -> names == Verb.Names.REMOVABLE ? UNIX : SOCKETS;
      case RING, POOL, PIPE -> List.of();
      case LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> List.of();
    };
  }

  /** Up to what differs from one address to another: a POSIX name has its slash. */
  static String beginning(Scheme scheme) {
    return scheme.spelling() + (isPosix(scheme) ? ":/" : ":");
  }

  private static boolean isPosix(Scheme scheme) {
    return scheme == Scheme.POSIX_SHM || scheme == Scheme.POSIX_MQ || scheme == Scheme.POSIX_SEM;
  }

  /** Whether a word without a scheme means something after a noun. */
  static boolean hasBareWords(Noun noun) {
    return noun != Noun.SOCK && noun != Noun.PIPE;
  }

  /** What a scheme's body can be the path of; empty where it is no path. */
  static Optional<DirectoryNames.Kind> pathOf(Scheme scheme) {
    return switch (scheme) {
      case FILE -> Optional.of(DirectoryNames.Kind.FILE);
      case FIFO -> Optional.of(DirectoryNames.Kind.FIFO);
      case UNIX, UNIX_DGRAM, UNIX_SEQPACKET -> Optional.of(DirectoryNames.Kind.SOCKET);
      case MBOX, RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH ->
          Optional.of(DirectoryNames.Kind.FILE);
      case POSIX_SHM, POSIX_MQ, POSIX_SEM, SYSV_SHM, SYSV_MSG, SYSV_SEM -> Optional.empty();
      case PID, TCP, TCP6, UDP, UDP6, TLS, RAW, NETLINK, FD, STANDARD_STREAM -> Optional.empty();
    };
  }

  /** What a bare word with a slash in it is after a noun; empty where it is no path. */
  static Optional<Scheme> ofBarePath(Noun noun) {
    return switch (noun) {
      case FIFO -> Optional.of(Scheme.FIFO);
      case SHM -> Optional.of(Scheme.FILE);
      case MBOX -> Optional.of(Scheme.MBOX);
      case SEM -> Optional.of(Scheme.SEM);
      case RING -> Optional.of(Scheme.RING);
      case POOL -> Optional.of(Scheme.POOL);
      case LOCK -> Optional.of(Scheme.LOCK);
      case RWLOCK -> Optional.of(Scheme.RWLOCK);
      case COND -> Optional.of(Scheme.COND);
      case EVENT -> Optional.of(Scheme.EVENT);
      case BARRIER -> Optional.of(Scheme.BARRIER);
      case LATCH -> Optional.of(Scheme.LATCH);
      case MQ, PIPE, SOCK -> Optional.empty();
    };
  }
}
