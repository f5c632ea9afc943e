package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.conversation.StreamEnd;
import ipc.engine.stream.Mover;
import ipc.engine.stream.RecordFraming;
import ipc.model.Deadline;
import java.util.Optional;

/**
 * An end of messages as an end of a conversation.
 *
 * <p>Towards a stream each message becomes a record and each record a message. Without framing the
 * messages that come are joined, and all that the stream has to say is one message.
 */
public final class FramedEnd implements StreamEnd {
  private final Engine engine;
  private final MessageEnd end;
  private final Optional<RecordFraming> framing;

  /**
   * Takes the end, and closes it.
   *
   * @param framing how one record of a stream is told from the next
   */
  public FramedEnd(Engine engine, MessageEnd end, Optional<RecordFraming> framing) {
    this.engine = engine;
    this.end = end;
    this.framing = framing;
  }

  @Override
  public String name() {
    return end.name();
  }

  @Override
  public Optional<MessageSource> messages() {
    return end.source();
  }

  @Override
  public Optional<MessageSink> takesMessages() {
    return end.sink();
  }

  @Override
  public MessageSource recordsOf(Descriptor from) {
    return new FramedSource(engine, from, framing);
  }

  @Override
  public MessageSink recordsTo(Descriptor to) {
    return new FramedSink(engine, to, framing);
  }

  @Override
  public boolean canBeRead() {
    return end.source().isPresent();
  }

  @Override
  public boolean canBeWritten() {
    return end.sink().isPresent();
  }

  @Override
  public Mover receiving(Descriptor to) {
    return new MessageMover(end.source().orElseThrow(), recordsTo(to));
  }

  /** Without framing: what nobody reads may hold any bytes. */
  @Override
  public Mover discarding(Descriptor nowhere) {
    FramedSink sink = new FramedSink(engine, nowhere, Optional.empty());
    return new MessageMover(end.source().orElseThrow(), sink);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new MessageMover(recordsOf(from), end.sink().orElseThrow());
  }

  @Override
  public Mover.Step finishWriting() {
    return end.sink().map(MessageSink::finish).orElse(Mover.Step.INPUT_ENDED);
  }

  @Override
  public Optional<Descriptor> flushes() {
    return end.sink().map(MessageSink::readiness);
  }

  @Override
  public Deadline until() {
    return end.source().map(MessageSource::until).orElse(Deadline.never());
  }

  @Override
  public boolean isDrained() {
    return end.isDrained();
  }

  @Override
  public boolean wasReset() {
    return end.wasReset();
  }

  @Override
  public void close() {
    end.close();
  }
}
