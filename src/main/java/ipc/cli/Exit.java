package ipc.cli;

import ipc.engine.IpcException;

/**
 * The exit statuses: a contract with scripts. Those from 64 follow sysexits.h, 124 is timeout(1)'s,
 * 126 and up are the shell's.
 */
public enum Exit {
  OK(0, "done, yes; a check found nothing wrong"),
  NO(1, "it worked, and the answer is no: empty, held by another, not so"),
  USAGE(64, "the command line makes no sense: an option, a value, an address"),
  DATA(65, "data or an object is corrupt, or not what its format allows"),
  NO_SUCH_OBJECT(66, "there is no such object"),
  NO_SUCH_HOST(68, "the host's name was not found"),
  UNAVAILABLE(69, "refused, or not supported here; the reason is told"),
  BUG(70, "a defect of ipc itself"),
  SYSTEM(71, "another error of the system"),
  EXISTS(73, "it exists already, or exists with another shape"),
  INPUT_OUTPUT(74, "input or output failed, output was lost"),
  TRY_AGAIN(75, "try again: full, or a limit is reached"),
  PROTOCOL(76, "the peer broke the protocol; TLS"),
  NOT_PERMITTED(77, "not permitted to this user"),
  TIMED_OUT(124, "the time that was given ran out"),
  NOT_EXECUTABLE(126, "CMD cannot be executed"),
  NOT_FOUND(127, "CMD was not found");

  /** What is added to a signal's number. */
  public static final int SIGNAL_OFFSET = 128;

  /** SIGPIPE: what a reader that went away ends us with. */
  static final int PIPE_SIGNAL = 13;

  private final int status;
  private final String meaning;

  Exit(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The number that the shell sees. */
  public int status() {
    return status;
  }

  /** How a process ends with it. */
  public Ending ending() {
    return Ending.of(status);
  }

  /** What it tells a script, for help and manual. */
  public String meaning() {
    return meaning;
  }

  /** How a failure ends the process. */
  static Ending endingOf(IpcException failure) {
    return switch (failure.kind()) {
      case OUTPUT_CLOSED -> Ending.ofSignal(PIPE_SIGNAL);
      case ENDED_BY_SIGNAL -> Ending.ofSignal(((IpcException.EndedBySignal) failure).signal());
      case BAD_USAGE -> Ending.of(USAGE.status);
      case ANSWER_IS_NO -> Ending.of(NO.status);
      case CORRUPT -> Ending.of(DATA.status);
      case NO_SUCH_OBJECT -> Ending.of(NO_SUCH_OBJECT.status);
      case ALREADY_EXISTS -> Ending.of(EXISTS.status);
      case UNSUPPORTED -> Ending.of(UNAVAILABLE.status);
      case REFUSED -> Ending.of(UNAVAILABLE.status);
      case HOST_UNKNOWN -> Ending.of(NO_SUCH_HOST.status);
      case TRANSFER_FAILED -> Ending.of(INPUT_OUTPUT.status);
      case PEER_BROKE_PROTOCOL -> Ending.of(PROTOCOL.status);
      case LIMIT_REACHED -> Ending.of(TRY_AGAIN.status);
      case NOT_PERMITTED -> Ending.of(NOT_PERMITTED.status);
      case TIMED_OUT -> Ending.of(TIMED_OUT.status);
      case COMMAND_NOT_FOUND -> Ending.of(NOT_FOUND.status);
      case COMMAND_NOT_EXECUTABLE -> Ending.of(NOT_EXECUTABLE.status);
      case SYSTEM_FAILURE -> Ending.of(SYSTEM.status);
    };
  }

  /** The status of a failure alone, where several operands share one. */
  public static int statusOf(IpcException failure) {
    return endingOf(failure).status();
  }
}
