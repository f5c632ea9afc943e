package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.model.Deadline;
import ipc.sys.Kernel;
import ipc.sys.RawCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a signal whose default action is to do nothing, sent to the very thread that watches. */
@ExtendWith(NothingLeft.class)
class SignalWatchTest {
  private static final int SIGWINCH = 28;
  private static final int UNUSED_SIGNAL = 43;

  private final Machine machine = new Machine();
  private final Kernel kernel = machine.kernel();
  private final RawCalls raw = new RawCalls(kernel);
  private final Pipe pipe = Pipe.of(kernel);

  @AfterEach
  void close() {
    pipe.close();
  }

  private SignalWatch watch() {
    return SignalWatch.over(kernel, List.of(SIGWINCH));
  }

  private Deadline soon() {
    return machine.engine().within(Duration.ofMillis(20));
  }

  private static boolean isBlocked(int signal) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
      if (line.startsWith("SigBlk:")) {
        long blocked = Long.parseUnsignedLong(line.substring("SigBlk:".length()).strip(), 16);
        return (blocked >>> (signal - 1) & 1) == 1;
      }
    }
    throw new AssertionError("no SigBlk");
  }

  @Test
  void signal_waits_until_it_is_asked_for_and_is_told_once() {
    try (SignalWatch signals = watch()) {
      assertEquals(Optional.empty(), signals.arrived());

      kernel.processes().raise(SIGWINCH);

      assertEquals(Optional.of(new SignalWatch.Arrival(SIGWINCH, false)), signals.arrived());
      assertEquals(Optional.empty(), signals.arrived());
    }
  }

  @Test
  void signal_from_the_terminal_is_known() {
    try (SignalWatch signals = watch()) {
      raw.signalFromKernel(SIGWINCH);

      assertEquals(Optional.of(new SignalWatch.Arrival(SIGWINCH, true)), signals.arrived());
    }
  }

  @Test
  void signals_are_held_back_for_the_time_of_the_watch() throws IOException {
    try (SignalWatch _ = watch()) {
      assertTrue(isBlocked(SIGWINCH));
    }

    assertFalse(isBlocked(SIGWINCH));
  }

  @Test
  void signals_that_ask_to_end_are_held_back() throws IOException {
    try (SignalWatch _ = machine.engine().watchSignals()) {
      assertTrue(isBlocked(1));
      assertTrue(isBlocked(2));
      assertTrue(isBlocked(15));
    }
  }

  @Test
  void ignored_signal_stays_ignored() throws IOException {
    raw.ignore(UNUSED_SIGNAL);
    try (SignalWatch signals = SignalWatch.over(kernel, List.of(UNUSED_SIGNAL))) {
      kernel.processes().raise(UNUSED_SIGNAL);

      assertEquals(Optional.empty(), signals.arrived());
      assertFalse(isBlocked(UNUSED_SIGNAL));
    } finally {
      kernel.processes().restoreDefault(UNUSED_SIGNAL);
    }
  }

  @Test
  void check_ends_the_command_with_the_signal() {
    try (SignalWatch signals = watch()) {
      signals.check();
      kernel.processes().raise(SIGWINCH);

      IpcException.EndedBySignal end =
          assertThrows(IpcException.EndedBySignal.class, signals::check);

      assertEquals(SIGWINCH, end.signal());
    }
  }

  @Test
  void pause_ends_with_the_deadline() {
    long start = System.nanoTime();
    try (SignalWatch signals = watch()) {
      signals.pause(Duration.ofMinutes(1), soon());
    }

    long tookMillis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(tookMillis >= 19 && tookMillis < 30_000, tookMillis + " ms");
  }

  @Test
  void pause_ends_with_a_signal() {
    try (SignalWatch signals = watch()) {
      kernel.processes().raise(SIGWINCH);

      assertThrows(
          IpcException.EndedBySignal.class,
          () -> signals.pause(Duration.ofMinutes(1), Deadline.never()));
    }
  }

  @Test
  void signal_wakes_a_thread_that_waits() throws Exception {
    int thread = raw.thread();
    try (SignalWatch signals = watch()) {
      Thread sender = Thread.ofPlatform().start(() -> raw.signal(thread, SIGWINCH));

      assertThrows(
          IpcException.EndedBySignal.class,
          () -> signals.pause(Duration.ofMinutes(1), Deadline.never()));
      sender.join();
    }
  }

  @Test
  void wait_for_a_signal_ends_with_the_deadline() {
    try (SignalWatch signals = watch()) {
      signals.awaitSignal(soon());
    }
  }

  @Test
  void wait_for_an_end_tells_the_signal_or_nothing() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    int descriptor = kernel.processes().pidfdOpen((int) process.pid());
    try (SignalWatch signals = watch()) {
      assertEquals(Optional.empty(), signals.awaitEnd(descriptor, soon()));
      assertFalse(signals.isReady(descriptor));

      kernel.processes().raise(SIGWINCH);
      assertEquals(
          Optional.of(new SignalWatch.Arrival(SIGWINCH, false)),
          signals.awaitEnd(descriptor, Deadline.never()));

      process.destroyForcibly();
      assertEquals(Optional.empty(), signals.awaitEnd(descriptor, Deadline.never()));
      assertTrue(signals.isReady(descriptor));
    } finally {
      kernel.files().close(descriptor);
      process.destroyForcibly().waitFor();
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
    }
  }
}
