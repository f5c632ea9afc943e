package ipc.proc;

import java.util.List;
import java.util.Optional;

/**
 * What a parser made of a text: the values it understood and the lines it did not.
 *
 * @param values in the text's order; at most one where the whole text is one value
 * @param malformed the lines that were left out, in the text's order
 * @param <T> what a line, or the whole text, says
 */
public record Parsed<T>(List<T> values, List<Malformed> malformed) {
  /** Copies both lists. */
  public Parsed {
    values = List.copyOf(values);
    malformed = List.copyOf(malformed);
  }

  /** Returns the first value, or empty when there is none. */
  public Optional<T> first() {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  static <T> Parsed<T> of(T value) {
    return new Parsed<>(List.of(value), List.of());
  }

  static <T> Parsed<T> malformed(int line, String why) {
    return new Parsed<>(List.of(), List.of(new Malformed(line, why)));
  }
}
