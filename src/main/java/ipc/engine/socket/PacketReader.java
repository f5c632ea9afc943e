package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.stream.Mover;
import ipc.sys.Errno;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Reads datagrams and packets, each whole: the room is always enough for what comes, and should it
 * ever not be, that is a failure and not a shorter message.
 */
final class PacketReader {
  /** The longest datagram that a UDP header can speak of. */
  private static final int ROOM_BYTES = 65535;

  private static final int NOBODY = -1;

  private final SocketCalls calls;
  private final Descriptor socket;
  private final int family;
  private final SocketAddress[] from = new SocketAddress[1];
  private final int[] credentials = {0, NOBODY, NOBODY};
  private byte[] room = new byte[ROOM_BYTES];
  private byte[] message = {};
  private long count;

  /** A reader of a socket that does not block. */
  PacketReader(Engine engine, Descriptor socket) {
    this.calls = engine.kernel().sockets();
    this.socket = socket;
    this.family = Sockets.option(engine, socket, SocketOptionCalls.SO_DOMAIN);
    if (family == SocketCalls.AF_UNIX) {
      engine
          .kernel()
          .socketOptions()
          .set(socket.number(), SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_PASSCRED, 1);
    }
  }

  /** Takes the next message, as {@link ipc.engine.message.MessageSource#receive} does. */
  Mover.Step receive() {
    int length;
    do {
      length = read();
    } while (Errno.ofResult(length) == Errno.EINTR || length >= 0 && !isTrusted());
    if (length >= 0) {
      if (length > room.length) {
        throw new IpcException.TransferFailed(
            "a message of " + length + " bytes from '" + socket.name() + "' was cut and is lost",
            "another process reads the same socket");
      }
      message = Arrays.copyOf(room, length);
      count++;
      return Mover.Step.MOVED;
    }
    return switch (Errno.ofResult(length)) {
      case EAGAIN -> Mover.Step.NEEDS_INPUT;
      case ENODATA -> Mover.Step.INPUT_ENDED;
      case ECONNRESET -> Mover.Step.RESET;
      default -> throw failure(length);
    };
  }

  private int read() {
    if (family == SocketCalls.AF_INET || family == SocketCalls.AF_INET6) {
      return calls.receiveFrom(socket.number(), room, from);
    }
    int length = calls.nextLength(socket.number());
    if (length > room.length) {
      room = new byte[length];
    }
    return family == SocketCalls.AF_UNIX
        ? calls.receivePacket(socket.number(), room, from, credentials)
        : calls.receiveFrom(socket.number(), room, from);
  }

  /** netlink(7): any process of ours may write to our port; the kernel's is 0. */
  private boolean isTrusted() {
    return !(from[0] instanceof SocketAddress.Netlink netlink) || netlink.pid() == 0;
  }

  private IpcException failure(int result) {
    String message =
        "cannot receive from '"
            + socket.name()
            + "': "
            + Failures.reason(result)
            + "; "
            + count
            + " messages came before";
    return switch (Errno.ofResult(result)) {
      case ECONNREFUSED -> new IpcException.Refused(message, "nobody receives there");
      case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, ENOPROTOOPT, EPROTO ->
          new IpcException.Refused(message, null);
      case EMSGSIZE -> new IpcException.Corrupt(message, "a message was too long for the way");
      case ENOBUFS ->
          new IpcException.TransferFailed(
              message + ", and the kernel had no room for some",
              "--rcvbuf makes more room for those that were not read");
      default -> new IpcException.TransferFailed(message, null);
    };
  }

  byte[] message() {
    return message;
  }

  /** Where the last message came from. */
  SocketAddress from() {
    return from[0];
  }

  /** Whose process sent it, where the kernel tells. */
  OptionalInt uid() {
    return known() ? OptionalInt.of(credentials[1]) : OptionalInt.empty();
  }

  /** Which process sent it, where the kernel tells. */
  OptionalInt pid() {
    return known() ? OptionalInt.of(credentials[0]) : OptionalInt.empty();
  }

  private boolean known() {
    return credentials[0] > 0;
  }
}
