package ipc.engine.stream;

import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import java.util.List;
import java.util.Optional;

/** A command as an end of a conversation: its standard output is read, its input written. */
public final class CommandEnd implements StreamEnd {
  private final Engine engine;
  private final String name;
  private final Descriptor output;
  private final Descriptor input;
  private final RunningCommand command;
  private boolean isInputClosed;

  private CommandEnd(
      Engine engine, String name, Descriptor output, Descriptor input, RunningCommand command) {
    this.engine = engine;
    this.name = name;
    this.output = output;
    this.input = input;
    this.command = command;
  }

  /**
   * Starts a command between two pipes.
   *
   * @param arguments argv, the command's name first
   * @param environment NAME=value each
   */
  public static CommandEnd overPipes(
      Engine engine, List<String> arguments, List<String> environment) {
    String name = arguments.get(0);
    Descriptor[] in = pipe(engine, "the input of '" + name + "'");
    try {
      Descriptor[] out = pipe(engine, "the output of '" + name + "'");
      try {
        CommandRun run = CommandRun.start(engine, arguments, environment, in[0], out[1]);
        RunningCommand command = new RunningCommand(run, run.pidfd());
        return new CommandEnd(engine, name, out[0], in[1], command);
      } catch (RuntimeException failure) {
        out[0].close();
        throw failure;
      } finally {
        out[1].close();
      }
    } catch (RuntimeException failure) {
      in[1].close();
      throw failure;
    } finally {
      in[0].close();
    }
  }

  private static Descriptor[] pipe(Engine engine, String name) {
    int[] ends = new int[2];
    int result = engine.kernel().pipes().pipe(ends);
    if (result < 0) {
      throw Failures.of("make a pipe for", name, result);
    }
    return new Descriptor[] {
      Descriptor.owned(engine.kernel(), ends[0], name),
      Descriptor.owned(engine.kernel(), ends[1], name)
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Descriptor> plainInput() {
    return Optional.of(output);
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return Optional.of(input);
  }

  @Override
  public boolean canBeRead() {
    return true;
  }

  @Override
  public boolean canBeWritten() {
    return true;
  }

  @Override
  public Mover receiving(Descriptor to) {
    return new Pump(engine, output, to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, input);
  }

  @Override
  public Mover.Step finishWriting() {
    closeInput();
    return Mover.Step.INPUT_ENDED;
  }

  private void closeInput() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }

  @Override
  public Optional<RunningCommand> command() {
    return Optional.of(command);
  }

  @Override
  public void close() {
    closeInput();
    output.close();
  }
}
