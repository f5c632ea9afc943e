package ipc.engine.job;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import ipc.sys.TerminalCalls;
import ipc.sys.TerminalMode;
import java.util.List;

/**
 * The terminal of a shell, which lends it to one job at a time: only who has it reads from it and
 * gets the signals of its keys.
 *
 * <p>It is read a byte at a time, so that what was typed ahead is still there for the next command.
 * While it is open the process ignores what stops it from the keyboard.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/tty_ioctl.4.html">ioctl_tty(2)</a>
 */
public final class JobTerminal implements AutoCloseable {
  private static final int ABOVE_STANDARD = 10;
  private static final int MOST_STOPS = 20;
  private static final List<Integer> STOPS =
      List.of(ProcessCalls.SIGTSTP, ProcessCalls.SIGTTIN, ProcessCalls.SIGTTOU);

  private final Kernel kernel;
  private final TerminalCalls calls;
  private final int input;
  private final int output;
  private final int ownGroup;
  private TerminalMode mode; // for commands

  private JobTerminal(Kernel kernel, int input, int output, int ownGroup, TerminalMode mode) {
    this.kernel = kernel;
    this.calls = kernel.terminals();
    this.input = input;
    this.output = output;
    this.ownGroup = ownGroup;
    this.mode = mode;
  }

  /**
   * The terminal at our standard input and output; waits until we are in its foreground.
   *
   * @throws IpcException.Unsupported if there is none
   */
  public static JobTerminal open(Engine engine) {
    Kernel kernel = engine.kernel();
    TerminalCalls calls = kernel.terminals();
    ProcessCalls processes = kernel.processes();
    for (int descriptor = 0; descriptor <= 1; descriptor++) {
      if (!calls.isTerminal(descriptor)) {
        String name = descriptor == 0 ? "standard input" : "standard output";
        throw new IpcException.Unsupported(
            "'ipc shell' needs a terminal, and " + name + " is none",
            "'ipc batch -' runs commands from standard input");
      }
    }
    int group = processes.processGroup();
    for (int tries = 0; isBehind(calls, group); tries++) {
      if (tries == MOST_STOPS) {
        throw new IpcException.Unsupported(
            "'ipc shell' is in the background, and nobody can bring it to the front", null);
      }
      processes.kill(0, ProcessCalls.SIGTTIN); // stops us until somebody brings us there
    }
    STOPS.forEach(processes::ignore);
    processes.restoreDefault(ProcessCalls.SIGCHLD); // or children that end tell nobody
    TerminalMode[] mode = new TerminalMode[1];
    int result = calls.mode(0, mode);
    if (result < 0) {
      throw Failures.of("use", "the terminal", result);
    }
    int input = kernel.files().fcntl(0, FileCalls.F_DUPFD_CLOEXEC, ABOVE_STANDARD);
    int output = kernel.files().fcntl(1, FileCalls.F_DUPFD_CLOEXEC, ABOVE_STANDARD);
    if (input < 0 || output < 0) {
      throw Failures.of("use", "the terminal", Math.min(input, output));
    }
    return new JobTerminal(kernel, input, output, group, mode[0]);
  }

  private static boolean isBehind(TerminalCalls calls, int group) {
    int foreground = calls.foregroundProcessGroup(0);
    return foreground > 0 && foreground != group;
  }

  int descriptor() {
    return input;
  }

  /** Rows and columns; 0 where nobody has said. */
  public int[] size() {
    int[] rowsColumns = new int[2];
    calls.windowSize(input, rowsColumns);
    return rowsColumns;
  }

  /** Has every key come by itself, unseen. */
  public void beginEditing() {
    calls.setMode(input, mode.forEditing());
  }

  /** Has it as commands want it. */
  public void endEditing() {
    calls.setMode(input, mode);
  }

  /**
   * The next byte that was typed; waits for it.
   *
   * @return -1 at the end of input
   */
  public int read() {
    byte[] one = new byte[1];
    int count;
    do {
      count = kernel.files().read(input, one);
    } while (Errno.ofResult(count) == Errno.EINTR && count < 0);
    return count > 0 ? one[0] & 0xFF : -1;
  }

  /** Shows bytes; those that a terminal that is gone cannot show are lost with it. */
  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      int count = kernel.files().write(output, bytes, done, bytes.length - done);
      if (count > 0) {
        done += count;
      } else if (Errno.ofResult(count) == Errno.EAGAIN) {
        kernel.files().poll(new int[] {output}, new int[] {FileCalls.POLLOUT}, -1, new int[1]);
      } else if (Errno.ofResult(count) != Errno.EINTR) {
        return;
      }
    }
  }

  /** Lends it to a job, and lets that run on where it wanted the terminal too early. */
  public void giveTo(Job job) {
    calls.setForegroundProcessGroup(input, job.leader());
    job.signal(ProcessCalls.SIGCONT);
  }

  /** Takes it back, in the mode that the job has left if it ended well. */
  public void takeBack(Job job) {
    calls.setForegroundProcessGroup(input, ownGroup);
    TerminalMode[] left = new TerminalMode[1];
    if (job.state() == Job.State.ENDED
        && !job.isEndedBySignal()
        && calls.mode(input, left) == 0
        && left[0].isInLines()) {
      mode = left[0];
    } else {
      calls.setMode(input, mode);
    }
  }

  @Override
  public void close() {
    calls.setMode(input, mode);
    kernel.files().close(input);
    kernel.files().close(output);
  }
}
