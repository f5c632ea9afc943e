package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.cli.Catalogue;
import ipc.cli.Exit;
import ipc.cli.Verb;
import ipc.image.Image.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of help and manual does what is said of it. */
class ExamplesIT {
  /** What is declared of each example; one that is missing here fails. */
  private static final Map<String, Play> PLAYS = new LinkedHashMap<>();

  static {
    Stream.of(
            ObjectPlays.all(),
            MailboxPlays.all(),
            PipePlays.all(),
            SocketPlays.all(),
            SegmentPlays.all(),
            ToolPlays.all())
        .flatMap(List::stream)
        .forEach(play -> PLAYS.put(play.example(), play));
  }

  @TempDir private static Path scratch;
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  static Stream<String> examples() {
    List<Catalogue.Entry> verbs = new ArrayList<>(Catalogue.top());
    Catalogue.groups().forEach(group -> verbs.addAll(group.verbs()));
    return verbs.stream()
        .flatMap(verb -> verb.verb().get().examples().stream())
        .map(Verb.Example::command)
        .distinct();
  }

  @Test
  void none_is_declared_that_is_not_shown() {
    var shown = new TreeSet<>(examples().toList());

    var declared = new TreeSet<>(PLAYS.keySet());

    declared.removeAll(shown);
    assertEquals(new TreeSet<>(), declared);
  }

  @Test
  void its_page_tells_the_status_that_an_example_ends_with() throws Exception {
    for (String command : commands()) {
      String page = Files.readString(Path.of("man", command.replace(' ', '-') + ".1"));
      for (Play play : PLAYS.values()) {
        // A command's own status, and what signals do, no page can list.
        boolean isOurs = !play.example().contains(" -- ") && play.status() < Exit.SIGNAL_OFFSET;
        if (isOurs && (play.example() + " ").startsWith(command + " ")) {
          assertTrue(
              page.contains(".TP \"6\"\n\\fB" + play.status() + "\\fR\n"),
              command + "(1) does not list the status of '" + play.example() + "'");
        }
      }
    }
  }

  /** Every command as it is typed. */
  private static List<String> commands() {
    List<String> commands = new ArrayList<>();
    Catalogue.top().forEach(verb -> commands.add("ipc " + verb.word()));
    for (Catalogue.Group group : Catalogue.groups()) {
      group.verbs().forEach(verb -> commands.add("ipc " + group.noun().word() + " " + verb.word()));
    }
    return commands;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void does_what_is_said_of_it(String example) throws Exception {
    Play play = PLAYS.get(example);
    assertNotNull(play, "declare how '" + example + "' is tried");
    Map<String, String> variables = Map.of();
    if (play.before().contains(Preparations.PYTHON)) {
      sandbox.requireTools(Preparations.PYTHON);
    }
    if (play.before().contains(Preparations.QUEUE)) {
      variables = CProgram.compile("objects", scratch).variables();
    }

    Ran ran = sandbox.run(play.script(), variables);

    assertEquals(play.status(), ran.status(), ran::err);
    assertTrue(
        Transcript.of(play.shown()).shows(ran.out()),
        () -> "shown:\n" + play.shown() + "\nhappens:\n" + ran.out() + ran.err());
  }
}
