package ipc.engine.message;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.stream.Mover;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An end of messages whose peer never says that it has no more to say, as that of datagrams: so
 * many replies are taken, and waited for so long after the last message was sent.
 */
public final class Replies implements MessageEnd, MessageSource, MessageSink {
  private final Engine engine;
  private final MessageEnd end;
  private final MessageSource source;
  private final OptionalInt count;
  private final Optional<Duration> within;
  private final Optional<Duration> patience;
  private Deadline until = Deadline.never();
  private long sent;
  private int received;
  private boolean isOver;

  /**
   * Takes the end, and closes it. The time for replies runs from {@link #finish}; {@link
   * #startWaiting} lets it run from the beginning.
   *
   * @param end can be read
   * @param count how many are taken
   * @param within how long they are waited for
   * @param patience how long otherwise, where something was sent or a count is given: for ever if
   *     it is empty; where nothing was sent and nothing is asked for, nobody waits
   */
  public Replies(
      Engine engine,
      MessageEnd end,
      OptionalInt count,
      Optional<Duration> within,
      Optional<Duration> patience) {
    this.engine = engine;
    this.end = end;
    this.source = end.source().orElseThrow();
    this.count = count;
    this.within = within;
    this.patience = patience;
  }

  /** Lets the time run, where one is given, though nothing will be sent. */
  public void startWaiting() {
    until = engine.deadline(within);
  }

  /** Whether fewer came than were asked for. */
  public boolean isShort() {
    return count.isPresent() && received < count.getAsInt();
  }

  /** How many came. */
  public int received() {
    return received;
  }

  @Override
  public String name() {
    return end.name();
  }

  @Override
  public Optional<MessageSource> source() {
    return Optional.of(this);
  }

  @Override
  public Optional<MessageSink> sink() {
    return end.sink().isPresent() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Mover.Step receive() {
    if (isOver || count.isPresent() && received == count.getAsInt()) {
      return Mover.Step.INPUT_ENDED;
    }
    Mover.Step step = source.receive();
    if (step == Mover.Step.MOVED) {
      received++;
    } else if (step == Mover.Step.NEEDS_INPUT && until.expired()) {
      isOver = true;
      return Mover.Step.INPUT_ENDED;
    }
    return step;
  }

  @Override
  public byte[] message() {
    return source.message();
  }

  @Override
  public void passedOn() {
    source.passedOn();
  }

  @Override
  public Deadline until() {
    return isOver ? Deadline.never() : until;
  }

  @Override
  public Mover.Step send(byte[] message) {
    Mover.Step step = end.sink().orElseThrow().send(message);
    if (step == Mover.Step.MOVED) {
      sent++;
    }
    return step;
  }

  @Override
  public Mover.Step finish() {
    boolean isAwaited = count.isPresent() || sent > 0 || patience.isEmpty();
    Optional<Duration> wait = within.or(() -> isAwaited ? patience : Optional.of(Duration.ZERO));
    until = engine.deadline(wait);
    return end.sink().orElseThrow().finish();
  }

  @Override
  public Descriptor readiness() {
    return source.readiness();
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
