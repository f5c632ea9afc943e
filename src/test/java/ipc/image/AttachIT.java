package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which status is whose, when a command runs while we hold a segment, or when we wait. */
class AttachIT {
  private static final String MADE = "ipc shm create jobs -s 4K >/dev/null; ";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipc shm attach jobs -- true | 0",
        "ipc shm attach jobs -- sh -c 'exit 7' | 7",
        "ipc shm attach jobs -- sh -c 'exit 255' | 255",
        "ipc shm attach jobs -- sh -c 'kill -KILL $$' | 137",
        "ipc shm attach jobs -- sh -c 'kill -TERM $$' | 143",
        "ipc shm attach jobs -E 42 -- sh -c 'exit 7' | 7",
        "ipc shm attach jobs -E 42 -- sh -c 'kill -TERM $$' | 143",
        "ipc shm attach sysv-shm:private -- true | 64"
      })
  void the_status_is_the_commands(String command, int status) throws Exception {
    Ran ran = sandbox.run(MADE + command);

    assertEquals(status, ran.status(), ran::err);
    assertEquals("", ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipc shm attach jobs -- no-such | 127 | 'no-such'",
        "ipc shm attach jobs -- ./no-such | 127 | './no-such'",
        "ipc shm attach jobs -- /etc/passwd | 126 | '/etc/passwd'",
        "ipc shm attach jobs -- / | 126 | '/'",
        "ipc shm attach jobs -E 42 -- no-such | 42 | 'no-such'",
        "ipc shm attach none -E 42 -- true | 42 | 'posix-shm:/none'",
        "ipc shm attach none -E 0 -- true | 0 | 'posix-shm:/none'"
      })
  void what_fails_before_the_command_is_ours(String command, int status, String subject)
      throws Exception {
    Ran ran = sandbox.run(MADE + command);

    assertEquals(status, ran.status(), ran::err);
    assertTrue(ran.err().contains(subject), ran::err);
  }

  @Test
  void a_command_whose_lifetime_is_over_is_ended_with_124() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm attach jobs --lifetime 50ms -- sleep 1000; echo $?
                ipc shm attach jobs --lifetime 50ms -E 42 -- sleep 1000; echo $?
                ipc shm rm --unused jobs && left
                """);

    assertEquals("124\n124\n", ran.out());
    assertTrue(ran.err().contains("the lifetime of 'sleep' is over"), ran::err);
  }

  @Test
  void a_command_is_told_what_is_held_for_it() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm create sysv-shm:1 -s 5000 >/dev/null
                show='echo $IPC_ADDRESS $IPC_SIZE ${IPC_ID:-none} ${IPC_FD:+open}'
                ipc shm attach jobs -- sh -c "$show"
                ipc shm attach sysv-shm:1 -- sh -c "$show"
                """);

    assertEquals(
        new Ran(0, "posix-shm:/jobs 4096 none open\nsysv-shm:0x00000001 5000 0\n", ""), ran);
  }

  @Test
  void a_command_inherits_no_other_descriptor() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                exec 9</dev/null
                ipc shm attach jobs -- sh -c 'ls /proc/$$/fd/9' 2>/dev/null || echo closed
                """);

    assertEquals(new Ran(0, "closed\n", ""), ran);
  }

  @Test
  void the_descriptor_of_a_read_only_hold_cannot_write() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm attach jobs --read-only -- sh -c 'echo x >&$IPC_FD' 2>/dev/null || echo no
                ipc shm attach jobs -- sh -c 'echo x >&$IPC_FD' && head -c1 /dev/shm/jobs
                """);

    assertEquals(new Ran(0, "no\nx", ""), ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipc wait posix-shm:/jobs present -n | 0",
        "ipc wait posix-shm:/jobs removed -n | 124",
        "ipc wait posix-shm:/jobs removed -w 50ms | 124",
        "ipc wait posix-shm:/jobs removed -w 0 | 124",
        "ipc wait posix-shm:/jobs used -n | 124",
        "ipc wait posix-shm:/jobs unused -n | 0",
        "ipc wait posix-shm:/none present -n | 124",
        "ipc wait posix-shm:/none removed -n | 0",
        "ipc wait posix-shm:/none unused -n | 66",
        "ipc wait sysv-shm:0x9 present -w 50ms | 124",
        "ipc wait posix-mq:/none removed -n | 0",
        "ipc wait posix-sem:/none present -n | 124"
      })
  void a_wait_ends_with_the_answer_or_with_124(String command, int status) throws Exception {
    Ran ran = sandbox.run(MADE + command);

    assertEquals(status, ran.status(), ran::err);
    assertTrue(status != 124 || ran.err().contains("the time given ran out: '"), ran::err);
  }

  @Test
  void a_wait_for_use_ends_when_the_object_is_removed() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc wait posix-shm:/jobs used &
                await grep poll /proc/$!/wchan
                ipc rm posix-shm:/jobs
                wait $!
                echo $?
                """);

    assertEquals("66\n", ran.out());
    assertTrue(ran.err().contains("'posix-shm:/jobs' was removed while"), ran::err);
  }

  @Test
  void a_wait_ends_as_soon_as_the_last_user_goes() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm create sysv-shm:1 -s 4K >/dev/null
                for address in posix-shm:/jobs sysv-shm:1; do
                  ipc shm attach $address --hold >held &
                  holder=$!
                  await test -s held
                  ipc wait $address unused -w 30s &
                  await grep poll /proc/$!/wchan
                  kill $holder
                  wait $!
                  echo $?
                  rm held
                done
                """);

    assertEquals(new Ran(0, "0\n0\n", ""), ran);
  }

  @Test
  void removal_answers_no_while_it_is_held_and_forgives_what_is_missing() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm attach jobs --hold >held &
                await test -s held
                ipc shm rm --unused jobs; echo $?
                ipc shm rm -f none sysv-shm:0x9 sysv-shm:id=99; echo $?
                kill $!
                wait $! 2>/dev/null
                ipc shm rm --unused jobs; echo $?
                """);

    assertEquals(new Ran(0, "1\n0\n0\n", ""), ran);
  }
}
