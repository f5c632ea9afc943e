package ipc.engine;

import ipc.model.ByteText;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.time.Duration;
import java.util.List;

/**
 * A shell that runs one command after another and tells how each ended: directory, variables and
 * jobs stay from one to the next, as they do for who types them.
 *
 * <p>It runs apart from us, without a terminal: a signal to us ends whatever it runs only when it
 * is closed, and then all of it. Its commands have no standard input.
 */
public final class ShellSession implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final SignalWatch signals;
  private final CommandRun shell;
  private final Descriptor commands;
  private final Descriptor statuses;
  private final Descriptor end;
  private final String reply;
  private boolean isClosed;

  private ShellSession(
      SignalWatch signals,
      CommandRun shell,
      Descriptor commands,
      Descriptor statuses,
      String reply) {
    this.signals = signals;
    this.shell = shell;
    this.commands = commands;
    this.statuses = statuses;
    this.end = shell.pidfd();
    this.reply = reply;
  }

  /**
   * Starts {@code sh}; whoever gets the session closes it.
   *
   * @param environment NAME=value each
   */
  public static ShellSession start(Engine engine, List<String> environment, SignalWatch signals) {
    Descriptor[] in = Descriptor.pipe(engine.kernel(), "the shell's commands");
    Descriptor[] out = Descriptor.pipe(engine.kernel(), "the shell's answers");
    try (Descriptor itsInput = in[0];
        Descriptor itsAnswers = out[1]) {
      CommandStreams.Descriptors ends =
          new CommandStreams.Descriptors(itsInput, engine.standardOutput(), engine.standardError());
      CommandRun shell =
          CommandRun.start(
              engine,
              List.of("sh"),
              environment,
              new CommandStreams.Apart(ends),
              itsAnswers.number());
      // By its path: sh(1) need not take a number of two digits after '>&'. A shell that cannot
      // answer ends, so that nobody waits for its answer.
      String reply = "echo $? >/dev/fd/" + itsAnswers.number() + " || exit";
      return new ShellSession(signals, shell, in[1], out[0], reply);
    } catch (IpcException failure) {
      in[1].close();
      out[0].close();
      throw failure;
    }
  }

  /**
   * Runs a command to its end; one that ends with {@code &} goes on beside the next.
   *
   * @param command as typed
   * @return its exit status
   * @throws IpcException.EndedBySignal when a signal comes to us first
   */
  public int run(String command) {
    byte[] text = ByteText.encode("{ " + command + "\n} </dev/null\n" + reply + "\n");
    int done = 0;
    while (done < text.length) {
      done += commands.write(text, done, signals);
    }
    StringBuilder status = new StringBuilder();
    byte[] digit = new byte[1];
    while (true) {
      awaitAnswer();
      if (statuses.read(digit, signals) == 0) {
        throw gone();
      }
      if (digit[0] == '\n') {
        return Integer.parseInt(status.toString());
      }
      status.append((char) digit[0]);
    }
  }

  private void awaitAnswer() {
    int[] watched = {statuses.number(), end.number()};
    int[] events = {FileCalls.POLLIN, FileCalls.POLLIN};
    int[] ready = new int[2];
    while (ready[0] == 0) {
      ready = signals.awaitAny(watched, events, Deadline.never());
      if (ready[0] == 0 && ready[1] != 0) {
        throw gone(); // what goes on beside it still has the pipe
      }
    }
  }

  private static IpcException gone() {
    return new IpcException.SystemFailure("the shell is gone", null);
  }

  /** Ends the shell, what it runs and what goes on beside it. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    commands.close();
    shell.stopAll(signals, GRACE);
    statuses.close();
    end.close();
  }
}
