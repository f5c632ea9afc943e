package ipc.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeft.class)
class AccountsTest {
  private final Accounts accounts = new Machine().engine().accounts();

  @Test
  void ids_have_names() {
    assertEquals("root", accounts.user(0));
    assertEquals("root", accounts.group(0));
  }

  @Test
  void id_without_a_name_is_a_number_without_a_sign() {
    assertEquals("4294954951", accounts.user(-12345));
    assertEquals("4294954951", accounts.group(-12345));
    assertEquals("4294954951", accounts.user(-12345));
  }

  @Test
  void group_is_given_by_name_or_number() {
    assertEquals(OptionalInt.of(0), accounts.groupId("root"));
    assertEquals(OptionalInt.of(0), accounts.groupId("0"));
    assertEquals(OptionalInt.of(12), accounts.groupId("0012"));
    assertEquals(OptionalInt.of(-2), accounts.groupId("4294967294"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ipc-none", "4294967295", "99999999999", "-1", "+1", "1.0", "\uDCFF"})
  void no_group_has_that_name_or_number(String text) {
    assertEquals(OptionalInt.empty(), accounts.groupId(text));
  }

  @Test
  void group_is_found_by_name_after_a_number_without_one() {
    accounts.group(-12345);

    assertEquals(OptionalInt.empty(), accounts.groupId("ipc-none"));
    assertEquals(OptionalInt.of(0), accounts.groupId("root"));
  }
}
