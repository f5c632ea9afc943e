package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.PipeCalls;
import ipc.sys.SocketCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Passes what one says to all others: what comes from a client goes to every other client and to
 * standard output, standard input goes to all clients.
 *
 * <p>A piece is what one read gave; it is never mixed with another's. For each reader so much waits
 * here at most; beyond it the policy decides. Standard output is waited for always: what we were
 * given to print is not lost.
 */
public final class Hub implements Task {
  private static final int PIECE_BYTES = 1 << 16;
  private static final long MOST_WAITING = 1 << 20;
  private static final int PIECES_IN_TURN = 8;
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

  private final Engine engine;
  private final FileCalls files;
  private final SlowPolicy policy;
  private final Listener listener;
  private final Descriptor input;
  private final Descriptor output;
  private final Backlog printed = new Backlog();
  private final List<Client> clients = new ArrayList<>();
  private final byte[] buffer = new byte[PIECE_BYTES];
  private boolean isInputOver;
  private boolean isEnding;
  private boolean isOver;
  private Deadline last = Deadline.never();
  private long fromClients;
  private long toClients;
  private long dropped;
  private Optional<IpcException> failure = Optional.empty();

  /** Whoever is told of what becomes of the clients. */
  public interface Listener {
    /** A client has gone, or was let go for the reason given. */
    void left(String client, Optional<String> reason);

    /** The hub takes nobody any more. */
    void closed();
  }

  private static final class Client {
    private final Descriptor socket;
    private final Backlog backlog = new Backlog();
    private boolean saidAll;
    private boolean isGone;

    Client(Descriptor socket) {
      this.socket = socket;
    }
  }

  /**
   * A hub without clients.
   *
   * @param reads whether standard input is passed on
   */
  public Hub(Engine engine, SlowPolicy policy, boolean reads, Listener listener) {
    this.engine = engine;
    this.files = engine.kernel().files();
    this.policy = policy;
    this.listener = listener;
    this.input = engine.standardInput();
    this.output = engine.standardOutput();
    this.isInputOver = !reads;
  }

  /** Takes a client, whose connection it closes when it has gone. */
  public void join(Descriptor connection) {
    clients.add(new Client(connection));
  }

  /** How many bytes came from clients. */
  public long fromClients() {
    return fromClients;
  }

  /** How many bytes were written to clients. */
  public long toClients() {
    return toClients;
  }

  /** How many bytes clients missed because they were slow. */
  public long dropped() {
    return dropped;
  }

  /** What ended it, where that was a failure of ours. */
  public Optional<IpcException> failure() {
    return failure;
  }

  @Override
  public boolean advance(Interest happened) {
    if (isOver) {
      return false;
    }
    boolean moved = false;
    try {
      notice(happened);
      for (int i = 0; i < PIECES_IN_TURN; i++) {
        boolean movedNow = print() | sendAll() | readAll();
        moved |= movedNow;
        if (!movedNow) {
          break;
        }
      }
    } catch (IpcException trouble) {
      failure = Optional.of(trouble);
      close();
    }
    if (isEnding && (last.expired() || isAllWritten())) {
      close();
    }
    return moved && !isOver;
  }

  /** Takes account of who has gone while nothing was to be said to him. */
  private void notice(Interest happened) {
    if (printed.isEmpty() && happened.isBroken(output)) {
      throw new IpcException.OutputClosed();
    }
    for (Client client : List.copyOf(clients)) {
      if (client.saidAll && happened.isBroken(client.socket)) {
        leave(client, Optional.empty());
      }
    }
  }

  private boolean isAllWritten() {
    return printed.isEmpty() && clients.stream().allMatch(client -> client.backlog.isEmpty());
  }

  private boolean isFull() {
    if (printed.bytes() >= MOST_WAITING || isEnding) {
      return true;
    }
    if (policy == SlowPolicy.WAIT) {
      for (Client client : clients) {
        if (client.backlog.bytes() >= MOST_WAITING) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean readAll() {
    boolean moved = false;
    if (isFull()) {
      return false;
    }
    if (!isInputOver && isReady(input, FileCalls.POLLIN)) {
      int count = files.read(input.number(), buffer);
      if (count > 0) {
        pass(Arrays.copyOf(buffer, count), null);
        moved = true;
      } else if (count == 0) {
        isInputOver = true;
      } else if (!isForLater(count)) {
        throw new IpcException.TransferFailed(
            "cannot read standard input: " + Failures.reason(count), null);
      }
    }
    for (Client client : List.copyOf(clients)) {
      moved |= !client.isGone && !client.saidAll && read(client);
    }
    return moved;
  }

  private boolean read(Client client) {
    int count = files.read(client.socket.number(), buffer);
    if (count > 0) {
      byte[] piece = Arrays.copyOf(buffer, count);
      fromClients += count;
      printed.add(piece);
      pass(piece, client);
      return true;
    }
    if (count == 0) {
      client.saidAll = true;
      // It may go on listening; a Unix peer that is gone altogether is seen when it is written to.
      leaveIfHungUp(client);
    } else if (!isForLater(count)) {
      leave(client, Optional.of(Failures.reason(count)));
    }
    return false;
  }

  private void leaveIfHungUp(Client client) {
    int[] returned = new int[1];
    files.poll(new int[] {client.socket.number()}, new int[] {0}, 0, returned);
    if ((returned[0] & (FileCalls.POLLHUP | FileCalls.POLLERR)) != 0) {
      leave(client, Optional.empty());
    }
  }

  private static boolean isForLater(long result) {
    Errno errno = Errno.ofResult(result);
    return errno == Errno.EAGAIN || errno == Errno.EINTR;
  }

  private boolean isReady(Descriptor descriptor, int events) {
    int[] returned = new int[1];
    return files.poll(new int[] {descriptor.number()}, new int[] {events}, 0, returned) > 0;
  }

  private void pass(byte[] piece, Client from) {
    for (Client client : List.copyOf(clients)) {
      if (client == from || client.isGone) {
        continue;
      }
      if (client.backlog.bytes() < MOST_WAITING || policy == SlowPolicy.WAIT) {
        client.backlog.add(piece);
      } else if (policy == SlowPolicy.DROP) {
        dropped += piece.length;
      } else {
        leave(
            client,
            Optional.of("it did not read, and " + client.backlog.bytes() + " bytes wait for it"));
      }
    }
  }

  private boolean sendAll() {
    boolean moved = false;
    for (Client client : List.copyOf(clients)) {
      while (!client.isGone && !client.backlog.isEmpty()) {
        int count = send(client);
        if (count <= 0) {
          break;
        }
        moved = true;
      }
    }
    return moved;
  }

  private int send(Client client) {
    byte[] piece = client.backlog.first();
    int offset = client.backlog.offset();
    int count =
        engine
            .kernel()
            .sockets()
            .send(client.socket.number(), piece, offset, piece.length - offset);
    if (count > 0) {
      client.backlog.written(count);
      toClients += count;
    } else if (!isForLater(count)) {
      boolean isUsual = Errno.ofResult(count) == Errno.EPIPE && client.saidAll;
      leave(client, isUsual ? Optional.empty() : Optional.of(Failures.reason(count)));
    }
    return count;
  }

  /** Our own output: never more than it takes at once, for a full pipe would hold up everybody. */
  private boolean print() {
    boolean moved = false;
    while (!printed.isEmpty() && isReady(output, FileCalls.POLLOUT)) {
      byte[] piece = printed.first();
      int offset = printed.offset();
      int most = Math.min(piece.length - offset, PipeCalls.PIPE_BUF);
      int count = files.write(output.number(), piece, offset, most);
      if (count > 0) {
        printed.written(count);
        moved = true;
      } else if (Errno.ofResult(count) == Errno.EPIPE) {
        throw new IpcException.OutputClosed();
      } else if (!isForLater(count)) {
        throw new IpcException.TransferFailed(
            "cannot write to standard output: " + Failures.reason(count), null);
      }
    }
    return moved;
  }

  private void leave(Client client, Optional<String> reason) {
    if (!client.isGone) {
      client.isGone = true;
      clients.remove(client);
      client.socket.close();
      listener.left(client.socket.name(), reason);
    }
  }

  /** Takes nothing more, and lets the clients go when they have what was said so far. */
  public void end() {
    if (!isEnding) {
      isEnding = true;
      last = engine.within(LONGEST_FAREWELL);
    }
  }

  private void close() {
    isEnding = true;
    isOver = true;
    for (Client client : List.copyOf(clients)) {
      engine.kernel().sockets().shutdown(client.socket.number(), SocketCalls.SHUT_WR);
      leave(client, Optional.empty());
    }
    listener.closed();
  }

  @Override
  public void await(Interest interest) {
    boolean takesMore = !isFull();
    if (takesMore && !isInputOver) {
      interest.readable(input);
    }
    if (!printed.isEmpty()) {
      interest.writable(output);
    } else {
      interest.broken(output);
    }
    for (Client client : clients) {
      if (takesMore && !client.saidAll) {
        interest.readable(client.socket);
      }
      if (!client.backlog.isEmpty()) {
        interest.writable(client.socket);
      } else if (client.saidAll) {
        interest.broken(client.socket);
      }
    }
  }

  @Override
  public Deadline until() {
    return last;
  }

  @Override
  public boolean isDone() {
    return isOver;
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    if (isEnding) {
      close();
    }
    end();
  }

  @Override
  public void expire() {
    end();
  }

  /** How many clients there are. */
  public int clients() {
    return clients.size();
  }
}
