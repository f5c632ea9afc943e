package ipc.engine.conversation;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Passage;
import ipc.engine.stream.Passages;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Two ends that talk to each other until both have said all, or somebody ends it.
 *
 * <p>One model of the end for every kind of end. The end of one side's bytes is told to the other
 * side (shutdown(2) of a socket's writing half, closing a command's input), and the other direction
 * goes on until its own end. Only {@code linger} bounds that.
 */
public final class Conversation implements Task {
  /** How many steps are made before other conversations have their turn. */
  private static final int STEPS_IN_TURN = 16;

  /** How long the peer may still talk to a command that is gone. */
  private static final Duration LINGER_AFTER_COMMAND = Duration.ofSeconds(10);

  private final Engine engine;
  private final ConversationRules rules;
  private final StreamEnd near;
  private final StreamEnd far;
  private final Optional<RunningCommand> command;
  private final Lane forth;
  private final Lane back;
  private final Consumer<Exchange> told;
  private final long begun;
  private Deadline idle;
  private Deadline linger = Deadline.never();
  private Deadline grace = Deadline.never();
  private boolean lingers;
  private Optional<Exchange.Side> first = Optional.empty();
  private Optional<Exchange.End> end = Optional.empty();
  private Optional<IpcException> failure = Optional.empty();
  private boolean isInterrupted;
  private boolean isClosed;
  private boolean isDone;

  /**
   * A conversation that takes both ends and closes them.
   *
   * @param told is called once, when it is over and both ends are closed
   */
  public Conversation(
      Engine engine,
      ConversationRules rules,
      StreamEnd near,
      StreamEnd far,
      Consumer<Exchange> told) {
    this(engine, rules, near, far, Passages.none(), told);
  }

  /**
   * A conversation whose bytes take passages of their own.
   *
   * @param passages forth is from near to far
   * @param told is called once, when it is over and both ends are closed
   */
  public Conversation(
      Engine engine,
      ConversationRules rules,
      StreamEnd near,
      StreamEnd far,
      Passages passages,
      Consumer<Exchange> told) {
    this.engine = engine;
    this.rules = rules;
    this.near = near;
    this.far = far;
    this.told = told;
    this.command = near.command().or(far::command);
    this.begun = engine.monotonicNanos().getAsLong();
    this.idle = engine.deadline(rules.idle());
    ConversationRules.Directions ways = rules.directions();
    boolean isForth = ways != ConversationRules.Directions.RECEIVE_ONLY;
    boolean isBack = ways != ConversationRules.Directions.SEND_ONLY;
    this.forth = lane(near, far, isForth, passages.forth());
    this.back = lane(far, near, isBack, passages.back());
  }

  private Lane lane(StreamEnd source, StreamEnd sink, boolean isWanted, Optional<Passage> passage) {
    if (!source.canBeRead()) {
      return Lane.closed(engine, source, sink);
    }
    if (isWanted && sink.canBeWritten()) {
      return Lane.between(engine, source, sink, passage);
    }
    return source.isDrained()
        ? Lane.draining(engine, source, sink)
        : Lane.closed(engine, source, sink);
  }

  @Override
  public boolean advance(Interest happened) {
    boolean moved = false;
    boolean isToGoOn = false;
    try {
      if (!isClosed) {
        near.tend();
        far.tend();
      }
      for (int i = 0; i < STEPS_IN_TURN; i++) {
        boolean movedNow = step();
        moved |= movedNow;
        if (!movedNow) {
          break;
        }
      }
      if (!moved) {
        isToGoOn = forth.notice(happened) | back.notice(happened);
      }
    } catch (IpcException trouble) {
      failure = Optional.of(trouble);
      stop(Exchange.End.FAILED);
    }
    command
        .filter(running -> running.status().isEmpty() && happened.isReadable(running.pidfd()))
        .ifPresent(RunningCommand::reap);
    if (moved) {
      idle = engine.deadline(rules.idle());
    }
    judge();
    return (moved || isToGoOn) && !isDone;
  }

  private boolean step() {
    boolean moved = forth.step();
    // At once: a command may end within the same turn, because its input has ended.
    noteFirst(forth, Exchange.Side.NEAR, Exchange.Side.FAR);
    moved |= back.step();
    noteFirst(back, Exchange.Side.FAR, Exchange.Side.NEAR);
    return moved;
  }

  private void judge() {
    noteFirst(forth, Exchange.Side.NEAR, Exchange.Side.FAR);
    noteFirst(back, Exchange.Side.FAR, Exchange.Side.NEAR);
    // What had come before the reset is read first: the kernel keeps it, and a reason may be in it.
    if (back.isReset() || forth.isReset() && back.isDry()) {
      stop(Exchange.End.RESET);
    }
    boolean isOutputClosed =
        (near.isStandard() && isCutOff(back)) || (far.isStandard() && isCutOff(forth));
    if (isOutputClosed) {
      stop(Exchange.End.OUTPUT_CLOSED);
    }
    if (near.isTyped() && back.hasEnded()) {
      forth.stop(Closer.READER);
    }
    if (far.isTyped() && forth.hasEnded()) {
      back.stop(Closer.READER);
    }
    if (idle.expired()) {
      stop(Exchange.End.IDLE);
    }
    startLingering();
    if (linger.expired()) {
      stop(isCommandGone() ? Exchange.End.LEFT : Exchange.End.LINGER);
    }
    if (isInterrupted && grace.expired()) {
      command.ifPresent(RunningCommand::kill);
      stop(Exchange.End.SIGNAL);
    }
    if (forth.isDone() && back.isDone()) {
      closeEnds();
      awaitCommand();
    }
  }

  private static boolean isCutOff(Lane lane) {
    return lane.isOver() && lane.closer().equals(Optional.of(Closer.READER));
  }

  private void noteFirst(Lane lane, Exchange.Side source, Exchange.Side sink) {
    if (first.isEmpty() && end.isEmpty() && lane.isOver()) {
      first =
          lane.closer()
              .flatMap(closer ->
                  switch (closer) {
                    case INPUT -> Optional.of(source);
                    case READER -> Optional.of(sink);
                    case SIGNAL, TIME -> Optional.empty();
                  });
    }
  }

  private void startLingering() {
    boolean isHalfOver = (forth.isOver() || back.isOver()) && !(forth.isDone() && back.isDone());
    if (!lingers && isHalfOver && (rules.linger().isPresent() || isCommandGone())) {
      lingers = true;
      linger = engine.within(rules.linger().orElse(LINGER_AFTER_COMMAND));
    }
  }

  private boolean isCommandGone() {
    return command.isPresent() && command.get().status().isPresent();
  }

  /** Ends both directions; a command that is there still is asked to end. */
  private void stop(Exchange.End how) {
    if (end.isPresent()) {
      return;
    }
    end = Optional.of(how);
    Closer by = how == Exchange.End.SIGNAL ? Closer.SIGNAL : Closer.TIME;
    forth.stop(by);
    back.stop(by);
    command
        .filter(running -> running.status().isEmpty())
        .ifPresent(running -> {
          running.terminate();
          grace = engine.within(rules.grace());
        });
  }

  private void closeEnds() {
    if (!isClosed) {
      isClosed = true;
      idle = Deadline.never();
      linger = Deadline.never();
      if (end.isEmpty()) {
        forth.bidFarewell();
        back.bidFarewell();
      }
      forth.close();
      back.close();
      near.close();
      far.close();
    }
  }

  /** The conversation is over when its command is: no zombie stays, and its status is told. */
  private void awaitCommand() {
    if (command.isPresent() && !isCommandGone()) {
      if (grace.expired()) {
        command.get().kill();
        grace = Deadline.never();
      }
      return;
    }
    if (!isDone) {
      isDone = true;
      command.ifPresent(RunningCommand::close);
      told.accept(outcome());
    }
  }

  private Exchange outcome() {
    Exchange.End how = end.orElseGet(this::endOfBoth);
    OptionalInt status = command.map(RunningCommand::status).orElse(OptionalInt.empty());
    long nanos = engine.monotonicNanos().getAsLong() - begun;
    return new Exchange(
        near.name(), far.name(), forth.flow(), back.flow(), first, how, nanos, status, failure);
  }

  private Exchange.End endOfBoth() {
    if (isInterrupted) {
      return Exchange.End.SIGNAL;
    }
    boolean isCut = isCut(forth, near, far) || isCut(back, far, near);
    return isCut ? Exchange.End.CUT : Exchange.End.CLEAN;
  }

  /** A command need not read all of its input; what a person typed too late is no loss. */
  private static boolean isCut(Lane lane, StreamEnd source, StreamEnd sink) {
    return lane.isCut() && !source.isTyped() && sink.command().isEmpty();
  }

  @Override
  public void await(Interest interest) {
    if (!isClosed) {
      forth.await(interest);
      back.await(interest);
      awaitFlush(near, interest);
      awaitFlush(far, interest);
    }
    command
        .filter(running -> running.status().isEmpty())
        .ifPresent(running -> interest.readable(running.pidfd()));
  }

  private static void awaitFlush(StreamEnd end, Interest interest) {
    if (end.wantsToWrite()) {
      end.flushes().ifPresent(interest::writable);
    }
  }

  @Override
  public Deadline until() {
    Deadline ours = earlier(earlier(idle, linger), grace);
    if (isClosed) {
      return ours;
    }
    Deadline movers = earlier(forth.until(), back.until());
    return earlier(earlier(ours, movers), earlier(near.until(), far.until()));
  }

  private static Deadline earlier(Deadline one, Deadline other) {
    return one.remainingNanos() <= other.remainingNanos() ? one : other;
  }

  @Override
  public boolean isDone() {
    return isDone;
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    if (command.isEmpty() || isCommandGone()) {
      stop(Exchange.End.SIGNAL);
    } else if (isInterrupted) {
      command.get().kill();
    } else {
      // What it still says is moved; then it is over by itself.
      command.get().pass(signal);
      grace = engine.within(rules.grace());
    }
    isInterrupted = true;
  }

  @Override
  public void expire() {
    stop(Exchange.End.LIFETIME);
  }
}
