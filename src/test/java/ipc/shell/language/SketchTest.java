package ipc.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as far as they are typed. */
class SketchTest {
  private static String told(String text) {
    return Sketch.of(text).pieces().stream()
        .map(piece -> piece.kind().name().charAt(0) + ":" + piece.text())
        .collect(Collectors.joining(" "));
  }

  private static String words(String text) {
    return Sketch.of(text).drafts().getLast().words().stream()
        .map(Sketch.Piece::text)
        .collect(Collectors.joining(","));
  }

  @Test
  void pieces_are_told_by_what_they_are() {
    assertEquals("W:a W:b O:| W:c O:> F:d C:# e", told("a b|c > d # e"));
    assertEquals("A:X=1 W:a O:2 O:>& 1".replace("O:>& 1", "O:>&1"), told("X=1 a 2>&1"));
    assertEquals("O:! W:date O:&& W:b O:&", told("!date && b &"));
    assertEquals("W:a O:&> F:b O:; W:c", told("a &>b; c"));
  }

  @Test
  void words_are_those_of_the_command_at_the_end_without_their_quotes() {
    assertEquals("send,mbox:q,a b", words("ls | x; send mbox:q 'a b'"));
    assertEquals("send,a b", words("send \"a b"));
    assertEquals("", words("send x && "));
    assertEquals("echo,$(stat x | y)", words("echo $(stat x | y)"));
    assertEquals("echo,$(stat x", words("echo $(stat x"));
  }

  @Test
  void last_piece_is_the_one_that_can_go_on() {
    assertEquals("a b", Sketch.of("send 'a b").last().orElseThrow().text());
    assertEquals('\'', Sketch.of("send 'a b").last().orElseThrow().quote());
    assertTrue(Sketch.of("send ").last().isEmpty());
    assertTrue(Sketch.of("send >").isFileNext());
    assertFalse(Sketch.of("send >x ").isFileNext());
  }

  @Test
  void commands_know_whether_programs_can_stand_there() {
    assertTrue(Sketch.of("a | b").drafts().getFirst().isInPipeline());
    assertTrue(Sketch.of("a | b").drafts().getLast().isInPipeline());
    assertFalse(Sketch.of("a || b").drafts().getLast().isInPipeline());
    assertTrue(Sketch.of("!a b").drafts().getLast().isProgram());
    assertFalse(Sketch.of("! a b").drafts().getLast().isProgram());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "\\", "'", "\"\\", "$(", "$(()", "a\\\nb", "&>", ">&", "2>", "!", "| | |", "((",
        "a'b\"c", "#", "$", "${", "$(')')", "\0"
      })
  void every_beginning_of_a_line_has_pieces_within_it(String text) {
    for (int end = 0; end <= text.length(); end++) {
      int done = 0;
      for (Sketch.Piece piece : Sketch.of(text.substring(0, end)).pieces()) {
        assertTrue(done <= piece.start() && piece.start() <= piece.end() && piece.end() <= end);
        done = piece.end();
      }
    }
  }
}
