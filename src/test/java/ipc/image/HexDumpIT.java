package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --format hex} prints what {@code hexdump -C} prints, byte for byte. */
class HexDumpIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("hexdump");
  }

  @Test
  void of_every_length_up_to_forty() throws Exception {
    Ran ran =
        sandbox.run(
            """
            head -c 40 /dev/urandom >data
            ipc shm create ./data -s 40 --open >/dev/null
            for ((length = 0; length <= 40; length++)); do
              ipc shm read ./data --length $length --format hex >ours
              head -c $length data | hexdump -C | cmp ours - || exit 1
            done
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head -c 4096 /dev/zero",
        "head -c 4099 /dev/zero",
        "head -c 200000 /dev/zero; printf 'tail of no full line'",
        "head -c 65536 /dev/urandom; head -c 65536 /dev/zero; head -c 70001 /dev/urandom",
        "printf '%016d' 1 1 1 2 2 1; printf 1",
        "printf '%016d' 1 1; printf 00000000",
        "for ((i = 0; i < 256; i++)); do printf \"\\\\x$(printf %02x $i)\"; done",
        "yes | head -c 300001"
      })
  void of_repeated_lines_and_tails(String maker) throws Exception {
    Ran ran =
        sandbox.run(
            "{ "
                + maker
                + "; } >data; ipc shm create jobs -s $(stat -c %s data) >/dev/null;"
                + " ipc shm write jobs <data && ipc shm read jobs --format hex >ours;"
                + " hexdump -C data | cmp - ours && test -s ours");

    assertEquals(new Ran(0, "", ""), ran);
  }

  @Test
  void what_is_typed_as_digits_comes_back_as_bytes() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc shm create jobs -s 16 >/dev/null
            echo 'DEad be
              EF' | ipc shm write jobs --format hex --offset 4
            ipc shm read jobs --format hex --offset 4 --length 6
            """);

    assertEquals(
        new Ran(
            0,
            "00000004  de ad be ef 00 00                                 |......|\n0000000a\n",
            ""),
        ran);
  }
}
