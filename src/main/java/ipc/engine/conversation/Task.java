package ipc.engine.conversation;

import ipc.engine.SignalWatch;
import ipc.model.Deadline;

/** Something that a {@link TaskLoop} drives beside others, in one thread. */
public interface Task {
  /**
   * Does what can be done without waiting.
   *
   * @param happened what came of the descriptors that it waited for
   * @return whether it is to be asked again at once, after the others had their turn
   */
  boolean advance(Interest happened);

  /** Names what to wait for before it is asked again. */
  void await(Interest interest);

  /** When it is to be asked again at the latest. */
  Deadline until();

  /** Whether nothing is left to do; everything it had is closed by then. */
  boolean isDone();

  /** A signal asks us to end: take nothing new, and end soon. The second time: at once. */
  void interrupt(SignalWatch.Arrival signal);

  /** The time that was given is over: end soon. */
  void expire();
}
