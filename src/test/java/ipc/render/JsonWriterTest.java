package ipc.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonWriter json = new JsonWriter(out);

  private String written() throws IOException {
    json.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void objects_and_arrays_nest_with_commas_where_they_belong() throws IOException {
    json.beginObject().name("a").number(1).name("b").beginArray().flag(true).unknown();
    json.beginObject().endObject().beginArray().endArray().endArray().endObject();

    assertEquals("{\"a\":1,\"b\":[true,null,{},[]]}", written());
  }

  @Test
  void elements_on_lines_of_their_own_keep_the_comma_on_the_line_above() throws IOException {
    json.beginArray().elementOnItsLine().number(1).elementOnItsLine().number(2).line().endArray();

    assertEquals("[\n1,\n2\n]", written());
  }

  @Test
  void control_characters_quotes_and_backslashes_are_escaped() throws IOException {
    json.text("\"\\\n\t\r\b\f\u0001\u007f\u009b/");

    assertEquals("\"\\\"\\\\\\n\\t\\r\\b\\f\\u0001\\u007f\\u009b/\"", written());
  }

  @Test
  void characters_of_two_three_and_four_bytes_are_written_as_utf_8() throws IOException {
    json.text("ü€😀\u00a0");

    assertEquals("\"ü€😀\u00a0\"", written());
  }

  @Test
  void bytes_that_are_not_utf_8_are_escaped_as_lone_surrogates() throws IOException {
    json.text("a\udcff\udc80b\ud800");

    assertEquals("\"a\\udcff\\udc80b\\ud800\"", written());
  }

  @Test
  void a_text_longer_than_the_buffer_is_whole() throws IOException {
    String text = "x€".repeat(20_000);

    json.text(text);

    assertEquals("\"" + text + "\"", written());
  }

  @Test
  void the_least_and_the_greatest_long_are_exact() throws IOException {
    json.beginArray().number(Long.MIN_VALUE).number(Long.MAX_VALUE).endArray();

    assertEquals("[-9223372036854775808,9223372036854775807]", written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "18446744073709551615", "0.25", "-10.5"})
  void decimal_digits_are_taken_as_they_are(String digits) throws IOException {
    json.number(digits);

    assertEquals(digits, written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "01", "1.", ".5", "1e3", "+1", "NaN", "1,2", "1.2.3", "1 "})
  void what_is_no_number_of_json_is_refused(String digits) {
    assertThrows(IllegalArgumentException.class, () -> json.number(digits));
  }

  @Test
  void a_value_without_a_name_is_refused_in_an_object() throws IOException {
    json.beginObject();

    assertThrows(IllegalStateException.class, () -> json.number(1));
  }

  @Test
  void a_name_is_refused_outside_an_object() {
    assertThrows(IllegalStateException.class, () -> json.name("a"));
  }

  @Test
  void a_name_without_a_value_cannot_be_followed_by_the_end() throws IOException {
    json.beginObject().name("a");

    assertThrows(IllegalStateException.class, json::endObject);
  }

  @Test
  void an_object_cannot_be_closed_as_an_array() throws IOException {
    json.beginObject();

    assertThrows(IllegalStateException.class, json::endArray);
  }

  @Test
  void an_array_cannot_end_after_a_comma() throws IOException {
    json.beginArray().number(1).elementOnItsLine();

    assertThrows(IllegalStateException.class, json::endArray);
  }

  @Test
  void more_is_not_closed_than_was_opened() {
    assertThrows(IllegalStateException.class, json::endArray);
  }
}
