package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** Sockets of one test, closed with it. */
final class OpenSockets implements AutoCloseable {
  static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final int EINPROGRESS = 115;
  private static final long TEN_SECONDS = 10_000_000_000L;

  private final Kernel kernel;
  private final SocketCalls sockets;
  private final List<Integer> opened = new ArrayList<>();

  OpenSockets(Kernel kernel) {
    this.kernel = kernel;
    this.sockets = kernel.sockets();
  }

  /** A descriptor that is closed at the end. */
  int opened(int descriptor) {
    assertTrue(descriptor > 2, () -> "no descriptor: " + descriptor);
    opened.add(descriptor);
    return descriptor;
  }

  int socket(int family, int type) {
    return opened(sockets.socket(family, type, 0));
  }

  int[] pair(int type) {
    int[] ends = new int[2];
    assertEquals(0, sockets.socketpair(type, ends));
    opened(ends[0]);
    opened(ends[1]);
    return ends;
  }

  int bound(int family, int type, SocketAddress to) {
    int socket = socket(family, type);
    assertEquals(0, sockets.bind(socket, to));
    return socket;
  }

  int listener(int family, SocketAddress to) {
    int listener = bound(family, SocketCalls.SOCK_STREAM, to);
    assertEquals(0, sockets.listen(listener, 8));
    return listener;
  }

  /**
   * A socket of ours and the one that its listener accepted.
   *
   * @param peer receives whom the listener saw
   */
  int[] connected(int family, int listener, SocketAddress[] peer) {
    int client = socket(family, SocketCalls.SOCK_STREAM);
    int answer = sockets.connect(client, name(listener));
    assertTrue(answer == 0 || answer == -EINPROGRESS, () -> "connect: " + answer);
    awaitReady(client, FileCalls.POLLOUT);
    assertEquals(0, option(client, SocketOptionCalls.SOL_SOCKET, SocketOptionCalls.SO_ERROR));
    awaitReady(listener, FileCalls.POLLIN);
    return new int[] {client, opened(sockets.accept(listener, peer))};
  }

  SocketAddress name(int socket) {
    SocketAddress[] name = new SocketAddress[1];
    assertEquals(0, sockets.name(socket, name));
    return name[0];
  }

  int option(int socket, int level, int option) {
    int[] value = new int[1];
    assertEquals(0, kernel.socketOptions().get(socket, level, option, value));
    return value[0];
  }

  int send(int socket, String text) {
    return sockets.send(socket, text.getBytes(US_ASCII), 0, text.length());
  }

  static String text(byte[] bytes, int count) {
    return new String(bytes, 0, count, US_ASCII);
  }

  void awaitReady(int descriptor, int events) {
    int[] descriptors = {descriptor};
    int[] returned = new int[1];
    assertEquals(1, kernel.files().poll(descriptors, new int[] {events}, TEN_SECONDS, returned));
  }

  void close(int descriptor) {
    opened.remove((Integer) descriptor);
    kernel.files().close(descriptor);
  }

  @Override
  public void close() {
    opened.forEach(kernel.files()::close);
    opened.clear();
  }
}
