package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  private static final Permissions BASE = new Permissions(0640);

  @ParameterizedTest
  @CsvSource({
    "600, 0600",
    "0640, 0640",
    "0, 0000",
    "0777, 0777",
    "00600, 0600",
    "'u=rw,g=r,o=', 0640",
    "a+r, 0644",
    "g-r, 0600",
    "g-w, 0640",
    "ug+x, 0750",
    "a=, 0000",
    "o=g, 0644",
    "g=u, 0660",
    "o+u, 0646",
    "u-w+x, 0540",
    "a+X, 0640",
    "'u+x,a+X', 0751",
    "uo=rwx, 0747"
  })
  void octal_is_taken_and_symbols_change_the_base(String text, String octal) {
    assertEquals(octal, Permissions.parse(text, BASE).octal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8",
        "1777",
        "01000",
        "4755",
        "-1",
        "+r",
        "=r",
        "u",
        "u=rw,",
        ",u=r",
        "u=q",
        "u+s",
        "o+t",
        "a+rg",
        "x",
        "u*r",
        "0o640",
        "0x1ff",
        "99999999999999999999"
      })
  void anything_else_is_refused(String text) {
    ValueException refused =
        assertThrows(ValueException.class, () -> Permissions.parse(text, BASE));

    assertEquals(text, refused.text());
    assertTrue(refused.getMessage().startsWith("bad mode '" + text + "': "));
  }

  @Test
  void all_512_are_shown_as_ls_shows_them() {
    for (int bits = 0; bits <= 0777; bits++) {
      Permissions permissions = new Permissions(bits);

      Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions.symbolic());

      assertEquals(permissions.symbolic(), PosixFilePermissions.toString(set));
      assertEquals(permissions, Permissions.parse(permissions.octal(), BASE));
      assertEquals(Integer.bitCount(bits), set.size());
    }
  }

  @Test
  void the_letters_stand_for_user_group_and_others() {
    assertEquals("rw-r-----", BASE.symbolic());
    assertEquals("--x-w-r--", new Permissions(0124).symbolic());
  }

  @Test
  void a_whole_mode_gives_its_nine_bits() {
    assertEquals(new Permissions(0666), Permissions.ofMode(0101666));
  }

  @Test
  void other_bits_do_not_exist() {
    assertThrows(ValueException.class, () -> new Permissions(01000));
    assertThrows(ValueException.class, () -> new Permissions(-1));
  }
}
