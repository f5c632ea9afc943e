package ipc.docs;

import ipc.cli.Verb;
import ipc.model.Noun;
import ipc.model.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a shell can offer where a value is to be typed. */
sealed interface Values {
  /** Nothing that could be known: a size, a time, a name yet to be made. */
  record Unknown() implements Values {}

  /** One of these words. */
  record Words(List<String> words) implements Values {}

  /** Some of these words, with commas between them. */
  record WordList(List<String> words) implements Values {}

  /** A group of users. */
  record Group() implements Values {}

  /** An address; a bare word is what the noun says. */
  record Addresses(Optional<Noun> noun) implements Values {}

  /** An address of this noun's, written in full. */
  record FullAddresses(Noun noun) implements Values {}

  /** The values of an option or an operand. */
  static Values of(Command command, ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      List<String> words = new ArrayList<>();
      argument.completionCandidates().forEach(words::add);
      return new Words(List.copyOf(words));
    }
    return switch (argument.paramLabel()) {
      case "ADDRESS" -> addresses(command);
      case "GROUP" -> new Group();
      case "LIST" -> columns(command.verb().records());
      default -> new Unknown();
    };
  }

  private static Values addresses(Command command) {
    Optional<Noun> only = command.verb().takesOnly();
    return command.noun().isEmpty() && only.isPresent()
        ? new FullAddresses(only.get())
        : new Addresses(command.noun());
  }

  private static Values columns(List<Verb.Records> records) {
    TreeSet<String> names = new TreeSet<>();
    for (Verb.Records each : records) {
      if (!each.isNested()) {
        each.type().columns().forEach(column -> names.add(column.name()));
      }
    }
    return names.isEmpty() ? new Unknown() : new WordList(List.copyOf(names));
  }

  /** Every name of an option that takes a value, with spaces between them. */
  static String valuedOptions(List<Command> commands) {
    TreeSet<String> names = new TreeSet<>();
    for (Command command : commands) {
      for (OptionSpec option : command.spec().options()) {
        if (Command.takesValue(option)) {
          names.addAll(List.of(option.names()));
        }
      }
    }
    return String.join(" ", names);
  }

  /** What the functions of the shells call a noun whose bare words mean nothing. */
  static String inFull(Noun noun) {
    return noun.word() + ":";
  }

  /** What the addresses that a noun takes begin with, up to what differs from one to another. */
  static List<String> prefixes(Optional<Noun> noun) {
    List<Scheme> schemes =
        noun.isEmpty()
            ? List.of(
                Scheme.MBOX,
                Scheme.POSIX_SHM,
                Scheme.POSIX_MQ,
                Scheme.POSIX_SEM,
                Scheme.SYSV_SHM,
                Scheme.SYSV_MSG,
                Scheme.SYSV_SEM,
                Scheme.FILE,
                Scheme.UNIX,
                Scheme.TCP)
            : switch (noun.get()) {
              case SHM -> List.of(Scheme.POSIX_SHM, Scheme.SYSV_SHM, Scheme.FILE);
              case MQ -> List.of(Scheme.POSIX_MQ, Scheme.SYSV_MSG);
              case SEM -> List.of(Scheme.POSIX_SEM, Scheme.SYSV_SEM);
              case MBOX -> List.of(Scheme.MBOX);
              case SOCK ->
                  List.of(
                      Scheme.UNIX,
                      Scheme.UNIX_DGRAM,
                      Scheme.UNIX_SEQPACKET,
                      Scheme.TCP,
                      Scheme.TCP6,
                      Scheme.UDP,
                      Scheme.UDP6,
                      Scheme.TLS);
              case RING, POOL, FIFO, PIPE -> List.of();
              case LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> List.of();
            };
    return schemes.stream()
        .map(scheme -> scheme.spelling() + (scheme.spelling().startsWith("posix") ? ":/" : ":"))
        .toList();
  }
}
