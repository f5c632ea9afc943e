package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.sys.Kernel;
import ipc.sys.RawCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The signal is one that does nothing by default, sent to the thread that waits. */
@ExtendWith(NothingLeft.class)
class ShellSessionTest {
  private static final int SIGWINCH = 28;

  private final Machine machine = new Machine();
  private final Kernel kernel = machine.kernel();
  private final RawCalls raw = new RawCalls(kernel);
  private SignalWatch signals;
  private ShellSession shell;
  @TempDir private Path directory;

  @BeforeEach
  void start() {
    signals = SignalWatch.over(kernel, List.of(SIGWINCH));
    shell = ShellSession.start(machine.engine(), List.of("PATH=/usr/bin:/bin"), signals);
    shell.run("cd " + directory);
  }

  @AfterEach
  void close() {
    shell.close();
    signals.close();
  }

  private String content(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException notYet) {
      return "";
    }
  }

  private static boolean isThere(String pid) {
    return Files.exists(Path.of("/proc/" + pid.strip()));
  }

  @Test
  void each_command_tells_its_status() {
    assertEquals(0, shell.run("true"));
    assertEquals(3, shell.run("(exit 3)"));
    assertEquals(127, shell.run("no-such-command 2>/dev/null"));
  }

  @Test
  void directory_and_variables_stay_for_the_next_command() {
    shell.run("word=tea; mkdir deeper; cd deeper");

    shell.run("echo $word >said");

    assertEquals("tea\n", content("deeper/said"));
  }

  @Test
  void commands_have_no_standard_input() {
    assertEquals(0, shell.run("cat >taken"));

    assertEquals("", content("taken"));
  }

  @Test
  void signal_to_us_ends_the_wait_for_a_command() {
    shell.run("mkfifo never");
    raw.signalFromKernel(SIGWINCH);

    assertThrows(IpcException.EndedBySignal.class, () -> shell.run("cat never"));
  }

  @Test
  void close_ends_what_goes_on_beside_and_what_runs() {
    shell.run("sleep 1000 & echo $! >beside");
    raw.signalFromKernel(SIGWINCH);
    assertThrows(
        IpcException.EndedBySignal.class,
        () -> shell.run("sh -c 'echo $$ >running; sleep 1000' | cat"));
    Machine.await(() -> !content("running").isEmpty());

    shell.close();

    assertFalse(isThere(content("beside")));
    assertFalse(isThere(content("running")));
  }

  @Test
  void close_ends_what_term_does_not() {
    shell.run("(trap '' TERM; echo ready >deaf; while :; do sleep 0.01; done) &");
    Machine.await(() -> !content("deaf").isEmpty());
    shell.run("sh -c 'trap \"\" TERM; exec sleep 1000' & echo $! >beside");
    raw.signalFromKernel(SIGWINCH); // the second signal: no grace

    shell.close();

    assertFalse(isThere(content("beside")));
  }

  @Test
  void shell_that_is_gone_is_told() {
    IpcException failure =
        assertThrows(IpcException.SystemFailure.class, () -> shell.run("exit 0"));

    assertEquals("the shell is gone", failure.getMessage());
  }
}
