package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> WORDS =
      List.of("send", "recv", "stat", "ls", "rm", "who", "acquire", "release", "posix-shm", "tcp");

  @ParameterizedTest
  @CsvSource({
    "sned, send",
    "sendd, send",
    "sen, send",
    "SEND, send",
    "recieve, ",
    "rcev, recv",
    "aquire, acquire",
    "aqcuire, acquire",
    "posix-smh, posix-shm",
    "tpc, tcp",
    "l, ls",
    "xy, ",
    "foo, ",
    "'', "
  })
  void the_nearest_word_is_suggested_unless_it_is_far(String typed, String meant) {
    assertEquals(Optional.ofNullable(meant), Suggestion.nearest(typed, WORDS));
  }

  @Test
  void of_two_equally_near_the_first_is_suggested() {
    assertEquals(Optional.of("bar"), Suggestion.nearest("baz", List.of("bar", "bat")));
  }

  @Test
  void without_candidates_nothing_is_suggested() {
    assertEquals(Optional.empty(), Suggestion.nearest("send", List.of()));
  }
}
