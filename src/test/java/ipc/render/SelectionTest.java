package ipc.render;

import static ipc.render.Segment.JOBS;
import static ipc.render.Segment.NOW;
import static ipc.render.Segment.UNKNOWN;
import static ipc.render.Segment.named;
import static ipc.render.Segment.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.model.ValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final Segment A = named("posix-shm:/a", 4096, "alice");
  private static final Segment B = named("posix-shm:/b", 100, "bob");
  private static final Segment C = named("posix-shm:/c", 4096, "unknown");

  private static List<String> columns(String... options) {
    return select(View.TABLE, options).columns().stream().map(Column::name).toList();
  }

  private static boolean matches(String where, Segment segment) {
    return select(View.TABLE, List.of(), List.of(where)).matches(segment);
  }

  private static List<String> sorted(String... keys) {
    Request request = new Request(List.of(), List.of(), List.of(keys));
    return Selection.of(Segment.TYPE, View.TABLE, request, NOW)
        .apply(List.of(UNKNOWN, C, A, B))
        .stream()
        .map(Segment::address)
        .toList();
  }

  private static ValueException refusal(String column, String... where) {
    return assertThrows(
        ValueException.class, () -> select(View.TABLE, List.of(column), List.of(where)));
  }

  @Test
  void named_columns_are_shown_in_their_order() {
    assertEquals(List.of("size", "address"), columns("size,address"));
  }

  @Test
  void plus_adds_to_the_columns_of_the_view() {
    assertEquals(
        List.of("address", "size", "mode", "attached", "owner", "changed", "who", "used"),
        columns("+who", "+used"));
  }

  @Test
  void plus_before_a_list_adds_all_of_it() {
    assertEquals(columns("+who", "+used"), columns("+who,used"));
  }

  @Test
  void a_plain_word_beside_a_plus_makes_the_choice_whole() {
    assertEquals(List.of("size", "who"), columns("size,+who"));
  }

  @Test
  void all_is_every_column_those_on_request_too() {
    assertEquals("who", columns("all").getLast());
    assertEquals(12, columns("all").size());
  }

  @Test
  void a_column_named_twice_is_shown_once() {
    assertEquals(List.of("size", "owner"), columns("size,owner,sizeBytes,SIZE"));
  }

  @Test
  void an_unknown_column_is_refused_with_the_nearest_and_those_there_are() {
    ValueException refusal = refusal("szie");

    assertEquals("szie", refusal.text());
    assertEquals("there is no such column; did you mean 'size'?", refusal.reason());
    assertEquals(
        List.of(
            "address",
            "size",
            "mode",
            "attached",
            "owner",
            "changed",
            "last-pid",
            "idle",
            "removed",
            "used",
            "notes",
            "who"),
        refusal.accepted());
  }

  @Test
  void a_column_is_needed_if_it_is_shown_compared_or_sorted_by() {
    Request request = new Request(List.of("size"), List.of("who > 0"), List.of("-owner"));
    Selection<Segment> selection = Selection.of(Segment.TYPE, View.TABLE, request, NOW);

    assertTrue(selection.needs(Segment.SIZE));
    assertTrue(selection.needs(Segment.WHO));
    assertTrue(selection.needs(Segment.OWNER));
    assertFalse(selection.needs(Segment.ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size = 1.5M",
        "size=1536K",
        "sizeBytes >= 1572864",
        "SIZE<2MiB",
        "mode = 600",
        "mode = 0600",
        "mode = u=rw",
        "attached > 1",
        "owner = alice",
        "owner != bob",
        "owner ~ ^al",
        "owner < bob",
        "address ~ jobs$",
        "changed > 4m",
        "changed = 5m",
        "changed < 2026-11-20T04:00:00Z",
        "changed = 2026-11-20T05:55:00+02:00",
        "changed > 2026-11-20",
        "last-pid = 812",
        "lastPid <= 812",
        "idle > 1s",
        "idle < 1.5",
        "removed = no",
        "removed = false",
        "used < 50%",
        "used = 42",
        "notes = a,b",
        "notes != a",
        "notes ~ ^c$",
        "who = 2",
        "who ~ cat",
        "size ~ ^1572",
        "attached < 18446744073709551615"
      })
  void a_condition_that_holds(String where) {
    assertTrue(matches(where, JOBS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size != 1.5M",
        "size > 1.5M",
        "mode = 644",
        "owner = Alice",
        "owner =",
        "owner ~ ^b",
        "changed > 1h",
        "changed > 2026-11-20T04:00:00Z",
        "removed = yes",
        "used > 42%",
        "notes = a",
        "notes != c",
        "who > 2"
      })
  void a_condition_that_does_not_hold(String where) {
    assertFalse(matches(where, JOBS));
  }

  @Test
  void all_conditions_must_hold() {
    Selection<Segment> selection =
        select(View.TABLE, List.of(), List.of("size = 4K", "owner = alice"));

    assertEquals(List.of(A), selection.apply(List.of(A, B, C)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mode = 600", "mode != 600", "owner ~ .", "changed > 0", "notes != x", "who = 0"})
  void an_unknown_value_matches_nothing(String where) {
    assertFalse(matches(where, UNKNOWN));
  }

  @Test
  void the_word_unknown_asks_for_what_is_not_known() {
    assertTrue(matches("mode = unknown", UNKNOWN));
    assertFalse(matches("mode != unknown", UNKNOWN));
    assertTrue(matches("mode != unknown", A));
    assertTrue(matches("owner = unknown", C));
    assertFalse(matches("owner != unknown", C));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "size", "= 3", "size 3", " > 3"})
  void what_is_no_comparison_is_refused(String where) {
    assertEquals("not of the form FIELD OP VALUE", refusal("size", where).reason());
  }

  @Test
  void an_operator_that_is_none_is_refused_with_those_there_are() {
    assertEquals(
        List.of("=", "!=", "<", "<=", ">", ">=", "~"), refusal("size", "size == 3").accepted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size > 4X",
        "mode = 9",
        "attached = 1.5",
        "changed > 2026-13-01",
        "changed > soon",
        "idle > x",
        "removed = maybe",
        "used > 5%%",
        "owner ~ (",
        "notes < a",
        "size < unknown"
      })
  void a_value_that_cannot_be_read_is_refused_with_its_column(String where) {
    String column = where.substring(0, where.indexOf(' '));

    assertTrue(refusal("size", where).getMessage().startsWith("bad " + column + " value '"));
  }

  @Test
  void records_that_tie_stay_in_their_order_and_the_unknown_come_last() {
    assertEquals(
        List.of("posix-shm:/b", "posix-shm:/c", "posix-shm:/a", "sysv-shm:id=6"), sorted("idle"));
    assertEquals(
        List.of("posix-shm:/c", "posix-shm:/a", "posix-shm:/b", "sysv-shm:id=6"), sorted("-idle"));
  }

  @Test
  void the_first_key_weighs_more_than_the_second() {
    assertEquals(
        List.of("sysv-shm:id=6", "posix-shm:/a", "posix-shm:/c", "posix-shm:/b"),
        sorted("-size,owner"));
  }
}
