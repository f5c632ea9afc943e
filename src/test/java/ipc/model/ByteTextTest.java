package ipc.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {
  @Test
  void every_single_byte_comes_back() {
    for (int value = 0; value < 256; value++) {
      byte[] bytes = {(byte) value};

      assertArrayEquals(bytes, ByteText.encode(ByteText.decode(bytes)), "byte " + value);
    }
  }

  @Test
  void every_pair_of_bytes_comes_back() {
    for (int value = 0; value < 65536; value++) {
      byte[] bytes = {(byte) (value >> 8), (byte) value};

      assertArrayEquals(bytes, ByteText.encode(ByteText.decode(bytes)), "bytes " + value);
    }
  }

  @Test
  void random_bytes_come_back() {
    long seed = 0x6279746573L;
    SplittableRandom random = new SplittableRandom(seed);
    // Leads and continuations far more often than in uniform bytes, so that sequences are met.
    byte[] likely = HexFormat.of().parseHex("2f7f8090a0bfc0c1c2dfe0edeff0f4f5ff41");
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextBoolean()
                ? likely[random.nextInt(likely.length)]
                : (byte) random.nextInt(256);
      }

      String text = ByteText.decode(bytes);

      String message = "seed " + seed + ", round " + round;
      assertArrayEquals(bytes, ByteText.encode(text), message);
      assertEquals(bytes.length, ByteText.length(text), message);
    }
  }

  @Test
  void every_code_point_is_decoded_as_the_jdk_decodes_utf_8() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = Character.toString(point);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      assertEquals(text, ByteText.decode(bytes));
      assertArrayEquals(bytes, ByteText.encode(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080", // overlong NUL
        "c1bf", // overlong DEL
        "e09fbf", // overlong U+07FF
        "f08fbfbf", // overlong U+FFFF
        "eda080", // U+D800
        "edb280", // U+DC80, which would pose as an escaped 0x80
        "f4908080", // U+110000
        "f5808080",
        "e282", // cut short
        "f09f98",
        "80",
        "ff"
      })
  void bytes_that_are_not_well_formed_become_one_lone_surrogate_each(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    String text = ByteText.decode(bytes);

    assertEquals(bytes.length, text.length());
    for (int i = 0; i < bytes.length; i++) {
      assertEquals(0xDC00 + (bytes[i] & 0xff), text.charAt(i));
    }
  }

  @Test
  void a_broken_sequence_does_not_swallow_the_letter_after_it() {
    byte[] bytes = HexFormat.of().parseHex("61e28262");

    assertEquals("a\udce2\udc82b", ByteText.decode(bytes));
  }

  @Test
  void a_part_is_decoded_without_its_neighbours() {
    byte[] bytes = HexFormat.of().parseHex("41c3bc42");

    assertEquals("\u00fc", ByteText.decode(bytes, 1, 3));
    assertEquals("\udcc3", ByteText.decode(bytes, 1, 2));
  }

  @Test
  void a_part_outside_the_bytes_is_refused() {
    assertThrows(IndexOutOfBoundsException.class, () -> ByteText.decode(new byte[2], 1, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab\ud800", "ab\ud83dx", "ab\udc00", "ab\udc7f", "ab\udd00", "ab\udfff"})
  void half_a_pair_that_stands_for_no_byte_is_refused(String text) {
    assertThrows(ValueException.class, () -> ByteText.encode(text));
    assertEquals(OptionalInt.of(2), ByteText.unencodable(text));
  }

  @Test
  void what_was_decoded_is_always_encodable() {
    assertEquals(OptionalInt.empty(), ByteText.unencodable("a\udc80\udcff\ud83d\ude00\u00fc"));
  }

  @ParameterizedTest
  @CsvSource({
    "6a6f6273, 'jobs'",
    "610a62, 'a\\nb'",
    "090d1b7f, '\\t\\r\\x1b\\x7f'",
    "5c6e, '\\\\n'",
    "c3bcff, 'ü\\xff'",
    "e280ae, '\\u{202e}'",
    "c285, '\\u{85}'"
  })
  void a_message_shows_text_on_one_line_without_control_characters(String hex, String shown) {
    String text = ByteText.decode(HexFormat.of().parseHex(hex));

    assertEquals("'" + shown + "'", ByteText.quote(text));
  }
}
