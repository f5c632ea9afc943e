package ipc.sys;

import java.nio.ByteBuffer;

/**
 * What a terminal makes of the bytes that pass: the kernel's {@code struct termios}
 * (asm-generic/termbits.h), not the C library's, which has room for more. The layout is the same on
 * x86-64 and aarch64.
 *
 * <pre>
 *  0  unsigned iflag, oflag, cflag, lflag
 * 16  unsigned char line
 * 17  unsigned char cc[19]
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/termios.3.html">termios(3)</a>
 */
public final class TerminalMode {
  static final int TERMIOS_BYTES = 36;
  static final int C_OFLAG = 4;
  static final int C_CFLAG = 8;
  static final int C_LFLAG = 12;
  static final int C_CC = 17;
  static final int IGNBRK = 1;
  static final int BRKINT = 2;
  static final int PARMRK = 0x8;
  static final int ISTRIP = 0x20;
  static final int INLCR = 0x40;
  static final int IGNCR = 0x80;
  static final int ICRNL = 0x100;
  static final int IXON = 0x400;
  static final int OPOST = 1;
  static final int CSIZE = 0x30;
  static final int CS8 = 0x30;
  static final int PARENB = 0x100;
  static final int ISIG = 1;
  static final int ICANON = 2;
  static final int ECHO = 8;
  static final int ECHONL = 0x40;
  static final int IEXTEN = 0x8000;
  static final int VEOF = 4;
  static final int VTIME = 5;
  static final int VMIN = 6;

  private static final byte CONTROL_D = 4;

  private final int inputFlags;
  private final int outputFlags;
  private final int controlFlags;
  private final int localFlags;
  private final byte[] rest; // the line discipline and the control characters

  TerminalMode(ByteBuffer termios) {
    inputFlags = termios.getInt(0);
    outputFlags = termios.getInt(C_OFLAG);
    controlFlags = termios.getInt(C_CFLAG);
    localFlags = termios.getInt(C_LFLAG);
    rest = new byte[TERMIOS_BYTES - C_LFLAG - Integer.BYTES];
    termios.get(C_LFLAG + Integer.BYTES, rest);
  }

  private TerminalMode(
      int inputFlags, int outputFlags, int controlFlags, int localFlags, byte[] rest) {
    this.inputFlags = inputFlags;
    this.outputFlags = outputFlags;
    this.controlFlags = controlFlags;
    this.localFlags = localFlags;
    this.rest = rest;
  }

  /** Where a control character lies in {@code rest}. */
  private static int at(int character) {
    return C_CC - C_LFLAG - Integer.BYTES + character;
  }

  void put(ByteBuffer termios) {
    termios.putInt(0, inputFlags);
    termios.putInt(C_OFLAG, outputFlags);
    termios.putInt(C_CFLAG, controlFlags);
    termios.putInt(C_LFLAG, localFlags);
    termios.put(C_LFLAG + Integer.BYTES, rest);
  }

  /**
   * The mode in which every byte passes as it is, one by one, and none is a signal: cfmakeraw(3),
   * and a read waits for one byte.
   */
  public TerminalMode raw() {
    byte[] changed = rest.clone();
    changed[at(VMIN)] = 1;
    changed[at(VTIME)] = 0;
    return new TerminalMode(
        inputFlags & ~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON),
        outputFlags & ~OPOST,
        controlFlags & ~(CSIZE | PARENB) | CS8,
        localFlags & ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN),
        changed);
  }

  /**
   * The mode for who edits lines by himself: each byte comes as it is typed, none is shown and none
   * is a signal. Output is made as it was, and the return key is a newline still: what is typed
   * ahead for a command is complete lines for it (n_tty.c hands them over).
   */
  public TerminalMode forEditing() {
    byte[] changed = rest.clone();
    changed[at(VMIN)] = 1;
    changed[at(VTIME)] = 0;
    return new TerminalMode(
        inputFlags & ~(INLCR | IGNCR | IXON),
        outputFlags,
        controlFlags,
        localFlags & ~(ECHO | ICANON | ISIG | IEXTEN),
        changed);
  }

  /** The mode that shows nothing of what is typed. */
  public TerminalMode withoutEcho() {
    int silent = localFlags & ~(ECHO | ECHONL);
    return new TerminalMode(inputFlags, outputFlags, controlFlags, silent, rest);
  }

  /**
   * The mode in which the end of input can be told: lines, ended by {@link #endOfInput} too. All
   * else is as it was.
   */
  public TerminalMode inLines() {
    byte[] changed = rest.clone();
    if (endOfInput() == 0) {
      changed[at(VEOF)] = CONTROL_D;
    }
    int lines = localFlags | ICANON;
    return new TerminalMode(inputFlags, outputFlags, controlFlags, lines, changed);
  }

  /** The character that ends the input where a line begins; 0 where none does. */
  public byte endOfInput() {
    return rest[at(VEOF)];
  }

  /** Whether what is typed comes back as output. */
  public boolean echoes() {
    return (localFlags & ECHO) != 0;
  }

  /** Whether input comes in lines, which can be edited until they end. */
  public boolean isInLines() {
    return (localFlags & ICANON) != 0;
  }
}
