package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Opening;
import ipc.engine.conversation.StreamEnd;
import ipc.model.Address;
import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import ipc.sys.SocketOptionCalls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A connection that is being made: one address of the host after another, and all of them again
 * after a pause that grows, as often as was asked for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>
 */
public final class Dialling implements Opening {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /**
   * unix(7): connect gives EAGAIN where the listener's queue is full, and no event tells of room.
   */
  private static final Duration QUEUE_PAUSE = Duration.ofMillis(10);

  private final Engine engine;
  private final SocketCalls calls;
  private final Sockets sockets;
  private final SocketNames names;
  private final Address address;
  private final DialRules rules;
  private final SocketOptions options;
  private final Consumer<String> notes;
  private final Deadline until;
  private final ArrayDeque<SocketAddress> candidates = new ArrayDeque<>();
  private Lookup lookup;
  private Optional<UnixPlace> place = Optional.empty();
  private Optional<SocketAddress> unconnected = Optional.empty();
  private Descriptor socket;
  private SocketAddress target;
  private Deadline attempt = Deadline.never();
  private Deadline pause = Deadline.never();
  private boolean isPausing;
  private boolean isPolling;
  private int failures;

  /**
   * Begins to connect.
   *
   * @param notes is told of an attempt that failed and is made again
   * @throws IpcException.HostUnknown if there is no host of that name
   */
  public Dialling(
      Engine engine,
      Address address,
      SocketOptions options,
      DialRules rules,
      Consumer<String> notes) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.sockets = new Sockets(engine, options);
    this.names = new SocketNames(engine);
    this.address = address;
    this.options = options;
    this.rules = rules;
    this.notes = notes;
    this.until = engine.deadline(rules.timeout());
    beginRound();
  }

  /** Finds the host's addresses: by another thread where a resolver must be asked. */
  private void beginRound() {
    if (address instanceof Address.UnixSocket unix) {
      candidates.add(names.resolve(unix));
    } else if (address instanceof Address.Internet internet) {
      if (SocketNames.isNumeric(internet)) {
        candidates.addAll(names.resolve(internet));
      } else {
        lookup = names.lookUp(internet);
      }
    } else {
      throw new IllegalArgumentException("'" + address + "' is no socket");
    }
  }

  @Override
  public Optional<StreamEnd> advance() {
    while (true) {
      if (lookup != null) {
        if (!lookup.isDone()) {
          checkTime();
          return Optional.empty();
        }
        endLookup();
      }
      if (isPausing && !pause.expired()) {
        checkTime();
        return Optional.empty();
      }
      isPausing = false;
      IpcException failure = step();
      if (failure == null) {
        return socket != null && target == null ? connected() : Optional.empty();
      }
      next(failure);
    }
  }

  private void endLookup() {
    Lookup done = lookup;
    lookup = null;
    try (done) {
      candidates.addAll(done.answer());
    }
  }

  private Optional<StreamEnd> connected() {
    SocketEnd end = new SocketEnd(engine, socket, unconnected, place);
    socket = null;
    place = Optional.empty();
    return Optional.of(end);
  }

  /** Goes as far as it gets; the reason if the attempt failed. Without a target it is connected. */
  private IpcException step() {
    if (socket == null) {
      target = candidates.remove();
      socket = sockets.open(target, Sockets.type(address), address.toString());
      bind();
      attempt = engine.deadline(rules.attemptTimeout());
      if (isDatagram() && new Casting(engine, options.cast()).isAnsweredByOthers(target)) {
        unconnected = Optional.of(target);
        return afterConnect(0);
      }
      return afterConnect(calls.connect(socket.number(), target));
    }
    if (isPolling) {
      return afterWait();
    }
    return afterConnect(calls.connect(socket.number(), target));
  }

  private boolean isDatagram() {
    return Sockets.type(address) == SocketCalls.SOCK_DGRAM;
  }

  private void bind() {
    try {
      if (options.bind().isEmpty()) {
        if (isDatagram() && address instanceof Address.UnixSocket) {
          // unix(7): without a name of its own nobody could answer; the kernel chooses one.
          sockets.bind(socket, new SocketAddress.UnixUnnamed());
        }
      } else if (options.bind().get() instanceof Address.UnixPath path && isDatagram()) {
        UnixPlace ours = new UnixPlace(engine, path, PathShape.plain());
        ours.bind(socket);
        place = Optional.of(ours);
      } else {
        sockets.bind(socket, names.toBind(options.bind().get()));
      }
    } catch (IpcException failure) {
      close();
      throw failure;
    }
  }

  private IpcException afterConnect(int result) {
    isPolling = false;
    if (result >= 0) {
      target = null;
      return null;
    }
    return switch (Errno.ofResult(result)) {
      case EINPROGRESS, EINTR, EALREADY -> {
        isPolling = true;
        yield afterWait();
      }
      case EAGAIN -> {
        checkTime();
        yield attempt.expired() ? tooSlow() : pauseFor(QUEUE_PAUSE);
      }
      default -> failure(result);
    };
  }

  private IpcException afterWait() {
    int[] returned = new int[1];
    int ready =
        engine
            .kernel()
            .files()
            .poll(new int[] {socket.number()}, new int[] {FileCalls.POLLOUT}, 0, returned);
    if (ready <= 0) {
      checkTime();
      return attempt.expired() ? tooSlow() : null;
    }
    int error =
        engine.kernel().socketOptions().ofSocket(socket.number(), SocketOptionCalls.SO_ERROR);
    if (error > 0) {
      return failure(-error);
    }
    target = null;
    return null;
  }

  private IpcException pauseFor(Duration duration) {
    isPausing = true;
    pause = engine.within(duration);
    return null;
  }

  private void checkTime() {
    if (until.expired()) {
      throw new IpcException.TimedOut(
          "'" + address + "' did not answer in the time given for connecting", null);
    }
  }

  private IpcException tooSlow() {
    return new IpcException.TimedOut(
        "'" + address + "' did not answer in the time given for an attempt", null);
  }

  private IpcException failure(int result) {
    String message = "cannot connect to '" + address + "': " + Failures.reason(result);
    return switch (Errno.ofResult(result)) {
      case ECONNREFUSED -> new IpcException.Refused(message, whyRefused());
      case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL ->
          new IpcException.Refused(message, null);
      case ETIMEDOUT -> new IpcException.TimedOut(message, null);
      case EPROTOTYPE ->
          new IpcException.Refused(
              message, "a socket of another type: unix:, unix-dgram: and unix-seqpacket: differ");
      case EACCES ->
          address instanceof Address.Internet && isDatagram()
              ? new IpcException.NotPermitted(message, "a broadcast needs --broadcast")
              : Failures.of("connect to", address.toString(), result);
      default -> Failures.of("connect to", address.toString(), result);
    };
  }

  /** A path that is no socket at all is refused with the same error. */
  private String whyRefused() {
    if (address instanceof Address.UnixPath unix) {
      FileStatus status = new FileStatus();
      byte[] path = ByteText.encode(unix.path());
      boolean isThere = engine.kernel().files().statx(FileCalls.AT_FDCWD, path, 0, status) >= 0;
      if (isThere && status.kind() != FileStatus.Kind.SOCKET) {
        return "that is a " + status.kind().word() + ", not a socket";
      }
    }
    return "nobody listens there";
  }

  /** The next address, or the next round of all of them after a pause; else the failure. */
  private void next(IpcException failure) {
    closeSocket();
    if (!candidates.isEmpty()) {
      return;
    }
    if (failures == rules.retries() || !isWorthATry(failure)) {
      throw failure;
    }
    Duration wait = pauseAfter(failures++);
    notes.accept(failure.getMessage() + "; next attempt in " + wait.toMillis() + " ms");
    beginRound();
    pauseFor(wait);
  }

  /** Whether another attempt may succeed where one failed so. */
  static boolean isWorthATry(IpcException failure) {
    return failure instanceof IpcException.Refused
        || failure instanceof IpcException.TimedOut
        || failure instanceof IpcException.NoSuchObject
        || failure instanceof IpcException.LimitReached
        || failure instanceof IpcException.TransferFailed;
  }

  /** Doubled each time, and a quarter more or less, so that many clients do not come at once. */
  private static Duration pauseAfter(int earlierFailures) {
    long millis = FIRST_PAUSE.toMillis() << Math.min(earlierFailures, 10);
    long most = Math.min(millis, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(
        RandomGenerator.getDefault().nextLong(most - most / 4, most + most / 4 + 1));
  }

  @Override
  public void await(Interest interest) {
    if (lookup != null) {
      interest.readable(lookup.answered());
    } else if (socket != null && isPolling) {
      interest.writable(socket);
    }
  }

  @Override
  public Deadline until() {
    Deadline next = isPausing ? pause : attempt;
    return next.remainingNanos() < until.remainingNanos() ? next : until;
  }

  private void closeSocket() {
    place.ifPresent(UnixPlace::remove);
    place = Optional.empty();
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Override
  public void close() {
    if (lookup != null) {
      lookup.close();
      lookup = null;
    }
    closeSocket();
  }
}
