package ipc.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one address. Use once. */
final class AddressParser {
  private final String text;
  private final Optional<Noun> noun;

  /** Where the part being read begins: the position of a refusal counts from here. */
  private int at;

  AddressParser(String text, Optional<Noun> noun) {
    this.text = text;
    this.noun = noun;
  }

  Address parse() {
    try {
      return read();
    } catch (AddressException trouble) {
      throw trouble.within(text, at);
    }
  }

  private Address read() {
    if (text.isEmpty()) {
      throw refusal(0, "it is empty", Scheme.allForms());
    }
    if (text.equals("-")) {
      return new Address.StandardStream();
    }
    int colon = text.indexOf(':');
    if (!isSchemeShaped(colon)) {
      return noun.isPresent() ? bareWord(noun.get()) : explainBareWord();
    }
    String spelling = text.substring(0, colon);
    String body = text.substring(colon + 1);
    Optional<Scheme> scheme = Scheme.spelled(spelling);
    if (scheme.isEmpty()) {
      scheme = decidedByNoun(spelling, body);
    }
    if (scheme.isEmpty()) {
      throw unknownScheme(spelling, body);
    }
    at = colon + 1;
    return ofScheme(scheme.get(), body);
  }

  /** Tells what stands before a colon from a path or a name that happens to hold one. */
  private boolean isSchemeShaped(int colon) {
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && (i == 0 || !digit && c != '-' && c != '_' && c != '+')) {
        return false;
      }
    }
    return colon > 0;
  }

  private Address ofScheme(Scheme scheme, String body) {
    return switch (scheme) {
      case POSIX_SHM -> new Address.PosixShm(rooted(body));
      case POSIX_MQ -> new Address.PosixMq(rooted(body));
      case POSIX_SEM -> new Address.PosixSem(rooted(body));
      case SYSV_SHM -> sysv(Address.SysvFamily.SHM, body);
      case SYSV_MSG -> sysv(Address.SysvFamily.MSG, body);
      case SYSV_SEM -> sysv(Address.SysvFamily.SEM, body);
      case FILE -> new Address.MappedFile(body);
      case MBOX, RING, POOL, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> ours(scheme, body);
      case PID -> new Address.Process(number(scheme, body, "a process id"));
      case FIFO -> new Address.Fifo(body);
      case UNIX -> unix(Address.UnixType.STREAM, body);
      case UNIX_DGRAM -> unix(Address.UnixType.DGRAM, body);
      case UNIX_SEQPACKET -> unix(Address.UnixType.SEQPACKET, body);
      case TCP -> internet(Address.Transport.TCP, body);
      case TCP6 -> internet(Address.Transport.TCP6, body);
      case UDP -> internet(Address.Transport.UDP, body);
      case UDP6 -> internet(Address.Transport.UDP6, body);
      case TLS -> internet(Address.Transport.TLS, body);
      case RAW -> raw(body);
      case NETLINK -> netlink(body);
      case FD -> new Address.Descriptor(number(scheme, body, "a descriptor"));
      case STANDARD_STREAM -> new Address.StandardStream();
    };
  }

  private String rooted(String name) {
    if (name.startsWith("/")) {
      return name;
    }
    // The slash that the user left out: positions in the name count from one before it.
    at--;
    return "/" + name;
  }

  private Address sysv(Address.SysvFamily family, String body) {
    if (body.equals("private")) {
      return new Address.SysvPrivate(family);
    }
    if (body.startsWith("id=")) {
      at += 3;
      return new Address.SysvId(family, number(family.scheme(), body.substring(3), "an id"));
    }
    if (body.startsWith("ftok=")) {
      at += 5;
      return ftok(family, body.substring(5));
    }
    OptionalLong key = key(body);
    if (key.isEmpty()) {
      throw refusal(0, "a key is a number of 32 bits", family.scheme().forms());
    }
    return new Address.SysvKey(family, (int) key.getAsLong());
  }

  private Address ftok(Address.SysvFamily family, String body) {
    int comma = body.lastIndexOf(',');
    if (comma < 0) {
      throw refusal(body.length(), "a comma and the project are missing", family.scheme().forms());
    }
    String path = body.substring(0, comma);
    AddressRules.path(family.scheme(), path);
    at += comma + 1;
    int project = number(family.scheme(), body.substring(comma + 1), "a project");
    return new Address.SysvFtok(family, path, project);
  }

  /** Reads a key as C does: hexadecimal, octal or decimal, signed or unsigned in 32 bits. */
  private static OptionalLong key(String body) {
    boolean negative = body.startsWith("-");
    String digits = negative ? body.substring(1) : body;
    long most = negative ? 1L << 31 : (1L << 32) - 1;
    OptionalLong magnitude;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      magnitude = WholeNumber.parse(digits.substring(2), 16, most);
    } else if (digits.startsWith("0")) {
      magnitude = WholeNumber.parse(digits, 8, most);
    } else {
      magnitude = WholeNumber.parse(digits, 10, most);
    }
    return negative && magnitude.isPresent() ? OptionalLong.of(-magnitude.getAsLong()) : magnitude;
  }

  private int number(Scheme scheme, String digits, String what) {
    int end = WholeNumber.digitsEnd(digits, 0, 10);
    if (end == 0 || end < digits.length()) {
      throw refusal(end, what + " is a decimal number", scheme.forms());
    }
    if (end > 1 && digits.charAt(0) == '0') {
      throw refusal(0, what + " has no leading zero", scheme.forms());
    }
    OptionalLong number = WholeNumber.parse(digits, 10, Integer.MAX_VALUE);
    if (number.isEmpty()) {
      throw refusal(0, what + " is at most " + Integer.MAX_VALUE, scheme.forms());
    }
    return (int) number.getAsLong();
  }

  private Address ours(Scheme scheme, String body) {
    if (body.startsWith("~")) {
      return ofUser(scheme, body);
    }
    if (body.indexOf('/') < 0) {
      AddressRules.ourName(scheme, body, "name");
      return new Address.Named(scheme, new Place.Name(body));
    }
    AddressRules.path(scheme, body);
    return new Address.Named(scheme, new Place.AtPath(body));
  }

  private Address ofUser(Scheme scheme, String body) {
    int slash = body.indexOf('/');
    if (scheme != Scheme.MBOX) {
      throw refusal(0, "only a mailbox is found by its user", scheme.forms());
    }
    if (slash < 0) {
      throw refusal(body.length(), "a slash and the name are missing", scheme.forms());
    }
    int start = at;
    at = start + 1;
    String user = body.substring(1, slash);
    AddressRules.ourName(scheme, user, "user");
    at = start + slash + 1;
    return new Address.Named(scheme, new Place.OfUser(user, body.substring(slash + 1)));
  }

  private Address unix(Address.UnixType type, String body) {
    if (!body.startsWith("@")) {
      return new Address.UnixPath(type, body);
    }
    at++;
    return new Address.UnixAbstract(type, body.substring(1));
  }

  private Address internet(Address.Transport transport, String body) {
    List<String> forms = transport.scheme().forms();
    int colon = body.lastIndexOf(':');
    if (colon < 0) {
      throw refusal(body.length(), "a colon and the port are missing", forms);
    }
    int start = at;
    at = start + colon + 1;
    int port = number(transport.scheme(), body.substring(colon + 1), "a port");
    AddressRules.range(transport.scheme(), port, 0, 65535, "a port");

    at = start;
    String host = withoutBrackets(body.substring(0, colon), forms);
    return new Address.Internet(transport, host, port);
  }

  private String withoutBrackets(String host, List<String> forms) {
    if (!host.startsWith("[")) {
      return host;
    }
    if (!host.endsWith("]") || host.indexOf(':') < 0) {
      throw refusal(0, "brackets hold an IPv6 address", forms);
    }
    at++;
    return host.substring(1, host.length() - 1);
  }

  private Address raw(String body) {
    List<String> forms = Scheme.RAW.forms();
    int colon = body.indexOf(':');
    String word = colon < 0 ? body : body.substring(0, colon);
    for (RawProtocol protocol : RawProtocol.values()) {
      if (protocol.word().equals(word)) {
        if (colon < 0) {
          return new Address.Raw(protocol, Optional.empty());
        }
        at += colon + 1;
        String host = withoutBrackets(body.substring(colon + 1), forms);
        return new Address.Raw(protocol, Optional.of(host));
      }
    }
    throw refusal(0, ByteText.quote(word) + " is no protocol that is known here", forms);
  }

  private Address netlink(String body) {
    for (NetlinkTopic topic : NetlinkTopic.values()) {
      if (topic.word().equals(body)) {
        return new Address.Netlink(topic);
      }
    }
    throw refusal(
        0, ByteText.quote(body) + " is no topic that is known here", Scheme.NETLINK.forms());
  }

  private Address bareWord(Noun noun) {
    return switch (noun) {
      case MBOX -> ours(Scheme.MBOX, text);
      case MQ -> bareQueue();
      case SHM -> bareMemory();
      case RING -> ours(Scheme.RING, text);
      case POOL -> ours(Scheme.POOL, text);
      case FIFO -> new Address.Fifo(text);
      case PIPE -> throw meansNothing(noun, "fd:" + text, "fifo:" + text);
      case SOCK -> throw meansNothing(noun, "tcp:" + text, "tcp:127.0.0.1:" + text, "unix:" + text);
      case SEM -> bareSemaphore();
      case LOCK -> ours(Scheme.LOCK, text);
      case RWLOCK -> ours(Scheme.RWLOCK, text);
      case COND -> ours(Scheme.COND, text);
      case EVENT -> ours(Scheme.EVENT, text);
      case BARRIER -> ours(Scheme.BARRIER, text);
      case LATCH -> ours(Scheme.LATCH, text);
    };
  }

  private Address bareQueue() {
    if (looksLikeNumber()) {
      throw ambiguousNumber("posix-mq:/" + text, Scheme.SYSV_MSG);
    }
    return new Address.PosixMq(rooted(text));
  }

  private Address bareMemory() {
    if (looksLikeNumber()) {
      throw ambiguousNumber("posix-shm:/" + text, Scheme.SYSV_SHM);
    }
    if (text.indexOf('/') < 0) {
      return new Address.PosixShm(rooted(text));
    }
    refuseIfAlsoPosixName("posix-shm:" + text, "file:" + text);
    return new Address.MappedFile(text);
  }

  private Address bareSemaphore() {
    if (looksLikeNumber()) {
      throw ambiguousNumber("sem:" + text, Scheme.SYSV_SEM);
    }
    refuseIfAlsoPosixName("posix-sem:" + text, "sem:" + text);
    return ours(Scheme.SEM, text);
  }

  /** One slash at the start and no other: a POSIX name, and a path below the root. */
  private void refuseIfAlsoPosixName(String asName, String asPath) {
    if (text.lastIndexOf('/') == 0) {
      List<String> candidates = readable(asName, asPath);
      if (candidates.size() > 1) {
        throw refusal(0, "it could be a POSIX name or a path", candidates);
      }
    }
  }

  private boolean looksLikeNumber() {
    int from = text.startsWith("-") ? 1 : 0;
    boolean hexadecimal = text.startsWith("0x", from) || text.startsWith("0X", from);
    return hexadecimal
        ? WholeNumber.isDigits(text.substring(from + 2), 16)
        : WholeNumber.isDigits(text.substring(from), 10);
  }

  private AddressException ambiguousNumber(String asName, Scheme sysv) {
    return refusal(
        0,
        "it could be a name, a key or an id",
        readable(asName, sysv.with(text), sysv.with("id=" + text)));
  }

  private AddressException meansNothing(Noun noun, String... candidates) {
    List<String> readable = readable(candidates);
    return refusal(
        0, "a word without a scheme means nothing after '" + noun.word() + "'", readable);
  }

  private Address explainBareWord() {
    List<String> candidates =
        text.indexOf('/') >= 0
            ? readable("file:" + text, "fifo:" + text, "unix:" + text, "mbox:" + text)
            : readable(
                "mbox:" + text,
                "posix-shm:/" + text,
                "posix-mq:/" + text,
                "posix-sem:/" + text,
                "pid:" + text,
                "fd:" + text,
                "file:" + text,
                "fifo:" + text);
    throw refusal(0, "the scheme is missing", candidates);
  }

  /** What {@code posix:} and {@code sysv:} mean after this noun. */
  private Optional<Scheme> decidedByNoun(String spelling, String body) {
    boolean posix = spelling.equals("posix");
    if (!posix && !spelling.equals("sysv")) {
      return Optional.empty();
    }
    if (noun.isPresent()) {
      Optional<Scheme> decided =
          switch (noun.get()) {
            case SHM -> Optional.of(posix ? Scheme.POSIX_SHM : Scheme.SYSV_SHM);
            case MQ -> Optional.of(posix ? Scheme.POSIX_MQ : Scheme.SYSV_MSG);
            case SEM -> Optional.of(posix ? Scheme.POSIX_SEM : Scheme.SYSV_SEM);
            case MBOX, RING, POOL, FIFO, PIPE, SOCK -> Optional.empty();
            case LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH -> Optional.empty();
          };
      if (decided.isPresent()) {
        return decided;
      }
    }
    List<String> candidates =
        posix
            ? readable("posix-shm:" + body, "posix-mq:" + body, "posix-sem:" + body)
            : readable("sysv-shm:" + body, "sysv-msg:" + body, "sysv-sem:" + body);
    throw refusal(0, "'" + spelling + ":' says not which kind", candidates);
  }

  private AddressException unknownScheme(String spelling, String body) {
    // A noun is no scheme, and the nearest spelling would lead astray: shm is close to sem.
    List<String> meant =
        switch (spelling) {
          case "shm" -> readable("posix-shm:" + body, "sysv-shm:" + body, "file:" + body);
          case "mq", "msg" -> readable("posix-mq:" + body, "sysv-msg:" + body);
          case "pipe" -> readable("fifo:" + body, "fd:" + body);
          case "sock" -> readable("tcp:" + body, "unix:" + body);
          default -> List.of();
        };
    String quoted = ByteText.quote(spelling);
    if (!meant.isEmpty()) {
      return refusal(0, quoted + " is no scheme", meant);
    }
    List<String> accepted = new ArrayList<>(readings());
    Optional<String> nearest = Suggestion.nearest(spelling, spellings());
    nearest.ifPresent(scheme -> accepted.addAll(0, readable(scheme + ":" + body)));
    accepted.addAll(Scheme.allForms());
    String hint = nearest.map(scheme -> ", the nearest is '" + scheme + "'").orElse("");
    return refusal(0, quoted + " is no scheme" + hint, accepted);
  }

  /** What the whole text could be where the user meant no scheme: a name or a host with a port. */
  private List<String> readings() {
    if (noun.isEmpty()) {
      return List.of();
    }
    return switch (noun.get()) {
      case SOCK -> readable("tcp:" + text);
      case SHM -> readable("posix-shm:/" + text);
      case MQ -> readable("posix-mq:/" + text);
      case MBOX, RING, POOL, FIFO, SEM, LOCK, RWLOCK, COND, EVENT, BARRIER, LATCH ->
          readable(noun.get().word() + ":" + text);
      case PIPE -> List.of();
    };
  }

  private static List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    for (Scheme scheme : Scheme.values()) {
      if (scheme != Scheme.STANDARD_STREAM) {
        spellings.add(scheme.spelling());
      }
    }
    return spellings;
  }

  /** Returns those candidates that are addresses, in their canonical form, each once. */
  private static List<String> readable(String... candidates) {
    List<String> readable = new ArrayList<>();
    for (String candidate : candidates) {
      try {
        String canonical = Address.parse(candidate).toString();
        if (!readable.contains(canonical)) {
          readable.add(canonical);
        }
      } catch (AddressException notThis) {
        // The word cannot be that: leave the candidate out, as it is only offered to choose from.
      }
    }
    return readable;
  }

  /** Returns a refusal at {@code offset} from where the part being read begins. */
  private AddressException refusal(int offset, String reason, List<String> accepted) {
    return new AddressException(
        text, offset, reason, accepted.isEmpty() ? Scheme.allForms() : accepted);
  }
}
