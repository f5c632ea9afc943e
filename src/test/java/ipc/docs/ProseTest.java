package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProseTest {

  @Test
  void sentences_stand_on_lines_of_their_own() {
    assertEquals(".PP\nOne.\nTwo,\nthree.\n", written("One. Two,\nthree.\n"));
  }

  @Test
  void a_term_takes_its_text_up_to_an_empty_line() {
    assertEquals(
        ".TP\n\\fBx\\fR\nText.\n.IP\nMore.\n.PP\nAfter.\n",
        written("`x`::\nText.\n+\nMore.\n\nAfter.\n"));
  }

  @Test
  void what_is_shown_is_not_filled() {
    assertEquals(
        ".PP\nSo:\n.PP\n.RS \"4\"\n.EX\na  b\n.EE\n.RE\n.PP\nEnd.\n",
        written("So:\n\n| a  b\n\nEnd.\n"));
  }

  @Test
  void a_list_has_points() {
    assertEquals(
        ".IP \"\\(bu\" \"2\"\nOne.\n.IP \"\\(bu\" \"2\"\nTwo.\n", written("* One.\n* Two.\n"));
  }

  @Test
  void a_heading_begins_a_section() {
    Prose prose = Prose.parse("Text.\n= NOTES\nMore.\n");

    Roff roff = new Roff();
    prose.write("NOTES", roff);

    assertEquals(".PP\nMore.\n", roff.text());
  }

  @Test
  void a_page_without_a_description_has_none() {
    Prose prose = Prose.parse("\n= NAME\nwhat it is\n= NOTES\nMore.\n");

    assertEquals(List.of("NAME", "NOTES"), List.copyOf(prose.sections().keySet()));
  }

  @Test
  void what_is_made_stands_where_it_is_named() {
    Roff roff = new Roff();

    Prose.write(
        List.of("One.", "", "%list", "Two."), Map.of("list", out -> out.line("made")), roff);

    assertEquals(".PP\nOne.\nmade\n.PP\nTwo.\n", roff.text());
  }

  private static String written(String text) {
    Roff roff = new Roff();
    Prose.parse(text).write(Prose.DESCRIPTION, roff);
    return roff.text();
  }
}
