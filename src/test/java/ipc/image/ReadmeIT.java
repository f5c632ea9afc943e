package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sessions of the README and of the recipes happen as they are shown: the {@code console}
 * blocks below one heading are one shell's, in order, in a place of their own. A line that begins
 * with {@code $ } is typed, one after it with {@code > } goes on with it, the others are what both
 * outputs show, as {@link Transcript} reads them.
 */
class ReadmeIT {
  private static final List<Path> DOCUMENTS =
      List.of(Path.of("README.md"), Path.of("src/docs/recipes.md"));
  private static final String BLOCK = "```console";
  private static final String END = "```";
  private static final String MARK = "\u0001\n";

  /**
   * One command of a session.
   *
   * @param typed what the shell gets
   * @param shown what it shows
   */
  private record Step(String typed, Transcript shown) {}

  /**
   * What one shell does.
   *
   * @param title the heading above it
   * @param steps in order
   */
  private record Session(String title, List<Step> steps) {
    @Override
    public String toString() {
      return title;
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void session_goes_as_it_is_shown(Session session) throws Exception {
    Sandbox sandbox = Sandbox.built();
    List<Step> steps = session.steps();
    StringBuilder script = new StringBuilder("exec 2>&1\n");
    for (Step step : steps) {
      script.append(step.typed()).append("\nprintf '\\001\\n'\n");
    }

    Ran ran = sandbox.run(script.toString());

    List<String> outputs = List.of(ran.out().split(Pattern.quote(MARK), -1));
    assertEquals(steps.size() + 1, outputs.size(), ran::out);
    assertAll(
        IntStream.range(0, steps.size())
            .mapToObj(i -> () -> assertShown(steps.get(i), outputs.get(i))));
  }

  private static void assertShown(Step step, String output) {
    assertTrue(
        step.shown().shows(output),
        () -> "$ " + step.typed() + "\nshown:\n" + step.shown() + "\nhappens:\n" + output);
  }

  static List<Session> sessions() throws IOException {
    List<Session> sessions = new ArrayList<>();
    for (Path document : DOCUMENTS) {
      List<String> lines = Files.readAllLines(document, StandardCharsets.ISO_8859_1);
      String title = "";
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("#")) {
          title = lines.get(i);
        }
        if (lines.get(i).equals(BLOCK)) {
          int end = i + lines.subList(i, lines.size()).indexOf(END);
          if (sessions.isEmpty() || !sessions.getLast().title().equals(title)) {
            sessions.add(new Session(title, new ArrayList<>()));
          }
          addSteps(lines.subList(i + 1, end), sessions.getLast().steps());
          i = end;
        }
      }
    }
    return sessions;
  }

  private static void addSteps(List<String> block, List<Step> steps) {
    int i = 0;
    while (i < block.size()) {
      assertTrue(block.get(i).startsWith("$ "), "a session begins with what is typed");
      StringBuilder typed = new StringBuilder(block.get(i++).substring(2));
      while (i < block.size() && block.get(i).startsWith("> ")) {
        typed.append('\n').append(block.get(i++).substring(2));
      }
      int start = i;
      while (i < block.size() && !block.get(i).startsWith("$ ")) {
        i++;
      }
      steps.add(new Step(typed.toString(), new Transcript(block.subList(start, i))));
    }
  }
}
