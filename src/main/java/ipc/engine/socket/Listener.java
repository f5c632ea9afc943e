package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.Task;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.SocketAddress;
import ipc.sys.SocketCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Accepts connections, one after another or several beside each other, and gives each to whoever
 * serves it.
 *
 * <p>A peer that the rules refuse is closed before a byte of it is read. Where no descriptor is
 * left a spare one lets the peer in and out again, so that it sees a closed connection instead of
 * waiting for nobody.
 */
public final class Listener implements Task {
  private static final Duration REST = Duration.ofMillis(100);

  private final Engine engine;
  private final SocketCalls calls;
  private final ListeningSocket socket;
  private final PeerRules rules;
  private final int mostAtOnce;
  private final Service service;
  private Optional<Descriptor> spare;
  private final Patience patience;
  private Deadline acceptUntil;
  private int left;
  private int active;
  private boolean isOver;
  private Deadline restUntil = Deadline.immediate();

  /**
   * How long somebody is waited for.
   *
   * @param first for the first connection
   * @param each whenever no connection is open, for the first too where that has no time of its own
   */
  public record Patience(Optional<Duration> first, Optional<Duration> each) {}

  /** Whoever serves the connections. */
  public interface Service {
    /** Takes a connection, which it closes; {@link Listener#ended} is called when it is over. */
    void serve(Descriptor connection, Peer peer);

    /** A peer was turned away, or could not be served. */
    void refused(String reason);

    /** Nobody came in the time given: nobody is waited for any more. */
    void failed(IpcException reason);
  }

  /**
   * A listener.
   *
   * @param mostAtOnce how many connections may be open at the same time
   * @param count how many are served before it ends
   * @param patience how long somebody is waited for
   */
  public Listener(
      Engine engine,
      ListeningSocket socket,
      PeerRules rules,
      int mostAtOnce,
      OptionalInt count,
      Patience patience,
      Service service) {
    this.engine = engine;
    this.calls = engine.kernel().sockets();
    this.socket = socket;
    this.rules = rules;
    this.mostAtOnce = mostAtOnce;
    this.left = count.orElse(-1);
    this.patience = patience;
    this.acceptUntil = engine.deadline(patience.first().or(patience::each));
    this.service = service;
    this.spare = openSpare();
  }

  private Optional<Descriptor> openSpare() {
    try {
      return Optional.of(
          Descriptor.open(engine.kernel(), "/dev/null", FileCalls.O_WRONLY, 0, "/dev/null"));
    } catch (IpcException.LimitReached none) {
      return Optional.empty();
    }
  }

  @Override
  public boolean advance(Interest happened) {
    while (isAccepting()) {
      SocketAddress[] from = new SocketAddress[1];
      int number = calls.accept(socket.descriptor().number(), from);
      if (number >= 0) {
        take(Descriptor.owned(engine.kernel(), number, "a connection"), from[0]);
      } else if (!isWorthAnother(number)) {
        break;
      }
    }
    if (isAccepting() && acceptUntil.expired()) {
      stop();
      service.failed(
          new IpcException.TimedOut(
              "nobody connected to '" + socket.address() + "' in the time given", null));
    }
    return false;
  }

  private boolean isAccepting() {
    return !isOver && active < mostAtOnce && restUntil.expired();
  }

  /** Whether the next accept may succeed at once. */
  private boolean isWorthAnother(int result) {
    return switch (Errno.ofResult(result)) {
      // accept(2): errors of a connection that is gone before it was taken.
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENETUNREACH, EHOSTUNREACH, EHOSTDOWN -> true;
      case EAGAIN -> false;
      case EMFILE, ENFILE -> turnAway(result);
      case ENOBUFS, ENOMEM -> {
        rest();
        yield false;
      }
      default -> throw Failures.of("accept at", socket.address().toString(), result);
    };
  }

  /**
   * Who waits makes the socket ready all the time: nobody is looked for until others have ended.
   */
  private void rest() {
    restUntil = engine.within(REST);
  }

  /** Lets one in by the spare descriptor and closes it. */
  private boolean turnAway(int reason) {
    if (spare.isEmpty()) {
      spare = openSpare();
      rest();
      return false;
    }
    spare.get().close();
    int number = calls.accept(socket.descriptor().number(), new SocketAddress[1]);
    if (number >= 0) {
      engine.kernel().files().close(number);
      service.refused("a peer was turned away: " + Failures.reason(reason));
    }
    spare = openSpare();
    return number >= 0;
  }

  private void take(Descriptor unnamed, SocketAddress from) {
    Peer peer = socket.peer(unnamed, from);
    Descriptor connection = Descriptor.owned(engine.kernel(), unnamed.number(), peer.address());
    Optional<String> refusal = rules.refusal(from, peer.uid());
    if (refusal.isPresent()) {
      connection.close();
      service.refused("'" + peer.address() + "' was turned away: " + refusal.get());
      return;
    }
    active++;
    if (left > 0 && --left == 0) {
      stop();
    }
    acceptUntil = Deadline.never();
    service.serve(connection, peer);
  }

  /** A connection is over: another may come, once the loop has asked this task again. */
  public void ended() {
    active--;
    if (active == 0) {
      acceptUntil = engine.deadline(patience.each());
    }
  }

  /** Takes nobody any more; the place is free for others. */
  private void stop() {
    if (!isOver) {
      isOver = true;
      socket.close();
      spare.ifPresent(Descriptor::close);
    }
  }

  @Override
  public void await(Interest interest) {
    if (isAccepting()) {
      interest.readable(socket.descriptor());
    }
  }

  @Override
  public Deadline until() {
    if (!restUntil.expired()) {
      return restUntil;
    }
    return isAccepting() ? acceptUntil : Deadline.never();
  }

  @Override
  public boolean isDone() {
    return isOver;
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    stop();
  }

  @Override
  public void expire() {
    stop();
  }
}
