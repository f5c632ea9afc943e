package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "2, PT2S",
    "0.5, PT0.5S",
    "50ns, PT0.00000005S",
    "100us, PT0.0001S",
    "250ms, PT0.25S",
    "1500ms, PT1.5S",
    "2s, PT2S",
    "1.5s, PT1.5S",
    "5m, PT5M",
    "1h, PT1H",
    "1.5h, PT1H30M",
    "1d, PT24H",
    "007, PT7S",
    "9223372036854775807, PT2562047788015215H30M7S",
    "9223372036854775807ns, PT2562047H47M16.854775807S"
  })
  void a_duration_is_a_number_and_a_unit(String text, Duration duration) {
    assertEquals(duration, DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-0",
        "+1",
        "s",
        "1x",
        "1S",
        "1 s",
        "1s ",
        "1.s",
        ".5",
        "1e3",
        "1h30m",
        "0.5ns",
        "9223372036854775808",
        "9223372036854775807m",
        "9999999999999999999.5",
        "\u0663"
      })
  void anything_else_is_refused(String text) {
    ValueException refused = assertThrows(ValueException.class, () -> DurationText.parse(text));

    assertEquals(text, refused.text());
    assertTrue(refused.hint().startsWith("accepted: 250ms, "));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.000000999S, 999ns",
    "PT0.0001S, 100us",
    "PT0.25S, 250ms",
    "PT3.9S, 3s",
    "PT59S, 59s",
    "PT60S, 1m",
    "PT59M59S, 59m",
    "PT2H, 2h",
    "PT23H59M, 23h",
    "P4D, 4d",
    "P400D, 400d",
    "PT-3S, -3s"
  })
  void an_age_is_shown_in_its_largest_unit(Duration duration, String shown) {
    assertEquals(shown, DurationText.human(duration));
  }

  @Test
  void the_longest_spans_are_shown_too() {
    assertEquals("-106751991167300d", DurationText.human(Duration.ofSeconds(Long.MIN_VALUE)));
    assertEquals("106751991167300d", DurationText.human(Duration.ofSeconds(Long.MAX_VALUE)));
  }
}
