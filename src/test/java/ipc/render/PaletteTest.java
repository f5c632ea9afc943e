package ipc.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void without_colours_a_text_stays_as_it_is() {
    assertEquals("x", Palette.PLAIN.paint(Palette.Role.ERROR, "x"));
  }

  @Test
  void a_colour_ends_with_its_text() {
    assertEquals("\033[1;31mx\033[0m", Palette.ANSI.paint(Palette.Role.ERROR, "x"));
  }
}
