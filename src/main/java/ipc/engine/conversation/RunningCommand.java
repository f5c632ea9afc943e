package ipc.engine.conversation;

import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.SignalWatch;
import ipc.sys.ProcessCalls;
import java.util.Optional;
import java.util.OptionalInt;

/** A command at an end of a conversation: when it has ended is asked, never waited for. */
public final class RunningCommand implements AutoCloseable {
  private final CommandRun run;
  private final Descriptor pidfd;
  private OptionalInt status = OptionalInt.empty();
  private Optional<Descriptor> terminal = Optional.empty();
  private boolean isAskedToEnd;

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

  /**
   * Takes the master of a terminal that the command itself has let go of, and closes it when the
   * command has ended or is asked to. Closed before, it would hang up a command that is about to
   * exit: one closes its standard streams, and then ends by SIGHUP instead of its own status.
   */
  void keepTerminal(Descriptor master) {
    if (isAskedToEnd || status.isPresent()) {
      master.close();
    } else {
      terminal = Optional.of(master);
    }
  }

  /** Asks it to end; one on a terminal of its own gets HUP when that is closed, as it expects. */
  void terminate() {
    isAskedToEnd = true;
    if (!run.hasOwnTerminal()) {
      run.signal(ProcessCalls.SIGTERM);
    }
    closeTerminal();
  }

  private void closeTerminal() {
    terminal.ifPresent(Descriptor::close);
    terminal = Optional.empty();
  }

  void kill() {
    run.signal(ProcessCalls.SIGKILL);
  }

  @Override
  public void close() {
    closeTerminal();
    pidfd.close();
  }
}
