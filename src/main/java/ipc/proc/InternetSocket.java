package ipc.proc;

import ipc.model.IpAddress;
import ipc.model.SocketState;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A line of {@code /proc/net/tcp}, {@code tcp6}, {@code udp} or {@code udp6}.
 *
 * @param localHost where it is bound; all zeros for every address of the machine
 * @param localPort its port
 * @param remoteHost its peer; all zeros for none
 * @param remotePort the peer's port, 0 for none
 * @param state what it is at; of UDP {@link SocketState#ESTABLISHED} or {@link SocketState#BOUND}
 * @param sendQueue bytes that the peer has not confirmed; of UDP the memory of what waits to go out
 * @param receiveQueue bytes that wait to be read; of a listening socket the connections that wait
 *     to be accepted; of UDP the memory of the datagrams that wait
 * @param uid whose it is
 * @param inode of {@code socket:[N]}; 0 where no process has it: a connection that is not accepted
 *     yet, or that is closed
 * @param dropped how many datagrams found no room; of UDP alone
 */
public record InternetSocket(
    IpAddress localHost,
    int localPort,
    IpAddress remoteHost,
    int remotePort,
    SocketState state,
    long sendQueue,
    long receiveQueue,
    long uid,
    long inode,
    OptionalLong dropped) {
  /** By the kernel's numbers, include/net/tcp_states.h; 0 is none. */
  private static final List<SocketState> TCP_STATES =
      List.of(
          SocketState.CLOSED,
          SocketState.ESTABLISHED,
          SocketState.SYN_SENT,
          SocketState.SYN_RECEIVED,
          SocketState.FIN_WAIT_1,
          SocketState.FIN_WAIT_2,
          SocketState.TIME_WAIT,
          SocketState.CLOSED,
          SocketState.CLOSE_WAIT,
          SocketState.LAST_ACK,
          SocketState.LISTENING,
          SocketState.CLOSING,
          SocketState.SYN_RECEIVED);

  private static final int ESTABLISHED = 1;
  private static final boolean IS_LITTLE_ENDIAN =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  /** The two forms of the table. */
  private enum Transport {
    TCP,
    UDP
  }

  /**
   * Parses the whole of {@code /proc/net/tcp} or {@code tcp6}.
   *
   * @see <a
   *     href="https://docs.kernel.org/networking/proc_net_tcp.html">Documentation/networking/proc_net_tcp.rst</a>
   */
  public static Parsed<InternetSocket> parseTcp(byte[] text) {
    return parse(text, Transport.TCP);
  }

  /** Parses the whole of {@code /proc/net/udp} or {@code udp6}. */
  public static Parsed<InternetSocket> parseUdp(byte[] text) {
    return parse(text, Transport.UDP);
  }

  private static Parsed<InternetSocket> parse(byte[] text, Transport transport) {
    TextScanner line = new TextScanner(text);
    if (!line.nextLine()) {
      return Parsed.malformed(1, "no header line");
    }
    List<InternetSocket> sockets = new ArrayList<>();
    List<Malformed> malformed = new ArrayList<>();
    while (line.nextLine()) {
      InternetSocket socket = socket(line, transport);
      if (socket != null) {
        sockets.add(socket);
      } else {
        malformed.add(new Malformed(line.lineNumber(), "not a socket"));
      }
    }
    return new Parsed<>(sockets, malformed);
  }

  /** The socket of a line, null if it is none. */
  private static InternetSocket socket(TextScanner line, Transport transport) {
    line.skipBlanks();
    line.decimal();
    line.expect(':');
    IpAddress localHost = host(line);
    int localPort = port(line);
    IpAddress remoteHost = host(line);
    int remotePort = port(line);
    line.skipBlanks();
    int state = (int) line.upperHex(2);
    line.skipBlanks();
    long sendQueue = line.upperHex(8);
    line.expect(':');
    long receiveQueue = line.upperHex(8);
    skipWords(line, 2); // the timer, the retransmissions
    line.skipBlanks();
    long uid = line.decimal();
    skipWords(line, 1); // the time-out
    line.skipBlanks();
    long inode = line.decimal();
    boolean isUdp = transport == Transport.UDP;
    OptionalLong dropped = isUdp ? dropped(line) : OptionalLong.empty();
    if (line.failed() || state >= TCP_STATES.size()) {
      return null;
    }
    return new InternetSocket(
        localHost,
        localPort,
        remoteHost,
        remotePort,
        isUdp && state != ESTABLISHED ? SocketState.BOUND : TCP_STATES.get(state),
        sendQueue,
        receiveQueue,
        uid,
        inode,
        dropped);
  }

  /** After the references and the kernel's own address of the socket. */
  private static OptionalLong dropped(TextScanner line) {
    skipWords(line, 2);
    return line.onlyBlanksLeft() ? OptionalLong.empty() : OptionalLong.of(line.decimal());
  }

  private static void skipWords(TextScanner line, int count) {
    for (int i = 0; i < count; i++) {
      line.skipBlanks();
      line.skipWord();
    }
  }

  /** Each four bytes of an address are printed as the number that they are on this machine. */
  private static IpAddress host(TextScanner line) {
    line.skipBlanks();
    int digits = line.wordLengthUntil(':');
    if (digits != 8 && digits != 32) {
      line.fail();
      return new IpAddress(new byte[4], "");
    }
    byte[] bytes = new byte[digits / 2];
    for (int i = 0; i < bytes.length; i += 4) {
      int word = (int) line.upperHex(8);
      int inOrder = IS_LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
      for (int j = 0; j < 4; j++) {
        bytes[i + j] = (byte) (inOrder >>> 8 * (3 - j));
      }
    }
    return new IpAddress(bytes, "");
  }

  private static int port(TextScanner line) {
    line.expect(':');
    return (int) line.upperHex(4);
  }
}
