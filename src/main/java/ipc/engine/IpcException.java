package ipc.engine;

import java.util.Optional;

/**
 * Expected trouble, in words ready for the user: lower case, no full stop, the subject in single
 * quotes, at most one hint that can be acted on.
 *
 * <p>The kinds are the situations that a caller can tell apart and react to; a program that adds
 * one must say what it means to a script.
 */
public abstract sealed class IpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One constant a class. To switch over these is free at start-up, where a switch over the classes
   * costs a millisecond.
   */
  public enum Kind {
    BAD_USAGE,
    ANSWER_IS_NO,
    CORRUPT,
    NO_SUCH_OBJECT,
    HOST_UNKNOWN,
    ALREADY_EXISTS,
    UNSUPPORTED,
    REFUSED,
    TRANSFER_FAILED,
    OUTPUT_CLOSED,
    PEER_BROKE_PROTOCOL,
    LIMIT_REACHED,
    NOT_PERMITTED,
    TIMED_OUT,
    COMMAND_NOT_FOUND,
    COMMAND_NOT_EXECUTABLE,
    ENDED_BY_SIGNAL,
    SYSTEM_FAILURE
  }

  private final Kind kind;
  private final String hint;

  private IpcException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** Which situation this is. */
  public Kind kind() {
    return kind;
  }

  /** What the user can do about it, as one line without its label. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** The call itself makes no sense: an option's value, a combination, a missing operand. */
  public static final class BadUsage extends IpcException {
    private static final long serialVersionUID = 1L;

    /** Usage that is refused, with a way to say it right, or null. */
    public BadUsage(String message, String hint) {
      super(Kind.BAD_USAGE, message, hint);
    }
  }

  /** It worked, and the answer is no: still held, empty, not so. */
  public static final class AnswerIsNo extends IpcException {
    private static final long serialVersionUID = 1L;

    /** The answer no, with a hint or null. */
    public AnswerIsNo(String message, String hint) {
      super(Kind.ANSWER_IS_NO, message, hint);
    }
  }

  /** Data or an object that is not what it must be. */
  public static final class Corrupt extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the data, with a hint or null. */
    public Corrupt(String message, String hint) {
      super(Kind.CORRUPT, message, hint);
    }
  }

  /** There is no object of that name, key or id, or it went away while it was in use. */
  public static final class NoSuchObject extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What is missing, with the command that would make it, or null. */
    public NoSuchObject(String message, String hint) {
      super(Kind.NO_SUCH_OBJECT, message, hint);
    }
  }

  /** No host has that name, or none with an address of the kind that is asked for. */
  public static final class HostUnknown extends IpcException {
    private static final long serialVersionUID = 1L;

    /** Which host, and what the resolver says, with a hint or null. */
    public HostUnknown(String message, String hint) {
      super(Kind.HOST_UNKNOWN, message, hint);
    }
  }

  /** The object exists already, or exists with another shape. */
  public static final class AlreadyExists extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What exists, with a hint or null. */
    public AlreadyExists(String message, String hint) {
      super(Kind.ALREADY_EXISTS, message, hint);
    }
  }

  /** This mechanism, file system or kernel cannot do it. */
  public static final class Unsupported extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What cannot be done and why, with a hint or null. */
    public Unsupported(String message, String hint) {
      super(Kind.UNSUPPORTED, message, hint);
    }
  }

  /** Nobody answers there, or whoever does turns us away. */
  public static final class Refused extends IpcException {
    private static final long serialVersionUID = 1L;

    /** Who refused and why, with a hint or null. */
    public Refused(String message, String hint) {
      super(Kind.REFUSED, message, hint);
    }
  }

  /** Input or output failed; how much went through stands in the message. */
  public static final class TransferFailed extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What failed, with a hint or null. */
    public TransferFailed(String message, String hint) {
      super(Kind.TRANSFER_FAILED, message, hint);
    }
  }

  /** Standard output's reader went away: not an error to tell, but an end. */
  public static final class OutputClosed extends IpcException {
    private static final long serialVersionUID = 1L;

    /** The reader's end. */
    public OutputClosed() {
      super(Kind.OUTPUT_CLOSED, "standard output: the reader went away (EPIPE)", null);
    }
  }

  /** The peer does not keep to the protocol, or is not who it must be: TLS. */
  public static final class PeerBrokeProtocol extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What the peer did, or is not, with a hint or null. */
    public PeerBrokeProtocol(String message, String hint) {
      super(Kind.PEER_BROKE_PROTOCOL, message, hint);
    }
  }

  /** A limit of the system or of the object is reached: it can work later, or with a higher one. */
  public static final class LimitReached extends IpcException {
    private static final long serialVersionUID = 1L;

    /** Which limit, with its numbers and the way to raise it. */
    public LimitReached(String message, String hint) {
      super(Kind.LIMIT_REACHED, message, hint);
    }
  }

  /** The system forbids it to this user. */
  public static final class NotPermitted extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What is forbidden, with who could, or null. */
    public NotPermitted(String message, String hint) {
      super(Kind.NOT_PERMITTED, message, hint);
    }
  }

  /** The time that the user gave ran out. */
  public static final class TimedOut extends IpcException {
    private static final long serialVersionUID = 1L;

    /** Which time, and what had not come by then. */
    public TimedOut(String message, String hint) {
      super(Kind.TIMED_OUT, message, hint);
    }
  }

  /** A command that was to be run is not there. */
  public static final class CommandNotFound extends IpcException {
    private static final long serialVersionUID = 1L;

    /** The command that was not found. */
    public CommandNotFound(String message, String hint) {
      super(Kind.COMMAND_NOT_FOUND, message, hint);
    }
  }

  /** A command that was to be run cannot be executed. */
  public static final class CommandNotExecutable extends IpcException {
    private static final long serialVersionUID = 1L;

    /** The command, and the system's reason. */
    public CommandNotExecutable(String message, String hint) {
      super(Kind.COMMAND_NOT_EXECUTABLE, message, hint);
    }
  }

  /** A signal asked us to end; everything of ours is cleaned up before it takes effect. */
  public static final class EndedBySignal extends IpcException {
    private static final long serialVersionUID = 1L;
    private final int signal;

    /** The signal's number, 1 to 64. */
    public EndedBySignal(int signal) {
      super(Kind.ENDED_BY_SIGNAL, "ended by signal " + signal, null);
      this.signal = signal;
    }

    /** The signal to die of. */
    public int signal() {
      return signal;
    }
  }

  /** The system failed in a way that has no more precise name here. */
  public static final class SystemFailure extends IpcException {
    private static final long serialVersionUID = 1L;

    /** What failed and the system's reason, with a hint or null. */
    public SystemFailure(String message, String hint) {
      super(Kind.SYSTEM_FAILURE, message, hint);
    }
  }
}
