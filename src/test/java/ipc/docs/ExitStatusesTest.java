package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.cli.Exit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExitStatusesTest {

  @Test
  void prose_is_parted_by_its_statuses() {
    ExitStatuses told = ExitStatuses.in(List.of("Before.", "1::", "No.", "", "66::", "None."));

    assertEquals(List.of("Before."), told.before());
    assertEquals(Set.of(Exit.NO, Exit.NO_SUCH_OBJECT), told.texts().keySet());
    assertEquals(List.of("No.", ""), told.texts().get(Exit.NO));
  }

  @Test
  void a_number_that_is_no_status_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> ExitStatuses.in(List.of("67::")));
  }

  @Test
  void a_status_that_is_told_twice_is_refused() {
    List<String> twice = List.of("1::", "One.", "1::", "Two.");

    assertThrows(IllegalArgumentException.class, () -> ExitStatuses.in(twice));
  }

  @Test
  void a_command_has_those_of_all_commands_besides() {
    Set<Exit> statuses = of("ls", "= EXIT STATUS\n\n1::\nNone.\n").texts().keySet();

    assertTrue(statuses.containsAll(Set.of(Exit.OK, Exit.USAGE, Exit.BUG, Exit.SYSTEM)));
    assertFalse(statuses.contains(Exit.NOT_FOUND), "it runs no command");
    assertFalse(statuses.contains(Exit.EXISTS));
  }

  @Test
  void a_command_that_runs_one_has_those_of_starting_it() {
    Set<Exit> statuses = of("recv", "= EXIT STATUS\n\n1::\nNone.\n").texts().keySet();

    assertTrue(statuses.containsAll(Set.of(Exit.NOT_EXECUTABLE, Exit.NOT_FOUND)));
  }

  @Test
  void prose_without_a_status_leaves_all_of_them() {
    assertEquals(Exit.values().length, of("ls", "Text.\n").texts().size());
  }

  private static ExitStatuses of(String word, String prose) {
    Command command =
        Command.all().stream().filter(each -> each.words().equals(word)).findFirst().orElseThrow();
    return ExitStatuses.of(command, Prose.parse(prose));
  }
}
