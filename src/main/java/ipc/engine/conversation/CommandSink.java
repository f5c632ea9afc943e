package ipc.engine.conversation;

import ipc.engine.CommandRun;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import java.util.List;
import java.util.Optional;

/** A command as an end of a conversation that is only written to: its output is our own. */
public final class CommandSink implements StreamEnd {
  private final Engine engine;
  private final String name;
  private final Descriptor input;
  private final RunningCommand command;
  private boolean isInputClosed;

  private CommandSink(Engine engine, String name, Descriptor input, RunningCommand command) {
    this.engine = engine;
    this.name = name;
    this.input = input;
    this.command = command;
  }

  /**
   * Starts a command that reads a pipe of ours.
   *
   * @param arguments argv, the command's name first
   * @param environment NAME=value each
   */
  public static CommandSink start(Engine engine, List<String> arguments, List<String> environment) {
    String name = arguments.get(0);
    Descriptor[] ends = Descriptor.pipe(engine.kernel(), "the input of '" + name + "'");
    Descriptor writing = ends[1];
    try (Descriptor reading = ends[0]) {
      CommandRun run = CommandRun.start(engine, arguments, environment, reading);
      return new CommandSink(engine, name, writing, new RunningCommand(run, run.pidfd()));
    } catch (RuntimeException failure) {
      writing.close();
      throw failure;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Descriptor> plainOutput() {
    return Optional.of(input);
  }

  @Override
  public boolean canBeRead() {
    return false;
  }

  @Override
  public Mover receiving(Descriptor to) {
    throw new IllegalStateException("the output of '" + name + "' is not ours to read");
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, input);
  }

  @Override
  public Mover.Step finishWriting() {
    close();
    return Mover.Step.INPUT_ENDED;
  }

  @Override
  public Optional<RunningCommand> command() {
    return Optional.of(command);
  }

  @Override
  public void close() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }
}
