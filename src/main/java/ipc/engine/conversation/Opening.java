package ipc.engine.conversation;

import ipc.model.Deadline;
import java.util.Optional;

/** An end of a conversation on its way to be open: a connection that is being made. */
public interface Opening extends AutoCloseable {
  /**
   * Does what can be done without waiting.
   *
   * @return the end once it is open: whoever gets it closes it
   * @throws ipc.engine.IpcException if it cannot be opened, or not in time
   */
  Optional<StreamEnd> advance();

  /** Names what to wait for before it is asked again. */
  void await(Interest interest);

  /** When it is to be asked again at the latest. */
  Deadline until();

  /** Gives up what is not open yet; an end that was given out stays open. */
  @Override
  void close();

  /** An end that is open already. */
  static Opening opened(StreamEnd end) {
    return new Opening() {
      private boolean isGiven;

      @Override
      public Optional<StreamEnd> advance() {
        isGiven = true;
        return Optional.of(end);
      }

      @Override
      public void await(Interest interest) {
        // It was given out at the first question.
      }

      @Override
      public Deadline until() {
        return Deadline.never();
      }

      @Override
      public void close() {
        if (!isGiven) {
          end.close();
        }
      }
    };
  }
}
