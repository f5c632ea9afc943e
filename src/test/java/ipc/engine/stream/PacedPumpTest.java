package ipc.engine.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pump that holds bytes back, by a clock that stands still unless a test moves it. */
@ExtendWith(NothingLeft.class)
class PacedPumpTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  private final Machine machine = new Machine();
  private final Pipe in = Pipe.nonBlocking(machine.kernel());
  private final Pipe out = Pipe.nonBlocking(machine.kernel());
  private long nanos = Long.MAX_VALUE - 1000; // it wraps soon, as a clock's origin is free

  @AfterEach
  void close() {
    in.close();
    out.close();
    machine.close();
  }

  private PacedPump pump(Pace pace, Tap... taps) {
    Engine engine = new Engine(machine.kernel(), () -> nanos, () -> 0);
    return new PacedPump(engine, end(in.reader()), end(out.writer()), pace, List.of(taps));
  }

  private Descriptor end(int number) {
    // Closed by its pipe: a pump closes nothing.
    return Descriptor.owned(machine.kernel(), number, "an end");
  }

  private static Pace delay(Duration delay) {
    return new Pace(OptionalLong.empty(), delay, Duration.ZERO);
  }

  /** Steps until it has to wait; what the last step came to. */
  private static Mover.Step drive(Mover mover) {
    Mover.Step step = mover.step();
    while (step == Mover.Step.MOVED) {
      step = mover.step();
    }
    return step;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void what_is_delayed_goes_when_its_time_has_come_and_not_before() {
    try (PacedPump pump = pump(delay(Duration.ofSeconds(2)))) {
      in.write(HELLO);

      assertEquals(Mover.Step.NEEDS_INPUT, drive(pump));
      assertEquals(2_000_000_000L, pump.until().remainingNanos());
      pass(Duration.ofNanos(1_999_999_999));
      assertEquals(Mover.Step.NEEDS_INPUT, drive(pump));
      assertEquals(0, pump.moved());
      assertEquals(5, pump.unwritten());

      pass(Duration.ofNanos(1));
      assertEquals(Mover.Step.NEEDS_INPUT, drive(pump));
      assertEquals(5, pump.moved());
      assertEquals(0, pump.unwritten());
      assertTrue(pump.until().isNever());
    }
  }

  @Test
  void end_of_input_comes_after_all_that_is_held() {
    try (PacedPump pump = pump(delay(Duration.ofSeconds(1)))) {
      in.write(HELLO);
      in.closeWriter();

      assertEquals(Mover.Step.NEEDS_INPUT, drive(pump));
      pass(Duration.ofSeconds(1));
      assertEquals(Mover.Step.INPUT_ENDED, drive(pump));
      assertEquals(5, pump.moved());
    }
  }

  @Test
  void a_second_lets_as_many_bytes_go_as_the_rate_says() {
    Pace pace = new Pace(OptionalLong.of(1000), Duration.ZERO, Duration.ZERO);
    try (PacedPump pump = pump(pace)) {
      in.write(new byte[10_000]);

      drive(pump);
      long atOnce = pump.moved();
      for (int i = 0; i < 1000; i++) {
        pass(Duration.ofMillis(1));
        drive(pump);
      }

      assertEquals(1000, pump.moved() - atOnce);
      assertTrue(atOnce <= 100, "two pieces of a twentieth of a second: " + atOnce);
      // Only a piece is read ahead: who writes has to wait.
      assertEquals(50, pump.unwritten());
    }
  }

  @Test
  void who_slept_for_long_catches_up_by_a_piece_alone() {
    Pace pace = new Pace(OptionalLong.of(1000), Duration.ZERO, Duration.ZERO);
    try (PacedPump pump = pump(pace)) {
      in.write(new byte[10_000]);
      drive(pump);
      long before = pump.moved();

      pass(Duration.ofSeconds(5));
      drive(pump);

      assertEquals(100, pump.moved() - before);
    }
  }

  @Test
  void jitter_keeps_the_order() {
    Pace pace = new Pace(OptionalLong.empty(), Duration.ZERO, Duration.ofSeconds(1));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (PacedPump pump = pump(pace, tap(seen))) {
      for (int i = 0; i < 100; i++) {
        in.write(new byte[] {(byte) i});
        drive(pump);
        pass(Duration.ofMillis(10));
      }
      pass(Duration.ofSeconds(1));
      drive(pump);
    }

    assertEquals(100, seen.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(i, seen.toByteArray()[i]);
    }
  }

  @Test
  void a_tap_that_is_behind_holds_up_what_goes() {
    boolean[] isBehind = {true};
    Tap tap =
        new Tap() {
          @Override
          public void pass(byte[] bytes, int offset, int count) {}

          @Override
          public void end() {}

          @Override
          public boolean catchUp() {
            return !isBehind[0];
          }
        };
    try (PacedPump pump = pump(Pace.unbounded(), tap)) {
      in.write(HELLO);

      assertEquals(Mover.Step.NEEDS_INPUT, drive(pump));
      assertEquals(0, pump.moved());
      assertFalse(pump.until().isNever(), "it asks again");

      isBehind[0] = false;
      drive(pump);
      assertEquals(5, pump.moved());
    }
  }

  private static Tap tap(ByteArrayOutputStream seen) {
    return new Tap() {
      @Override
      public void pass(byte[] bytes, int offset, int count) {
        seen.write(bytes, offset, count);
      }

      @Override
      public void end() {}

      @Override
      public boolean catchUp() {
        return true;
      }
    };
  }
}
