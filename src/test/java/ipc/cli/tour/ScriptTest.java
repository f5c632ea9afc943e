package ipc.cli.tour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final int LARGEST_PID = 4194304;
  private static final int COLUMNS = 80;

  private final Script script = Script.of(LARGEST_PID, "/dev/shm");

  private Stream<Step> steps() {
    return script.parts().stream().flatMap(part -> part.steps().stream());
  }

  @Test
  void words_fit_a_terminal_of_80_columns_with_their_number() {
    List<String> tooLong =
        steps().flatMap(step -> step.what().lines()).filter(line -> line.length() > 75).toList();

    assertEquals(List.of(), tooLong);
  }

  @Test
  void commands_fit_a_terminal_of_80_columns_with_the_prompt() {
    List<String> tooLong =
        steps()
            .flatMap(step -> step.commands().stream())
            .filter(command -> "$ ".length() + command.length() > COLUMNS)
            .toList();

    assertEquals(List.of(), tooLong);
  }

  @Test
  void directory_with_anything_in_its_name_is_one_word() {
    Script odd = Script.of(7, "/tmp/it's here");

    String first = odd.parts().getFirst().steps().getFirst().commands().getFirst();

    assertEquals("mkdir -m 700 '/tmp/it'\\''s here/ipc-tour-7'", first);
  }

  @Test
  void objects_outside_the_directory_have_names_that_hold_the_pid() {
    List<String> names = Script.of(77, "/tmp").objects().stream().map(Object::toString).toList();

    assertEquals(List.of("posix-shm:/tour-77", "sysv-shm:0x1bc0004d"), names);
  }
}
