package ipc.engine.conversation;

import ipc.engine.CommandGroup;
import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Flow;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Both ways between us and a peer at once, by one thread. Each way has its own beginning and its
 * own end: neither waits for the other to be opened, and when our input ends the peer is told so,
 * and is read to its own end.
 */
public final class PairConversation implements AutoCloseable {
  /** Nobody tells that a reader has come: we ask again. */
  private static final Duration SLICE = Duration.ofMillis(10);

  private static final int STEPS_IN_TURN = 16;

  /** How long a peer that has said all may take to open the pipe that it reads. */
  private static final Duration LONGEST_WAIT_FOR_READER = Duration.ofSeconds(10);

  private final Engine engine;
  private final SignalWatch signals;
  private final Supplier<Optional<Descriptor>> opening;
  private final long begun;
  private final Way sent = new Way();
  private final Way received = new Way();
  private OptionalInt status = OptionalInt.empty();
  private Optional<SignalWatch.Arrival> signal = Optional.empty();
  private Optional<IpcException> failure = Optional.empty();
  private boolean isCut;
  private boolean isLate;

  /** One direction. */
  private final class Way {
    private Descriptor from;
    private Descriptor to;
    private Pump pump;
    private Mover.Step last = Mover.Step.NEEDS_INPUT;
    private Flow flow;

    boolean isOpen() {
      return flow == null;
    }

    /** Steps on. */
    void drive() {
      try {
        step();
      } catch (IpcException.TransferFailed full) {
        // A full disk behind standard output: told when the rest has ended.
        failure = Optional.of(full);
        end(Closer.READER);
      }
    }

    private void step() {
      for (int i = 0; i < STEPS_IN_TURN && isOpen() && pump != null; i++) {
        last = pump.step();
        switch (last) {
          case MOVED -> {}
          case NEEDS_INPUT, NEEDS_ROOM -> {
            return;
          }
          case INPUT_ENDED -> end(Closer.INPUT);
          case READER_GONE, RESET -> {
            isCut |= this == sent;
            end(Closer.READER);
          }
        }
      }
    }

    /** Whether something is there to be moved. */
    boolean hasMore() {
      return pump.unwritten() > 0 || engine.kernel().pipes().waitingBytes(from.number()) > 0;
    }

    /** Passes the end on to both sides. */
    void end(Closer first) {
      if (!isOpen()) {
        return;
      }
      long moved = pump == null ? 0 : pump.moved();
      long unwritten = pump == null ? 0 : pump.unwritten();
      flow =
          new Flow(moved, unwritten, OptionalLong.empty(), elapsed(), first, OptionalInt.empty());
      if (pump != null) {
        pump.close();
      }
      close();
    }

    void close() {
      if (from != null) {
        from.close();
      }
      if (to != null) {
        to.close();
      }
    }

    /** Puts what it waits for at a place and the next one. */
    void await(int[] descriptors, int[] events, int at) {
      if (pump == null) {
        return;
      }
      boolean waitsForInput = last == Mover.Step.NEEDS_INPUT;
      descriptors[at] = waitsForInput ? from.number() : -1;
      events[at] = FileCalls.POLLIN;
      descriptors[at + 1] = to.number();
      events[at + 1] = waitsForInput ? 0 : FileCalls.POLLOUT;
    }
  }

  /**
   * How it ended.
   *
   * @param sent what became of our side's bytes
   * @param received what became of the peer's
   * @param status of the command, where there was one
   * @param signal what was sent to us meanwhile: we are to die of the same
   * @param failure why an end could be read or written no more, where that is no matter of the peer
   * @param isCut whether the peer went away while there was more for it
   * @param isLate whether the time for the rest of it ended it
   */
  public record Outcome(
      Flow sent,
      Flow received,
      OptionalInt status,
      OptionalInt signal,
      Optional<IpcException> failure,
      boolean isCut,
      boolean isLate) {}

  /**
   * A conversation that has not begun.
   *
   * @param opening gives the end that is written to, as soon as somebody reads it
   * @param peer the end that is read; it is open, and its writer may not have come yet
   */
  public PairConversation(
      Engine engine, SignalWatch signals, Supplier<Optional<Descriptor>> opening, Descriptor peer) {
    this.engine = engine;
    this.signals = signals;
    this.opening = opening;
    this.begun = engine.monotonicNanos().getAsLong();
    this.received.from = peer;
  }

  private long elapsed() {
    return engine.monotonicNanos().getAsLong() - begun;
  }

  /**
   * Waits for a sign of the peer: it reads, or has written, or has come and gone.
   *
   * @return false if the deadline passed first
   */
  public boolean awaitPeer(Deadline until) {
    while (true) {
      open();
      if (sent.to != null || hasBegun(until.slice(SLICE))) {
        return true;
      }
      signals.check();
      if (until.expired()) {
        return false;
      }
    }
  }

  private void open() {
    if (sent.to == null) {
      opening.get().ifPresent(end -> sent.to = end);
    }
  }

  /** Whether the peer has begun to write: until then an empty pipe is not one that has ended. */
  private boolean hasBegun(Duration atMost) {
    int[] descriptors = {received.from.number()};
    int[] events = {FileCalls.POLLIN};
    return signals.awaitAnyOrSignal(descriptors, events, engine.within(atMost))[0] != 0;
  }

  /**
   * Sends standard input and writes what is received to standard output, until both ways have
   * ended.
   *
   * @param linger how long it may go on once one of them has ended
   */
  public Outcome run(Optional<Duration> linger) {
    try (CommandGroup<String> none = new CommandGroup<>(engine)) {
      return run(engine.standardInput(), engine.standardOutput(), none, Duration.ZERO, linger);
    }
  }

  /**
   * Runs a command that reads what is received, and whose output is sent.
   *
   * @param command argv
   * @param environment NAME=value each
   * @param started is called when it runs
   * @param grace how long it may take to end after a signal
   * @param linger how long it may take to send the rest when the command has ended
   */
  public Outcome run(
      List<String> command,
      List<String> environment,
      Runnable started,
      Duration grace,
      Optional<Duration> linger) {
    String name = "'" + command.get(0) + "'";
    Descriptor[] in = Descriptor.pipe(engine.kernel(), "the input of " + name);
    Descriptor[] out = Descriptor.pipe(engine.kernel(), "the output of " + name);
    try (CommandGroup<String> commands = new CommandGroup<>(engine)) {
      try {
        commands.add(CommandRun.start(engine, command, environment, in[0], out[1]), name);
      } catch (IpcException failure) {
        in[1].close();
        out[0].close();
        throw failure;
      } finally {
        in[0].close();
        out[1].close();
      }
      started.run();
      return run(out[0], in[1], commands, grace, linger);
    }
  }

  private Outcome run(
      Descriptor input,
      Descriptor output,
      CommandGroup<String> commands,
      Duration grace,
      Optional<Duration> linger) {
    boolean hasCommand = commands.size() > 0;
    Deadline patience = Deadline.never();
    Deadline rest = Deadline.never();
    Deadline reader = Deadline.never();
    sent.from = input;
    received.to = output;
    boolean isGivenUp = false;
    while (true) {
      drive();
      commands.ended().forEach(ended -> status = OptionalInt.of(ended.status()));
      boolean commandEnded = hasCommand && commands.size() == 0;
      boolean oneEnded = hasCommand ? commandEnded : !sent.isOpen() || !received.isOpen();
      if (isOver(hasCommand, commandEnded) || isGivenUp && commands.size() == 0) {
        break;
      }
      if (!received.isOpen() && sent.isOpen() && sent.to == null) {
        // It may read once it has written all; or it is gone, and will never read.
        reader = reader.isNever() ? engine.within(LONGEST_WAIT_FOR_READER) : reader;
        if (reader.expired()) {
          isCut = true;
          sent.end(Closer.READER);
          continue;
        }
      }
      if (oneEnded && rest.isNever() && linger.isPresent()) {
        rest = engine.within(linger.get());
      }
      await(commands.pidfds(), patience, rest);
      Optional<SignalWatch.Arrival> arrival = signals.arrived();
      if (arrival.isPresent() && signal.isEmpty()) {
        signal = arrival;
        commands.pass(arrival.get());
        patience = engine.within(grace);
        isGivenUp = !hasCommand;
      } else if (arrival.isPresent() || patience.expired()) {
        commands.kill();
        isGivenUp = true;
        patience = Deadline.never();
      } else if (rest.expired()) {
        isLate = true;
        break;
      }
    }
    drive();
    Closer first = isLate ? Closer.TIME : signal.isPresent() ? Closer.SIGNAL : Closer.READER;
    sent.end(first);
    received.end(first);
    return new Outcome(
        sent.flow,
        received.flow,
        status,
        signal.isPresent() ? OptionalInt.of(signal.get().number()) : OptionalInt.empty(),
        failure,
        isCut,
        isLate);
  }

  private boolean isOver(boolean hasCommand, boolean commandEnded) {
    if (hasCommand) {
      return commandEnded && !sent.isOpen();
    }
    boolean outputClosed = !received.isOpen() && received.flow.first() == Closer.READER;
    return outputClosed || !sent.isOpen() && !received.isOpen();
  }

  private void drive() {
    open();
    if (sent.pump == null && sent.to != null) {
      sent.pump = new Pump(engine, sent.from, sent.to);
    }
    if (received.pump == null && received.isOpen() && hasBegun(Duration.ZERO)) {
      received.pump = new Pump(engine, received.from, received.to);
    }
    sent.drive();
    received.drive();
  }

  private void await(int[] pidfds, Deadline patience, Deadline rest) {
    int[] descriptors = new int[4 + pidfds.length];
    int[] events = new int[4 + pidfds.length];
    Arrays.fill(descriptors, -1);
    Arrays.fill(events, FileCalls.POLLIN);
    System.arraycopy(pidfds, 0, descriptors, 4, pidfds.length);
    boolean isBusy = false;
    for (Way way : new Way[] {sent, received}) {
      if (way.isOpen()) {
        isBusy |= way.pump != null && way.last == Mover.Step.MOVED;
        way.await(descriptors, events, way == sent ? 0 : 2);
      }
    }
    if (received.isOpen() && received.pump == null) {
      descriptors[2] = received.from.number();
      descriptors[3] = received.to.number();
      events[3] = 0;
    }
    Deadline until = patience.remainingNanos() < rest.remainingNanos() ? patience : rest;
    if (isBusy) {
      until = Deadline.immediate();
    } else if (sent.isOpen() && sent.to == null) {
      until = engine.within(until.slice(SLICE));
    }
    int[] returned = signals.awaitAnyOrSignal(descriptors, events, until);
    if ((returned[1] & FileCalls.POLLERR) != 0 && returned[0] == 0) {
      isCut |= sent.hasMore();
      sent.end(Closer.READER);
    }
    if ((returned[3] & FileCalls.POLLERR) != 0 && returned[2] == 0) {
      received.end(Closer.READER);
    }
  }

  /** Lets the peer know that nothing more comes, also if nothing was ever sent. */
  @Override
  public void close() {
    if (sent.to == null) {
      openOnlyToEnd();
    } else if (sent.isOpen()) {
      sent.to.close();
    }
    if (received.isOpen()) {
      received.from.close();
    }
  }

  /** A peer that reads and has seen no writer yet would wait for one. */
  private void openOnlyToEnd() {
    try {
      opening.get().ifPresent(Descriptor::close);
    } catch (IpcException removed) {
      // Nobody can come to wait there any more, and what ended us is told already.
      sent.to = null;
    }
  }
}
