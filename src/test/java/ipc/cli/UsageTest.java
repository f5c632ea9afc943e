package ipc.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line, in the words that the user reads. */
@ExtendWith(NothingLeft.class)
class UsageTest {
  private static final String LS = "'ipc ls --help' lists its options";
  private static final String CREATE = "'ipc shm create --help' lists its options";
  private static final String SIZES =
      "accepted: 4096, 4K = 4KiB = 4096, 4KB = 4000, 1.5M, units K M G T P E";

  private final Machine machine = new Machine();
  private final Session session = new Session(machine);

  @AfterEach
  void close() {
    machine.close();
  }

  /** Runs words between spaces; the status is 64, nothing is on standard output. */
  private void assertUsage(String words, String message, String hint) {
    int status = session.run(words.isEmpty() ? new String[0] : words.split(" "));

    assertEquals("ipc: " + message + "\nhint: " + hint + "\n", session.error());
    assertEquals(64, status);
    assertEquals("", session.out());
  }

  @Test
  void nothing_is_no_command() {
    assertUsage("", "no command is given", "'ipc help' lists the commands");
  }

  @Test
  void unknown_command_is_told_with_the_nearest_if_there_is_one() {
    assertUsage("frobnicate", "there is no command 'frobnicate'", "'ipc help' lists them");
    assertUsage("lss", "there is no command 'lss'", "did you mean 'ipc ls'? 'ipc help' lists them");
  }

  @Test
  void unknown_verb_is_told_with_its_noun() {
    assertUsage(
        "shm frobnicate", "there is no verb 'shm frobnicate'", "'ipc help shm' lists its verbs");
    assertUsage(
        "shm creat",
        "there is no verb 'shm creat'",
        "did you mean 'ipc shm create'? 'ipc help shm' lists its verbs");
  }

  @Test
  void noun_alone_needs_a_verb() {
    assertUsage("shm", "'ipc shm' needs a verb", "'ipc help shm' lists its verbs");
  }

  @Test
  void option_before_the_command_is_told_its_place() {
    assertUsage(
        "-v ls",
        "option '-v' stands before the command",
        "options follow the verb: 'ipc ls -v', 'ipc shm ls -v'");
  }

  @Test
  void unknown_option_is_told_with_the_nearest_if_there_is_one() {
    assertUsage("ls --frobnicate", "'ipc ls' has no option '--frobnicate'", LS);
    assertUsage("ls --jsn", "'ipc ls' has no option '--jsn'", "did you mean '--json'? " + LS);
    assertUsage("ls --jsn=1", "'ipc ls' has no option '--jsn'", "did you mean '--json'? " + LS);
  }

  @Test
  void operand_too_many_is_named() {
    assertUsage("ls operand", "'ipc ls' takes no further operand 'operand'", LS);
    assertUsage("shm create x y -s 4K", "'ipc shm create' takes no further operand 'y'", CREATE);
  }

  @Test
  void argument_is_never_read_from_a_file() {
    assertUsage("ls @/etc/passwd", "'ipc ls' takes no further operand '@/etc/passwd'", LS);
  }

  @Test
  void what_is_missing_is_named() {
    assertUsage("shm create -s 4K", "'ipc shm create' needs ADDRESS", CREATE);
    assertUsage("shm create x", "'ipc shm create' needs --size SIZE", CREATE);
    assertUsage("stat", "'ipc stat' needs ADDRESS", "'ipc stat --help' lists its options");
    assertUsage("ls -o", "'ipc ls' needs --columns LIST", LS);
    assertUsage("ls --color", "'ipc ls' needs --color WHEN", LS);
  }

  @Test
  void option_that_is_given_twice_is_named() {
    assertUsage("shm create x -s 4K -s 5K", "option '--size' is given twice", CREATE);
    assertUsage("ls -q -q", "option '--quiet' is given twice", LS);
  }

  @Test
  void bad_value_is_told_with_its_option_and_what_is_accepted() {
    assertUsage("shm create x -s 4Q", "option '--size': bad size '4Q': no unit 'Q'", SIZES);
    assertUsage(
        "shm create x -s 4K -m 9",
        "option '--mode': bad mode '9': an octal digit is 0 to 7",
        "accepted: 600, 0640, u=rw,g=r,o=, a+r, g-w");
    assertUsage(
        "shm wait x present -w abc",
        "option '--timeout': bad duration 'abc': it does not begin with a number",
        "accepted: 250ms, 2s, 5m, 1.5h, 2 = 2s, units ns us ms s m h d");
    assertUsage(
        "ls --color purple",
        "option '--color': bad time to colour 'purple': there is no such time",
        "accepted: auto, always, never");
  }

  @Test
  void value_that_looks_like_an_option_is_a_value() {
    assertUsage(
        "shm create x -s -1", "option '--size': bad size '-1': a size is never negative", SIZES);
  }

  @Test
  void address_is_told_with_what_it_could_have_been() {
    assertUsage(
        "stat posix:/x",
        "bad address 'posix:/x': 'posix:' says not which kind",
        "accepted: posix-shm:/x, posix-mq:/x, posix-sem:/x");
    assertUsage(
        "shm create posix-mq:/x -s 4K",
        "bad address 'posix-mq:/x': not an address of 'ipc shm'",
        "accepted: posix-shm:/name, sysv-shm:0x1234, sysv-shm:id=6, sysv-shm:ftok=/path,7,"
            + " sysv-shm:private, file:/path");
  }

  @Test
  void what_was_typed_cannot_change_the_terminal_and_is_escaped_once() {
    assertUsage(
        "stat a\u001b[31m\\\u0007",
        "bad address 'a\\x1b[31m\\\\\\x07': the scheme is missing",
        "accepted: mbox:W, posix-shm:/W, posix-mq:/W, posix-sem:/W, file:W, fifo:W"
            .replace("W", "a\\x1b[31m\\\\\\x07"));
  }

  @Test
  void command_where_there_must_be_one_is_asked_for() {
    assertUsage(
        "shm attach x",
        "'ipc shm attach' needs either '-- CMD' or '--hold'",
        "'ipc shm attach posix-shm:/x -- CMD' holds it while CMD runs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -o nope            | bad column 'nope': there is no such column; did you mean 'mode'?
          -o address,        | bad column '': there is no such column
          --sort nope        | bad column 'nope': there is no such column; did you mean 'mode'?
          --sort -addres     | bad column 'addres': there is no such column; did you mean 'address'?
          --where size       | bad condition 'size': not of the form FIELD OP VALUE
          --where size>>1    | bad operator '>>': there is no such comparison
          --where size>abc   | bad size value 'abc': it does not begin with a number
          --where nope=1     | bad column 'nope': there is no such column; did you mean 'mode'?
          --where address~[  | bad address value '[': not a regular expression of java.util.regex
          """)
  void choice_of_what_is_shown_is_checked(String options, String message) {
    int status = session.run(("ls " + options).split(" "));

    assertEquals(64, status);
    assertEquals("ipc: " + message, session.error().lines().findFirst().orElseThrow());
    assertEquals("", session.out());
  }

  @Test
  void refused_columns_leave_nothing_behind() {
    String name = machine.uniqueName();
    machine.deleteAtEnd(Machine.sharedMemory(name));

    int status = session.run("shm", "create", name, "-s", "4K", "-o", "nope");

    assertEquals(64, status);
    assertFalse(machine.exists(Machine.sharedMemory(name)));
  }

  @Test
  void quiet_does_not_hide_what_is_wrong() {
    assertEquals(64, session.run("ls", "-q", "--where", "nope = 1"));
    assertTrue(session.error().startsWith("ipc: bad column 'nope'"), session.error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void overview_lists_every_noun_and_every_verb(String word) {
    assertEquals(0, session.run(word));
    assertEquals("", session.error());
    for (Catalogue.Group group : Catalogue.groups()) {
      assertTrue(session.out().contains("\n  " + group.noun().word() + " "), session.out());
    }
    for (Catalogue.Entry entry : Catalogue.top()) {
      assertTrue(session.out().contains("\n  " + entry.word() + " "), session.out());
    }
  }

  @Test
  void help_of_a_noun_lists_its_verbs_however_it_is_asked_for() {
    session.run("help", "shm");
    String help = session.out();

    for (Catalogue.Entry entry : Catalogue.group("shm").orElseThrow().verbs()) {
      assertTrue(help.contains("\n  " + entry.word() + " "), help);
    }
    for (List<String> words : List.of(List.of("shm", "--help"), List.of("shm", "-h"))) {
      assertEquals(0, session.run(words.toArray(String[]::new)));
      assertEquals(help, session.out());
    }
  }

  @Test
  void help_of_a_verb_has_its_options_examples_and_statuses() {
    assertEquals(0, session.run("shm", "create", "--help"));
    String help = session.out();

    assertTrue(help.startsWith("Usage: ipc shm create "), help);
    assertTrue(help.contains("-s, --size=SIZE"), help);
    assertTrue(help.contains("--color=WHEN"), help);
    assertTrue(help.contains("\nExamples:\n"), help);
    assertTrue(help.contains("\nExit status: 0 done"), help);
    assertTrue(help.contains("'man ipc-shm-create'"), help);
    assertEquals(0, session.run("help", "shm", "create"));
    assertEquals(help, session.out());
  }

  @Test
  void help_lists_the_statuses() {
    assertEquals(0, session.run("help", "statuses"));
    for (Exit exit : Exit.values()) {
      assertTrue(session.out().contains("\n  " + exit.status() + " "), session.out());
    }
    assertTrue(session.out().lines().allMatch(line -> line.length() <= 80), session.out());
  }

  @Test
  void help_lists_addresses_that_can_be_typed() {
    assertEquals(0, session.run("help", "addresses"));
    String forms = session.out().substring(0, session.out().indexOf("\n\n"));
    List<String> words =
        forms
            .lines()
            .skip(1)
            .flatMap(line -> Stream.of(line.replaceAll("\\(.*", "").split(" +")))
            .filter(word -> !word.isEmpty())
            .toList();

    assertTrue(words.containsAll(List.of("mbox:name", "fifo:/path", "-")), words::toString);
    for (String word : words) {
      assertDoesNotThrow(() -> Address.parse(word), word);
    }
  }

  @Test
  void help_of_every_verb_fits_the_width() {
    for (Catalogue.Group group : Catalogue.groups()) {
      for (Catalogue.Entry entry : group.verbs()) {
        assertFits(group.noun().word(), entry.word());
      }
    }
    for (Catalogue.Entry entry : Catalogue.top()) {
      assertFits(entry.word());
    }
  }

  private void assertFits(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--help");
    assertEquals(0, session.run(all.toArray(String[]::new)));
    String options = session.out().substring(0, session.out().indexOf("\nExamples:"));
    for (String line : options.split("\n")) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @Test
  void lease_is_not_extended_by_nothing() {
    assertUsage(
        "mbox extend jobs 1-0-1 --lease 0",
        "--lease 0 keeps a message for no time: it would be somebody else's at once",
        "'ipc mbox nack' gives it back");
  }

  @Test
  void help_wins_over_what_is_wrong_but_not_over_what_is_anothers() {
    assertEquals(0, session.run("ls", "--frobnicate", "--help"));
    assertTrue(session.out().startsWith("Usage: ipc ls"));

    assertEquals(66, session.run("shm", "attach", "ipc-test-none", "--", "true", "--help"));
  }

  @Test
  void help_of_what_there_is_not_is_told() {
    assertUsage("help lss", "there is no command 'lss'", "did you mean 'ipc help ls'?");
    assertUsage(
        "help shm creat", "there is no command 'shm creat'", "did you mean 'ipc help shm create'?");
    assertUsage(
        "help nothing at all",
        "there is no command 'nothing at all'",
        "'ipc help' lists the commands");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "version", "ls --version", "shm create --version"})
  void version_is_one_line(String words) {
    assertEquals(0, session.run(words.split(" ")));
    assertEquals("ipc 0.1.0\n", session.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version -v", "version --verbose", "ls --version -v"})
  void version_in_full_tells_of_the_runtime_too(String words) {
    assertEquals(0, session.run(words.split(" ")));
    List<String> lines = session.out().lines().toList();
    assertEquals("ipc 0.1.0", lines.get(0));
    assertEquals(
        "runtime: Java "
            + System.getProperty("java.version")
            + " in "
            + System.getProperty("java.home"),
        lines.get(1));
    assertTrue(lines.get(2).startsWith("class cache: "), lines.get(2));
  }
}
