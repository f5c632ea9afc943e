package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.conversation.Interest;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.PipeCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves bytes through memory of ours, where a filter may change them and a tap sees them. */
public final class FilterPump implements Mover {
  private static final int PIECE_BYTES = 1 << 15;

  /** How soon a tap is asked again that keeps bytes in memory: a reader of its own is slow. */
  private static final Duration TAP_PAUSE = Duration.ofMillis(5);

  private final Engine engine;
  private final FileCalls files;
  private final Descriptor from;
  private final Descriptor to;
  private final Optional<Filter> filter;
  private final List<Tap> before;
  private final List<Tap> after;
  private final boolean asksBeforeReading;
  private final boolean asksBeforeWriting;
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
    this.from = from;
    this.to = to;
    this.filter = filter;
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
    this.asksBeforeReading = mayWait(from);
    this.asksBeforeWriting = mayWait(to);
    this.changed = filter.map(each -> new byte[each.mostBytes(PIECE_BYTES)]).orElse(piece);
  }

  private boolean mayWait(Descriptor end) {
    int flags = files.fcntl(end.number(), FileCalls.F_GETFL, 0);
    return (flags & FileCalls.O_NONBLOCK) == 0 && end.status().kind() != FileStatus.Kind.REGULAR;
  }

  @Override
  public Step step() {
    wake = Deadline.never();
    if (!hasCaughtUp(before) || !hasCaughtUp(after)) {
      wake = engine.within(TAP_PAUSE);
      return Step.NEEDS_INPUT;
    }
    if (held > 0) {
      return write();
    }
    return isEnded ? Step.INPUT_ENDED : read();
  }

  private static boolean hasCaughtUp(List<Tap> taps) {
    boolean haveAll = true;
    for (Tap tap : taps) {
      haveAll &= tap.catchUp();
    }
    return haveAll;
  }

  private Step read() {
    if (asksBeforeReading && !isReady(from, FileCalls.POLLIN)) {
      return Step.NEEDS_INPUT;
    }
    int count = files.read(from.number(), piece);
    if (count > 0) {
      before.forEach(tap -> tap.pass(piece, 0, count));
      start = 0;
      held = filter.isPresent() ? filter.get().change(piece, count, changed) : count;
      return Step.MOVED;
    }
    if (count == 0) {
      return end();
    }
    return switch (Errno.ofResult(count)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_INPUT;
      case ECONNRESET -> Step.RESET;
      case EIO -> {
        // The end of a pseudo-terminal's master.
        if (engine.kernel().terminals().slaveNumber(from.number()) < 0) {
          throw failure("read " + from.name(), count);
        }
        yield end();
      }
      default -> throw failure("read " + from.name(), count);
    };
  }

  private Step end() {
    isEnded = true;
    start = 0;
    held = filter.isPresent() ? filter.get().finish(changed) : 0;
    before.forEach(Tap::end);
    if (held > 0) {
      return Step.MOVED;
    }
    after.forEach(Tap::end);
    return Step.INPUT_ENDED;
  }

  private Step write() {
    if (asksBeforeWriting && !isReady(to, FileCalls.POLLOUT)) {
      return Step.NEEDS_ROOM;
    }
    // A pipe that is writable has room for PIPE_BUF (pipe(7)); more would sleep.
    int count = asksBeforeWriting ? Math.min(held, PipeCalls.PIPE_BUF) : held;
    int result = files.write(to.number(), changed, start, count);
    if (result >= 0) {
      after.forEach(tap -> tap.pass(changed, start, result));
      start += result;
      held -= result;
      moved += result;
      return Step.MOVED;
    }
    return switch (Errno.ofResult(result)) {
      case EINTR -> Step.MOVED;
      case EAGAIN -> Step.NEEDS_ROOM;
      case EPIPE -> Step.READER_GONE;
      case ECONNRESET -> Step.RESET;
      default -> throw failure("write to " + to.name(), result);
    };
  }

  private IpcException failure(String action, int result) {
    return new IpcException.TransferFailed(
        "cannot "
            + action
            + ": "
            + Failures.reason(result)
            + "; "
            + moved
            + " bytes were written before"
            + (held == 0 ? "" : ", " + held + " more were read and are lost"),
        null);
  }

  private boolean isReady(Descriptor end, int events) {
    return files.poll(new int[] {end.number()}, new int[] {events}, 0, new int[1]) > 0;
  }

  @Override
  public void await(Step last, Interest interest) {
    if (wake.isNever()) {
      Mover.super.await(last, interest);
    } else {
      interest.broken(to);
    }
  }

  @Override
  public Deadline until() {
    return wake;
  }

  @Override
  public Descriptor from() {
    return from;
  }

  @Override
  public Descriptor to() {
    return to;
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
