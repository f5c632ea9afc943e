package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "0x1000, 4096",
    "0X10K, 16384",
    "4K, 4096",
    "4k, 4096",
    "4KiB, 4096",
    "4Kib, 4096",
    "4kiB, 4096",
    "4KB, 4000",
    "4kb, 4000",
    "512B, 512",
    "1M, 1048576",
    "1MB, 1000000",
    "1.5M, 1572864",
    "1.5MB, 1500000",
    "0.25G, 268435456",
    "1.05K, 1075",
    "2G, 2147483648",
    "3T, 3298534883328",
    "1P, 1125899906842624",
    "7E, 8070450532247928832",
    "9EB, 9000000000000000000",
    "9223372036854775807, 9223372036854775807"
  })
  void a_size_is_read_as_util_linux_reads_it(String text, long bytes) {
    assertEquals(bytes, Size.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-0",
        "+1",
        "K",
        "4Q",
        "4Z",
        "4Ki",
        "4KIB",
        "4KiBs",
        "4 K",
        "4K ",
        "1.5",
        "1.5B",
        "1.K",
        ".5K",
        "1.5.5K",
        "1e3",
        "0x",
        "0xg",
        "010",
        "\u0664K",
        "8E",
        "9223372036854775808",
        "9.3EB",
        "99999999999999999999999K",
        "7.9999999999999999999999999E9"
      })
  void anything_else_is_refused_and_says_what_is_read(String text) {
    ValueException refused = assertThrows(ValueException.class, () -> Size.parse(text));

    assertEquals(text, refused.text());
    assertFalse(refused.accepted().isEmpty());
    assertTrue(refused.getMessage().startsWith("bad size '"));
  }

  @Test
  void a_negative_size_does_not_exist() {
    assertThrows(ValueException.class, () -> new Size(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "1024, 1K",
    "4096, 4K",
    "4097, 4K",
    "4147, 4K",
    "4148, 4.1K",
    "1572864, 1.5M",
    "1048575, 1024K",
    "1073741824, 1G",
    "5497558138880, 5T",
    "1125899906842624, 1P",
    "1729382256910270464, 1.5E",
    "9223372036854775807, 8E"
  })
  void a_size_is_shown_as_lsipc_shows_it(long bytes, String shown) {
    assertEquals(shown, new Size(bytes).human());
  }

  @Test
  void what_is_shown_is_read_back_within_a_twentieth_of_its_unit() {
    long seed = 0x73697a65L;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      long bytes = random.nextLong() >>> 1 + random.nextInt(2, 63);

      String shown = new Size(bytes).human();
      long error = Math.abs(Size.parse(shown).bytes() - bytes);

      String message = "seed " + seed + ": " + bytes + " shown as " + shown;
      assertTrue(error <= bytes / 20 + 1, message);
    }
  }

  @Test
  void a_size_prints_its_bytes() {
    assertEquals("4096", new Size(4096).toString());
  }
}
