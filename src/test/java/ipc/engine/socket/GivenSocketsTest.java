package ipc.engine.socket;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipc.engine.IpcException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the environment tells of sockets that were passed: sd_listen_fds(3). */
class GivenSocketsTest {
  private static GivenSockets given(String pid, String count) {
    return GivenSockets.of(Optional.ofNullable(pid), Optional.ofNullable(count), 42);
  }

  @Test
  void sockets_are_ours_where_the_pid_is() {
    assertEquals(2, given("42", "2").count());
    assertEquals(0, given("41", "2").count());
    assertEquals(0, given(null, "2").count());
    assertEquals(0, given("42", null).count());
    assertEquals(0, given("41", "many").count());
  }

  @Test
  void count_that_is_no_number_is_refused() {
    assertThrows(IpcException.BadUsage.class, () -> given("42", "many"));
  }

  @Test
  void only_theirs_are_taken_by_number_where_there_are_any() {
    assertDoesNotThrow(() -> given("42", "2").require(3));
    assertDoesNotThrow(() -> given("42", "2").require(4));
    assertThrows(IpcException.BadUsage.class, () -> given("42", "2").require(5));
    assertThrows(IpcException.BadUsage.class, () -> given("42", "2").require(2));
    assertDoesNotThrow(() -> given(null, null).require(7));
  }
}
