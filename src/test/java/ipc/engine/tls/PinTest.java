package ipc.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.model.ValueException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  @Test
  void both_forms_are_the_same_pin() {
    assertEquals(Pin.parse("sha256//" + BASE64), Pin.parse("sha256:" + HEX));
    assertNotEquals(Pin.parse("sha256:" + HEX), Pin.parse("sha256:" + "0".repeat(64)));
  }

  @Test
  void colons_between_bytes_and_capitals_are_read() {
    String openssl = HEX.toUpperCase(Locale.ROOT).replaceAll("..(?=.)", "$0:");

    assertEquals(Pin.parse("sha256:" + HEX), Pin.parse("sha256:" + openssl));
  }

  @Test
  void pin_prints_as_curl_takes_it() {
    assertEquals("sha256//" + BASE64, Pin.parse("sha256:" + HEX).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "sha256//",
        "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha256:e3b0",
        "sha256:zz",
        "sha256//e3b0",
        "sha256//!",
        HEX
      })
  void anything_else_is_refused(String text) {
    assertThrows(ValueException.class, () -> Pin.parse(text));
  }
}
