package ipc.engine;

import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Commands that run beside each other while we hold something for each. For one thread: it starts
 * them, waits for all of them at once, and gets each back when it has ended.
 *
 * @param <T> what is held for a command
 */
public final class CommandGroup<T> implements AutoCloseable {
  private final Kernel kernel;
  private final List<Member<T>> members = new ArrayList<>();
  private final AtomicBoolean oneEnded = new AtomicBoolean();
  private final Semaphore armed = new Semaphore(0);
  private final AtomicBoolean watched = new AtomicBoolean();
  private Thread watch;
  private Runnable call;

  private record Member<T>(CommandRun command, int pidfd, T held) {}

  /**
   * A command that has ended.
   *
   * @param held what was held for it
   * @param status its exit status, 128 + n where signal n ended it
   */
  public record Ended<T>(T held, int status) {}

  /** A group without commands. */
  public CommandGroup(Engine engine) {
    this.kernel = engine.kernel();
  }

  /** Takes a command that was started just now. */
  public void add(CommandRun command, T held) {
    members.add(new Member<>(command, command.open(), held));
  }

  /** How many have not ended, or have and were not told of yet. */
  public int size() {
    return members.size();
  }

  /** Those that have ended since this was asked last, in the order of their starts. */
  public List<Ended<T>> ended() {
    List<Ended<T>> ended = new ArrayList<>();
    if (members.isEmpty()) {
      return ended;
    }
    boolean[] ready = SignalWatch.ready(kernel, pidfds());
    Iterator<Member<T>> each = members.iterator();
    for (int i = 0; each.hasNext(); i++) {
      Member<T> member = each.next();
      if (ready[i]) {
        ended.add(new Ended<>(member.held(), member.command().reap()));
        kernel.files().close(member.pidfd());
        each.remove();
      }
    }
    return ended;
  }

  /** A descriptor of each, readable when it has ended. */
  public int[] pidfds() {
    int[] pidfds = new int[members.size()];
    for (int i = 0; i < pidfds.length; i++) {
      pidfds[i] = members.get(i).pidfd();
    }
    return pidfds;
  }

  /**
   * Waits until one has ended or a signal has come.
   *
   * @return the signal; empty when one has ended, or the deadline passed
   */
  public Optional<SignalWatch.Arrival> await(SignalWatch signals, Deadline until) {
    return signals.awaitEnd(pidfds(), until);
  }

  /** Passes a signal to each, unless the terminal sent it to all of the foreground already. */
  public void pass(SignalWatch.Arrival arrival) {
    for (Member<T> member : members) {
      if (!member.command().heard(arrival)) {
        kernel.processes().kill(member.command().pid(), arrival.number());
      }
    }
  }

  /** Ends all of them at once. */
  public void kill() {
    for (Member<T> member : members) {
      kernel.processes().kill(member.command().pid(), ProcessCalls.SIGKILL);
    }
  }

  /**
   * Has something called, by another thread, when the next command ends: for who is about to sleep
   * where the end of a process wakes nobody.
   *
   * @param wakes is not called after {@link #close}
   * @return false if one has ended meanwhile, so that there is no reason to sleep
   */
  public boolean callAtNextEnd(Runnable wakes) {
    synchronized (this) {
      call = wakes;
    }
    if (watched.compareAndSet(false, true)) {
      if (watch == null) {
        watch = Thread.ofPlatform().name("ends of commands").daemon().start(this::watch);
      }
      armed.release();
    }
    return !oneEnded.getAndSet(false);
  }

  /** Looks at whoever ends without reaping it: that is for who asks {@link #ended}. */
  private void watch() {
    while (true) {
      armed.acquireUninterruptibly();
      int result;
      do {
        result = kernel.processes().awaitAnyEnd();
      } while (Errno.ofResult(result) == Errno.EINTR);
      // In this order: who sees the former unset will hear the call.
      watched.set(false);
      oneEnded.set(true);
      synchronized (this) {
        if (call != null) {
          call.run();
        }
      }
    }
  }

  /** Calls nobody any more. What still runs goes on. */
  @Override
  public void close() {
    synchronized (this) {
      call = null;
    }
    for (Member<T> member : members) {
      kernel.files().close(member.pidfd());
    }
  }
}
