package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.conversation.Interest;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.util.OptionalLong;

/**
 * Moves whole messages from a source to a sink. Where one of them is a stream, {@link FramedSource}
 * and {@link FramedSink} make messages of it.
 */
public final class MessageMover implements Mover {
  private final MessageSource source;
  private final MessageSink sink;
  private byte[] held;
  private long moved;
  private long messages;

  /** A mover, which closes neither. */
  public MessageMover(MessageSource source, MessageSink sink) {
    this.source = source;
    this.sink = sink;
  }

  @Override
  public Step step() {
    if (held == null) {
      Step step = source.receive();
      if (step != Step.MOVED) {
        return step;
      }
      held = source.message();
    }
    Step step = sink.send(held);
    if (step == Step.MOVED) {
      moved += held.length;
      messages++;
      held = null;
      source.passedOn();
    }
    return step;
  }

  @Override
  public void await(Step last, Interest interest) {
    if (last == Step.NEEDS_ROOM) {
      sink.awaitRoom(interest);
    } else {
      Mover.super.await(last, interest);
    }
  }

  /** A source's own time is its end's. */
  @Override
  public Deadline until() {
    return sink.tryAgain();
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
    return source.incomplete() + (held == null ? 0 : held.length);
  }

  @Override
  public void close() {
    // The descriptors are the ends' own, and messages are on the heap.
  }
}
