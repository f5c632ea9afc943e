package ipc.engine;

/**
 * What wait(2) tells of a child.
 *
 * @param word as the kernel gives it
 */
public record WaitStatus(int word) {
  private static final int SIGNAL_OFFSET = 128;
  private static final int STOPPED = 0x7F; // WIFSTOPPED
  private static final int CONTINUED = 0xFFFF; // WIFCONTINUED

  /** Whether it runs on after a stop. */
  public boolean isContinued() {
    return word == CONTINUED;
  }

  /** Whether it is stopped. */
  public boolean isStopped() {
    return (word & 0xFF) == STOPPED;
  }

  /** Whether a signal has ended it. */
  public boolean isEndedBySignal() {
    return !isStopped() && !isContinued() && (word & 0x7F) != 0; // WTERMSIG
  }

  /**
   * What it ended with or was stopped by, as a shell has it: its exit status, or 128 + n for signal
   * n.
   */
  public int status() {
    int high = word >> 8 & 0xFF; // WEXITSTATUS, WSTOPSIG
    if (isStopped()) {
      return SIGNAL_OFFSET + high;
    }
    return isEndedBySignal() ? SIGNAL_OFFSET + (word & 0x7F) : high;
  }
}
