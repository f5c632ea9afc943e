package ipc.proc;

import ipc.model.Address.UnixType;
import ipc.model.SocketState;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code /proc/net/unix}.
 *
 * @param type what it carries
 * @param state {@link SocketState#LISTENING}, {@link SocketState#BOUND} where it is neither that
 *     nor connected, {@link SocketState#ESTABLISHED}, {@link SocketState#CLOSING}, or {@link
 *     SocketState#CONNECTING}: a connection that nobody has accepted yet bears its listener's name
 * @param name a path as it was bound, or {@code @} and a name of the abstract name space, in which
 *     the kernel prints a NUL as {@code @}; empty for none
 * @param inode of {@code socket:[N]}; 0 where no process has it
 */
public record UnixSocket(UnixType type, SocketState state, String name, long inode) {
  /** include/uapi/linux/net.h: SO_ACCEPTCON. */
  private static final long LISTENS = 0x10000;

  /** The kernel prints its own addresses in so many digits. */
  private static final int LEAST_KEY_DIGITS = 8;

  /** Whether its name is of the abstract name space. */
  public boolean isAbstract() {
    return name.startsWith("@");
  }

  /**
   * Parses the whole of {@code /proc/net/unix}. A newline in a path is printed as it is, so a line
   * that does not begin as one of the table goes on the name before.
   *
   * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
   */
  public static Parsed<UnixSocket> parse(byte[] text) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no header line");
    }
    List<UnixSocket> sockets = new ArrayList<>();
    List<Malformed> malformed = new ArrayList<>();
    boolean canGoOn = false;
    while (line.nextLine()) {
      int from = line.position();
      UnixSocket socket = socket(line);
      if (socket != null) {
        sockets.add(socket);
        canGoOn = !socket.name().isEmpty();
      } else if (canGoOn) {
        UnixSocket before = sockets.removeLast();
        String name = before.name() + "\n" + line.text(from, line.lineTo());
        sockets.add(new UnixSocket(before.type(), before.state(), name, before.inode()));
      } else {
        malformed.add(new Malformed(line.lineNumber(), "not a Unix socket"));
      }
    }
    return new Parsed<>(sockets, malformed);
  }

  /** The socket of a line, null if it is none. */
  private static UnixSocket socket(TextScanner line) {
    int keyDigits = line.wordLengthUntil(':');
    if (keyDigits < LEAST_KEY_DIGITS) {
      return null;
    }
    line.unsigned(16);
    line.expect(':');
    line.skipBlanks();
    line.upperHex(8); // the references
    line.skipBlanks();
    line.upperHex(8); // the protocol
    line.skipBlanks();
    long flags = line.upperHex(8);
    line.skipBlanks();
    UnixType type = type((int) line.upperHex(4));
    line.skipBlanks();
    int state = (int) line.upperHex(2);
    line.skipBlanks();
    long inode = line.decimal();
    if (line.failed() || type == null) {
      return null;
    }
    String name = "";
    if (!line.atLineEnd()) {
      line.expect(' ');
      name = line.text(line.position(), line.lineTo());
    }
    return line.failed() ? null : new UnixSocket(type, state(state, flags), name, inode);
  }

  /** By the numbers of socket(2), null for none. */
  private static UnixType type(int number) {
    return switch (number) {
      case 1 -> UnixType.STREAM;
      case 2 -> UnixType.DGRAM;
      case 5 -> UnixType.SEQPACKET;
      default -> null;
    };
  }

  /** By the numbers of socket_state in include/uapi/linux/net.h. */
  private static SocketState state(int number, long flags) {
    if ((flags & LISTENS) != 0) {
      return SocketState.LISTENING;
    }
    return switch (number) {
      case 2 -> SocketState.CONNECTING;
      case 3 -> SocketState.ESTABLISHED;
      case 4 -> SocketState.CLOSING;
      default -> SocketState.BOUND;
    };
  }
}
