package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** A mover whose progress somebody is told. */
public final class Metered implements Mover {
  private final Mover mover;
  private final LongConsumer told;
  private long seen;

  /**
   * A mover that does as another does, which it closes.
   *
   * @param told is told how many more bytes were moved, after each step that moved some
   */
  public Metered(Mover mover, LongConsumer told) {
    this.mover = mover;
    this.told = told;
  }

  @Override
  public Step step() {
    Step step = mover.step();
    long moved = mover.moved();
    if (moved > seen) {
      told.accept(moved - seen);
      seen = moved;
    }
    return step;
  }

  @Override
  public Descriptor from() {
    return mover.from();
  }

  @Override
  public Descriptor to() {
    return mover.to();
  }

  @Override
  public long moved() {
    return mover.moved();
  }

  @Override
  public OptionalLong records() {
    return mover.records();
  }

  @Override
  public int unwritten() {
    return mover.unwritten();
  }

  @Override
  public void await(Step last, Interest interest) {
    mover.await(last, interest);
  }

  @Override
  public Deadline until() {
    return mover.until();
  }

  @Override
  public void close() {
    mover.close();
  }
}
