package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RoffTest {

  @Test
  void a_line_that_would_be_a_request_is_text() {
    assertEquals("\\&.x\n\\&'x\n", new Roff().line(".x").line("'x").text());
  }

  @Test
  void what_is_typed_keeps_its_bytes() {
    assertEquals(
        "\\-\\-x \\(aqa\\(aq \\(dqb\\(dq \\e \\(ti \\(ha \\(ga",
        Roff.literal("--x 'a' \"b\" \\ ~ ^ `"));
  }

  @Test
  void a_hyphen_within_a_word_stays_one() {
    assertEquals("read-only \\-x a \\- b", Roff.words("read-only -x a - b"));
  }

  @Test
  void a_placeholder_within_a_literal_is_set_apart() {
    assertEquals("see \\fB\\-s \\fR\\fISIZE\\fR", Roff.marked("see `-s _SIZE_`"));
  }

  @Test
  void a_command_stays_with_the_hyphens_before_it() {
    assertEquals("\\fBrecv \\-\\-\\ \\fR\\fICMD\\fR", Roff.marked("`recv -- _CMD_`"));
  }

  @Test
  void a_line_of_help_becomes_a_sentence_but_for_values() {
    assertEquals("Never wait.", Roff.sentence("never wait"));
    assertEquals("lines, nul or length.", Roff.sentence("lines, nul or length"));
  }

  @Test
  void an_underscore_within_a_name_is_no_markup() {
    assertEquals("\\fBIPC_FD_X\\fR", Roff.marked("`IPC_FD_X`"));
  }

  @Test
  void a_page_is_a_reference() {
    assertEquals("\\fBipc\\-shm\\-ls\\fR(1)", Roff.marked("ipc-shm-ls(1)"));
  }

  @Test
  void a_literal_that_does_not_end_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Roff.marked("an `open literal"));
  }

  @Test
  void what_a_terminal_may_not_show_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Roff.words("é"));
  }
}
