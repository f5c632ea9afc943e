package ipc.render;

import static ipc.render.Segment.JOBS;
import static ipc.render.Segment.UNKNOWN;
import static ipc.render.Segment.named;
import static ipc.render.Segment.select;
import static ipc.render.Segment.written;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLayoutTest {
  private static String line(Segment segment, String... columns) throws IOException {
    return written(out ->
        Layout.plain(out).one(select(View.PLAIN, columns), segment, () -> List.of("not here")));
  }

  @Test
  void every_kind_is_exact_and_in_fixed_units() throws IOException {
    assertEquals(
        "posix-shm:/jobs\t1572864\t0600\t2\talice\t1795146900\t812\t1.25\tno\t42\ta\\x2cb,c"
            + "\t12 cat,1345 a\\x20b\n",
        line(JOBS, "all"));
  }

  @Test
  void unknown_is_a_hyphen_and_a_number_beyond_a_long_is_whole() throws IOException {
    assertEquals(
        "sysv-shm:id=6\t18446744073709551615\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\n",
        line(UNKNOWN, "all"));
  }

  @Test
  void an_empty_list_and_an_empty_text_are_empty() throws IOException {
    assertEquals("\t\t\n", line(named("a", 1, ""), "owner,notes,who"));
  }

  @Test
  void a_text_that_is_a_hyphen_is_not_taken_for_unknown() throws IOException {
    assertEquals("\\x2d\n", line(named("a", 1, "-"), "owner"));
  }

  @Test
  void what_would_end_a_field_or_a_line_is_escaped() throws IOException {
    assertEquals(
        "a\\tb\\nc\\rd\\\\e\\x07f\\xff ü\n",
        line(named("a", 1, "a\tb\nc\rd\\e\007f\udcff ü"), "owner"));
  }

  @Test
  void there_is_no_header_unless_asked() throws IOException {
    Selection<Segment> selection = select(View.PLAIN, "size,last-pid");

    assertEquals(
        "3\t1\n",
        written(out ->
            Layout.plain(out).list(selection, List.of(named("a", 3, "x")), () -> List.of())));
    assertEquals(
        "size\tlast-pid\n3\t1\n",
        written(out ->
            Layout.plainWithHeader(out)
                .list(selection, List.of(named("a", 3, "x")), () -> List.of())));
  }

  @Test
  void a_header_comes_once_in_a_stream() throws IOException {
    Selection<Segment> selection = select(View.PLAIN, List.of("size"), List.of("size > 1"));

    String text =
        written(out -> {
          Layout layout = Layout.plainWithHeader(out);
          layout.next(selection, named("a", 1, "x"));
          layout.next(selection, named("a", 2, "x"));
          layout.next(selection, named("a", 3, "x"));
        });

    assertEquals("size\n2\n3\n", text);
  }
}
