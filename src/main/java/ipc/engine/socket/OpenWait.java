package ipc.engine.socket;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.conversation.Interest;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.conversation.Task;
import ipc.engine.conversation.TaskLoop;
import ipc.model.Address;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until a connection to an address can be made: tries to, closes at once what succeeds, and
 * tries again after a pause that doubles from 10 to 250 ms.
 */
public final class OpenWait implements Task {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  /** tcp(7): the first packet is sent again after a second; one may be lost. */
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private final Engine engine;
  private final Address address;
  private final Deadline until;
  private final boolean isTriedOnce;
  private Optional<Dialling> attempt = Optional.empty();
  private Deadline pause = Deadline.immediate();
  private Duration nextPause = FIRST_PAUSE;
  private Optional<IpcException> failure = Optional.empty();
  private boolean isOpen;
  private boolean isOver;

  private OpenWait(Engine engine, Address address, Deadline until) {
    this.engine = engine;
    this.address = address;
    this.until = until;
    this.isTriedOnce = until.expired();
  }

  /**
   * Waits; without time it tries once.
   *
   * @throws IpcException.TimedOut if {@code until} passed first: the last reason is told
   * @throws IpcException.HostUnknown if there is no such host
   * @throws IpcException.NotPermitted if we may not connect
   * @throws IpcException.Unsupported if it is a port of UDP, of which nobody can tell
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public static void await(Engine engine, Address address, Deadline until) {
    requireConnections(address);
    OpenWait wait = new OpenWait(engine, address, until);
    try (SignalWatch signals = engine.watchSignals();
        TaskLoop loop = new TaskLoop(engine, signals)) {
      loop.add(wait);
      Optional<SignalWatch.Arrival> signal = loop.run(Deadline.never());
      if (signal.isPresent()) {
        throw new IpcException.EndedBySignal(signal.get().number());
      }
    }
    if (!wait.isOpen) {
      throw wait.failure.orElseThrow();
    }
  }

  private static void requireConnections(Address address) {
    if (address instanceof Address.UnixSocket) {
      return;
    }
    if (!(address instanceof Address.Internet internet)) {
      throw new IpcException.BadUsage(
          "nobody can connect to '" + address + "': it is no socket", null);
    }
    boolean isUdp =
        switch (internet.transport()) {
          case UDP, UDP6 -> true;
          case TCP, TCP6, TLS -> false;
        };
    if (isUdp) {
      throw new IpcException.Unsupported(
          "cannot tell whether '"
              + address
              + "' is open: UDP has no connections, and who takes a datagram says nothing",
          "on the same machine 'ipc wait " + address + " present' tells");
    }
  }

  @Override
  public boolean advance(Interest happened) {
    if (isOver || attempt.isEmpty() && !pause.expired()) {
      return false;
    }
    try {
      step();
    } catch (IpcException reason) {
      failed(reason);
    }
    return false;
  }

  private void step() {
    if (attempt.isEmpty()) {
      attempt =
          Optional.of(new Dialling(engine, address, SocketOptions.plain(), rules(), note -> {}));
    }
    Optional<StreamEnd> connection = attempt.get().advance();
    if (connection.isPresent()) {
      connection.get().close();
      isOpen = true;
      end();
    }
  }

  /** One attempt; where there is no time it gets some, for even a connection at once takes any. */
  private DialRules rules() {
    Optional<Duration> timeout =
        until.isNever()
            ? Optional.empty()
            : Optional.of(isTriedOnce ? ATTEMPT : Duration.ofNanos(until.remainingNanos()));
    return new DialRules(timeout, Optional.of(ATTEMPT), 0);
  }

  private void failed(IpcException reason) {
    closeAttempt();
    if (!Dialling.isWorthATry(reason)) {
      failure = Optional.of(reason);
      end();
    } else if (until.expired()) {
      failure =
          Optional.of(
              new IpcException.TimedOut("the time given ran out: " + reason.getMessage(), null));
      end();
    } else {
      pause = engine.within(until.slice(nextPause));
      // By a sum: to multiply, Duration takes BigDecimal, which costs a millisecond at its first
      // use.
      Duration doubled = nextPause.plus(nextPause);
      nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  @Override
  public void await(Interest interest) {
    attempt.ifPresent(dialling -> dialling.await(interest));
  }

  @Override
  public Deadline until() {
    return attempt.isPresent() ? attempt.get().until() : pause;
  }

  @Override
  public boolean isDone() {
    return isOver;
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    end();
  }

  @Override
  public void expire() {
    end();
  }

  private void end() {
    isOver = true;
    closeAttempt();
  }

  private void closeAttempt() {
    attempt.ifPresent(Dialling::close);
    attempt = Optional.empty();
  }
}
