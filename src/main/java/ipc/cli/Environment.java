package ipc.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables this process was started with, as text that keeps every byte.
 *
 * @param variables by name
 */
public record Environment(Map<String, String> variables) {

  /** An environment that nothing changes any more. */
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The value of a variable that is set and not empty. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** NAME=value, for a command that we start. */
  public List<String> entries() {
    return variables.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
