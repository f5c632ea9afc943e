package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {

  @ParameterizedTest
  @EnumSource(value = Errno.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void error_is_found_by_its_number(Errno errno) {
    assertEquals(errno, Errno.of(errno.number()));
    assertEquals(errno, Errno.ofResult(-errno.number()));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 41, 58, 134, 4095, Integer.MAX_VALUE})
  void number_that_no_error_has_is_unknown(int number) {
    assertEquals(Errno.UNKNOWN, Errno.of(number));
  }

  @Test
  void result_that_is_no_failure_is_unknown() {
    assertEquals(Errno.UNKNOWN, Errno.ofResult(0));
    assertEquals(Errno.UNKNOWN, Errno.ofResult(2));
  }

  @ParameterizedTest
  @EnumSource(value = Errno.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void meaning_is_the_c_librarys(Errno errno) {
    Door door = new ForeignDoor();
    long text = door.call(door.function("strerror"), errno.number(), 0, 0, 0, 0, 0);
    ByteBuffer view = door.view(text, 200);
    StringBuilder meaning = new StringBuilder();
    for (int i = 0; view.get(i) != 0; i++) {
      meaning.append((char) view.get(i));
    }

    assertTrue(
        errno.meaning().equalsIgnoreCase(meaning.toString()), errno.meaning() + ": " + meaning);
  }
}
