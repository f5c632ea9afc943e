package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.conversation.Interest;
import ipc.engine.stream.Metronome;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pace;
import ipc.engine.stream.PacedPump;
import ipc.engine.stream.Tap;
import ipc.engine.stream.Taps;
import ipc.model.Deadline;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Moves whole messages as {@link PacedPump} moves bytes: each is held back as the pace says, and
 * shown to taps once it was sent. A source is told of each message when it was sent.
 */
public final class PacedMessages implements Mover {
  private static final int MOST_HELD = 1024;

  private final MessageSource source;
  private final MessageSink sink;
  private final Pace pace;
  private final Taps taps;
  private final Metronome metronome;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private int heldBytes;
  private long moved;
  private long messages;
  private boolean wantsInput;
  private boolean wantsRoom;
  private Step ended; // what the input ended with; null until then

  private record Held(byte[] message, long due) {}

  /** A mover, which closes neither. */
  public PacedMessages(
      Engine engine, MessageSource source, MessageSink sink, Pace pace, List<Tap> taps) {
    this.source = source;
    this.sink = sink;
    this.pace = pace;
    this.taps = new Taps(taps);
    this.metronome = new Metronome(engine, pace);
  }

  @Override
  public Step step() {
    wantsInput = false;
    wantsRoom = false;
    metronome.reset();
    if (!taps.haveCaughtUp(metronome)) {
      return Step.NEEDS_INPUT;
    }
    Step sent = sendWhatIsDue();
    if (sent != Step.NEEDS_ROOM && sent != Step.NEEDS_INPUT) {
      return sent;
    }
    if (ended == null && hasRoom() && receive() == Step.MOVED) {
      return Step.MOVED;
    }
    if (ended != null && held.isEmpty()) {
      return end();
    }
    return sent;
  }

  private boolean hasRoom() {
    return pace.delays()
        ? held.size() < MOST_HELD && heldBytes < PacedPump.MOST_HELD_BYTES
        : held.isEmpty();
  }

  private Step end() {
    if (ended == Step.INPUT_ENDED) {
      taps.end();
    }
    return taps.haveCaughtUp(metronome) ? ended : Step.NEEDS_INPUT;
  }

  private Step sendWhatIsDue() {
    Held first = held.peek();
    if (first == null || !metronome.lets(first.due())) {
      return Step.NEEDS_INPUT;
    }
    byte[] message = first.message();
    Step step = sink.send(message);
    wantsRoom = step == Step.NEEDS_ROOM;
    if (step == Step.MOVED) {
      held.remove();
      heldBytes -= message.length;
      moved += message.length;
      messages++;
      metronome.spend(message.length);
      source.passedOn();
      taps.passMessage(message);
    }
    return step;
  }

  private Step receive() {
    Step step = source.receive();
    switch (step) {
      case MOVED -> {
        byte[] message = source.message();
        held.add(new Held(message, metronome.due()));
        heldBytes += message.length;
      }
      case NEEDS_INPUT -> wantsInput = true;
      case NEEDS_ROOM -> {}
      // What came before it is sent first.
      case INPUT_ENDED, RESET, READER_GONE -> ended = step;
    }
    return step;
  }

  @Override
  public void await(Step last, Interest interest) {
    if (wantsRoom) {
      sink.awaitRoom(interest);
    } else {
      interest.broken(sink.readiness());
    }
    if (wantsInput) {
      interest.readable(source.readiness());
    }
  }

  @Override
  public Deadline until() {
    Deadline paced = metronome.until();
    Deadline room = sink.tryAgain();
    return room.remainingNanos() < paced.remainingNanos() ? room : paced;
  }

  @Override
  public Descriptor from() {
    return source.readiness();
  }

  @Override
  public Descriptor to() {
    return sink.readiness();
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public OptionalLong records() {
    return OptionalLong.of(messages);
  }

  @Override
  public int unwritten() {
    return source.incomplete() + heldBytes;
  }

  @Override
  public void close() {
    held.clear();
  }
}
