package ipc.render;

import static ipc.render.Segment.JOBS;
import static ipc.render.Segment.UNKNOWN;
import static ipc.render.Segment.named;
import static ipc.render.Segment.select;
import static ipc.render.Segment.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableLayoutTest {
  private static String list(int width, String columns, Segment... segments) throws IOException {
    return written(out ->
        Layout.table(out, width, Palette.PLAIN)
            .list(select(View.TABLE, columns), List.of(segments), () -> List.of()));
  }

  private static String one(Segment segment, String columns) throws IOException {
    return written(out ->
        Layout.table(out, 80, Palette.PLAIN)
            .one(select(View.DETAIL, columns), segment, () -> List.of()));
  }

  @Test
  void sizes_and_ages_are_for_people_and_numbers_line_up_at_the_right() throws IOException {
    assertEquals(
        """
        ADDRESS          SIZE  MODE  ATTACHED  OWNER  CHANGED
        posix-shm:/jobs  1.5M  0600         2  alice   5m ago
        sysv-shm:id=6     15E  -            -  -            -
        """,
        list(80, "address,size,mode,attached,owner,changed", JOBS, UNKNOWN));
  }

  @Test
  void every_kind_has_a_cell() throws IOException {
    assertEquals(
        """
        LAST-PID  IDLE  REMOVED  USED  NOTES  WHO
             812    1s  no        42%  a,b,c    2
        """,
        list(80, "last-pid,idle,removed,used,notes,who", JOBS));
  }

  @Test
  void an_empty_listing_is_its_header() throws IOException {
    assertEquals("SIZE  OWNER\n", list(80, "size,owner"));
  }

  @Test
  void a_line_too_long_is_fitted_by_cutting_the_widest_text() throws IOException {
    Segment wide = named("posix-shm:/a-rather-long-name-of-a-segment", 7, "o".repeat(60));

    String text = list(80, "address,size,owner", wide);

    assertEquals(
        """
        ADDRESS                                     SIZE  OWNER
        posix-shm:/a-rather-long-name-of-a-segment    7B  oooooooooooooooooooooooooooooo
        """
            .replace("oooooooooooooooooooooooooooooo", "o".repeat(29) + "…"),
        text);
    assertEquals(80, text.lines().toList().get(1).length());
  }

  @Test
  void an_address_is_cut_only_when_the_texts_have_no_more_to_give() throws IOException {
    Segment wide = named("posix-shm:/a-rather-long-name-of-a-segment", 7, "o".repeat(60));

    assertEquals(
        """
        ADDRESS                   SIZE  OWNER
        posix-shm:/a-rather-lon…    7B  ooooooo…
        """,
        list(40, "address,size,owner", wide));
  }

  @Test
  void a_terminal_too_narrow_for_all_loses_no_column() throws IOException {
    String header = list(5, "address,size,owner", JOBS).lines().findFirst().orElseThrow();

    assertEquals("ADDRESS          SIZE  OWNER", header);
  }

  @Test
  void wide_signs_take_two_places() throws IOException {
    assertEquals(
        """
        OWNER  MODE
        日本   0644
        e\u0301      0644
        """,
        list(80, "owner,mode", named("a", 1, "日本"), named("a", 1, "e\u0301")));
  }

  @Test
  void nothing_in_a_text_commands_the_terminal() throws IOException {
    assertEquals("OWNER\n\\x1b[2J\\xff\\n\n", list(80, "owner", named("a", 1, "\033[2J\udcff\n")));
  }

  @Test
  void colours_do_not_move_the_columns() throws IOException {
    String text =
        written(out ->
            Layout.table(out, 80, Palette.ANSI)
                .list(select(View.TABLE, "address,mode"), List.of(JOBS), () -> List.of()));

    assertEquals(
        "\033[1mADDRESS\033[0m          \033[1mMODE\033[0m\n"
            + "\033[36mposix-shm:/jobs\033[0m  0600\n",
        text);
  }

  @Test
  void a_single_record_is_a_line_a_column_with_exact_values_and_nested_tables() throws IOException {
    assertEquals(
        """
        address:  posix-shm:/jobs
        size:     1.5M (1572864)
        mode:     0600
        attached: 2
        owner:    alice
        changed:  2026-11-20T03:55:00Z (5m ago)
        last-pid: 812
        idle:     1s (1.25s)
        removed:  no
        used:     42%
        notes:    a,b, c
        who:      2
           PID  COMMAND
            12  cat
          1345  a b
        """,
        one(JOBS, "all"));
  }

  @Test
  void nothing_in_a_list_is_said_as_none_and_the_unknown_as_a_hyphen() throws IOException {
    assertEquals("notes: none\nwho:   none\n", one(named("a", 1, "x"), "notes,who"));
    assertEquals("notes: -\nwho:   -\n", one(UNKNOWN, "notes,who"));
  }

  @Test
  void a_stream_has_its_header_once_and_points_in_time_as_they_are() throws IOException {
    Selection<Segment> selection =
        select(View.TABLE, List.of("changed,size,owner"), List.of("size > 1"));

    String text =
        written(out -> {
          Layout layout = Layout.table(out, 80, Palette.PLAIN);
          layout.next(selection, named("a", 2, "x"));
          layout.next(selection, named("a", 1, "x"));
          layout.next(selection, named("a", 3, "a text that is much wider"));
        });

    assertEquals(
        """
                     CHANGED     SIZE  OWNER
        2026-11-20T03:59:58Z       2B  x
        2026-11-20T03:59:57Z       3B  a text that is much wider
        """,
        text);
  }

  @Test
  void no_line_ends_in_spaces() throws IOException {
    assertTrue(
        list(80, "size,owner", JOBS, named("a", 1, "")).lines().noneMatch(l -> l.endsWith(" ")));
  }
}
