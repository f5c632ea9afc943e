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
import java.util.Optional;

/** Sends messages as one datagram or packet each; one that is too long is refused, never split. */
final class PacketWriter {
  /** 65535 of the IP packet, less 20 of its header and 8 of UDP's. */
  private static final int LONGEST_IPV4 = 65507;

  /** 65535 behind the IPv6 header, less 8 of UDP's. */
  private static final int LONGEST_IPV6 = 65527;

  private static final int LONGEST_RAW = 65515;

  /** net/unix/af_unix.c: a message may have as much as the send buffer, less this. */
  private static final int UNIX_OVERHEAD = 32;

  /**
   * Where the peer's queue is full and the socket is not connected to it no event tells of room:
   * socket(7), unix(7).
   */
  private static final long NAP_NANOS = 2_000_000L;

  private final Engine engine;
  private final SocketCalls calls;
  private final Descriptor socket;
  private final Optional<SocketAddress> to;
  private final int longest;
  private long count;

  /**
   * A writer of a socket that does not block.
   *
   * @param to where each goes; a connected socket needs none
   */
  PacketWriter(Engine engine, Descriptor socket, Optional<SocketAddress> to) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.socket = socket;
    this.to = to;
    this.longest = longest();
  }

  private int longest() {
    if (Sockets.option(engine, socket, SocketOptionCalls.SO_TYPE) == SocketCalls.SOCK_RAW) {
      return LONGEST_RAW;
    }
    return switch (Sockets.option(engine, socket, SocketOptionCalls.SO_DOMAIN)) {
      case SocketCalls.AF_INET -> LONGEST_IPV4;
      case SocketCalls.AF_INET6 -> isMapped() ? LONGEST_IPV4 : LONGEST_IPV6;
      default -> Sockets.option(engine, socket, SocketOptionCalls.SO_SNDBUF) - UNIX_OVERHEAD;
    };
  }

  private boolean isMapped() {
    SocketAddress[] peer = {to.orElse(null)};
    if (to.isEmpty() && calls.peerName(socket.number(), peer) < 0) {
      return false;
    }
    return SocketNames.host(peer[0]).filter(host -> host.unmapped().isIpv4()).isPresent();
  }

  /** Sends one, as {@link ipc.engine.message.MessageSink#send} does. */
  Mover.Step send(byte[] message) {
    if (message.length > longest) {
      throw tooLong(message, "at most " + longest + " can be");
    }
    int result = write(message);
    if (result >= 0) {
      count++;
      return Mover.Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Mover.Step.NEEDS_ROOM;
      case EAGAIN -> {
        if (to.isPresent()) {
          nap();
        }
        yield Mover.Step.NEEDS_ROOM;
      }
      case ENOBUFS -> {
        nap();
        yield Mover.Step.NEEDS_ROOM;
      }
      case EPIPE -> Mover.Step.READER_GONE;
      case ECONNRESET -> Mover.Step.RESET;
      case EMSGSIZE -> throw tooLong(message, "the way there takes no such (EMSGSIZE)");
      default -> throw failure(result);
    };
  }

  private int write(byte[] message) {
    return to.isPresent()
        ? calls.sendTo(socket.number(), message, message.length, to.get())
        : calls.send(socket.number(), message, 0, message.length);
  }

  private void nap() {
    engine.kernel().files().poll(new int[0], new int[0], NAP_NANOS, new int[0]);
  }

  private IpcException tooLong(byte[] message, String limit) {
    return new IpcException.Corrupt(
        "a message of "
            + message.length
            + " bytes is too long for '"
            + socket.name()
            + "': "
            + limit
            + "; nothing of it was sent, "
            + count
            + " messages before it were",
        null);
  }

  private IpcException failure(int result) {
    String message =
        "cannot send to '"
            + socket.name()
            + "': "
            + Failures.reason(result)
            + "; "
            + count
            + " messages were sent before";
    return switch (Errno.ofResult(result)) {
      case ECONNREFUSED, ENOENT, ENOTCONN, EDESTADDRREQ ->
          new IpcException.Refused(message, "nobody receives there");
      case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL ->
          new IpcException.Refused(message, null);
      case EACCES -> new IpcException.NotPermitted(message, "a broadcast needs --broadcast");
      case EPERM -> new IpcException.NotPermitted(message, null);
      default -> new IpcException.TransferFailed(message, null);
    };
  }
}
