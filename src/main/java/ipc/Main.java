package ipc;

import ipc.cli.Cli;
import ipc.cli.Ending;
import ipc.cli.Environment;
import ipc.cli.Exit;
import ipc.cli.Streams;
import ipc.engine.Engine;
import ipc.engine.OwnProcess;
import ipc.engine.Registry;
import ipc.engine.StandardOutput;
import ipc.engine.fifo.Fifos;
import ipc.engine.mailbox.Mailboxes;
import ipc.engine.queue.Queues;
import ipc.engine.shm.SharedMemory;
import ipc.engine.socket.LocalSockets;
import ipc.engine.sync.Semaphores;
import ipc.model.ByteText;
import ipc.shell.Shell;
import ipc.sys.Door;
import ipc.sys.Kernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Composes the program, runs one command and ends the process with its status. */
public final class Main {
  private static final int DEFAULT_COLUMNS = 80;

  private final OwnProcess process;
  private final Engine engine;

  private Main(Kernel kernel) {
    this.process = new OwnProcess(kernel);
    this.engine = new Engine(kernel, System::nanoTime, Main::wallNanos);
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /**
   * Entered by {@code bin/java}, whose arguments have lost the bytes that are no characters in this
   * locale: the kernel still has them.
   *
   * @param args how many words there are
   */
  public static void main(String[] args) {
    Main main = new Main(new Kernel(Door.open()));
    main.process.takeOverFromShellLauncher();
    System.exit(main.run(main.process.lastArguments(args.length)));
  }

  /**
   * Entered by the launcher in C.
   *
   * @param args the words after the program's name, as the bytes that they are
   * @return the exit status, where no signal has ended the process
   */
  public static int start(byte[][] args) {
    Main main = new Main(new Kernel(Door.open()));
    return main.run(main.process.texts(args));
  }

  private int run(List<String> words) {
    Ending ending = run(words, new Environment(process.environment()));
    ending.signal().ifPresent(process::dieOf);
    return ending.status();
  }

  /** One command line, with streams and mechanisms of its own. */
  private Ending run(List<String> words, Environment environment) {
    StandardOutput out = StandardOutput.over(engine.kernel());
    StandardOutput error = StandardOutput.error(engine.kernel());
    boolean outIsTerminal = out.isTerminal();
    boolean errorIsTerminal = error.isTerminal();
    int columns = outIsTerminal ? out.columns(DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
    Streams streams = new Streams(out, error, outIsTerminal, errorIsTerminal, columns);
    Registry registry =
        new Registry(
            List.of(
                new SharedMemory(engine),
                new Queues(engine),
                new Semaphores(engine),
                new Fifos(engine),
                new LocalSockets(engine),
                new Mailboxes(engine, environment.mailboxes(process))));
    try {
      return new Cli(engine, registry, streams, environment, () -> new Shell(this::run)).run(words);
    } catch (RuntimeException | Error defect) {
      report(error, defect, words);
      return Exit.BUG.ending();
    }
  }

  /** A defect of ours: all there is to tell, for whoever mends it. */
  private static void report(StandardOutput error, Throwable defect, List<String> words) {
    List<String> lines = new ArrayList<>();
    lines.add("ipc: a defect of ipc, not of what you typed: " + defect);
    for (StackTraceElement frame : defect.getStackTrace()) {
      lines.add("  at " + frame);
    }
    if (defect.getCause() != null) {
      lines.add("  because of " + defect.getCause());
    }
    lines.add("hint: please report it with the command: ipc " + String.join(" ", words));
    for (String line : lines) {
      byte[] bytes = ByteText.encode(line + "\n");
      error.write(bytes, 0, bytes.length);
    }
    error.flush();
  }
}
