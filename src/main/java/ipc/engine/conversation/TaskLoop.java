package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.EpollCalls;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Drives many tasks by one thread: each is asked to do what it can without waiting, then sleeps
 * until one of its descriptors is ready (epoll(7)), its time has come, or a signal asks all of them
 * to end.
 *
 * <p>A thread for each connection would be simpler to read and cost a stack and buffers for each
 * that idles.
 */
public final class TaskLoop implements AutoCloseable {
  private static final int MOST_EVENTS = 256;

  private final Kernel kernel;
  private final EpollCalls epoll;
  private final SignalWatch signals;
  private final int descriptor;
  private final List<Member> members = new ArrayList<>();
  private final ArrayDeque<Member> busy = new ArrayDeque<>();
  private Member[] owners = new Member[64]; // by the number of the descriptor
  private Optional<SignalWatch.Arrival> signal = Optional.empty();

  private static final class Member {
    private final Task task;
    private Interest now = new Interest();
    private Interest next = new Interest();
    private boolean isQueued;

    Member(Task task) {
      this.task = task;
    }
  }

  /** A loop without tasks. */
  public TaskLoop(Engine engine, SignalWatch signals) {
    this.kernel = engine.kernel();
    this.epoll = kernel.epoll();
    this.signals = signals;
    this.descriptor = epoll.create();
    if (descriptor < 0) {
      throw Failures.of("wait for", "descriptors", descriptor);
    }
    int result = epoll.add(descriptor, signals.descriptor(), EpollCalls.EPOLLIN);
    if (result < 0) {
      kernel.files().close(descriptor);
      throw Failures.of("wait for", "signals", result);
    }
  }

  /** Takes another task; a task may do so for others while it advances. */
  public void add(Task task) {
    Member member = new Member(task);
    members.add(member);
    queue(member);
  }

  /** Has a task asked again though nothing came that it waited for: another changed its state. */
  public void wake(Task task) {
    for (Member member : members) {
      if (member.task == task) {
        queue(member);
        return;
      }
    }
  }

  private void queue(Member member) {
    if (!member.isQueued) {
      member.isQueued = true;
      busy.add(member);
    }
  }

  /**
   * Drives the tasks until none is left.
   *
   * @param lifetime when they are told that their time is over
   * @return the first signal that came, which we are to die of
   */
  public Optional<SignalWatch.Arrival> run(Deadline lifetime) {
    Deadline end = lifetime;
    while (!members.isEmpty()) {
      takeTurns();
      if (members.isEmpty()) {
        break;
      }
      await(end);
      if (end.expired()) {
        end = Deadline.never();
        members.forEach(member -> member.task.expire());
        members.forEach(this::queue);
      }
    }
    return signal;
  }

  private void takeTurns() {
    for (int i = busy.size(); i > 0; i--) {
      Member member = busy.remove();
      member.isQueued = false;
      boolean again = !member.task.isDone() && member.task.advance(member.now);
      member.now.forgetWhatHappened();
      member.next.clear();
      if (member.task.isDone()) {
        members.remove(member);
      } else {
        if (again) {
          queue(member);
        }
        member.task.await(member.next);
      }
      register(member);
    }
  }

  /** Tells the kernel what changed in what a task waits for. */
  private void register(Member member) {
    Interest before = member.now;
    Interest after = member.next;
    for (int i = 0; i < before.count(); i++) {
      int number = before.descriptor(i).number();
      if (!after.names(number) && owner(number) == member) {
        owners[number] = null;
        // It may be closed by now, which removed it.
        epoll.remove(descriptor, number);
      }
    }
    for (int i = 0; i < after.count(); i++) {
      Descriptor each = after.descriptor(i);
      boolean isKnown = owner(each.number()) == member && before.has(each, after.wanted(i));
      if (!isKnown) {
        watch(member, each.number(), after.wanted(i));
      }
    }
    member.now = after;
    member.next = before;
  }

  private Member owner(int number) {
    return number < owners.length ? owners[number] : null;
  }

  private void watch(Member member, int each, int wanted) {
    int result = epoll.change(descriptor, each, wanted);
    if (Errno.ofResult(result) == Errno.ENOENT) {
      result = epoll.add(descriptor, each, wanted);
    }
    if (result >= 0) {
      if (each >= owners.length) {
        owners = Arrays.copyOf(owners, Math.max(2 * owners.length, each + 1));
      }
      owners[each] = member;
    } else if (Errno.ofResult(result) == Errno.EPERM) {
      // epoll_ctl(2): a file or directory, which is always ready.
      if (wanted != 0) {
        queue(member);
      }
    } else {
      throw Failures.of("wait for", "descriptor " + each, result);
    }
  }

  private void await(Deadline lifetime) {
    long nanos = busy.isEmpty() ? remaining(lifetime) : 0;
    int[] descriptors = new int[MOST_EVENTS];
    int[] events = new int[MOST_EVENTS];
    int count = epoll.await(descriptor, descriptors, events, nanos);
    if (count < 0 && Errno.ofResult(count) != Errno.EINTR) {
      throw Failures.of("wait for", "descriptors", count);
    }
    for (int i = 0; i < count; i++) {
      if (descriptors[i] == signals.descriptor()) {
        interrupt();
      } else if (owner(descriptors[i]) != null) {
        Member member = owner(descriptors[i]);
        member.now.note(descriptors[i], events[i]);
        queue(member);
      }
    }
    for (Member member : members) {
      if (member.task.until().expired()) {
        queue(member);
      }
    }
  }

  /** How long may be slept: to the first time at which a task wants to be asked; -1 for ever. */
  private long remaining(Deadline lifetime) {
    long least = lifetime.remainingNanos();
    for (Member member : members) {
      least = Math.min(least, member.task.until().remainingNanos());
    }
    return least == Long.MAX_VALUE ? -1 : least;
  }

  private void interrupt() {
    Optional<SignalWatch.Arrival> arrival = signals.arrived();
    if (arrival.isEmpty()) {
      return;
    }
    if (signal.isEmpty()) {
      signal = arrival;
    }
    for (Member member : List.copyOf(members)) {
      member.task.interrupt(arrival.get());
      queue(member);
    }
  }

  @Override
  public void close() {
    kernel.files().close(descriptor);
  }
}
