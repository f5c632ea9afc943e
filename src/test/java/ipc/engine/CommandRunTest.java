package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.model.Deadline;
import ipc.sys.Kernel;
import ipc.sys.RawCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The signal is one that does nothing by default, sent to the thread that waits. */
@ExtendWith(NothingLeft.class)
class CommandRunTest {
  private static final int SIGWINCH = 28;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Says when it is ready, and each signal that it gets; it ends at KILL or TERM alone. */
  private static final String STAYS =
      """
      trap 'echo signal >> said' WINCH
      echo ready > said
      while :; do sleep 0.01; done
      """;

  private final Machine machine = new Machine();
  private final Kernel kernel = machine.kernel();
  private final RawCalls raw = new RawCalls(kernel);
  private SignalWatch signals;
  @TempDir private Path directory;

  @BeforeEach
  void watch() {
    signals = SignalWatch.over(kernel, List.of(SIGWINCH));
  }

  @AfterEach
  void close() {
    signals.close();
  }

  private CommandRun start(String... arguments) {
    return CommandRun.start(
        machine.engine(), List.of(arguments), List.of("PATH=/usr/bin:/bin", "VALUE=7"));
  }

  private CommandRun startThatStays() {
    CommandRun run = start("sh", "-c", "cd " + directory + "\n" + STAYS);
    Machine.await(() -> said().equals("ready\n"));
    return run;
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("said"));
    } catch (IOException notYet) {
      return "";
    }
  }

  private static boolean isThere(CommandRun run) {
    return Files.exists(Path.of("/proc/" + run.pid()));
  }

  @Test
  void status_is_the_commands() {
    assertEquals(7, start("sh", "-c", "exit $VALUE").await(signals, LONG, Deadline.never()));
    assertEquals(0, start("true").await(signals, LONG, Deadline.never()));
  }

  @Test
  void command_that_a_signal_ended_has_128_and_the_signal() {
    CommandRun run = start("sh", "-c", "kill -KILL $$");

    assertEquals(137, run.await(signals, LONG, Deadline.never()));
  }

  @Test
  void command_inherits_a_descriptor_by_its_number() {
    try (Pipe pipe = Pipe.of(kernel)) {
      String script = "echo there > /proc/self/fd/" + pipe.writer();
      CommandRun run =
          CommandRun.start(
              machine.engine(),
              List.of("sh", "-c", script),
              List.of("PATH=/usr/bin:/bin"),
              pipe.writer());

      assertEquals(0, run.await(signals, LONG, Deadline.never()));
      pipe.closeWriter();

      assertEquals("there\n", new String(pipe.readAll(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void command_writes_its_errors_where_it_is_told_to() {
    try (Pipe pipe = Pipe.of(kernel)) {
      Engine engine = machine.engine();
      CommandStreams streams =
          new CommandStreams.Descriptors(
              engine.standardInput(),
              engine.standardOutput(),
              Descriptor.owned(kernel, pipe.writer(), "the pipe"));
      CommandRun run =
          CommandRun.start(
              engine, List.of("sh", "-c", "echo bad >&2"), List.of("PATH=/usr/bin:/bin"), streams);

      assertEquals(0, run.await(signals, LONG, Deadline.never()));
      pipe.closeWriter();

      assertEquals("bad\n", new String(pipe.readAll(), StandardCharsets.US_ASCII));
    }
  }

  private CommandRun startOn(PseudoTerminal pty, String script) {
    return CommandRun.start(
        machine.engine(),
        List.of("sh", "-c", script),
        List.of("PATH=/usr/bin:/bin"),
        new CommandStreams.Terminal(pty.path()));
  }

  @Test
  void command_has_a_terminal_of_its_own() {
    try (PseudoTerminal pty = new PseudoTerminal(kernel)) {
      CommandRun run = startOn(pty, "read line; echo \"$line $(tty)\" > /dev/tty");

      pty.type("on\r");

      assertEquals(0, run.await(signals, LONG, Deadline.never()));
      pty.awaitHeard("on " + pty.path() + "\r\n");
    }
  }

  @Test
  void interrupt_of_our_terminal_is_passed_to_a_command_on_another() {
    try (PseudoTerminal pty = new PseudoTerminal(kernel)) {
      CommandRun run =
          startOn(pty, "trap 'exit 3' WINCH; echo ready; while :; do sleep 0.01; done");
      pty.awaitHeard("ready");
      raw.signalFromKernel(SIGWINCH);

      CommandRun.Ended ended = run.awaitEnd(signals, LONG, Deadline.never());

      assertEquals(3, ended.status());
    }
  }

  @Test
  void missing_terminal_is_told() {
    IpcException failure =
        assertThrows(
            IpcException.class,
            () ->
                CommandRun.start(
                    machine.engine(),
                    List.of("true"),
                    List.of("PATH=/usr/bin:/bin"),
                    new CommandStreams.Terminal("/dev/pts/no-such")));

    assertEquals(
        "cannot run 'true' on '/dev/pts/no-such': no such file or directory (ENOENT)",
        failure.getMessage());
  }

  @Test
  void missing_command_is_told() {
    machine.assumeSearchablePath();

    IpcException failure =
        assertThrows(IpcException.CommandNotFound.class, () -> start("ipc-no-such-command"));

    assertEquals(
        "cannot run 'ipc-no-such-command': no such file or directory (ENOENT)",
        failure.getMessage());
  }

  @Test
  void file_that_cannot_be_executed_is_told() {
    IpcException failure =
        assertThrows(IpcException.CommandNotExecutable.class, () -> start(directory.toString()));

    assertEquals(
        "cannot run '" + directory + "': permission denied (EACCES)", failure.getMessage());
  }

  @Test
  void signal_is_passed_to_the_command_once() {
    CommandRun run =
        start(
            "sh",
            "-c",
            "cd "
                + directory
                + "; trap 'echo signal >> said; exit 3' WINCH; echo ready > said;"
                + " while :; do sleep 0.01; done");
    Machine.await(() -> said().equals("ready\n"));
    kernel.processes().raise(SIGWINCH);

    IpcException.EndedBySignal end =
        assertThrows(
            IpcException.EndedBySignal.class, () -> run.await(signals, LONG, Deadline.never()));

    assertEquals(SIGWINCH, end.signal());
    assertEquals("ready\nsignal\n", said());
    assertFalse(isThere(run));
  }

  @Test
  void signal_that_the_terminal_sent_to_the_command_too_is_not_passed() {
    CommandRun run = startThatStays();
    raw.signalFromKernel(SIGWINCH);

    assertThrows(
        IpcException.EndedBySignal.class, () -> run.await(signals, SHORT, Deadline.never()));

    assertEquals("ready\n", said());
    assertFalse(isThere(run));
  }

  @Test
  void command_that_stays_beyond_the_grace_is_killed() {
    CommandRun run = startThatStays();
    kernel.processes().raise(SIGWINCH);

    assertThrows(
        IpcException.EndedBySignal.class, () -> run.await(signals, SHORT, Deadline.never()));

    assertEquals("ready\nsignal\n", said());
    assertFalse(isThere(run));
  }

  @Test
  void second_signal_kills_before_the_grace_is_over() throws Exception {
    CommandRun run = startThatStays();
    int thread = raw.thread();
    kernel.processes().raise(SIGWINCH);
    Thread impatient =
        Thread.ofPlatform()
            .start(() -> {
              Machine.await(() -> said().endsWith("signal\n"));
              raw.signal(thread, SIGWINCH);
            });

    assertThrows(
        IpcException.EndedBySignal.class, () -> run.await(signals, LONG, Deadline.never()));
    impatient.join();

    assertEquals("ready\nsignal\n", said());
    assertFalse(isThere(run));
  }

  @Test
  void end_of_the_lifetime_ends_the_command() {
    CommandRun run = start("sleep", "60");

    IpcException failure =
        assertThrows(
            IpcException.TimedOut.class,
            () -> run.await(signals, LONG, machine.engine().within(SHORT)));

    assertEquals("the lifetime of 'sleep' is over", failure.getMessage());
    assertFalse(isThere(run));
  }

  @Test
  void stopped_command_is_gone() {
    CommandRun run = start("sleep", "60");
    assertTrue(isThere(run));

    run.stop(signals, LONG);

    assertFalse(isThere(run));
  }
}
