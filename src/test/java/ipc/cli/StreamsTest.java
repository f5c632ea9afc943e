package ipc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.IpcException;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to standard output and standard error, in which colours, and how much of it. */
@ExtendWith(NothingLeft.class)
class StreamsTest {
  private static final String ESCAPE = "\u001b";

  private final Machine machine = new Machine();
  private final Session session = new Session(machine);
  private final String name = machine.uniqueName();
  private final String address = "posix-shm:/" + name;

  @AfterEach
  void close() {
    machine.close();
  }

  private void make() {
    assertEquals(0, session.run("shm", "create", name, "-s", "100", "-m", "640"));
    machine.deleteAtEnd(Machine.sharedMemory(name));
  }

  private int list(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("shm", "ls", "-o", "address,size,mode", "--where", "address = " + address));
    words.addAll(List.of(options));
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void failure_is_coloured_on_a_terminal() {
    session.onTerminal().with("TERM", "xterm");

    session.run("lss");

    assertEquals(
        "\u001b[1;31mipc:\u001b[0m there is no command 'lss'\n"
            + "\u001b[32mhint:\u001b[0m did you mean 'ipc ls'? 'ipc help' lists them\n",
        session.error());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          true,  xterm, -,   -,      true
          true,  -,     -,   -,      false
          true,  dumb,  -,   -,      false
          true,  xterm, 1,   -,      false
          true,  xterm, '',  -,      true
          true,  dumb,  1,   always, true
          true,  xterm, -,   never,  false
          true,  xterm, -,   auto,   true
          false, xterm, -,   -,      false
          false, xterm, -,   auto,   false
          false, -,     1,   always, true
          """)
  void colour_follows_the_terminal_the_environment_and_the_option(
      boolean terminal, String term, String noColor, String option, boolean coloured) {
    if (terminal) {
      session.onTerminal();
    }
    if (term != null) {
      session.with("TERM", term);
    }
    if (noColor != null) {
      session.with("NO_COLOR", noColor);
    }

    session.run(
        option == null
            ? new String[] {"stat", "posix-shm:/ipc-test-none"}
            : new String[] {"stat", "--color", option, "posix-shm:/ipc-test-none"});

    assertEquals(coloured, session.error().contains(ESCAPE), session.error());
  }

  @Test
  void table_on_a_terminal_is_for_people() {
    make();
    session.onTerminal().with("TERM", "xterm");

    assertEquals(0, list());

    assertTrue(session.out().startsWith("\u001b[1mADDRESS"), session.out());
    assertTrue(session.out().contains("\u001b[36m" + address), session.out());
    assertTrue(session.out().contains("100"), session.out());
  }

  @Test
  void plain_lines_off_a_terminal_are_for_scripts() {
    make();

    assertEquals(0, list());

    assertEquals(address + "\t100\t0640\n", session.out());
  }

  @Test
  void plain_is_the_same_on_a_terminal_as_off_it() {
    make();
    list();
    String off = session.out();

    session.onTerminal().with("TERM", "xterm");
    list("--plain");

    assertEquals(off, session.out());
  }

  @Test
  void header_is_a_line_of_names() {
    make();

    list("--header");

    assertEquals("address\tsize\tmode\n" + address + "\t100\t0640\n", session.out());
  }

  @Test
  void json_is_one_document_without_colour_even_on_a_terminal() {
    make();
    session.onTerminal().with("TERM", "xterm");

    list("--json", "--color", "always");

    assertEquals(
        "{\"schema\":1,\"segments\":[\n{\"address\":\""
            + address
            + "\",\"sizeBytes\":100,\"mode\":\"0640\"}\n],\"warnings\":[]}\n",
        session.out());
  }

  @Test
  void nothing_found_is_an_empty_list() {
    assertEquals(0, list("--json"));
    assertEquals("{\"schema\":1,\"segments\":[],\"warnings\":[]}\n", session.out());

    assertEquals(0, list());
    assertEquals("", session.out());
  }

  @Test
  void sorting_and_picking_go_together() {
    make();
    String other = machine.uniqueName();
    machine.file(Machine.sharedMemory(other), new byte[200]);
    String where = "address ~ ^" + address.replaceAll("-\\d+$", "-");

    session.run("shm", "ls", "-o", "size", "--where", where, "--sort", "-size");
    assertEquals("200\n100\n", session.out());

    session.run("shm", "ls", "-o", "size", "--where", where, "--where", "size > 150");
    assertEquals("200\n", session.out());
  }

  @Test
  void verdict_comes_with_verbose_alone() {
    assertEquals(0, session.run("shm", "create", name, "-s", "4K"));
    machine.deleteAtEnd(Machine.sharedMemory(name));
    assertEquals(address + "\n", session.out());
    assertEquals("", session.error());
    session.run("rm", address);

    assertEquals(0, session.run("shm", "create", "-v", name, "-s", "4K"));
    assertEquals("ipc: created '" + address + "', 4K\n", session.error());
  }

  @Test
  void quiet_hides_notes_and_not_failures() {
    make();

    assertEquals(0, session.run("rm", "-q", address));
    assertEquals("", session.error());
    assertEquals(66, session.run("rm", "-q", address));
    assertTrue(session.error().startsWith("ipc: there is no "), session.error());
  }

  @Test
  void answer_of_no_is_silent_unless_it_is_asked_for() {
    make();
    machine.peer(
        """
        file = open(sys.argv[1], "r+b")
        memory = mmap.mmap(file.fileno(), 100)
        """,
        Machine.sharedMemory(name));

    assertEquals(1, session.run("rm", "--unused", address));
    assertEquals("", session.error());
    assertEquals(1, session.run("rm", "-v", "--unused", address));
    assertFalse(session.error().isEmpty());
  }

  @Test
  void names_cannot_change_the_terminal() {
    String odd = name + ESCAPE + "[31m\n";
    machine.file(Machine.sharedMemory(odd), new byte[100]);
    session.onTerminal();

    assertEquals(0, session.run("ls", "--where", "address ~ " + name));
    assertFalse(session.out().contains(ESCAPE), session.out());

    assertEquals(0, session.run("rm", "posix-shm:/" + odd));
    assertFalse(session.error().contains(ESCAPE), session.error());
    assertEquals(1, session.error().lines().filter(line -> line.startsWith("ipc: '")).count());
  }

  @Test
  void reader_that_went_away_ends_with_141_and_silence() {
    session.writingTo(
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void flush() {
            throw new IpcException.OutputClosed();
          }
        });

    assertEquals(141, session.run("help"));
    assertEquals("", session.error());
    assertEquals(141, session.run("ls"));
    assertFalse(session.error().contains("hint"), session.error());
  }

  @Test
  void output_that_is_lost_ends_with_74() {
    session.writingTo(
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void flush() {
            throw new IpcException.TransferFailed("cannot write to standard output", null);
          }
        });

    assertEquals(74, session.run("--version"));
    assertEquals("ipc: cannot write to standard output\n", session.error());
  }

  @Test
  void environment_for_a_command_has_ours_once_and_the_rest() {
    Environment environment =
        new Environment(Map.of("PATH", "/bin", "IPC_ID", "old", "EMPTY", "", "A", "x=y"));

    List<String> entries = environment.with(List.of("IPC_ID=7", "IPC_SIZE=a=b"));

    assertEquals(
        List.of("A=x=y", "EMPTY=", "IPC_ID=7", "IPC_SIZE=a=b", "PATH=/bin"),
        entries.stream().sorted().toList());
  }

  @Test
  void variable_that_is_empty_has_no_value() {
    Environment environment = new Environment(Map.of("EMPTY", "", "A", "x"));

    assertTrue(environment.value("EMPTY").isEmpty());
    assertTrue(environment.value("NONE").isEmpty());
    assertEquals("x", environment.value("A").orElseThrow());
  }
}
