package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.message.MessageMover;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import ipc.engine.stream.Closer;
import ipc.engine.stream.Flow;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Passage;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One direction of a conversation, and what its end means to both sides: the end of the source's
 * bytes is told to the sink; what comes from a source whose sink is gone is read and forgotten,
 * because closing a connection with unread bytes resets it and loses what was sent before.
 */
final class Lane {
  private final Engine engine;
  private final StreamEnd source;
  private final StreamEnd sink;
  private final long begun;
  private final List<Stage> stages = new ArrayList<>(1);
  private final List<Descriptor> ours = new ArrayList<>(0);
  private State state;
  private Stage drain;
  private Closer closer;
  private boolean isUnused;
  private boolean isReset;
  private boolean isCut;
  private long nanos;

  private enum State {
    MOVING,
    /** All is moved, and the sink is being told so. */
    FINISHING,
    /** The sink is gone, or was never wanted: what still comes is read and forgotten. */
    DRAINING,
    DONE
  }

  /** A mover, and what its last step came to. */
  private static final class Stage {
    private final Mover mover;
    private Mover.Step last = Mover.Step.MOVED;

    Stage(Mover mover) {
      this.mover = mover;
    }

    void await(Interest interest) {
      mover.await(last, interest);
    }
  }

  private Lane(Engine engine, StreamEnd source, StreamEnd sink, State state) {
    this.engine = engine;
    this.source = source;
    this.sink = sink;
    this.state = state;
    this.begun = engine.monotonicNanos().getAsLong();
  }

  /** A lane whose bytes go from one end to the other, by a passage where one is given. */
  static Lane between(Engine engine, StreamEnd source, StreamEnd sink, Optional<Passage> passage) {
    Lane lane = new Lane(engine, source, sink, State.MOVING);
    if (passage.isPresent()) {
      lane.join(passage.get());
    } else {
      lane.join();
    }
    return lane;
  }

  /** A lane that takes what comes and gives it to nobody. */
  static Lane draining(Engine engine, StreamEnd source, StreamEnd sink) {
    Lane lane = new Lane(engine, source, sink, State.DRAINING);
    lane.closer = Closer.READER;
    lane.startDraining();
    return lane;
  }

  /** A lane without bytes: nobody wants them to go this way. */
  static Lane closed(Engine engine, StreamEnd source, StreamEnd sink) {
    Lane lane = new Lane(engine, source, sink, State.DONE);
    lane.closer = Closer.READER;
    lane.isUnused = true;
    return lane;
  }

  /** Where no byte was ever to go this way, the sink is told so on parting. */
  void bidFarewell() {
    if (isUnused) {
      sink.bidFarewell();
    }
  }

  private void join() {
    Optional<MessageSource> messages = source.messages();
    Optional<MessageSink> taker = sink.takesMessages();
    if (messages.isPresent() && taker.isPresent()) {
      stages.add(new Stage(new MessageMover(messages.get(), taker.get())));
      return;
    }
    Optional<Descriptor> plainInput = source.plainInput();
    Optional<Descriptor> plainOutput = sink.plainOutput();
    if (plainInput.isPresent()) {
      stages.add(new Stage(sink.sending(plainInput.get())));
    } else if (plainOutput.isPresent()) {
      stages.add(new Stage(source.receiving(plainOutput.get())));
    } else {
      // Two ciphers meet: a pipe of ours holds what is between them.
      Descriptor[] pipe = pipe();
      stages.add(new Stage(source.receiving(pipe[1])));
      stages.add(new Stage(sink.sending(pipe[0])));
    }
  }

  /** A passage sees the bytes as they are: a pipe of ours lies between it and each cipher. */
  private void join(Passage passage) {
    if (source.messages().isPresent() || sink.takesMessages().isPresent()) {
      joinMessages(passage);
      return;
    }
    Optional<Descriptor> plainInput = source.plainInput();
    Optional<Descriptor> plainOutput = sink.plainOutput();
    Descriptor[] before = plainInput.isPresent() ? null : pipe();
    Descriptor[] after = plainOutput.isPresent() ? null : pipe();
    if (before != null) {
      stages.add(new Stage(source.receiving(before[1])));
    }
    Descriptor from = before == null ? plainInput.orElseThrow() : before[0];
    Descriptor to = after == null ? plainOutput.orElseThrow() : after[1];
    stages.add(new Stage(passage.between(from, to)));
    if (after != null) {
      stages.add(new Stage(sink.sending(after[0])));
    }
  }

  private void joinMessages(Passage passage) {
    Optional<MessageSource> messages = source.messages();
    Optional<MessageSink> taker = sink.takesMessages();
    Descriptor[] before = messages.isPresent() || source.plainInput().isPresent() ? null : pipe();
    Descriptor[] after = taker.isPresent() || sink.plainOutput().isPresent() ? null : pipe();
    if (before != null) {
      stages.add(new Stage(source.receiving(before[1])));
    }
    Optional<Descriptor> input = before == null ? source.plainInput() : Optional.of(before[0]);
    Optional<Descriptor> output = after == null ? sink.plainOutput() : Optional.of(after[1]);
    MessageSource from = messages.orElseGet(() -> sink.recordsOf(input.orElseThrow()));
    MessageSink to = taker.orElseGet(() -> source.recordsTo(output.orElseThrow()));
    stages.add(new Stage(passage.between(from, to)));
    if (after != null) {
      stages.add(new Stage(sink.sending(after[0])));
    }
  }

  private Descriptor[] pipe() {
    Descriptor[] pipe = Descriptor.pipe(engine.kernel(), "what comes from " + source.name());
    ours.addAll(List.of(pipe));
    return pipe;
  }

  private void startDraining() {
    int flags = FileCalls.O_WRONLY;
    Descriptor nowhere = Descriptor.open(engine.kernel(), "/dev/null", flags, 0, "/dev/null");
    ours.add(nowhere);
    drain = new Stage(source.discarding(nowhere));
  }

  boolean isDone() {
    return state == State.DONE;
  }

  /** Whether bytes were to go this way at all. */
  boolean isJoined() {
    return !stages.isEmpty();
  }

  /** Whether its source was read, and is not any more. */
  boolean hasEnded() {
    return state == State.DONE && (isJoined() || drain != null);
  }

  /** Whether bytes went this way, and none does any more: at their end, or without a reader. */
  boolean isOver() {
    return isJoined() && state != State.MOVING;
  }

  /** Whether all that had come was taken: nothing is there to be read now. */
  boolean isDry() {
    return switch (state) {
      case MOVING -> stages.getFirst().last == Mover.Step.NEEDS_INPUT;
      case DRAINING -> drain.last == Mover.Step.NEEDS_INPUT;
      case FINISHING, DONE -> true;
    };
  }

  /** Whether there was more to be written when the sink took nothing any more. */
  boolean isCut() {
    return isCut;
  }

  /** Who ended it; empty as long as nobody has. */
  Optional<Closer> closer() {
    return Optional.ofNullable(closer);
  }

  boolean isReset() {
    return isReset;
  }

  /** Does one step; whether anything was moved. */
  boolean step() {
    return switch (state) {
      case MOVING -> move();
      case FINISHING -> finish();
      case DRAINING -> drain();
      case DONE -> false;
    };
  }

  private boolean move() {
    boolean moved = false;
    for (int i = 0; i < stages.size() && state == State.MOVING; i++) {
      Stage stage = stages.get(i);
      if (stage.last != Mover.Step.INPUT_ENDED) {
        stage.last = stage.mover.step();
        moved |= follow(stage, i == stages.size() - 1);
      }
    }
    return state == State.FINISHING ? finish() : moved;
  }

  private boolean follow(Stage stage, boolean isLast) {
    switch (stage.last) {
      case MOVED -> {
        return true;
      }
      case NEEDS_INPUT, NEEDS_ROOM -> {}
      case INPUT_ENDED -> {
        if (isLast) {
          end(Closer.INPUT, State.FINISHING);
        } else {
          stage.mover.to().close();
          // Its number may be another's when all the rest is closed.
          ours.remove(stage.mover.to());
        }
      }
      case READER_GONE -> {
        isCut = true;
        loseReader();
      }
      case RESET -> reset(stage);
    }
    // What is read and forgotten from now on was not waited for yet.
    return state == State.DRAINING;
  }

  private boolean finish() {
    if (sink.finishWriting() == Mover.Step.INPUT_ENDED) {
      state = State.DONE;
    }
    return false;
  }

  private boolean drain() {
    drain.last = drain.mover.step();
    switch (drain.last) {
      case MOVED -> {
        return true;
      }
      case NEEDS_INPUT, NEEDS_ROOM -> {}
      case INPUT_ENDED, READER_GONE -> state = State.DONE;
      case RESET -> reset(drain);
    }
    return false;
  }

  /**
   * A connection was reset; but where a command is behind the end that says so, it only left bytes
   * unread in its socket pair when it ended, as commands may.
   */
  private void reset(Stage stage) {
    boolean isAtSink = stage.mover.unwritten() > 0;
    if ((isAtSink ? sink : source).command().isEmpty()) {
      isReset = true;
      end(Closer.READER, State.DONE);
    } else if (isAtSink) {
      isCut = true;
      loseReader();
    } else {
      end(Closer.INPUT, state == State.DRAINING ? State.DONE : State.FINISHING);
    }
  }

  private void loseReader() {
    isReset = isReset || sink.wasReset();
    if (!source.isDrained() || !source.canBeRead()) {
      // Our own input is left to whoever reads it next.
      end(Closer.READER, State.DONE);
    } else {
      end(Closer.READER, State.DRAINING);
      startDraining();
    }
  }

  /** Ends it from outside: nothing of it matters any more. */
  void stop(Closer by) {
    if (state != State.DONE) {
      end(by, State.DONE);
    }
  }

  private void end(Closer by, State next) {
    if (closer == null) {
      nanos = engine.monotonicNanos().getAsLong() - begun;
      closer = by;
    }
    state = next;
  }

  /** Names what it waits for. */
  void await(Interest interest) {
    switch (state) {
      case MOVING -> stages.forEach(stage -> stage.await(interest));
      case FINISHING -> sink.flushes().ifPresent(interest::writable);
      case DRAINING -> drain.await(interest);
      case DONE -> {}
    }
  }

  /**
   * Looks whether what woke the conversation was the sink's end while nothing was to be moved.
   *
   * @return whether it was, so that there is more to do at once
   */
  boolean notice(Interest happened) {
    if (state != State.MOVING) {
      return false;
    }
    Mover.Step last = stages.getLast().last;
    // A terminal that nobody has open any more takes what fits into it without an error.
    boolean isStuck = last == Mover.Step.NEEDS_ROOM && sink.command().isPresent();
    if ((isStuck || last == Mover.Step.NEEDS_INPUT)
        && happened.isBroken(stages.getLast().mover.to())) {
      isCut = isCut || stages.getLast().mover.unwritten() > 0;
      loseReader();
      return true;
    }
    return false;
  }

  /** When it is to be asked again at the latest. */
  Deadline until() {
    Deadline first = Deadline.never();
    if (state == State.MOVING) {
      for (Stage stage : stages) {
        Deadline next = stage.mover.until();
        first = next.remainingNanos() < first.remainingNanos() ? next : first;
      }
    }
    return first;
  }

  Flow flow() {
    long unwritten = 0;
    for (Stage stage : stages) {
      unwritten += stage.mover.unwritten();
    }
    return new Flow(
        stages.isEmpty() ? 0 : stages.getLast().mover.moved(),
        unwritten,
        stages.isEmpty() ? OptionalLong.empty() : stages.getLast().mover.records(),
        closer == null ? engine.monotonicNanos().getAsLong() - begun : nanos,
        closer == null ? Closer.TIME : closer,
        OptionalInt.empty());
  }

  void close() {
    stages.forEach(stage -> stage.mover.close());
    if (drain != null) {
      drain.mover.close();
    }
    ours.forEach(Descriptor::close);
  }
}
