package ipc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ipc.engine.IpcException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The exit statuses are a contract with scripts: literal numbers, never those of the code. */
class ExitTest {
  private static final Map<IpcException, Integer> STATUSES = new LinkedHashMap<>();

  static {
    STATUSES.put(new IpcException.AnswerIsNo("m", null), 1);
    STATUSES.put(new IpcException.BadUsage("m", null), 64);
    STATUSES.put(new IpcException.Corrupt("m", null), 65);
    STATUSES.put(new IpcException.NoSuchObject("m", null), 66);
    STATUSES.put(new IpcException.HostUnknown("m", null), 68);
    STATUSES.put(new IpcException.Refused("m", null), 69);
    STATUSES.put(new IpcException.Unsupported("m", null), 69);
    STATUSES.put(new IpcException.SystemFailure("m", null), 71);
    STATUSES.put(new IpcException.AlreadyExists("m", null), 73);
    STATUSES.put(new IpcException.TransferFailed("m", null), 74);
    STATUSES.put(new IpcException.LimitReached("m", null), 75);
    STATUSES.put(new IpcException.PeerBrokeProtocol("m", null), 76);
    STATUSES.put(new IpcException.NotPermitted("m", null), 77);
    STATUSES.put(new IpcException.TimedOut("m", null), 124);
    STATUSES.put(new IpcException.CommandNotExecutable("m", null), 126);
    STATUSES.put(new IpcException.CommandNotFound("m", null), 127);
    STATUSES.put(new IpcException.EndedBySignal(15), 143);
    STATUSES.put(new IpcException.OutputClosed(), 141);
  }

  @Test
  void each_kind_of_failure_has_the_status_of_the_contract() {
    STATUSES.forEach((failure, status) ->
        assertEquals(status, Exit.statusOf(failure), failure.getClass().getSimpleName()));
  }

  @Test
  void no_kind_of_failure_is_without_a_status_here() {
    Set<Class<?>> tested = new HashSet<>();
    STATUSES.keySet().forEach(failure -> tested.add(failure.getClass()));

    assertEquals(Set.of(IpcException.class.getPermittedSubclasses()), tested);
  }

  @Test
  void constants_are_the_numbers_of_the_contract_each_once() {
    List<Integer> statuses = Arrays.stream(Exit.values()).map(Exit::status).toList();

    assertEquals(
        List.of(0, 1, 64, 65, 66, 68, 69, 70, 71, 73, 74, 75, 76, 77, 124, 126, 127), statuses);
  }

  @Test
  void constants_have_the_names_that_the_numbers_are_known_by() {
    assertEquals(70, Exit.BUG.status());
    assertEquals(68, Exit.NO_SUCH_HOST.status());
    assertEquals(76, Exit.PROTOCOL.status());
    for (Exit exit : Exit.values()) {
      assertFalse(exit.meaning().isBlank());
    }
  }

  @Test
  void signal_is_what_the_process_dies_of() {
    assertEquals(OptionalInt.of(2), Exit.endingOf(new IpcException.EndedBySignal(2)).signal());
    assertEquals(OptionalInt.of(13), Exit.endingOf(new IpcException.OutputClosed()).signal());
    assertEquals(
        OptionalInt.empty(), Exit.endingOf(new IpcException.NoSuchObject("m", null)).signal());
  }
}
