package ipc.cli.tour;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.engine.CommandRun;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.ShellSession;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.render.Palette;
import java.time.Duration;
import java.util.List;

/** Shows the steps, runs them in one shell, and takes away what they left. */
final class Guide implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Invocation invocation;
  private final Engine engine;
  private final SignalWatch signals;
  private final Script script;
  private final Pace pace;
  private final List<String> environment;
  private final ShellSession shell;
  private int number;
  private boolean isSetApart;

  Guide(
      Invocation invocation,
      SignalWatch signals,
      ShellSession shell,
      Script script,
      List<String> environment,
      Pace pace) {
    this.invocation = invocation;
    this.engine = invocation.engine();
    this.signals = signals;
    this.shell = shell;
    this.script = script;
    this.environment = environment;
    this.pace = pace;
  }

  /**
   * Shows a part.
   *
   * @param isLast whether nothing comes after it
   * @return 0, or the status of the command that could not do what it should
   */
  int show(Part part, boolean isLast) {
    setApart();
    invocation.print(paint(Palette.Role.HEADER, "-- " + part.title() + " --"));
    for (Step step : part.steps()) {
      number++;
      setApart();
      invocation.print(number + ". " + step.what());
      for (int i = 0; i < step.commands().size(); i++) {
        int status = run(step.commands().get(i));
        if (status != step.expected(i)) {
          invocation.print(
              "This cannot be shown here: "
                  + step.expected(i)
                  + " was expected. The rest of this part is left out.");
          rest();
          return status;
        }
      }
      if (!isLast || step != part.steps().getLast()) {
        rest();
      }
    }
    return Exit.OK.status();
  }

  private void rest() {
    invocation.flush();
    isSetApart = pace.rest();
  }

  private void setApart() {
    if (!isSetApart) {
      invocation.print("");
    }
    isSetApart = false;
  }

  private int run(String command) {
    invocation.print(paint(Palette.Role.ADDRESS, "$ " + command));
    invocation.flush();
    int status = shell.run(command);
    IpcException closed = new IpcException.OutputClosed();
    if (status == Exit.statusOf(closed)) {
      throw closed; // the command found it first: our reader went away
    }
    if (status != Exit.OK.status()) {
      invocation.print("[status " + status + "]");
    }
    return status;
  }

  private String paint(Palette.Role role, String text) {
    return invocation.tablePalette().paint(role, text);
  }

  @Override
  public void close() {
    shell.close(); // first: what it runs could make something anew
    for (Address object : script.objects()) {
      Mechanism mechanism = invocation.registry().of(object);
      try {
        mechanism.remove(mechanism.status(object, engine.scan()));
      } catch (IpcException.NoSuchObject gone) {
        // As it should be: the script removes what it made. This is for a tour cut short.
      }
    }
    List<String> removal = List.of("rm", "-rf", "--", script.directory());
    CommandRun.start(engine, removal, environment).awaitEnd(signals, GRACE, Deadline.never());
  }
}
