package ipc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a job has written, above the line that is being typed. */
class ShownTest {
  @Test
  void colours_and_tabs_stay() {
    assertEquals("\033[1;31mred\033[0m\tplain", Shown.line("\033[1;31mred\033[0m\tplain"));
  }

  @Test
  void what_moves_the_cursor_goes() {
    assertEquals("ab", Shown.line("a\033[2J\033[10;20Hb\007\b"));
    assertEquals("title", Shown.line("\033Mtitle\033[?25l"));
    assertEquals("", Shown.line("\033["));
    assertEquals("", Shown.line("\033"));
  }

  @Test
  void of_what_overwrites_itself_the_last_stays() {
    assertEquals("100%", Shown.line("10%\r50%\r100%"));
    assertEquals("done", Shown.line("done\r"));
  }

  @Test
  void bytes_outside_of_utf_8_stay() {
    assertEquals("a\udcffé", Shown.line("a\udcffé"));
  }
}
