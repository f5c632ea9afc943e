package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Machine;
import ipc.sys.FileCalls;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import java.nio.charset.StandardCharsets;

/** Two connected sockets of this process, over TCP on the loopback; both non-blocking. */
final class Ends implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  final Descriptor client;
  final Descriptor server;
  private final Machine machine;
  private boolean clientClosed;
  private boolean serverClosed;

  private Ends(Machine machine, Descriptor client, Descriptor server) {
    this.machine = machine;
    this.client = client;
    this.server = server;
  }

  static Ends of(Machine machine) {
    SocketCalls sockets = machine.kernel().sockets();
    int listener = listener(machine);
    int client = sockets.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM, 0);
    sockets.connect(client, new SocketAddress.Inet4(LOOPBACK, port(machine, listener)));
    int server = accept(machine, listener);
    machine.kernel().files().close(listener);
    return new Ends(
        machine,
        Descriptor.owned(machine.kernel(), client, "tls:the-server:1"),
        Descriptor.owned(machine.kernel(), server, "tls:the-client:2"));
  }

  /** A socket that listens on a free port of the loopback. */
  static int listener(Machine machine) {
    SocketCalls sockets = machine.kernel().sockets();
    int listener = sockets.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM, 0);
    sockets.bind(listener, new SocketAddress.Inet4(LOOPBACK, 0));
    sockets.listen(listener, 4);
    return listener;
  }

  static int port(Machine machine, int listener) {
    SocketAddress[] name = new SocketAddress[1];
    machine.kernel().sockets().name(listener, name);
    return ((SocketAddress.Inet4) name[0]).port();
  }

  /** A connection to a port of the loopback, once that is made. */
  static Descriptor connection(Machine machine, int port) {
    SocketCalls sockets = machine.kernel().sockets();
    int socket = sockets.socket(SocketCalls.AF_INET, SocketCalls.SOCK_STREAM, 0);
    sockets.connect(socket, new SocketAddress.Inet4(LOOPBACK, port));
    await(machine, socket, FileCalls.POLLOUT);
    return Descriptor.owned(machine.kernel(), socket, "tls:localhost:" + port);
  }

  static int accept(Machine machine, int listener) {
    await(machine, listener, FileCalls.POLLIN);
    return machine.kernel().sockets().accept(listener, new SocketAddress[1]);
  }

  /** Waits until a descriptor is ready, 20 seconds at most. */
  static void await(Machine machine, int descriptor, int events) {
    int[] returned = new int[1];
    int ready =
        machine
            .kernel()
            .files()
            .poll(new int[] {descriptor}, new int[] {events}, 20_000_000_000L, returned);
    if (ready <= 0) {
      throw new AssertionError("descriptor " + descriptor + " was not ready in 20 seconds");
    }
  }

  /** Sends a few bytes as they are. */
  void sendFromServer(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    machine.kernel().files().write(server.number(), bytes, 0, bytes.length);
  }

  void closeServer() {
    if (!serverClosed) {
      serverClosed = true;
      server.close();
    }
  }

  /** Ends the connection so that the client's calls fail. */
  void resetFromServer() {
    machine.kernel().socketOptions().setLinger(server.number(), 0);
    closeServer();
  }

  @Override
  public void close() {
    closeServer();
    if (!clientClosed) {
      clientClosed = true;
      client.close();
    }
  }
}
