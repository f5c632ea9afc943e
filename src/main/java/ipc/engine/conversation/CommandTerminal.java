package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.model.Deadline;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.ProcessCalls;
import ipc.sys.TerminalCalls;
import ipc.sys.TerminalMode;
import java.time.Duration;

/**
 * The terminal of a command, of which we have the master: raw, so that bytes pass unchanged, until
 * the command chooses another mode.
 *
 * <p>A terminal has no end of input that comes after the bytes by itself. In lines, the character
 * VEOF at the beginning of a line makes a read give 0, once; in raw mode there is nothing like it.
 * So when all bytes are taken the terminal is set to lines, reads that wait are made to begin anew,
 * and it gets a VEOF, and another whenever one was read: to whoever reads again the input has ended
 * still, as that of a pipe has.
 *
 * <p>Whether all bytes are taken no single question tells. They go from us into buffers of the
 * kernel (drivers/tty/tty_buffer.c), whose worker brings them to the 4096 bytes that a read takes
 * from (n_tty.c), as far as there is room. Of those FIONREAD tells, and its lock waits for a read
 * that is going on, which starts the worker at its end; poll(2) waits for the worker. What both
 * deny, twice, and again a little later, is not there.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/termios.3.html">termios(3)</a>
 */
final class CommandTerminal {
  private static final int LOOKS = 3;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final Engine engine;
  private final Kernel kernel;
  private final TerminalCalls calls;
  private final Descriptor master;
  private final String path;
  private Deadline next = Deadline.never();
  private Duration pause = BETWEEN_LOOKS;
  private boolean isEnding;
  private boolean isTold;
  private int looks; // so many found nothing, one after another

  private CommandTerminal(Engine engine, Descriptor master, String path) {
    this.engine = engine;
    this.kernel = engine.kernel();
    this.calls = kernel.terminals();
    this.master = master;
    this.path = path;
  }

  /** A new one, as large as our own where our standard input is one. */
  static CommandTerminal open(Engine engine, String name) {
    TerminalCalls calls = engine.kernel().terminals();
    int number = calls.openMaster();
    if (number < 0) {
      throw Failures.of("open", name, number);
    }
    Descriptor master = Descriptor.owned(engine.kernel(), number, name);
    try {
      check(calls.unlock(number), name);
      String path = "/dev/pts/" + check(calls.slaveNumber(number), name);
      CommandTerminal terminal = new CommandTerminal(engine, master, path);
      terminal.setMode(terminal.mode().raw());
      int[] rowsColumns = new int[2];
      if (calls.windowSize(engine.standardInput().number(), rowsColumns) >= 0) {
        calls.setWindowSize(number, rowsColumns[0], rowsColumns[1]);
      }
      return terminal;
    } catch (RuntimeException failure) {
      master.close();
      throw failure;
    }
  }

  private static int check(int result, String name) {
    if (result < 0) {
      throw Failures.of("open", name, result);
    }
    return result;
  }

  /** What we read and write; it never blocks. */
  Descriptor master() {
    return master;
  }

  /** Where the command finds its side. */
  String path() {
    return path;
  }

  /** Whether nobody has the command's side open any more. */
  boolean isLetGo() {
    int[] returned = new int[1];
    int[] masters = {master.number()};
    return kernel.files().poll(masters, new int[] {FileCalls.POLLIN}, 0, returned) > 0
        && (returned[0] & FileCalls.POLLHUP) != 0;
  }

  /** The mode of the command's side, for which its master can be asked: tty_ioctl.c. */
  private TerminalMode mode() {
    TerminalMode[] mode = new TerminalMode[1];
    check(calls.mode(master.number(), mode), master.name());
    return mode[0];
  }

  private void setMode(TerminalMode mode) {
    check(calls.setMode(master.number(), mode), master.name());
  }

  /** Has the end of the input told once all of it is taken; whether it was told. */
  boolean endInput() {
    if (!isEnding) {
      isEnding = true;
      next = Deadline.immediate();
      tend();
    }
    return isTold;
  }

  /** When it is to be looked at. */
  Deadline until() {
    return next;
  }

  /** Looks whether all is taken, and then tells the end. */
  void tend() {
    if (!isEnding || !next.expired()) {
      return;
    }
    if (!isTaken()) {
      looks = 0;
      pause = longer(pause);
    } else if (++looks < LOOKS) {
      pause = BETWEEN_LOOKS;
    } else {
      looks = 0;
      tellEnd();
    }
    next = engine.within(pause);
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.plus(pause);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private boolean isTaken() {
    int slave = calls.openSlave(master.number());
    if (slave < 0) {
      // It is hung up: nobody can read it any more.
      return true;
    }
    try {
      return isEmpty(slave) && isEmpty(slave);
    } finally {
      kernel.files().close(slave);
    }
  }

  private boolean isEmpty(int slave) {
    int[] returned = new int[1];
    return kernel.pipes().waitingBytes(slave) <= 0
        && kernel.files().poll(new int[] {slave}, new int[] {FileCalls.POLLIN}, 0, returned) == 0;
  }

  /**
   * A read that began in raw mode waits for a byte whatever the mode is by now (n_tty_read keeps
   * VMIN); one that a stop has interrupted begins anew. Whoever waits for the group may see that it
   * was stopped for a moment.
   */
  private void restartReads() {
    int group = calls.foregroundProcessGroup(master.number());
    if (group > 1) {
      kernel.processes().kill(-group, ProcessCalls.SIGSTOP);
      kernel.processes().kill(-group, ProcessCalls.SIGCONT);
    }
  }

  private void tellEnd() {
    TerminalMode mode = mode();
    if (!mode.isInLines() || mode.endOfInput() == 0) {
      mode = mode.inLines();
      setMode(mode);
      restartReads();
    }
    byte[] end = {mode.endOfInput()};
    int result = kernel.files().write(master.number(), end, 0, end.length);
    if (result > 0) {
      isTold = true;
      pause = BETWEEN_LOOKS.multipliedBy(LOOKS);
    } else if (Errno.ofResult(result) != Errno.EAGAIN && Errno.ofResult(result) != Errno.EINTR) {
      throw Failures.of("end the input of", master.name(), result);
    }
  }
}
