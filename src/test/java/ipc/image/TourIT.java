package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tour shows what is true, and leaves nothing behind, however it ends. */
class TourIT {
  private static final String LAST_STEP = "\n21. ";
  private static final String LEFT_OUT = "The rest of this part is left out.\n";

  /** Nothing in memory, no process, and no directory where it would be made otherwise. */
  private static final String LEFT = "left; ls -d /tmp/ipc-tour-* 2>/dev/null";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static void assertShows(Ran ran, String... lines) {
    for (String line : lines) {
      assertTrue(ran.out().contains("\n" + line + "\n"), () -> line + " is not in\n" + ran.out());
    }
  }

  @Test
  void goes_through_and_leaves_nothing() throws Exception {
    Ran ran = sandbox.run("ipc tour; echo status $?; " + LEFT);

    assertTrue(ran.out().contains(LAST_STEP), ran::out);
    assertFalse(ran.out().contains(LEFT_OUT), ran::out);
    assertShows(ran, "water the plants", "none lost, none twice", "HELLO", "tea\ncoffee", "gone");
    assertTrue(ran.out().endsWith("\nstatus 0\n"), ran::out);
    for (String word : new String[] {"cannot", "not found", "defect"}) {
      assertFalse((ran.out() + ran.err()).contains(word), ran.out() + ran.err());
    }
  }

  @Test
  void the_job_of_the_killed_worker_comes_last() throws Exception {
    Ran ran = sandbox.run("ipc tour");

    assertShows(ran, "$ kill -9 $one $(cat busy)\n$ wait $two", "$ tail -n 1 done\n1");
  }

  @Test
  void everything_that_lives_is_in_the_list_with_its_users() throws Exception {
    Ran ran = sandbox.run("ipc tour | grep -A 12 '^[$] ipc ls ' | cut -f 1,4 | tr -d 0-9");

    String directory = "/dev/shm/ipc-tour-/";
    for (String line :
        new String[] {
          "posix-shm:/tour-\t root ipc mapped write , root sleep open write \n",
          "fifo:" + directory + "orders\t root ipc both write \n",
          "unix:" + directory + "desk\t root ipc listening write \n",
          "tcp:...:\t root ipc listening write \n",
          "mbox:jobs\t\n",
        }) {
      assertTrue(ran.out().contains(line), () -> line + " is not in\n" + ran.out());
    }
  }

  /** Where the memory is full, what needs memory is left out, and the rest is shown. */
  @Test
  void goes_on_where_there_is_no_memory() throws Exception {
    Ran ran = sandbox.run("mount -o remount,size=64k /dev/shm; ipc tour; echo status $?; " + LEFT);

    assertEquals(3, ran.out().split(LEFT_OUT, -1).length, ran::out);
    assertShows(
        ran, "HELLO", "Parts that could not be shown here: 2. Nothing is left of the rest.");
    assertTrue(ran.out().endsWith("\nstatus 75\n"), ran::out);
  }

  @Test
  void a_user_who_may_not_write_there_sees_the_rest() throws Exception {
    sandbox.requireNobody();

    Ran ran =
        sandbox.run("chmod 755 /dev/shm; nobody ipc tour 2>/dev/null; echo status $?; " + LEFT);

    assertShows(ran, "HELLO", "none lost, none twice", "status 77");
    assertTrue(ran.out().contains("$ mkdir -m 700 /tmp/ipc-tour-"), ran::out);
    assertFalse(
        ran.out().substring(ran.out().lastIndexOf("status 77")).contains("ipc-tour"), ran::out);
  }

  @Test
  void without_a_place_there_is_nothing_to_show() throws Exception {
    sandbox.requireNobody();

    Ran ran = sandbox.run("chmod 755 /dev/shm; TMPDIR=/none nobody ipc tour; echo status $?");

    assertFalse(ran.out().contains("\n2. "), ran::out);
    assertTrue(ran.out().endsWith("status 71\n"), ran::out);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9, 11, 15, 18, 21})
  void an_interrupt_leaves_nothing(int step) throws Exception {
    Ran ran = sandbox.run(interrupted(step, "kill -INT -$!"));

    assertEquals(new Ran(0, "130\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 16, 20})
  void a_termination_of_the_tour_alone_leaves_nothing(int step) throws Exception {
    Ran ran = sandbox.run(interrupted(step, "kill -TERM $!"));

    assertEquals(new Ran(0, "143\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12})
  void a_hangup_leaves_nothing(int step) throws Exception {
    Ran ran = sandbox.run(interrupted(step, "kill -HUP $!"));

    assertEquals(new Ran(0, "129\n", ""), ran);
  }

  private static String interrupted(int step, String signal) {
    return "exec 2>/dev/null; set -m\nipc tour >shown 2>&1 &\nawait grep '^"
        + step
        + "\\. ' shown\n"
        + signal
        + "\nwait $!; echo $?\nawait left_nothing";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 11})
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

  /** The pause is an hour: only Enter can bring it to the third step, and nothing to the fourth. */
  @Test
  void on_a_terminal_it_waits_for_the_reader() throws Exception {
    sandbox.requireTools("script");

    Ran ran =
        sandbox.run(
            "exec 2>/dev/null; set -m; mkfifo keys; export NO_COLOR=1\n"
                + "script -qec 'ipc tour --pause 1h' /dev/null <>keys >shown &\n"
                + "await grep '^1\\. ' shown; await grep 'export IPC_HOME' shown\n"
                + "printf '\\r' >keys; await grep '^2\\. ' shown; await grep '^new' shown\n"
                + "grep '^3\\. ' shown\n"
                + "printf '\\r' >keys; await grep '^3\\. ' shown; await grep 'rw-' shown\n"
                + "printf '\\003' >keys; wait $!; echo $?\nawait left_nothing");

    assertEquals(new Ran(0, "130\n", ""), ran);
  }

  @Test
  void on_a_terminal_it_goes_on_by_itself_too() throws Exception {
    sandbox.requireTools("script");

    Ran ran =
        sandbox.run("script -qec 'ipc tour --pause 1ms' /dev/null >shown; echo $?; tail -1 shown");

    assertTrue(ran.out().startsWith("0\nThat was all of it"), ran::out);
  }

  @Test
  void a_reader_that_goes_away_ends_it_in_silence() throws Exception {
    Ran ran = sandbox.run("ipc tour 2>err | head -1; echo ${PIPESTATUS[0]}; cat err; left");

    assertEquals(new Ran(0, "\n141\n", ""), ran);
  }
}
