package ipc.engine.conversation;

import ipc.engine.CommandRun;
import ipc.engine.CommandStreams;
import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.stream.Mover;
import ipc.engine.stream.Pump;
import ipc.model.Deadline;
import ipc.sys.Kernel;
import ipc.sys.SocketCalls;
import java.util.List;
import java.util.Optional;

/**
 * A command as an end of a conversation: its standard output is read, its input written.
 *
 * <p>Our ends never block. The command's are open files of their own, which do, as commands expect.
 */
public final class CommandEnd implements StreamEnd {
  private final Engine engine;
  private final String name;
  private final Descriptor output;
  private final Descriptor input; // the same where one descriptor goes both ways
  private final Optional<CommandTerminal> terminal;
  private final RunningCommand command;
  private boolean isInputClosed;

  /** What lies between a command and us. */
  public enum Link {
    /** A pipe each way. */
    PIPES,
    /** One Unix socket, which is the command's standard input and output. */
    SOCKET_PAIR,
    /** A terminal, which is its standard error too: the command leads a session of its own. */
    TERMINAL
  }

  private CommandEnd(
      Engine engine,
      String name,
      Descriptor output,
      Descriptor input,
      Optional<CommandTerminal> terminal,
      CommandRun run) {
    this.engine = engine;
    this.name = name;
    this.output = output;
    this.input = input;
    this.terminal = terminal;
    this.command = new RunningCommand(run, run.pidfd());
  }

  /**
   * Starts a command.
   *
   * @param arguments argv, the command's name first
   * @param environment NAME=value each
   * @param inherited descriptors that it keeps, by the same numbers
   */
  public static CommandEnd start(
      Engine engine,
      Link link,
      List<String> arguments,
      List<String> environment,
      int... inherited) {
    return switch (link) {
      case PIPES -> overPipes(engine, arguments, environment, inherited);
      case SOCKET_PAIR -> overSocketPair(engine, arguments, environment, inherited);
      case TERMINAL -> onTerminal(engine, arguments, environment, inherited);
    };
  }

  /** {@link #start} between two pipes. */
  public static CommandEnd overPipes(
      Engine engine, List<String> arguments, List<String> environment, int... inherited) {
    String name = arguments.get(0);
    Descriptor[] in = Descriptor.pipe(engine.kernel(), "the input of '" + name + "'");
    try {
      Descriptor[] out = Descriptor.pipe(engine.kernel(), "the output of '" + name + "'");
      try {
        engine.kernel().files().setNonBlocking(in[1].number());
        engine.kernel().files().setNonBlocking(out[0].number());
        CommandRun run = CommandRun.start(engine, arguments, environment, in[0], out[1], inherited);
        return new CommandEnd(engine, name, out[0], in[1], Optional.empty(), run);
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

  private static Descriptor[] owned(Kernel kernel, int[] ends, String name) {
    return new Descriptor[] {
      Descriptor.owned(kernel, ends[0], name), Descriptor.owned(kernel, ends[1], name)
    };
  }

  private static CommandEnd overSocketPair(
      Engine engine, List<String> arguments, List<String> environment, int... inherited) {
    String name = arguments.get(0);
    int[] numbers = new int[2];
    int result = engine.kernel().sockets().socketpair(SocketCalls.SOCK_STREAM, numbers);
    if (result < 0) {
      throw Failures.of("make a socket pair for", name, result);
    }
    Descriptor[] ends = owned(engine.kernel(), numbers, "the socket of '" + name + "'");
    try {
      engine.kernel().files().setNonBlocking(ends[0].number());
      CommandRun run =
          CommandRun.start(engine, arguments, environment, ends[1], ends[1], inherited);
      return new CommandEnd(engine, name, ends[0], ends[0], Optional.empty(), run);
    } catch (RuntimeException failure) {
      ends[0].close();
      throw failure;
    } finally {
      ends[1].close();
    }
  }

  private static CommandEnd onTerminal(
      Engine engine, List<String> arguments, List<String> environment, int... inherited) {
    String name = arguments.get(0);
    CommandTerminal terminal = CommandTerminal.open(engine, "the terminal of '" + name + "'");
    Descriptor master = terminal.master();
    try {
      CommandStreams streams = new CommandStreams.Terminal(terminal.path());
      CommandRun run = CommandRun.start(engine, arguments, environment, streams, inherited);
      return new CommandEnd(engine, name, master, master, Optional.of(terminal), run);
    } catch (RuntimeException failure) {
      master.close();
      throw failure;
    }
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
  public Mover receiving(Descriptor to) {
    return new Pump(engine, output, to);
  }

  @Override
  public Mover sending(Descriptor from) {
    return new Pump(engine, from, input);
  }

  @Override
  public Mover.Step finishWriting() {
    if (terminal.isPresent()) {
      boolean isTold = isGone() || terminal.get().endInput();
      return isTold ? Mover.Step.INPUT_ENDED : Mover.Step.NEEDS_ROOM;
    }
    if (input == output) {
      // ENOTCONN: the command has closed its end, and needs to be told nothing.
      engine.kernel().sockets().shutdown(input.number(), SocketCalls.SHUT_WR);
    } else {
      closeInput();
    }
    return Mover.Step.INPUT_ENDED;
  }

  private boolean isGone() {
    return command.status().isPresent();
  }

  @Override
  public Deadline until() {
    return isGone()
        ? Deadline.never()
        : terminal.map(CommandTerminal::until).orElse(Deadline.never());
  }

  @Override
  public void tend() {
    if (terminal.isPresent() && !isGone()) {
      terminal.get().tend();
    }
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
    if (terminal.isPresent() && terminal.get().isLetGo()) {
      command.keepTerminal(terminal.get().master());
      return;
    }
    closeInput();
    if (output != input) {
      output.close();
    }
  }
}
