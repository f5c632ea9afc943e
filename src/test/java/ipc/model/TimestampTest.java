package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
  private static final long LAST_SECOND = 253_402_300_799L;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1970-01-01T00:00:00Z",
    "1795146127, 0, 2026-11-20T03:42:07Z",
    "1795146127, 5000000, 2026-11-20T03:42:07.005Z",
    "1795146127, 120000, 2026-11-20T03:42:07.000120Z",
    "1795146127, 1, 2026-11-20T03:42:07.000000001Z",
    "951782400, 0, 2000-02-29T00:00:00Z",
    "4107542399, 0, 2100-02-28T23:59:59Z",
    "4107542400, 0, 2100-03-01T00:00:00Z",
    "253402300799, 999999999, 9999-12-31T23:59:59.999999999Z"
  })
  void a_moment_is_written_as_rfc_3339_in_utc(long seconds, int nanos, String text) {
    assertEquals(text, new Timestamp(seconds, nanos).toString());
  }

  @Test
  void every_day_is_written_as_java_time_writes_it() {
    for (long second = 86_399; second <= LAST_SECOND; second += 86_400) {
      assertEquals(Instant.ofEpochSecond(second).toString(), new Timestamp(second, 0).toString());
    }
  }

  @Test
  void random_moments_are_written_as_java_time_writes_them() {
    long seed = 0x74696d65L;
    SplittableRandom random = new SplittableRandom(seed);
    int[] grains = {1, 1000, 1_000_000, 1_000_000_000};
    for (int round = 0; round < 20_000; round++) {
      long second = random.nextLong(LAST_SECOND + 1);
      int grain = grains[random.nextInt(grains.length)];
      int nanos = random.nextInt(1_000_000_000) / grain * grain;

      assertEquals(
          Instant.ofEpochSecond(second, nanos).toString(),
          new Timestamp(second, nanos).toString(),
          "seed " + seed + ", round " + round);
    }
  }

  @Test
  void moments_without_a_text_are_refused() {
    assertThrows(ValueException.class, () -> new Timestamp(-1, 0));
    assertThrows(ValueException.class, () -> new Timestamp(LAST_SECOND + 1, 0));
    assertThrows(ValueException.class, () -> new Timestamp(0, 1_000_000_000));
    assertThrows(ValueException.class, () -> new Timestamp(0, -1));
  }
}
