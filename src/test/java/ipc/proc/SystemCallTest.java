package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemCallTest {
  @Test
  void call_and_its_first_argument_are_told() {
    Parsed<SystemCall> parsed = parse("17 0x5 0x7ffe 0x1 0x0 0x0 0x0 0x7ffe0010 0x7f00aa\n");

    assertEquals(Optional.of(new SystemCall(17, 5)), parsed.first());
  }

  @Test
  void running_thread_sleeps_in_nothing() {
    Parsed<SystemCall> parsed = parse("running\n");

    assertEquals(new Parsed<SystemCall>(List.of(), List.of()), parsed);
  }

  @Test
  void thread_that_sleeps_outside_of_calls_has_number_minus_one() {
    Parsed<SystemCall> parsed = parse("-1 0x7ffe0010 0x7f00aa\n");

    assertEquals(Optional.of(new SystemCall(-1, 0)), parsed.first());
  }

  @Test
  void nonsense_is_malformed() {
    assertEquals(1, parse("walking\n").malformed().size());
    assertEquals(1, parse("17 5\n").malformed().size());
    assertEquals(1, parse("").malformed().size());
  }

  @Test
  void sleep_on_a_queue_is_known_by_the_number_of_the_call() {
    long number = SleepingCall.MSGRCV.number();

    Optional<SystemCall.Sleep> sleep = new SystemCall(number, 7).sleep();

    assertEquals(Optional.of(new SystemCall.Sleep(SleepingCall.MSGRCV, 7)), sleep);
  }

  @Test
  void upper_half_of_the_register_is_not_part_of_the_id() {
    long number = SleepingCall.SEMTIMEDOP.number();

    Optional<SystemCall.Sleep> sleep = new SystemCall(number, 0xdead_0000_0007L).sleep();

    assertEquals(Optional.of(new SystemCall.Sleep(SleepingCall.SEMTIMEDOP, 7)), sleep);
  }

  private static Parsed<SystemCall> parse(String text) {
    return SystemCall.parse(text.getBytes(StandardCharsets.US_ASCII));
  }
}
