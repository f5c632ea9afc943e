package ipc.shell.edit;

import ipc.model.Deadline;
import java.io.InterruptedIOException;

/** Where typed bytes come from, while other things happen. */
public interface KeySource {
  /** There is no more to come. */
  int END = -1;

  /** Nothing came up to the deadline. */
  int NOTHING = -2;

  /**
   * Waits for the next byte.
   *
   * @return a byte from 0 to 255, {@link #END} or {@link #NOTHING}
   * @throws InterruptedIOException if who types wants to leave the line
   */
  int next(Deadline until) throws InterruptedIOException;
}
