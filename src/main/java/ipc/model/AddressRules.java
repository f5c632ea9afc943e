package ipc.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the parts of an address must be. Each refusal speaks of the part alone, positions included;
 * the parser moves it to where the part stands.
 */
final class AddressRules {
  /** NAME_MAX of limits.h: the most bytes in one file name. */
  static final int NAME_MAX = 255;

  /** A named semaphore's file is {@code sem.NAME}, sem_overview(7). */
  static final int SEMAPHORE_NAME_MAX = NAME_MAX - 4;

  /** PATH_MAX of limits.h, less the NUL at its end. */
  static final int PATH_MAX = 4095;

  /** sun_path of unix(7) has 108 bytes: a path's NUL, or an abstract name's, takes one. */
  static final int SOCKET_NAME_MAX = 107;

  /** Leaves room in a file's name for what our directory adds to it. */
  static final int OUR_NAME_MAX = 200;

  private AddressRules() {}

  /** Requires one slash, then a name that can stand in a directory. */
  static void posixName(Scheme scheme, String name, int mostBytes) {
    if (!name.startsWith("/")) {
      throw refusal(scheme, name, 0, "a POSIX name begins with a slash");
    }
    if (name.length() == 1) {
      throw refusal(scheme, name, 1, "the name is missing");
    }
    int slash = name.indexOf('/', 1);
    if (slash >= 0) {
      throw refusal(scheme, name, slash, "a POSIX name has no slash but the first");
    }
    if (name.equals("/.") || name.equals("/..")) {
      throw refusal(scheme, name, 1, "'.' and '..' name directories");
    }
    bytes(scheme, name, mostBytes + 1);
  }

  /** Requires a path that open(2) could be given; it may be relative. */
  static void path(Scheme scheme, String path) {
    path(scheme, path, PATH_MAX);
  }

  /** Requires a path of at most so many bytes. */
  static void path(Scheme scheme, String path, int mostBytes) {
    if (path.isEmpty()) {
      throw refusal(scheme, path, 0, "the path is missing");
    }
    bytes(scheme, path, mostBytes);
  }

  /** Requires a name of one of our own objects, or of a user. */
  static void ourName(Scheme scheme, String name, String what) {
    if (name.isEmpty()) {
      throw refusal(scheme, name, 0, "the " + what + " is missing");
    }
    int slash = name.indexOf('/');
    if (slash >= 0) {
      throw refusal(scheme, name, slash, "a " + what + " has no slash");
    }
    if (name.startsWith(".")) {
      throw refusal(scheme, name, 0, "a " + what + " does not begin with a dot");
    }
    if (name.startsWith("~")) {
      throw refusal(scheme, name, 0, "a " + what + " does not begin with '~'");
    }
    bytes(scheme, name, OUR_NAME_MAX);
  }

  /** Requires a scheme of ours, and a place that its objects can be at. */
  static void ownPlace(Scheme scheme, Place place) {
    if (!scheme.isOurs()) {
      String body = place.toString();
      throw refusal(scheme, body, 0, "no object of ours has the scheme " + scheme.spelling());
    }
    if (place instanceof Place.OfUser && scheme != Scheme.MBOX) {
      throw refusal(scheme, place.toString(), 0, "only a mailbox is found by its user");
    }
  }

  /** Requires a name in the abstract name space of unix(7). */
  static void abstractName(Scheme scheme, String name) {
    if (name.isEmpty()) {
      throw refusal(scheme, name, 0, "the abstract name is missing");
    }
    bytes(scheme, name, SOCKET_NAME_MAX);
  }

  /** Returns the refusal of the key that never finds an object. */
  static AddressException privateKey(Scheme scheme) {
    return new AddressException(
        "0", 0, "key 0 is IPC_PRIVATE and finds nothing", List.of(scheme.with("private")));
  }

  /** Requires text that stands for bytes, not too many, none of them NUL. */
  static void bytes(Scheme scheme, String part, int mostBytes) {
    OptionalInt stray = ByteText.unencodable(part);
    if (stray.isPresent()) {
      throw refusal(scheme, part, stray.getAsInt(), "half a surrogate pair stands for no byte");
    }
    int nul = part.indexOf('\0');
    if (nul >= 0) {
      throw refusal(scheme, part, nul, "the kernel's names hold no NUL byte");
    }
    int length = ByteText.length(part);
    if (length > mostBytes) {
      String reason = length + " bytes long, at most " + mostBytes + " can be";
      throw refusal(scheme, part, firstBeyond(part, mostBytes), reason);
    }
  }

  /** Requires a number within bounds; {@code what} has its article: {@code a port}. */
  static void range(Scheme scheme, long number, long least, long most, String what) {
    if (number < least || number > most) {
      throw refusal(scheme, Long.toString(number), 0, what + " is " + least + " to " + most);
    }
  }

  /**
   * Requires a host's name, an IPv4 address or an IPv6 address, and returns its canonical text.
   * What a name resolves to is not asked.
   */
  static String host(Scheme scheme, String host) {
    if (host.isEmpty()) {
      throw refusal(scheme, host, 0, "the host is missing");
    }
    if (host.indexOf(':') >= 0) {
      return Ipv6Text.canonical(host)
          .orElseThrow(() -> refusal(scheme, host, 0, "the host is no IPv6 address"));
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!digit && !letter && c != '-' && c != '.' && c != '_') {
        String wrong = ByteText.quote(host.substring(i, i + 1));
        throw refusal(scheme, host, i, "a host's name holds no " + wrong);
      }
    }
    if (host.length() > NAME_MAX) {
      throw refusal(scheme, host, NAME_MAX, "a host's name is at most " + NAME_MAX + " long");
    }
    return host;
  }

  /** Requires a host whose address, if it is one, is of the protocol's family. */
  static String rawHost(RawProtocol protocol, String host) {
    String canonical = host(Scheme.RAW, host);
    boolean isIpv6 = canonical.indexOf(':') >= 0;
    boolean isIpv4 = !isIpv6 && IpAddress.parse(canonical).isPresent();
    boolean fits =
        switch (protocol) {
          case ICMP -> !isIpv6;
          case ICMP6 -> !isIpv4;
        };
    if (!fits) {
      String family = isIpv6 ? "an IPv6 address" : "an IPv4 address";
      throw refusal(Scheme.RAW, host, 0, family + " has no " + protocol.word());
    }
    return canonical;
  }

  /** Returns the index of the character with which {@code part} grows longer than it may be. */
  private static int firstBeyond(String part, int mostBytes) {
    int bytes = 0;
    int at = 0;
    while (at < part.length()) {
      int next = part.offsetByCodePoints(at, 1);
      bytes += ByteText.length(part.substring(at, next));
      if (bytes > mostBytes) {
        break;
      }
      at = next;
    }
    return at;
  }

  private static AddressException refusal(Scheme scheme, String part, int position, String reason) {
    List<String> forms = scheme.forms();
    return new AddressException(part, position, reason, forms);
  }
}
