package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private static final Duration SLICE = Duration.ofMillis(250);

  private long now;

  @Test
  void never_has_no_end() {
    Deadline never = Deadline.never();

    assertTrue(never.isNever());
    assertFalse(never.expired());
    assertEquals(Long.MAX_VALUE, never.remainingNanos());
    assertEquals(SLICE, never.slice(SLICE));
  }

  @Test
  void immediate_has_passed() {
    Deadline immediate = Deadline.immediate();

    assertFalse(immediate.isNever());
    assertTrue(immediate.expired());
    assertEquals(0, immediate.remainingNanos());
    assertEquals(Duration.ZERO, immediate.slice(SLICE));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1_000_000, -1_000_000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 3})
  void a_span_runs_down_whatever_the_clocks_origin(long origin) {
    now = origin;
    Deadline deadline = Deadline.after(Duration.ofNanos(10), () -> now);

    assertEquals(10, deadline.remainingNanos());
    now = origin + 9;
    assertEquals(1, deadline.remainingNanos());
    assertFalse(deadline.expired());
    now = origin + 10;
    assertTrue(deadline.expired());
    now = origin + 1000;
    assertEquals(0, deadline.remainingNanos());
  }

  @Test
  void a_huge_span_is_held_at_the_longest_that_counts() {
    now = Long.MAX_VALUE;
    Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), () -> now);

    assertEquals(Long.MAX_VALUE, deadline.remainingNanos());
    now += 1000;
    assertEquals(Long.MAX_VALUE - 1000, deadline.remainingNanos());
    assertFalse(deadline.isNever());
    assertFalse(deadline.expired());
  }

  @Test
  void the_last_span_that_fits_is_exact() {
    Deadline deadline = Deadline.after(Duration.ofNanos(Long.MAX_VALUE - 1), () -> now);

    assertEquals(Long.MAX_VALUE - 1, deadline.remainingNanos());
  }

  @Test
  void a_negative_span_has_passed() {
    assertTrue(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE), () -> now).expired());
    assertTrue(Deadline.after(Duration.ofNanos(-1), () -> now).expired());
  }

  @Test
  void a_clock_that_goes_back_adds_no_time() {
    now = 100;
    Deadline deadline = Deadline.after(Duration.ofNanos(10), () -> now);

    now = 50;

    assertEquals(10, deadline.remainingNanos());
  }

  @Test
  void a_slice_is_the_lesser_of_what_is_left_and_what_is_asked() {
    Deadline deadline = Deadline.after(Duration.ofMillis(300), () -> now);

    assertEquals(SLICE, deadline.slice(SLICE));
    now = 250_000_000;
    assertEquals(Duration.ofMillis(50), deadline.slice(SLICE));
    assertEquals(Duration.ofMillis(50), deadline.slice(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void a_negative_slice_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Deadline.never().slice(Duration.ofNanos(-1)));
  }
}
