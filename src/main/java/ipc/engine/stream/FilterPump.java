package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.util.List;
import java.util.Optional;

/** Moves bytes through memory of ours, where a filter may change them and a tap sees them. */
public final class FilterPump implements Mover {
  private static final int PIECE_BYTES = 1 << 15;

  private final Engine engine;
  private final FileCalls files;
  private final PromptDescriptor from;
  private final PromptDescriptor to;
  private final Optional<Filter> filter;
  private final Taps before;
  private final Taps after;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final byte[] changed;
  private int start;
  private int held; // bytes from start on that are not written yet
  private boolean isEnded;
  private Deadline wake = Deadline.never();
  private long moved;

  /**
   * A mover between two descriptors, which it leaves open.
   *
   * @param before sees what was read
   * @param after sees what was written
   */
  public FilterPump(
      Engine engine,
      Descriptor from,
      Descriptor to,
      Optional<Filter> filter,
      List<Tap> before,
      List<Tap> after) {
    this.engine = engine;
    this.files = engine.kernel().files();
    this.from = new PromptDescriptor(engine, from);
    this.to = new PromptDescriptor(engine, to);
    this.filter = filter;
    this.before = new Taps(before);
    this.after = new Taps(after);
    this.changed = filter.map(each -> new byte[each.mostBytes(PIECE_BYTES)]).orElse(piece);
  }

  @Override
  public Step step() {
    wake = Deadline.never();
    if (!before.haveCaughtUp() || !after.haveCaughtUp()) {
      wake = engine.within(Taps.PAUSE);
      return Step.NEEDS_INPUT;
    }
    if (held > 0) {
      return write();
    }
    if (isEnded) {
      after.end();
      return Step.INPUT_ENDED;
    }
    return read();
  }

  private Step read() {
    if (!from.canReadNow()) {
      return Step.NEEDS_INPUT;
    }
    int count = files.read(from.number(), piece);
    if (count > 0) {
      before.pass(piece, 0, count);
      start = 0;
      held = filter.isPresent() ? filter.get().change(piece, count, changed) : count;
      return Step.MOVED;
    }
    Step step = from.readCameTo(count, this::progress);
    return step == Step.INPUT_ENDED ? end() : step;
  }

  private Step end() {
    isEnded = true;
    start = 0;
    held = filter.isPresent() ? filter.get().finish(changed) : 0;
    before.end();
    return Step.MOVED;
  }

  private Step write() {
    if (!to.canWriteNow()) {
      return Step.NEEDS_ROOM;
    }
    int count = Math.min(held, to.mostAtOnce());
    int result = files.write(to.number(), changed, start, count);
    if (result > 0) {
      after.pass(changed, start, result);
      start += result;
      held -= result;
      moved += result;
    }
    return to.writeCameTo(result, this::progress);
  }

  @Override
  public void await(Step last, Interest interest) {
    if (wake.isNever()) {
      Mover.super.await(last, interest);
    } else {
      interest.broken(to());
    }
  }

  @Override
  public Deadline until() {
    return wake;
  }

  @Override
  public Descriptor from() {
    return from.descriptor();
  }

  @Override
  public Descriptor to() {
    return to.descriptor();
  }

  @Override
  public long moved() {
    return moved;
  }

  @Override
  public int unwritten() {
    return held;
  }

  @Override
  public void close() {
    // The heap has all that it holds.
  }
}
