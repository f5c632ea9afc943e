package ipc.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({"abc,3", "ü,1", "e\u0301,1", "日本,4", "한,2", "😀,2", "…,1", "ｆ,2", "a\u200bb,2"})
  void a_sign_takes_the_places_that_terminals_give_it(String text, int places) {
    assertEquals(places, DisplayWidth.of(text));
  }

  @Test
  void a_text_that_fits_is_left_whole() {
    assertEquals("abcd", DisplayWidth.shorten("abcd", 4));
  }

  @Test
  void a_text_too_long_ends_with_an_ellipsis() {
    assertEquals("abc…", DisplayWidth.shorten("abcde", 4));
  }

  @Test
  void a_wide_sign_is_never_cut_in_half() {
    assertEquals("日…", DisplayWidth.shorten("日本語", 4));
  }

  @Test
  void a_mark_stays_with_its_letter() {
    assertEquals("e\u0301…", DisplayWidth.shorten("e\u0301bc", 2));
  }
}
