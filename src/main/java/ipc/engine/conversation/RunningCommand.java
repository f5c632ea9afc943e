package ipc.engine.conversation;

import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.SignalWatch;
import ipc.sys.ProcessCalls;
import java.util.OptionalInt;

/** A command at an end of a conversation: when it has ended is asked, never waited for. */
public final class RunningCommand implements AutoCloseable {
  private final CommandRun run;
  private final Descriptor pidfd;
  private OptionalInt status = OptionalInt.empty();

  /** A command that was started just now. */
  public RunningCommand(CommandRun run, Descriptor pidfd) {
    this.run = run;
    this.pidfd = pidfd;
  }

  /** Readable when it has ended. */
  public Descriptor pidfd() {
    return pidfd;
  }

  /** Its process. */
  public int pid() {
    return run.pid();
  }

  /** Takes the status of a command that has ended: to be called when {@link #pidfd} is readable. */
  void reap() {
    if (status.isEmpty()) {
      status = OptionalInt.of(run.reap());
    }
  }

  /** Its exit status, 128 + n where signal n ended it; empty while it runs. */
  public OptionalInt status() {
    return status;
  }

  /** Passes a signal on, unless the terminal sent it to all of the foreground already. */
  void pass(SignalWatch.Arrival signal) {
    if (!run.heard(signal)) {
      run.signal(signal.number());
    }
  }

  /** Asks it to end; one on a terminal of its own gets HUP when that is closed, as it expects. */
  void terminate() {
    if (!run.hasOwnTerminal()) {
      run.signal(ProcessCalls.SIGTERM);
    }
  }

  void kill() {
    run.signal(ProcessCalls.SIGKILL);
  }

  @Override
  public void close() {
    pidfd.close();
  }
}
