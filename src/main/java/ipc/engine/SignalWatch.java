package ipc.engine;

import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A time in which HUP, INT and TERM are held back, so that what was begun can be undone first.
 *
 * <p>Outside a watch those signals end the process at once, as they end a C program that handles
 * none. Within one they wait in a signalfd that every wait of ours polls. A signal that was ignored
 * when the process started stays ignored (nohup(1)).
 *
 * <p>The launcher starts the virtual machine with these signals blocked and lets them in only in
 * the thread that runs the command; so blocking them in that thread is enough. A watch is opened,
 * used and closed by that thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/signalfd.2.html">signalfd(2)</a>
 */
public final class SignalWatch implements AutoCloseable {
  static final int HUP = ProcessCalls.SIGHUP;
  static final int INT = ProcessCalls.SIGINT;
  static final int TERM = ProcessCalls.SIGTERM;

  /** What a shell with a terminal is told by signals. */
  static final List<Integer> OF_SHELL =
      List.of(HUP, INT, ProcessCalls.SIGQUIT, TERM, ProcessCalls.SIGCHLD, ProcessCalls.SIGWINCH);

  private final Kernel kernel;
  private final List<Integer> signals;
  private final int descriptor;

  /**
   * A signal that came.
   *
   * @param number its number
   * @param fromTerminal whether the kernel sent it to the whole foreground group, as Ctrl-C does
   */
  public record Arrival(int number, boolean fromTerminal) {}

  private SignalWatch(Kernel kernel, List<Integer> signals, int descriptor) {
    this.kernel = kernel;
    this.signals = signals;
    this.descriptor = descriptor;
  }

  static SignalWatch over(Kernel kernel, List<Integer> wanted) {
    ProcessCalls processes = kernel.processes();
    List<Integer> signals = new ArrayList<>();
    for (int signal : wanted) {
      // A blocked signal is queued even where it is ignored, so leave those out.
      if (!processes.isIgnored(signal)) {
        signals.add(signal);
      }
    }
    processes.block(signals);
    int descriptor = processes.signalfd(signals);
    if (descriptor < 0) {
      processes.unblock(signals);
      throw Failures.of("watch", "signals", descriptor);
    }
    return new SignalWatch(kernel, List.copyOf(signals), descriptor);
  }

  /** Readable when a signal came: for polling beside other descriptors. */
  public int descriptor() {
    return descriptor;
  }

  /** The signal that came, if one did; never blocks. */
  public Optional<Arrival> arrived() {
    return isReady(descriptor) ? Optional.of(read()) : Optional.empty();
  }

  private Arrival read() {
    int[] information = new int[3];
    long count = kernel.processes().readSignal(descriptor, information);
    if (count < 0) {
      throw Failures.of("read", "signalfd", count);
    }
    return new Arrival(information[0], information[1] == ProcessCalls.SI_KERNEL);
  }

  /**
   * Ends the command if a signal has come.
   *
   * @throws IpcException.EndedBySignal with the signal
   */
  public void check() {
    arrived()
        .ifPresent(arrival -> {
          throw new IpcException.EndedBySignal(arrival.number());
        });
  }

  /**
   * Sleeps, but not beyond the deadline.
   *
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public void pause(Duration atMost, Deadline until) {
    await(-1, 0, until.slice(atMost).toNanos());
    check();
  }

  /**
   * Waits until a descriptor is ready.
   *
   * @param other the descriptor
   * @param events {@link FileCalls#POLLIN} or {@link FileCalls#POLLOUT}
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public void awaitReady(int other, int events) {
    while (await(other, events, -1) == 0) {
      check();
    }
  }

  /**
   * Whether a descriptor is ready, without waiting.
   *
   * @param other the descriptor
   * @param events {@link FileCalls#POLLIN} or {@link FileCalls#POLLOUT}
   * @throws IpcException.EndedBySignal when a signal has come
   */
  public boolean isReadyNow(int other, int events) {
    if (await(other, events, 0) != 0) {
      return true;
    }
    check();
    return false;
  }

  /**
   * Waits until one of several descriptors is ready or the deadline has passed.
   *
   * @param others the descriptors; a negative one is passed over
   * @param events what to wait for, a value each; an error or a hang-up is always waited for
   * @return what is ready, a value each; all 0 where nothing is
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public int[] awaitAny(int[] others, int[] events, Deadline until) {
    int[] returned = poll(others, events, until);
    if (returned[others.length] != 0) {
      check();
    }
    return Arrays.copyOf(returned, others.length);
  }

  /** {@link #awaitAny} that leaves a signal to be asked for: {@link #arrived}. */
  public int[] awaitAnyOrSignal(int[] others, int[] events, Deadline until) {
    return Arrays.copyOf(poll(others, events, until), others.length);
  }

  /** What is ready on each, and last whether a signal has come. */
  private int[] poll(int[] others, int[] events, Deadline until) {
    int last = others.length;
    int[] descriptors = Arrays.copyOf(others, last + 1);
    int[] wanted = Arrays.copyOf(events, last + 1);
    descriptors[last] = descriptor;
    wanted[last] = FileCalls.POLLIN;
    int[] returned = new int[last + 1];
    long nanos = until.isNever() ? -1 : until.remainingNanos();
    int ready = kernel.files().poll(descriptors, wanted, nanos, returned);
    if (ready < 0) {
      if (Errno.ofResult(ready) != Errno.EINTR) {
        throw Failures.of("wait for", "descriptors", ready);
      }
      return new int[last + 1];
    }
    return returned;
  }

  /**
   * Waits for a signal, or for the deadline.
   *
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  public void awaitSignal(Deadline until) {
    while (!until.expired()) {
      await(-1, 0, until.isNever() ? -1 : until.remainingNanos());
      check();
    }
  }

  /**
   * Waits until a process has ended or a signal has come.
   *
   * @param pidfd of the process
   * @return the signal, or empty when the process ended or the deadline passed
   */
  public Optional<Arrival> awaitEnd(int pidfd, Deadline until) {
    return awaitEnd(new int[] {pidfd}, until);
  }

  /** {@link #awaitEnd(int, Deadline)} of the first of several processes. */
  public Optional<Arrival> awaitEnd(int[] pidfds, Deadline until) {
    int[] descriptors = Arrays.copyOf(pidfds, pidfds.length + 1);
    descriptors[pidfds.length] = descriptor;
    int ready =
        kernel
            .files()
            .poll(
                descriptors,
                readable(descriptors.length),
                until.isNever() ? -1 : until.remainingNanos(),
                new int[descriptors.length]);
    if (ready < 0 && Errno.ofResult(ready) != Errno.EINTR) {
      throw Failures.of("wait for", "commands", ready);
    }
    return arrived();
  }

  private static int[] readable(int count) {
    int[] events = new int[count];
    Arrays.fill(events, FileCalls.POLLIN);
    return events;
  }

  /** Which of several descriptors are readable now. */
  static boolean[] ready(Kernel kernel, int[] descriptors) {
    int[] returned = new int[descriptors.length];
    int count = kernel.files().poll(descriptors, readable(descriptors.length), 0, returned);
    boolean[] ready = new boolean[descriptors.length];
    for (int i = 0; count > 0 && i < ready.length; i++) {
      ready[i] = returned[i] != 0;
    }
    return ready;
  }

  /** Whether a descriptor is readable now. */
  boolean isReady(int other) {
    int[] returned = new int[1];
    int ready = kernel.files().poll(new int[] {other}, new int[] {FileCalls.POLLIN}, 0, returned);
    return ready == 1;
  }

  /** Polls one descriptor beside the signals; what is ready on it, 0 for nothing or a signal. */
  private int await(int other, int events, long nanos) {
    int[] returned = new int[2];
    int ready =
        kernel
            .files()
            .poll(
                new int[] {descriptor, other},
                new int[] {FileCalls.POLLIN, events},
                nanos,
                returned);
    if (ready < 0 && Errno.ofResult(ready) != Errno.EINTR) {
      throw Failures.of("wait for", "descriptor " + other, ready);
    }
    return ready <= 0 || returned[0] != 0 ? 0 : returned[1];
  }

  @Override
  public void close() {
    kernel.files().close(descriptor);
    // A signal that came meanwhile acts here: nothing is left to undo.
    kernel.processes().unblock(signals);
  }
}
