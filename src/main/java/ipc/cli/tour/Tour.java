package ipc.cli.tour;

import ipc.cli.Exit;
import ipc.cli.Invocation;
import ipc.cli.Verb;
import ipc.engine.CommandRun;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.Mechanism;
import ipc.engine.SignalWatch;
import ipc.model.Address;
import ipc.model.Deadline;
import ipc.render.Palette;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code ipc tour}: runs real commands on real objects, each shown as one would type it.
 *
 * <p>What a step shows is what a shell runs, so the tour cannot tell what is not true. The objects
 * have names that hold our pid; they and the processes that hold them are gone at the end, whatever
 * ends it.
 */
public final class Tour implements Verb {
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Override
  public void declare(CommandSpec spec) {
    // It takes nothing: what it shows is the same for everybody.
  }

  @Override
  public int run(Invocation invocation) {
    int pid = invocation.engine().ownProcess().pid();
    Script script = Script.of(pid, System.getProperty("java.home"));
    try (SignalWatch signals = invocation.engine().watchSignals();
        Guide guide = new Guide(invocation, signals, script.objects())) {
      for (Step step : script.steps()) {
        guide.show(step);
      }
    }
    invocation.print("");
    invocation.print(
        "That was all of it, on real objects; nothing of it is left. 'ipc help' goes on.");
    return Exit.OK.status();
  }

  /** Runs the steps, and takes away what they left. */
  private static final class Guide implements AutoCloseable {
    private final Invocation invocation;
    private final Engine engine;
    private final SignalWatch signals;
    private final List<Address> objects;
    private final List<CommandRun> background = new ArrayList<>();
    private int number;

    Guide(Invocation invocation, SignalWatch signals, List<Address> objects) {
      this.invocation = invocation;
      this.engine = invocation.engine();
      this.signals = signals;
      this.objects = objects;
    }

    void show(Step step) {
      number++;
      invocation.print("");
      invocation.print(number + ". " + step.what());
      String line = "   $ " + step.command() + (step.isBackground() ? " &" : "");
      invocation.print(invocation.tablePalette().paint(Palette.Role.ADDRESS, line));
      invocation.flush();
      switch (step.kind()) {
        case FOREGROUND -> {
          int status = start(step).await(signals, GRACE, Deadline.never());
          IpcException closed = new IpcException.OutputClosed();
          if (status == Exit.statusOf(closed)) {
            throw closed; // the step found it first: our reader went away
          }
          if (status != step.expectedStatus()) {
            throw new IpcException.SystemFailure(
                "step "
                    + number
                    + " of the tour ended with "
                    + status
                    + " where "
                    + step.expectedStatus()
                    + " was expected",
                null);
          }
        }
        case BACKGROUND -> background.add(start(step));
        case STOP -> stopBackground();
      }
      signals.check();
    }

    private CommandRun start(Step step) {
      String path = System.getProperty("java.home") + "/bin";
      String known = invocation.environment().value("PATH").orElse("/usr/bin:/bin");
      List<String> environment =
          invocation.environment().with(List.of("PATH=" + path + ":" + known));
      return CommandRun.start(engine, List.of("sh", "-c", step.shellCommand()), environment);
    }

    private void stopBackground() {
      while (!background.isEmpty()) {
        background.removeLast().stop(signals, GRACE);
      }
    }

    @Override
    public void close() {
      stopBackground();
      for (Address object : objects) {
        Mechanism mechanism = invocation.registry().of(object);
        try {
          mechanism.remove(mechanism.status(object, engine.scan()));
        } catch (IpcException.NoSuchObject gone) {
          // As it should be: the script removes what it made. This is for a tour cut short.
        }
      }
    }
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("ipc tour", "shared memory and a mailbox, nothing left behind"));
  }
}
