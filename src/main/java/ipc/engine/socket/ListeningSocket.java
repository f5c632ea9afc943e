package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.Scheme;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A socket that connections come to, or datagrams. Closing it removes the path that it made, if it
 * is ours.
 */
public final class ListeningSocket implements AutoCloseable {
  private static final int BACKLOG = 4096; // the kernel cuts it to net.core.somaxconn

  private final Engine engine;
  private final SocketCalls calls;
  private final Descriptor socket;
  private final Address address;
  private final Optional<UnixPlace> place;

  private ListeningSocket(
      Engine engine, Descriptor socket, Address address, Optional<UnixPlace> place) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.socket = socket;
    this.address = address;
    this.place = place;
  }

  /**
   * Makes a socket, binds it and lets connections come.
   *
   * <p>A socket of datagrams gets them from now on; that of a group is a member of it.
   *
   * @throws IpcException.AlreadyExists if somebody else has the address
   */
  public static ListeningSocket open(
      Engine engine, Address address, SocketOptions options, PathShape shape) {
    if (shape.isAsked() && !(address instanceof Address.UnixPath)) {
      throw new IpcException.BadUsage(
          "'" + address + "' has no owner and no mode: only the path of a Unix socket has", null);
    }
    Sockets sockets = new Sockets(engine, options);
    SocketAddress at = new SocketNames(engine).toBind(address);
    Descriptor socket = sockets.open(at, Sockets.type(address), address.toString());
    Optional<UnixPlace> place =
        address instanceof Address.UnixPath path
            ? Optional.of(new UnixPlace(engine, path, shape))
            : Optional.empty();
    try {
      if (place.isPresent()) {
        place.get().bind(socket);
      } else {
        sockets.bind(socket, at);
      }
      boolean isDatagram = Sockets.type(address) == SocketCalls.SOCK_DGRAM;
      if (isDatagram && Casting.isGroup(at)) {
        new Casting(engine, options.cast()).join(socket, at);
      }
      int result = isDatagram ? 0 : engine.kernel().sockets().listen(socket.number(), BACKLOG);
      if (result < 0) {
        throw Sockets.bindFailure(address.toString(), result);
      }
      return new ListeningSocket(engine, socket, bound(engine, socket, address), place);
    } catch (RuntimeException failure) {
      socket.close();
      place.ifPresent(UnixPlace::remove);
      throw failure;
    }
  }

  /**
   * A socket that we were started with, which listens already or takes datagrams.
   *
   * @param descriptor its number
   * @throws IpcException.BadUsage if it is none
   */
  public static ListeningSocket given(Engine engine, int descriptor) {
    int listens =
        engine.kernel().socketOptions().ofSocket(descriptor, SocketOptionCalls.SO_ACCEPTCONN);
    if (listens < 0) {
      throw Failures.of("listen at", "fd:" + descriptor, listens);
    }
    if (listens == 0 && !takesDatagrams(engine, descriptor)) {
      throw new IpcException.BadUsage(
          "cannot listen at 'fd:" + descriptor + "': nobody called listen(2) on that socket", null);
    }
    engine.kernel().files().setNonBlocking(descriptor);
    Descriptor socket = Descriptor.owned(engine.kernel(), descriptor, "fd:" + descriptor);
    Address name = new Address.Descriptor(descriptor);
    return new ListeningSocket(engine, socket, bound(engine, socket, name), Optional.empty());
  }

  private static boolean takesDatagrams(Engine engine, int descriptor) {
    return type(engine, descriptor) == SocketCalls.SOCK_DGRAM;
  }

  /** Whether datagrams come to it, and no connections. */
  public boolean takesDatagrams() {
    return takesDatagrams(engine, socket.number());
  }

  /** Where it is bound in fact: with the port that the kernel chose. */
  private static Address bound(Engine engine, Descriptor socket, Address asked) {
    SocketAddress[] name = new SocketAddress[1];
    boolean isNumbered = asked instanceof Address.Internet || asked instanceof Address.Descriptor;
    if (!isNumbered || engine.kernel().sockets().name(socket.number(), name) < 0) {
      return asked;
    }
    Scheme scheme =
        asked instanceof Address.Descriptor ? scheme(engine, socket, name[0]) : asked.scheme();
    return SocketNames.of(name[0], scheme).orElse(asked);
  }

  /** What a stream's socket of an unknown kind is called. */
  private static Scheme scheme(Engine engine, Descriptor socket, SocketAddress name) {
    if (name.family() != SocketCalls.AF_UNIX) {
      return Scheme.TCP;
    }
    return type(engine, socket.number()) == SocketCalls.SOCK_SEQPACKET
        ? Scheme.UNIX_SEQPACKET
        : Scheme.UNIX;
  }

  private static int type(Engine engine, int descriptor) {
    return engine.kernel().socketOptions().ofSocket(descriptor, SocketOptionCalls.SO_TYPE);
  }

  /** Where it is bound. */
  public Address address() {
    return address;
  }

  Descriptor descriptor() {
    return socket;
  }

  /** Who connected. */
  Peer peer(Descriptor connection, SocketAddress from) {
    Optional<Address> name = SocketNames.of(from, address.scheme());
    int[] credentials = new int[3];
    boolean isUnix = from.family() == SocketCalls.AF_UNIX;
    if (isUnix
        && engine.kernel().socketOptions().peerCredentials(connection.number(), credentials) >= 0) {
      String who = name.map(Address::toString).orElse(address.toString());
      return new Peer(
          who, from, name, OptionalInt.of(credentials[0]), OptionalInt.of(credentials[1]));
    }
    return new Peer(
        name.map(Address::toString).orElse("a peer of " + address),
        from,
        name,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** Who sent the message that was read last. */
  Peer sender(PacketReader message) {
    SocketAddress from = message.from();
    Scheme scheme = address instanceof Address.Descriptor ? schemeOf(from) : address.scheme();
    Optional<Address> name = SocketNames.of(from, scheme);
    String who = name.map(Address::toString).orElse(address.toString());
    return new Peer(who, from, name, message.pid(), message.uid());
  }

  private static Scheme schemeOf(SocketAddress datagram) {
    return switch (datagram.family()) {
      case SocketCalls.AF_INET -> Scheme.UDP;
      case SocketCalls.AF_INET6 -> Scheme.UDP6;
      default -> Scheme.UNIX_DGRAM;
    };
  }

  @Override
  public void close() {
    // The path first: who comes now finds nothing, or another's, and not a socket that is closing.
    place.ifPresent(UnixPlace::remove);
    socket.close();
  }
}
