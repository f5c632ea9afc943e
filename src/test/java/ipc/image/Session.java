package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/**
 * A session as a document shows it: a line that begins with {@code $ } is typed, one after it with
 * {@code > } goes on with it, the others are what both outputs show, as {@link Transcript} reads
 * them. All of it is one shell's, in order.
 *
 * @param steps its commands
 */
record Session(List<Step> steps) {
  private static final String TYPED = "$ ";
  private static final String CONTINUED = "> ";
  private static final String MARK = "\u0001\n";

  /**
   * One command.
   *
   * @param typed what the shell gets
   * @param shown what it shows
   */
  record Step(String typed, Transcript shown) {}

  /** The session that these lines show. */
  static Session of(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      assertTrue(lines.get(i).startsWith(TYPED), "a session begins with what is typed");
      StringBuilder typed = new StringBuilder(lines.get(i++).substring(TYPED.length()));
      while (i < lines.size() && lines.get(i).startsWith(CONTINUED)) {
        typed.append('\n').append(lines.get(i++).substring(CONTINUED.length()));
      }
      int start = i;
      while (i < lines.size() && !lines.get(i).startsWith(TYPED)) {
        i++;
      }
      steps.add(new Step(typed.toString(), new Transcript(lines.subList(start, i))));
    }
    return new Session(List.copyOf(steps));
  }

  /** Runs it, and gives for each command the claim that it showed what is shown. */
  List<Executable> claims(Sandbox sandbox) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("exec 2>&1\n");
    for (Step step : steps) {
      script.append(step.typed()).append("\nprintf '\\001\\n'\n");
    }
    Ran ran = sandbox.run(script.toString());
    List<String> outputs = List.of(ran.out().split(Pattern.quote(MARK), -1));
    assertEquals(steps.size() + 1, outputs.size(), ran::out);
    List<Executable> claims = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String output = outputs.get(i);
      claims.add(() -> assertShown(step, output));
    }
    return claims;
  }

  private static void assertShown(Step step, String output) {
    assertTrue(
        step.shown().shows(output),
        () -> "$ " + step.typed() + "\nshown:\n" + step.shown() + "\nhappens:\n" + output);
  }
}
