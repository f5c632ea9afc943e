package ipc.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.model.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1795146900, 2026-11-20T03:55:00Z",
    "253402300799, 9999-12-31T23:59:59Z",
    "-1, 1969-12-31T23:59:59Z",
    "253402300800, +10000-01-01T00:00:00Z",
    "9223372036854775807, +1000000000-12-31T23:59:59Z"
  })
  void any_second_that_a_file_can_claim_has_a_text(long second, String text) {
    assertEquals(text, Rfc3339.of((Instant) Kind.TIME.normalize(second)));
  }

  @Test
  void parts_of_a_second_are_kept() {
    Object time = Kind.TIME.normalize(new Timestamp(1, 5_000_000));

    assertEquals("1970-01-01T00:00:01.005Z", Rfc3339.of((Instant) time));
  }
}
