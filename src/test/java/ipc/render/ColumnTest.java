package ipc.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTest {
  @Test
  void the_name_in_json_is_the_word_in_camel_case_and_the_unit_of_its_kind() {
    assertEquals("lastPid", Column.id("last-pid", "", record -> null).jsonName());
    assertEquals("maxSizeBytes", Column.size("max-size", "", record -> null).jsonName());
    assertEquals("ageSeconds", Column.duration("age", "", record -> null).jsonName());
    assertEquals("usedPercent", Column.percent("used", "", record -> null).jsonName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a-", "a--b", "Size", "a b", "a_b", "1a", "größe"})
  void a_word_that_is_not_lower_case_with_hyphens_is_refused(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> Column.text(name, "", record -> null).jsonName());
  }

  @Test
  void two_columns_of_one_name_are_refused_also_if_only_json_would_confuse_them() {
    Column<String> size = Column.size("size", "", record -> null);
    Column<String> text = Column.text("size-bytes", "", record -> null);

    assertThrows(
        IllegalArgumentException.class, () -> RecordType.of("a", "b", List.of(size, size)));
    assertThrows(
        IllegalArgumentException.class, () -> RecordType.of("a", "b", List.of(size, text)));
  }

  @Test
  void a_value_of_another_class_than_its_kind_is_our_bug() {
    Column<String> column = Column.count("n", "", record -> record);

    assertThrows(IllegalStateException.class, () -> column.valueOf("12"));
  }

  @Test
  void each_view_has_what_the_narrower_one_before_it_has() {
    assertEquals(
        List.of("address", "size", "mode", "attached", "owner", "changed"), names(View.TABLE));
    assertEquals(
        List.of("address", "size", "mode", "attached", "owner", "changed", "last-pid"),
        names(View.PLAIN));
    assertEquals(names(View.DETAIL), names(View.JSON));
    assertEquals("notes", names(View.JSON).getLast());
  }

  private static List<String> names(View view) {
    return Segment.TYPE.columns(view).stream().map(Column::name).toList();
  }
}
