package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a command whose standard streams are closed, full or gone. */
class StreamsIT {
  private static final String MADE = "ipc shm create jobs -s 8M >/dev/null; ";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipc ls",
        "ipc ls --json",
        "ipc stat posix-shm:/jobs",
        "ipc shm read jobs",
        "ipc shm read jobs --format hex",
        "ipc shm read jobs --format text",
        "ipc shm create more -s 4K",
        "ipc shm attach jobs --hold",
        "ipc help",
        "ipc --version"
      })
  void lost_output_is_an_error(String command) throws Exception {
    Ran full = sandbox.run(MADE + command + " >/dev/full");
    Ran closed = sandbox.run(MADE + command + " >&-");

    assertEquals(74, full.status(), full::err);
    assertTrue(full.err().contains("standard output: no space left on device (ENOSPC)"), full::err);
    assertEquals(74, closed.status(), closed::err);
    assertTrue(closed.err().contains("standard output: bad file descriptor (EBADF)"), closed::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipc shm read jobs", "ipc shm read jobs --format hex"})
  void a_reader_that_goes_away_ends_it_in_silence(String command) throws Exception {
    Ran ran =
        sandbox.run(
            "head -c 8M /dev/urandom >data; "
                + MADE
                + "ipc shm write jobs <data; "
                + command
                + " | head -c1 >/dev/null; echo ${PIPESTATUS[0]}");

    assertEquals(new Ran(0, "141\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipc ls",
        "ipc ls --json",
        "ipc shm create more -s 4K",
        "ipc shm attach jobs --hold"
      })
  void a_reader_that_is_gone_already_ends_it_in_silence(String command) throws Exception {
    Ran ran = sandbox.run(MADE + "exec 7> >(exec true); wait $!; " + command + " >&7; echo $?");

    assertEquals(new Ran(0, "141\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "hex", "text"})
  void closed_input_is_an_error_and_no_file_of_the_image(String format) throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + "ipc shm write jobs --format "
                + format
                + " <&-; echo $?; ipc shm read jobs | tr -d '\\0' | wc -c");

    assertEquals("74\n0\n", ran.out());
    assertTrue(ran.err().contains("standard input: bad file descriptor (EBADF)"), ran::err);
  }

  @Test
  void a_command_finds_closed_what_was_closed() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + "ipc shm attach jobs -- sh -c 'ls /proc/self/fd/0' <&- 2>/dev/null; echo $?;"
                + " ipc shm attach jobs -- sh -c 'echo x' >&- 2>/dev/null; echo $?");

    assertEquals("2\n", ran.out().substring(0, 2));
    assertTrue(!ran.out().endsWith("\n0\n"), ran::out);
  }

  @Test
  void a_file_larger_than_the_segment_is_refused_before_a_byte_is_written() throws Exception {
    Ran ran =
        sandbox.run(
            "ipc shm create four -s 4 >/dev/null; printf 12345 >five; ipc shm write four <five;"
                + " echo $?; ipc shm read four | tr '\\0' .");

    assertEquals(
        new Ran(
            0,
            "75\n....",
            "ipc: input does not fit into 'posix-shm:/four': the input has 5 bytes; nothing is"
                + " written\nhint: --length 4 writes the first 4 bytes alone\n"),
        ran);
  }

  @Test
  void a_pipe_larger_than_the_segment_fills_it_and_is_told() throws Exception {
    Ran ran =
        sandbox.run(
            "ipc shm create four -s 4 >/dev/null; printf 12345 | ipc shm write four;"
                + " echo $?; ipc shm read four");

    assertEquals(
        new Ran(
            0,
            "75\n1234",
            """
            ipc: input does not fit into 'posix-shm:/four': 4 bytes are written and it is full
            hint: --length 4 writes the first 4 bytes alone
            """),
        ran);
  }

  @Test
  void a_part_is_read_and_written_where_it_lies() throws Exception {
    Ran ran =
        sandbox.run(
            """
            for segment in jobs sysv-shm:1 ./file; do
              ipc shm create $segment -s 8 >/dev/null
              printf abcdefgh | ipc shm write $segment
              printf XYZ | ipc shm write $segment --offset 3 --length 2
              ipc shm read $segment --offset 2 --length 4
              ipc shm read $segment --offset 8
            done
            """);

    assertEquals(new Ran(0, "cXYfcXYfcXYf", ""), ran);
  }

  @Test
  void a_non_blocking_pipe_is_waited_for() throws Exception {
    sandbox.requireTools("python3");

    Ran ran =
        sandbox.run(
            MADE
                + """
                ipc shm read jobs | python3 -c '
                import fcntl, os, subprocess, sys
                fcntl.fcntl(0, fcntl.F_SETFL, os.O_NONBLOCK)
                sys.exit(subprocess.run(["ipc", "shm", "write", "jobs"]).returncode)'
                """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @Test
  void a_reader_that_goes_away_is_seen_where_its_signal_is_ignored() throws Exception {
    Ran ran =
        sandbox.run(
            MADE + "trap '' PIPE; ipc shm read jobs | head -c1 >/dev/null; echo ${PIPESTATUS[0]}");

    assertEquals(new Ran(0, "141\n", ""), ran);
  }

  @Test
  void a_limit_on_files_is_told_with_what_was_moved_before() throws Exception {
    Ran ran =
        sandbox.run(
            """
            ipc shm create jobs -s 64K >/dev/null
            head -c 64K /dev/urandom >data
            ulimit -f 8
            ipc shm write jobs <data; echo $?
            ipc shm read jobs >out; echo $?
            """);

    assertEquals(
        new Ran(
            0,
            "75\n74\n",
            """
            ipc: cannot write beyond 8192 bytes of 'posix-shm:/jobs': file too large (EFBIG)
            ipc: cannot write standard output: file too large (EFBIG); 8192 bytes were moved before
            """),
        ran);
  }

  @Test
  void a_segment_that_is_cut_short_while_it_is_read_is_told() throws Exception {
    Ran ran =
        sandbox.run(
            MADE
                + """
                mkfifo pipe
                exec 7<>pipe
                ipc shm read jobs >&7 &
                reader=$!
                await grep pipe_write /proc/$reader/wchan
                truncate -s 100 /dev/shm/jobs
                cat <&7 >/dev/null &
                wait $reader
                echo $?
                """);

    assertEquals("74\n", ran.out());
    assertTrue(ran.err().contains("'posix-shm:/jobs' was cut short while it was read"), ran::err);
  }
}
