package ipc.sys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Terminals and pseudo-terminals. Each call gives the kernel's result or {@code -errno}; none of
 * them waits, so there is no EINTR.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pty.7.html">pty(7)</a>
 */
public final class TerminalCalls {
  // asm-generic/ioctls.h
  static final int TCGETS = 0x5401;
  static final int TCSETS = 0x5402;
  static final int TIOCGPGRP = 0x540F;
  static final int TIOCSPGRP = 0x5410;
  static final int TIOCGWINSZ = 0x5413;
  static final int TIOCSWINSZ = 0x5414;
  static final int TIOCGPTN = 0x8004_5430;
  static final int TIOCSPTLCK = 0x4004_5431;
  static final int TIOCGPTPEER = 0x5441;
  // asm-generic/termios.h, struct winsize: row, col, xpixel, ypixel as shorts
  static final int WINSIZE_BYTES = 8;
  static final int WS_COL = 2;

  private final Kernel kernel;

  TerminalCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * {@code open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)}: the master of a new pseudo-terminal,
   * whose slave is locked until {@link #unlock}. Reading it gives EIO from the slave's last close
   * on, until the slave is opened again: that is its end of input.
   */
  public int openMaster() {
    byte[] path = "/dev/ptmx".getBytes(StandardCharsets.US_ASCII);
    int flags = FileCalls.O_RDWR | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK;
    return kernel.files().openat(FileCalls.AT_FDCWD, path, flags, 0);
  }

  /** {@code ioctl(master, TIOCSPTLCK, &0)}: lets the slave be opened; unlockpt(3). */
  public int unlock(int master) {
    try (Scratch.Frame frame = kernel.frame()) {
      return control(master, TIOCSPTLCK, frame.address(frame.zeros(Integer.BYTES)));
    }
  }

  /**
   * {@code ioctl(master, TIOCGPTN, int *)}: the slave is {@code /dev/pts/N}, ptsname(3). ENOTTY for
   * everything that is not a master.
   */
  public int slaveNumber(int master) {
    return answer(master, TIOCGPTN);
  }

  /**
   * {@code ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC)}: the slave, whatever is
   * mounted at /dev/pts; it blocks.
   */
  public int openSlave(int master) {
    return control(
        master, TIOCGPTPEER, FileCalls.O_RDWR | FileCalls.O_NOCTTY | FileCalls.O_CLOEXEC);
  }

  /** Whether a descriptor is a terminal: {@code ioctl(fd, TCGETS)} answers. */
  public boolean isTerminal(int descriptor) {
    try (Scratch.Frame frame = kernel.frame()) {
      return getMode(frame, descriptor, frame.room(TerminalMode.TERMIOS_BYTES)) == 0;
    }
  }

  /**
   * {@code ioctl(fd, TCGETS, struct termios *)}.
   *
   * @param into receives the mode in [0]
   */
  public int mode(int descriptor, TerminalMode[] into) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer termios = frame.room(TerminalMode.TERMIOS_BYTES);
      int result = getMode(frame, descriptor, termios);
      if (result == 0) {
        into[0] = new TerminalMode(termios);
      }
      return result;
    }
  }

  private int getMode(Scratch.Frame frame, int descriptor, ByteBuffer into) {
    return control(descriptor, TCGETS, frame.address(into));
  }

  /**
   * {@code ioctl(fd, TCSETS, const struct termios *)}: at once. From a process group in the
   * background it stops the whole group with SIGTTOU.
   */
  public int setMode(int descriptor, TerminalMode mode) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer termios = frame.room(TerminalMode.TERMIOS_BYTES);
      mode.put(termios);
      return control(descriptor, TCSETS, frame.address(termios));
    }
  }

  /**
   * {@code ioctl(fd, TIOCGWINSZ, struct winsize *)}.
   *
   * @param rowsColumns receives two numbers, 0 where nobody has set them
   */
  public int windowSize(int descriptor, int[] rowsColumns) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer size = frame.zeros(WINSIZE_BYTES);
      int result = control(descriptor, TIOCGWINSZ, frame.address(size));
      rowsColumns[0] = size.getShort(0) & 0xFFFF;
      rowsColumns[1] = size.getShort(WS_COL) & 0xFFFF;
      return result;
    }
  }

  /**
   * {@code ioctl(fd, TIOCSWINSZ, const struct winsize *)}: where it changes, the foreground group
   * gets SIGWINCH.
   *
   * @param rows 0 to 65535
   * @param columns 0 to 65535
   */
  public int setWindowSize(int descriptor, int rows, int columns) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer size = frame.zeros(WINSIZE_BYTES);
      size.putShort(0, (short) rows);
      size.putShort(WS_COL, (short) columns);
      return control(descriptor, TIOCSWINSZ, frame.address(size));
    }
  }

  /** The width of a terminal in columns, where it tells one. */
  public Optional<Integer> columns(int descriptor) {
    int[] rowsColumns = new int[2];
    int result = windowSize(descriptor, rowsColumns);
    return result == 0 && rowsColumns[1] > 0 ? Optional.of(rowsColumns[1]) : Optional.empty();
  }

  /** {@code ioctl(fd, TIOCGPGRP, pid_t *)}: the foreground process group, or {@code -errno}. */
  public int foregroundProcessGroup(int descriptor) {
    return answer(descriptor, TIOCGPGRP);
  }

  /**
   * {@code ioctl(fd, TIOCSPGRP, const pid_t *)}: who reads from the terminal and gets its signals;
   * a group of our session. From the background it stops us with SIGTTOU unless that is ignored.
   */
  public int setForegroundProcessGroup(int descriptor, int group) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer number = frame.zeros(Integer.BYTES);
      number.putInt(0, group);
      return control(descriptor, TIOCSPGRP, frame.address(number));
    }
  }

  private int answer(int descriptor, int request) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer number = frame.zeros(Integer.BYTES);
      int result = control(descriptor, request, frame.address(number));
      return result < 0 ? result : number.getInt(0);
    }
  }

  private int control(int descriptor, int request, long argument) {
    // The kernel's request is an unsigned int: no sign must reach the upper half.
    return (int) kernel.call(SyscallNumbers.IOCTL, descriptor, request & 0xFFFF_FFFFL, argument);
  }
}
