package ipc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void one_is_told_as_one_and_all_else_as_many() {
    assertEquals("0 bytes", Quantity.bytes(0));
    assertEquals("1 byte", Quantity.bytes(1));
    assertEquals("2 messages", Quantity.messages(2));
    assertEquals("1 use was", Quantity.of(1, "use was", "uses were"));
  }
}
