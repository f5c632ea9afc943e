package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tour shows what is true, and leaves nothing behind, however it ends. */
class TourIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  @Test
  void goes_through_and_leaves_nothing() throws Exception {
    Ran ran = sandbox.run("ipc tour; echo status $?; left");

    assertTrue(ran.out().contains("\n1. "), ran::out);
    assertTrue(ran.out().contains("\n   (the second process sees it too)\n"), ran::out);
    assertTrue(ran.out().endsWith("\nstatus 0\n"), ran::out);
    Matcher waited = Pattern.compile("-o messages\n(\\d+)\n").matcher(ran.out());
    assertTrue(waited.find(), ran::out);
    assertTrue(
        ran.out().contains("\n" + waited.group(1) + " names came, 0 of them twice\n"), ran::out);
    assertFalse((ran.out() + ran.err()).contains("cannot"), ran::err);
    assertFalse((ran.out() + ran.err()).contains("not found"), ran::err);
    assertFalse((ran.out() + ran.err()).contains("warning"), ran::err);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 10, 13, 16, 18, 19, 22, 23})
  void an_interrupt_leaves_nothing(int step) throws Exception {
    Ran ran = sandbox.run(interrupted(step, "kill -INT -$!"));

    assertEquals(new Ran(0, "130\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 14, 19, 23})
  void a_termination_of_the_tour_alone_leaves_nothing(int step) throws Exception {
    Ran ran = sandbox.run(interrupted(step, "kill -TERM $!"));

    assertEquals(new Ran(0, "143\n", ""), ran);
  }

  private static String interrupted(int step, String signal) {
    return "exec 2>/dev/null; set -m\nipc tour >shown 2>&1 &\nawait grep '^"
        + step
        + "\\. ' shown\n"
        + signal
        + "\nwait $!; echo $?\nawait left_nothing";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13})
  void an_interrupt_from_the_terminal_leaves_nothing(int step) throws Exception {
    sandbox.requireTools("script");

    Ran ran =
        sandbox.run(
            "exec 2>/dev/null; set -m; mkfifo keys\n"
                + "script -qec 'ipc tour >shown 2>&1' /dev/null <>keys >/dev/null &\nawait grep '^"
                + step
                + "\\. ' shown\nprintf '\\003' >keys\nwait $!; echo $?\nawait left_nothing");

    assertEquals(new Ran(0, "130\n", ""), ran);
  }

  @Test
  void a_reader_that_goes_away_ends_it_in_silence() throws Exception {
    Ran ran = sandbox.run("ipc tour 2>err | head -1; echo ${PIPESTATUS[0]}; cat err; left");

    assertEquals(new Ran(0, "\n141\n", ""), ran);
  }
}
