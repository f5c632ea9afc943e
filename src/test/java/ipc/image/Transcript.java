package ipc.image;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Output as a document shows it: {@code ...} stands for any text within a line, and a line of
 * nothing else for any number of lines.
 *
 * @param lines what is shown
 */
record Transcript(List<String> lines) {
  private static final String ANYTHING = "...";

  static Transcript of(String text) {
    return new Transcript(text.lines().toList());
  }

  /** Whether an output is what is shown. */
  boolean shows(String output) {
    StringBuilder regex = new StringBuilder();
    for (String line : lines) {
      if (line.equals(ANYTHING)) {
        regex.append("(?:.*\n)*");
      } else {
        String[] parts = line.split(Pattern.quote(ANYTHING), -1);
        for (int i = 0; i < parts.length; i++) {
          regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        regex.append('\n');
      }
    }
    String whole = output.isEmpty() || output.endsWith("\n") ? output : output + "\n";
    return Pattern.matches(regex.toString(), whole);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
