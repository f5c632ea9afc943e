package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.engine.NothingLeft;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class AccountCallsTest {
  private static final int NOBODYS = -12345; // 4294954951 without a sign

  private final AccountCalls accounts;

  AccountCallsTest(DoorKind kind) {
    accounts = new Kernel(kind.open()).accounts();
  }

  @Test
  void names_are_found_by_id() {
    assertArrayEquals("root".getBytes(US_ASCII), accounts.userName(0));
    assertArrayEquals("root".getBytes(US_ASCII), accounts.groupName(0));
  }

  @Test
  void id_that_nobody_has_has_no_name() {
    assertArrayEquals(new byte[0], accounts.userName(NOBODYS));
    assertArrayEquals(new byte[0], accounts.groupName(NOBODYS));
  }

  @Test
  void group_is_found_by_name() {
    assertEquals(OptionalInt.of(0), accounts.groupId("root".getBytes(US_ASCII)));
    assertEquals(OptionalInt.empty(), accounts.groupId("ipc-none".getBytes(US_ASCII)));
    assertEquals(OptionalInt.empty(), accounts.groupId(new byte[] {(byte) 0xFF, ':'}));
  }
}
