package ipc.image;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The sessions of the README happen as they are shown: its {@code console} blocks are one shell's,
 * in order. A line that begins with {@code $ } is typed, one after it with {@code > } goes on with
 * it, the others are what both outputs show, as {@link Transcript} reads them.
 */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
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

  @Test
  void every_session_goes_as_it_is_shown() throws Exception {
    Sandbox sandbox = Sandbox.built();
    List<Step> steps = steps();
    assumeTrue(!steps.isEmpty(), "README.md shows no session yet");
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

  private static List<Step> steps() throws IOException {
    if (!Files.exists(README)) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    List<String> lines = Files.readAllLines(README, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(BLOCK)) {
        int end = i + lines.subList(i, lines.size()).indexOf(END);
        addSteps(lines.subList(i + 1, end), steps);
        i = end;
      }
    }
    return steps;
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
