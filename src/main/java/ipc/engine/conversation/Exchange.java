package ipc.engine.conversation;

import ipc.engine.IpcException;
import ipc.engine.stream.Flow;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a conversation.
 *
 * @param near our end: a command, standard input and output
 * @param far the peer
 * @param sent what went from near to far
 * @param received what came from far to near
 * @param first which end was at its end first; empty where neither was
 * @param end how it ended
 * @param nanos how long it took
 * @param status the exit status of the command at the near end
 * @param failure what failed, where {@code end} is {@link End#FAILED}
 */
public record Exchange(
    String near,
    String far,
    Flow sent,
    Flow received,
    Optional<Side> first,
    End end,
    long nanos,
    OptionalInt status,
    Optional<IpcException> failure) {

  /** One of the two ends. */
  public enum Side {
    /** Ours. */
    NEAR("near"),
    /** The peer's. */
    FAR("far");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    /** As a report has it. */
    public String word() {
      return word;
    }
  }

  /** How a conversation ended. */
  public enum End {
    /** Both sides said that they had nothing more to say. */
    CLEAN("clean"),
    /** The peer ended it while we had more to send. */
    CUT("cut"),
    /** The connection was reset. */
    RESET("reset"),
    /** Nothing was moved for too long. */
    IDLE("idle"),
    /** The command had ended, and the peer was still sending what nobody wanted. */
    LEFT("left"),
    /** One side had ended, and the other went on for too long. */
    LINGER("linger"),
    /** Its time was over. */
    LIFETIME("lifetime"),
    /** A signal asked us to end. */
    SIGNAL("signal"),
    /** The reader of our standard output went away. */
    OUTPUT_CLOSED("output-closed"),
    /** An end failed. */
    FAILED("failed");

    private final String word;

    End(String word) {
      this.word = word;
    }

    /** As a report has it. */
    public String word() {
      return word;
    }
  }
}
