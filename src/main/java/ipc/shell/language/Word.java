package ipc.shell.language;

import java.util.List;
import java.util.Optional;

/**
 * A word as it was written.
 *
 * @param parts what follows each other in it
 * @param start index of its first character in the text
 * @param end index after its last
 */
public record Word(List<Part> parts, int start, int end) {
  /** A word that nothing changes any more. */
  public Word {
    parts = List.copyOf(parts);
  }

  /** What it is without a look at variables; empty where it has some. */
  public Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Part.Text known)) {
        return Optional.empty();
      }
      text.append(known.text());
    }
    return Optional.of(text.toString());
  }
}
