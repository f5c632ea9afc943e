package ipc.model;

import java.util.Optional;

/**
 * The name of one thing that processes talk through: {@code scheme:body}.
 *
 * <p>An address names and never shapes, and asks nothing of the kernel: the thing may or may not be
 * there. {@code toString} is canonical, and {@link #parse(String)} gives the equal address back.
 * Text in it is {@link ByteText}.
 */
public sealed interface Address {
  /** Returns what the address begins with. */
  Scheme scheme();

  /**
   * Reads an address that says its scheme, or {@code -}.
   *
   * @throws AddressException if the text is none, or is a word that only a noun could explain
   */
  static Address parse(String text) {
    return new AddressParser(text, Optional.empty()).parse();
  }

  /**
   * Reads an address after a noun, which decides what a word without a scheme means and which of
   * POSIX and System V things {@code posix:} and {@code sysv:} mean. An address with a scheme is
   * read whatever the noun; whether it fits the noun is for the command to say.
   *
   * @throws AddressException if the text is none, or could be several
   */
  static Address parse(String text, Noun noun) {
    return new AddressParser(text, Optional.of(noun)).parse();
  }

  /** The three kinds of System V objects; each has keys and ids of its own. */
  enum SysvFamily {
    /** Shared memory segments. */
    SHM(Scheme.SYSV_SHM),
    /** Message queues. */
    MSG(Scheme.SYSV_MSG),
    /** Semaphore sets. */
    SEM(Scheme.SYSV_SEM);

    private final Scheme scheme;

    SysvFamily(Scheme scheme) {
      this.scheme = scheme;
    }

    /** Returns what its addresses begin with. */
    public Scheme scheme() {
      return scheme;
    }
  }

  /** What a Unix socket carries, unix(7). */
  enum UnixType {
    /** A stream of bytes. */
    STREAM(Scheme.UNIX),
    /** Single packets. */
    DGRAM(Scheme.UNIX_DGRAM),
    /** Packets in order, over a connection. */
    SEQPACKET(Scheme.UNIX_SEQPACKET);

    private final Scheme scheme;

    UnixType(Scheme scheme) {
      this.scheme = scheme;
    }

    /** Returns what its addresses begin with. */
    public Scheme scheme() {
      return scheme;
    }
  }

  /** What lies between two hosts. */
  enum Transport {
    /** TCP. */
    TCP(Scheme.TCP),
    /** TCP over IPv6. */
    TCP6(Scheme.TCP6),
    /** UDP. */
    UDP(Scheme.UDP),
    /** UDP over IPv6. */
    UDP6(Scheme.UDP6),
    /** TLS over TCP. */
    TLS(Scheme.TLS);

    private final Scheme scheme;

    Transport(Scheme scheme) {
      this.scheme = scheme;
    }

    /** Returns what its addresses begin with. */
    public Scheme scheme() {
      return scheme;
    }

    private Transport toIpv6Literal() {
      return switch (this) {
        case TCP, TCP6 -> TCP6;
        case UDP, UDP6 -> UDP6;
        case TLS -> TLS;
      };
    }
  }

  /**
   * A POSIX shared memory segment.
   *
   * @param name one slash, then at most 255 bytes without another
   */
  record PosixShm(String name) implements Address {
    /** Checks the name. */
    public PosixShm {
      AddressRules.posixName(Scheme.POSIX_SHM, name, AddressRules.NAME_MAX);
    }

    @Override
    public Scheme scheme() {
      return Scheme.POSIX_SHM;
    }

    @Override
    public String toString() {
      return scheme().with(name);
    }
  }

  /**
   * A POSIX message queue.
   *
   * @param name one slash, then at most 255 bytes without another
   */
  record PosixMq(String name) implements Address {
    /** Checks the name. */
    public PosixMq {
      AddressRules.posixName(Scheme.POSIX_MQ, name, AddressRules.NAME_MAX);
    }

    @Override
    public Scheme scheme() {
      return Scheme.POSIX_MQ;
    }

    @Override
    public String toString() {
      return scheme().with(name);
    }
  }

  /**
   * A named POSIX semaphore.
   *
   * @param name one slash, then at most 251 bytes without another
   */
  record PosixSem(String name) implements Address {
    /** Checks the name. */
    public PosixSem {
      AddressRules.posixName(Scheme.POSIX_SEM, name, AddressRules.SEMAPHORE_NAME_MAX);
    }

    @Override
    public Scheme scheme() {
      return Scheme.POSIX_SEM;
    }

    @Override
    public String toString() {
      return scheme().with(name);
    }
  }

  /**
   * A System V object by the key it was made with.
   *
   * @param key 32 bits, any but 0 (IPC_PRIVATE, which finds nothing: see {@link SysvPrivate})
   */
  record SysvKey(SysvFamily family, int key) implements Address {
    /** Checks the key. */
    public SysvKey {
      if (key == 0) {
        throw AddressRules.privateKey(family.scheme());
      }
    }

    @Override
    public Scheme scheme() {
      return family.scheme();
    }

    @Override
    public String toString() {
      String digits = Integer.toHexString(key);
      return scheme().with("0x" + "0".repeat(8 - digits.length()) + digits);
    }
  }

  /**
   * A System V object by the number the kernel gave it.
   *
   * @param id 0 to 2^31 - 1
   */
  record SysvId(SysvFamily family, int id) implements Address {
    /** Checks the id. */
    public SysvId {
      AddressRules.range(family.scheme(), id, 0, Integer.MAX_VALUE, "an id");
    }

    @Override
    public Scheme scheme() {
      return family.scheme();
    }

    @Override
    public String toString() {
      return scheme().with("id=" + id);
    }
  }

  /**
   * A System V object by the key that ftok(3) makes of a file that exists.
   *
   * @param path the file; it may be relative
   * @param project 1 to 255
   */
  record SysvFtok(SysvFamily family, String path, int project) implements Address {
    /** Checks the path and the project. */
    public SysvFtok {
      AddressRules.path(family.scheme(), path);
      AddressRules.range(family.scheme(), project, 1, 255, "a project");
    }

    @Override
    public Scheme scheme() {
      return family.scheme();
    }

    @Override
    public String toString() {
      return scheme().with("ftok=" + path + "," + project);
    }
  }

  /** A new System V object without a key: only {@code create} can use it. */
  record SysvPrivate(SysvFamily family) implements Address {
    @Override
    public Scheme scheme() {
      return family.scheme();
    }

    @Override
    public String toString() {
      return scheme().with("private");
    }
  }

  /**
   * A file.
   *
   * @param path it may be relative
   */
  record MappedFile(String path) implements Address {
    /** Checks the path. */
    public MappedFile {
      AddressRules.path(Scheme.FILE, path);
    }

    @Override
    public Scheme scheme() {
      return Scheme.FILE;
    }

    @Override
    public String toString() {
      return scheme().with(path);
    }
  }

  /**
   * An object of ours.
   *
   * @param scheme one of which {@link Scheme#isOurs} is true
   * @param place where it is; {@link Place.OfUser} for a mailbox alone
   */
  record Named(Scheme scheme, Place place) implements Address {
    /** Checks that the scheme is ours and knows such places. */
    public Named {
      AddressRules.ownPlace(scheme, place);
    }

    @Override
    public String toString() {
      return scheme.with(place.toString());
    }
  }

  /**
   * A process, as the mailbox that belongs to it.
   *
   * @param pid 1 to 2^31 - 1
   */
  record Process(int pid) implements Address {
    /** Checks the number. */
    public Process {
      AddressRules.range(Scheme.PID, pid, 1, Integer.MAX_VALUE, "a process id");
    }

    @Override
    public Scheme scheme() {
      return Scheme.PID;
    }

    @Override
    public String toString() {
      return scheme().with(Integer.toString(pid));
    }
  }

  /**
   * A named pipe.
   *
   * @param path it may be relative
   */
  record Fifo(String path) implements Address {
    /** Checks the path. */
    public Fifo {
      AddressRules.path(Scheme.FIFO, path);
    }

    @Override
    public Scheme scheme() {
      return Scheme.FIFO;
    }

    @Override
    public String toString() {
      return scheme().with(path);
    }
  }

  /** A Unix socket: at a path, or in the abstract name space. */
  sealed interface UnixSocket extends Address {
    /** Returns what it carries. */
    UnixType type();

    @Override
    default Scheme scheme() {
      return type().scheme();
    }
  }

  /**
   * A Unix socket at a path.
   *
   * @param path at most 107 bytes; it may be relative, and one that begins with {@code @} gets
   *     {@code ./} before it
   */
  record UnixPath(UnixType type, String path) implements UnixSocket {
    /** Checks the path. */
    public UnixPath {
      if (path.startsWith("@")) {
        path = "./" + path;
      }
      AddressRules.path(type.scheme(), path, AddressRules.SOCKET_NAME_MAX);
    }

    @Override
    public String toString() {
      return scheme().with(path);
    }
  }

  /**
   * A Unix socket in the abstract name space, which no file shows.
   *
   * @param name without the {@code @}, 1 to 107 bytes, no NUL
   */
  record UnixAbstract(UnixType type, String name) implements UnixSocket {
    /** Checks the name. */
    public UnixAbstract {
      AddressRules.abstractName(type.scheme(), name);
    }

    @Override
    public String toString() {
      return scheme().with("@" + name);
    }
  }

  /**
   * A port of a host.
   *
   * @param transport an IPv6 address as host turns TCP and UDP into TCP6 and UDP6
   * @param host a name, an IPv4 address, or an IPv6 address without brackets as RFC 5952 writes it
   * @param port 0 to 65535; 0 lets the kernel choose
   */
  record Internet(Transport transport, String host, int port) implements Address {
    /** Checks the host and the port. */
    public Internet {
      host = AddressRules.host(transport.scheme(), host);
      AddressRules.range(transport.scheme(), port, 0, 65535, "a port");
      if (host.indexOf(':') >= 0) {
        transport = transport.toIpv6Literal();
      }
    }

    @Override
    public Scheme scheme() {
      return transport.scheme();
    }

    @Override
    public String toString() {
      return scheme().with(host + ":" + port);
    }
  }

  /**
   * A protocol's packets without a port.
   *
   * @param host whose packets, as in {@link Internet}; without one those of all
   */
  record Raw(RawProtocol protocol, Optional<String> host) implements Address {
    /** Checks the host. */
    public Raw {
      host = host.map(each -> AddressRules.rawHost(protocol, each));
    }

    @Override
    public Scheme scheme() {
      return Scheme.RAW;
    }

    @Override
    public String toString() {
      return scheme().with(protocol.word() + host.map(each -> ":" + each).orElse(""));
    }
  }

  /** Something that the kernel tells to whoever listens. */
  record Netlink(NetlinkTopic topic) implements Address {
    @Override
    public Scheme scheme() {
      return Scheme.NETLINK;
    }

    @Override
    public String toString() {
      return scheme().with(topic.word());
    }
  }

  /**
   * A descriptor that this process was started with.
   *
   * @param number 0 to 2^31 - 1
   */
  record Descriptor(int number) implements Address {
    /** Checks the number. */
    public Descriptor {
      AddressRules.range(Scheme.FD, number, 0, Integer.MAX_VALUE, "a descriptor");
    }

    @Override
    public Scheme scheme() {
      return Scheme.FD;
    }

    @Override
    public String toString() {
      return scheme().with(Integer.toString(number));
    }
  }

  /** Standard input where a command reads, standard output where it writes. */
  record StandardStream() implements Address {
    @Override
    public Scheme scheme() {
      return Scheme.STANDARD_STREAM;
    }

    @Override
    public String toString() {
      return "-";
    }
  }
}
